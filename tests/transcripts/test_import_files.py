"""Whole files: what is refused and why, and real interviews with their counted label lines."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from transcripts.errors import ImportRefused
from transcripts.importing import read_bytes, read_file

REAL = {
    "otter-two-people.md": {"Danny Silvers": 30, "Jonas Rosland": 29},
    "otter-four-people.md": {
        "Jonas Rosland": 61,
        "Eric Kesterson": 45,
        "Jim Bochanski": 44,
        "Saun Conlin": 33,
        "Nick Zaleski": 29,
        "Unknown Speaker": 1,
    },
    "otter-blank-lines.md": {"Jonas Rosland": 42, "Jack Breen": 41, "Unknown Speaker": 1},
    "artisan-1.docx": {"Chercheur": 28, "Interviewe": 27},
    "artisan-2.docx": {"Chercheur": 38, "Interviewe": 37},
    "artisan-3.docx": {"Chercheur": 44, "Interviewe": 43},
    "artisan-4-label-typo.docx": {"Checheur": 24, "Interviewe": 23},
    "artisan-5.docx": {"Chercheur": 16, "Interviewe": 16},
    "artisan-6.docx": {"Chercheur": 15, "Interviewe": 15},
    "cues-in-markdown.md": {},
    "front-matter-talk.md": {},
    "front-matter-talk.es.md": {},
    "whisper.txt": {},
    "whisper.vtt": {},
    "whisper.srt": {},
}


@pytest.mark.parametrize("name", REAL)
def test_real_interviews_have_the_label_lines_that_people_counted(shared: Path, name: str) -> None:
    imported = read_file(shared / "data/interviews" / name)
    assert imported.speakers == REAL[name]
    assert imported.warnings == ()


def test_one_recording_has_the_same_words_in_each_export(shared: Path) -> None:
    words = [read_file(shared / f"data/interviews/whisper.{s}").text.split() for s in ("txt", "vtt", "srt", "tsv")]
    assert words[0] == words[1] == words[2] == words[3]


def container(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            # With a date of its own the bytes would be named after the second they were made in,
            # and two test processes would not agree which tests there are.
            made.writestr(zipfile.ZipInfo(name), mimetype or "x")
    return out.getvalue()


LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7\n", "a.txt", "a damaged PDF"),
        (LEGACY + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "a.docx", "Word 97–2003"),
        (LEGACY + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (LEGACY + b"\0" * 600, "a.doc", "old Office document"),
        (
            container("mimetype", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "a.ods",
            "OpenDocument",
        ),
        (container("xl/workbook.xml"), "a.docx", "Excel"),
        (container("ppt/slides.xml"), "a.docx", "PowerPoint"),
        (container("META-INF/container.xml"), "a.docx", "EPUB"),
        (container("one.docx"), "a.zip", "zip archive"),
        (b"PK\x03\x04 and then nothing", "a.docx", "damaged"),
        (b"<?xml version='1.0'?><a/>", "a.txt", "XML"),
        (b'[{"speaker": "Interviewer"}]', "a.txt", "JSON"),
        (b"speaker,text\n", "a.csv", "a table without a row of words"),
        (b"Interviewer: a", "a.docx", "rename it to .txt"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "picture"),
        (b"ID3\x03", "a.mp3", "sound recording"),
        (b"\0\0\0\x20ftypM4A ", "a.m4a", "recording"),
        (b"SQLite format 3\0", "a.txt", "database"),
    ],
)
def test_other_files_are_refused_by_what_they_are(data: bytes, name: str, said: str) -> None:
    with pytest.raises(ImportRefused, match=said) as refused:
        read_bytes(data, name)
    assert "\n" not in str(refused.value)


def test_paths_that_hold_no_file_are_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "folder"), (tmp_path / "absent.txt", "no such file"), (Path("a\0b"), ".")):
        with pytest.raises(ImportRefused, match=said):
            read_file(path)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Interviewer: a")

    def refuse(_path: Path) -> bytes:  # root may read everything, so the system's answer is given here
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ImportRefused, match="permission"):
        read_file(path)


def test_a_path_and_its_bytes_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "CPS 1.txt"
    path.write_bytes("Interviewer: What?\r\nCPS 1: Délais 🙂\r\n".encode())
    assert read_file(path) == read_bytes(path.read_bytes(), path.name)
    assert read_file(path).text == "Interviewer: What?\nCPS 1: Délais 🙂\n"
