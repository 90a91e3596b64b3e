"""Word documents (.docx): the words of the body in reading order, with what is set in bold.

Paragraphs end with LF; the cells of a table row stand on one line, set apart by TABs. Insertions are kept and
deletions dropped, as a reader sees the document with all changes accepted. Text boxes follow the paragraph that
holds them. What is left out (comments, footnotes, headers, hidden text) is counted and said: nothing is shortened
silently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transcripts.errors import ImportRefused
from transcripts.importing.archive import Archive
from transcripts.importing.decoding import canonical
from transcripts.importing.model import Extract
from transcripts.importing.speaker_column import turns_in_rows
from transcripts.importing.word_body import Body
from transcripts.importing.word_remarks import beside, count

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "word/document.xml"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INSERTED_FILE = (
    "a Word document that holds another file for Word to convert (altChunk): open it in Word, save it and import that"
)


def read(archive: Archive) -> tuple[Extract]:
    """The words of a .docx. Raises ImportRefused if it is damaged, hostile or holds its text as another file."""
    root = archive.xml(_main_part(archive))
    namespace = _STRICT if root.tag.startswith("{" + _STRICT) else _TRANSITIONAL
    if root.find(f".//{{{namespace}}}altChunk") is not None:
        raise ImportRefused(_INSERTED_FILE)
    body = _walk(root, archive, namespace)
    text = canonical("".join(body.pieces).removesuffix("\n"))
    turns = turns_in_rows(text, body.tables)
    warnings = (*body.left.remarks(), *_private_characters(text), *beside(archive, namespace))
    return (Extract(text, "docx", bold=tuple(body.bold), by_line=True, turns=turns, warnings=warnings),)


def _walk(root: _Element, archive: Archive, namespace: str) -> Body:
    body = Body(root, archive, namespace)
    # A field that never ends would take the rest of the document with it.
    return Body(root, archive, namespace, drop_fields=False) if body.inside_field else body


def _main_part(archive: Archive) -> str:
    if _MAIN in archive.names:
        return _MAIN
    if "_rels/.rels" in archive.names:
        for relation in archive.xml("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in archive.names:
                return target
    raise ImportRefused("a Word document without its text part: open it in Word and save it again")


def _private_characters(text: str) -> list[str]:
    found = 0 if text.isascii() else len(_PRIVATE.findall(text))
    return [f"{count(found, 'character')} of a special font may not show as in Word"] if found else []
