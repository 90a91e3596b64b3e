"""The audit of a draft that is audited again: the index that is kept with the project, and a draft that is watched."""

from __future__ import annotations

import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cli_calls import PROGRAM, call, coded_study, done
from hypothesis import given
from hypothesis import strategies as st
from spoken import document

from codebook.project import open_project
from exports.audit.auditing import INDEX, judge_of
from exports.audit.corpus import Corpus, made_from
from transcripts.kept_indexes import keep_index, kept_index
from transcripts.project import Project
from transcripts.texts import document_texts

WORDS = st.text("abA éß’'ﬁ 12-.\u0301漢🙂", max_size=12)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=4))
def test_an_index_that_was_kept_is_the_index(said: list[list[str]]) -> None:
    texts = [document(f"CPS {at}", *((f"CPS {at}", words) for words in turns)) for at, turns in enumerate(said)]
    made = Corpus(texts)
    kept = Corpus(texts, made.packed())
    assert kept.numbers == made.numbers
    assert kept.turns == made.turns
    for name in ("words", "starts", "ends"):
        assert np.array_equal(getattr(kept, name), getattr(made, name))
    for number in made.numbers.values():
        assert np.array_equal(kept.positions(number), made.positions(number))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return coded_study(tmp_path)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    written = tmp_path / "draft.md"
    written.write_text("“We speak to the police earlier” (CPS 1).", "utf-8")
    return written


def held(project: Project) -> bytes | None:
    with project.reading() as session:
        return kept_index(session, INDEX, made_from(document_texts(session).values()))


def test_a_second_audit_uses_the_index_of_the_first_until_a_text_changes(path: Path, draft: Path) -> None:
    before = done("history", path).out
    first = done("audit", path, draft, "--json", "--as", "Ann").json
    with open_project(path) as project:
        kept = held(project)
        assert kept is not None
        assert b"police" not in zlib.decompress(kept)
        # An index in which every word is the same one: whoever reads it finds nothing.
        texts = judge_of(project).corpus.texts
        wrong = Corpus(texts)
        wrong.words = np.zeros_like(wrong.words)
        with project.reading() as session:
            made = made_from(document_texts(session).values())
        keep_index(project, INDEX, made, wrong.packed())
    (quote,) = call("audit", path, draft, "--json", "--as", "Ann").json["quotes"]
    assert quote["verdict"] == "not-found"
    late = path.with_name("CPS 3.txt")
    late.write_text("CPS 3: Nobody said so.\n", "utf-8")
    assert done("history", path).out == before
    done("import", path, late, "--as", "Ann")
    assert done("audit", path, draft, "--json", "--as", "Ann").json["quotes"] == first["quotes"]
    assert done("check", path).out == "No problems\n"


@pytest.mark.parametrize("content", [b"", b"no index", zlib.compress(b"\0" * 7), zlib.compress(b"\0" * 4000)])
def test_a_damaged_index_is_made_again(path: Path, draft: Path, content: bytes) -> None:
    with open_project(path) as project:
        with project.reading() as session:
            made = made_from(document_texts(session).values())
        keep_index(project, INDEX, made, content)
    assert done("audit", path, draft, "--json", "--as", "Ann").json["summary"] == {"verbatim": 1}


def test_a_project_that_cannot_be_written_is_audited_without_keeping_anything(path: Path, draft: Path) -> None:
    path.chmod(0o400)
    with open_project(path, read_only=True) as project:
        assert judge_of(project).corpus.numbers
        assert held(project) is None


def until(lines: Iterator[str], words: str) -> list[str]:
    """The lines up to the one that holds these words."""
    seen = []
    for line in lines:
        seen.append(line)
        if words in line:
            return seen
    raise AssertionError(f"{words!r} never came: {seen}")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_draft_is_watched_until_ctrl_c(path: Path, draft: Path) -> None:
    command = [*PROGRAM, "audit", str(path), str(draft), "--watch", "--as", "Ann"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        lines = iter(running.stdout)
        assert "1 quotation: 1 verbatim; 0 need a look\n" in until(lines, "is watched: ctrl+c ends")
        draft.write_text("“We never speak to the police earlier” (CPS 1).", "utf-8")
        again = until(lines, "is watched: ctrl+c ends")
        assert "1 quotation: 1 altered; 1 needs a look\n" in again
        draft.unlink()
        assert any("There is no file" in line for line in until(lines, "is watched: ctrl+c ends"))
        running.send_signal(signal.SIGINT)
        assert list(lines)[-1] == "draft.md is watched no longer\n"
        assert running.wait(timeout=60) == 130
