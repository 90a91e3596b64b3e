"""A turn that stands twice in the corrected file, whatever its format: what is anchored in it is in doubt."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from corrected_study import code, uid
from paper_files import odt
from studies import add

from codebook.checking import check
from codebook.coding.replacing import preview, read_correction, replace_document
from codebook.notes import memos
from codebook.quoting import collected
from transcripts import coders
from transcripts.project import Project
from transcripts.reanchoring.model import SAID_MORE

SAID = "It waits, and then it waits, until somebody in the office finds the list and asks us about it again."
TALK = f"Dan: How is it here?\nP7: We write it up.\nP7: {SAID}\nDan: Is it always so?\nP7: Yes, in the north it is.\n"


def word(text: str) -> bytes:
    """As a Word file."""
    made, content = docx.Document(), BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(content)
    return content.getvalue()


FILES = {
    "txt": str.encode,
    "crlf.txt": lambda text: text.replace("\n", "\r\n").encode("utf-16"),
    "md": str.encode,
    "docx": word,
    "odt": lambda text: odt("".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())),
    "html": lambda text: "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()).encode(),
}


def test_codings_memos_and_quotations_in_a_turn_that_stands_twice_are_in_doubt(
    project: Project, tmp_path: Path
) -> None:
    add(project, "A", TALK)
    start = TALK.index("until somebody")
    place = start, start + len("until somebody in the office finds the list")
    with project.step("Work", "Ann") as session:
        ann, document = coders.ensure(session, "Ann"), uid(project, "A")
        collected.add(session, document, *place, coder=ann, section="Waiting", note="")
        memos.add(session, "look", coder=ann, about="span", about_uid=document, span=place)
    code(project, "Delay", *place, label="A")
    turn = f"P7: {SAID}\n"
    new = TALK.replace(turn, turn + turn.replace("finds", "found")).replace("Dan:", "Asker:").replace("P7:", "Officer:")
    for suffix, written in FILES.items():
        path = tmp_path / f"corrected.{suffix}"
        path.write_bytes(written(new))
        original, imported = read_correction(path)
        with project.reading() as session:
            seen = preview(session, document, imported)
        assert {each.thing.about: (each.verdict, each.placement.reason) for each in seen.items} == dict.fromkeys(
            ("coding", "memo", "quotation"), ("moved", SAID_MORE)
        ), suffix
        copies = {imported.text[slice(*each.placement.likely)] for each in seen.items if each.placement.likely}
        assert copies == {"until somebody in the office found the list"}, suffix
    report = replace_document(project, seen, original=original, source_name=path.name, coder="Cat")
    assert report.doubtful == 3
    assert check(project) == []
