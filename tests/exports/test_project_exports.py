"""A whole project written to a file by its suffix, and the rules for any file that is written."""

from __future__ import annotations

import csv
import errno
import json
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
from studies import TEXTS

from codebook.coding import codings
from codebook.coding.coding_table import import_codings
from codebook.coding.codings import NewCoding
from codebook.quoting import collected
from codebook.scheme import codes, yaml_format
from codebook.scheme.taking_in import take_in
from exports.formats import WHOLE_FILES, UnknownFormat, export
from exports.saving import save
from transcripts import coders, document_labels
from transcripts.project import Project
from transcripts.safe_file import WriteFailed

CODEBOOK = """# The team's own words
title: Ours   # a comment that stays
codes:
  - name: Partnership
    uid: 0123456789abcdef0123456789abcdef
    brief: Working with the other side.
    codes: [ {name: early contact} ]

  # waiting
  - name: 'Delay'
"""


@pytest.fixture
def coded(study: Project) -> Project:
    """Two interviews with a codebook, three codings (one of the interviewer's words) and a collected quotation."""
    with study.step("Codebook", "Ann") as session:
        take_in(session, yaml_format.load(CODEBOOK))
    marks = (
        ("CPS 1", "They call us", "Partnership/early contact"),
        ("CPS 2", "“queues” 🙂", "Delay"),
        ("CPS 2", "Why?", "Delay"),
    )
    with study.step("Code", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        for label, words, path in marks:
            document, start = document_labels.find(session, label), TEXTS[label].index(words)
            place = (document, start, start + len(words), codes.ensure(session, path))
            codings.apply(session, NewCoding(*place, ann))
        collected.add(session, *place[:3], coder=ann, section="Why")
    return study


def test_codings_leave_as_tables_that_come_back_the_same(coded: Project, tmp_path: Path) -> None:
    assert export(coded, tmp_path / "out.csv") == "3 codings"
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["document"], row["text"]) for row in rows] == [
        ("CPS 1", "They call us"), ("CPS 2", "“queues” 🙂"), ("CPS 2", "Why?"),
    ]  # fmt: skip
    assert import_codings(coded, tmp_path / "out.csv", coder="Ann").already == 3
    export(coded, tmp_path / "out.XLSX")
    assert openpyxl.load_workbook(tmp_path / "out.XLSX").active is not None


def test_the_codebook_leaves_byte_for_byte_as_it_came_and_changed_only_where_it_was(
    coded: Project, tmp_path: Path
) -> None:
    export(coded, tmp_path / "codes.yaml")
    assert (tmp_path / "codes.yaml").read_bytes() == CODEBOOK.encode()
    with coded.step("New code", "Ann") as session:
        codes.ensure(session, "Silence")
    export(coded, tmp_path / "codes.yaml")
    changed = (tmp_path / "codes.yaml").read_text(encoding="utf-8")
    assert set(CODEBOOK.splitlines()) <= set(changed.splitlines())
    assert [placed.path for placed in yaml_format.load(changed).walk()][-1] == ("Silence",)


def test_quotations_of_everything_leave_by_code_without_the_interviewer(coded: Project, tmp_path: Path) -> None:
    for suffix in ("docx", "html", "md"):
        assert export(coded, tmp_path / f"all.{suffix}") == "2 quotations"
    text = (tmp_path / "all.md").read_text(encoding="utf-8")
    assert text.index("## Partnership/early contact") < text.index("## Delay")
    assert "> Why?" not in text
    assert "Left out: 1 coded passages" in text
    styles = [paragraph.style.name for paragraph in docx.Document(str(tmp_path / "all.docx")).paragraphs]
    assert styles.count("Quote") == 2


def test_json_holds_the_project_and_every_coding_with_its_words(coded: Project, tmp_path: Path) -> None:
    export(coded, tmp_path / "all.json")
    said = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert {"format", "project", "documents", "codes", "codings", "quotations"} <= set(said)
    assert [known["label"] for known in said["documents"]] == ["CPS 1", "CPS 2"]
    assert [code["path"] for code in said["codes"]] == ["Partnership", "Partnership/early contact", "Delay"]
    for coding in said["codings"]:
        assert coding["text"] == TEXTS[coding["document"]][coding["start"] : coding["end"]]
    assert [(one["section"], one["text"], one["role"]) for one in said["quotations"]] == [
        ("Why", "Why?", "interviewer")
    ]


@pytest.mark.parametrize("name", ["study.qdpx", "study.qdc", "study.qda", "study.sqlite3", "study.pages", "study"])
def test_other_suffixes_are_refused_with_those_there_are(coded: Project, tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownFormat) as refused:
        export(coded, tmp_path / name)
    assert ("not supported yet" in str(refused.value)) == (name.split(".")[-1] in {"qdpx", "qdc", "qda", "sqlite3"})
    assert "Supported: .csv, .xlsx" in str(refused.value)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("suffix", WHOLE_FILES)
def test_every_file_is_its_owners_alone_and_leaves_nothing_beside_it(
    coded: Project, tmp_path: Path, suffix: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(coded, folder / f"all{suffix}")
    export(coded, folder / f"all{suffix}")
    assert [path.name for path in folder.iterdir()] == [f"all{suffix}"]
    assert stat.S_IMODE((folder / f"all{suffix}").stat().st_mode) == 0o600


# -- saving -------------------------------------------------------------------------------------------------------


def test_a_project_is_never_written_over(coded: Project, tmp_path: Path) -> None:
    before = coded.path.read_bytes()
    with pytest.raises(WriteFailed, match="is a project"):
        save(coded.path, b"words")
    disguised = tmp_path / "disguised.csv"
    disguised.write_bytes(before)
    for path in (disguised, tmp_path / "new.qdb"):
        with pytest.raises(WriteFailed, match="is a project"):
            save(path, b"words")
    with pytest.raises(WriteFailed, match="is a project"):
        export(coded, disguised)
    assert disguised.read_bytes() == before
    assert coded.path.read_bytes() == before


def test_a_folder_or_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent" / "out.md", tmp_path / ("n" * 300)):
        with pytest.raises(WriteFailed) as refused:
            save(path, b"words")
        assert str(path)[:40] in str(refused.value)
        assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    save(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save(pipe, b"words")
        assert os.read(reader, 100) == b"words"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("old", encoding="utf-8")
    script = (
        "import resource, signal, sys, pathlib\n"
        "from exports.saving import save\n"
        "from transcripts.safe_file import WriteFailed\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    save(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except WriteFailed as error:\n    print(error)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, str(path)], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.count("\n") == 1
    assert os.strerror(errno.EFBIG) in done.stdout
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000


def test_reading_the_list_of_formats_loads_no_format() -> None:
    script = "import sys, exports.formats; print(' '.join(sys.modules))"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, text=True, cwd=root, check=True)
    loaded = set(done.stdout.split())
    assert "exports.formats" in loaded
    assert not loaded & {"docx", "xlsxwriter", "sqlmodel", "sqlalchemy", "lxml", "textual", "typer", "rich", "spacy"}
