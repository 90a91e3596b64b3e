"""What was read waits until it is brought in: little of it in memory, the rest on disk, where nobody can read it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from transcripts.errors import ProjectError
from transcripts.importing import ImportedText, read_documents
from transcripts.intake import shelf as shelf_module
from transcripts.intake.shelf import Shelf
from transcripts.store.scratch import Scratch

SECRET = "Interviewer: Why?\nCPS {0}: Because of the queue, number {0}. \ud800 🙂\n"


def interview(number: int) -> tuple[ImportedText, ...]:
    return read_documents(SECRET.format(number).encode("utf-8", "replace"), "a.txt")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A shelf that has room for three interviews or so in memory."""
    monkeypatch.setattr(shelf_module, "IN_MEMORY", 2_000)
    return Shelf(tmp_path / "study.qdb")


def test_what_was_put_there_is_there_wherever_it_is(shelf: Shelf) -> None:
    for number in range(30):
        shelf.put(str(number), interview(number), b"bytes %d" % number)
    for number in (29, 0, 13, 13, 1):
        assert shelf.documents(str(number)) == interview(number)
        assert shelf.content(str(number)) == b"bytes %d" % number
    shelf.close()


def test_what_is_put_again_takes_the_place_of_what_was_there(shelf: Shelf) -> None:
    for key in map(str, range(10)):
        shelf.put(key, interview(1), b"first")
    for key in map(str, range(10)):
        assert shelf.documents(key) == interview(1)
        shelf.put(key, (*interview(2), *interview(3)), b"second")
        assert (shelf.documents(key), shelf.content(key)) == ((*interview(2), *interview(3)), b"second")
    shelf.drop("0")
    shelf.drop("9")
    shelf.drop("never there")
    for key in ("0", "9", "never there", "no name \udcff"):
        with pytest.raises(KeyError):
            shelf.documents(key)
        with pytest.raises(KeyError):
            shelf.content(key)
    shelf.close()


def test_a_name_that_is_no_valid_unicode_is_a_key_too(shelf: Shelf) -> None:
    for number in range(10):
        shelf.put(f"\udcff {number}", interview(number), b"x")
    assert shelf.documents("\udcff 9") == interview(9)
    shelf.close()


def test_little_is_never_on_the_disk(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "absent" / "study.qdb")
    shelf.put("one", interview(1), b"one")
    assert shelf.documents("one") == interview(1)
    shelf.close()


def open_files() -> list[Path]:
    found = [Path("/proc/self/fd", name) for name in os.listdir("/proc/self/fd")]
    return [each for each in found if each.is_file() and ".part" in os.readlink(each)]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_on_the_disk_it_has_no_name_and_says_nothing(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "study.qdb")
    for number in range(200):
        scratch.put(str(number), (SECRET.format(number).encode("utf-8", "replace") * 50, b"original"))
    assert list(tmp_path.iterdir()) == []
    (kept,) = open_files()
    written = kept.read_bytes()
    assert len(written) > 200 * 50 * 60
    assert b"queue" not in written
    assert b"original" not in written
    scratch.close()
    assert open_files() == []


def test_where_nothing_can_be_put_aside_it_is_said(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "absent" / "study.qdb")
    with pytest.raises(ProjectError, match="cannot be put aside beside it: No such file or directory"):
        scratch.put("a", (b"x",))
    with pytest.raises(KeyError):
        scratch.get("a", 0)
    scratch.close()


FULL = """
import resource, sys
from pathlib import Path
from transcripts.errors import ProjectError
from transcripts.store.scratch import Scratch
scratch = Scratch(Path(sys.argv[1]))
scratch.put("a", (b"small",))
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
try:
    for number in range(100):
        scratch.put(str(number), (bytes(50_000),))
except ProjectError as error:
    print(error)
    print(scratch.get("a", 0).decode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
def test_a_disk_that_has_no_more_room_is_said_in_a_line(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path / "study.qdb")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[0].startswith(f"{tmp_path / 'study.qdb'}: the disk")
    assert said[1:] == ["small"]
