"""Evidence cards, coded transcripts and packs tell a coder nothing of a partner's sealed work."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import done
from sealed_study import CODE, SECRET, sealed_study

from codebook.project import open_project
from transcripts import document_labels, documents


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CODING_TUI_CODER", raising=False)
    monkeypatch.setenv("LOGNAME", "visitor")
    with sealed_study(tmp_path / "sealed.qdb") as project, project.step("Whose", "Ann") as session:
        for label, uid in document_labels.uids_by_label(session).items():
            documents.set_participant(session, uid, label)
    return tmp_path / "sealed.qdb"


def test_a_card_counts_only_what_its_reader_may_see(path: Path) -> None:
    (card,) = done("evidence", path, CODE, "--json", "--as", "Ann").json
    (mine,) = done("evidence", path, CODE, "--json", "--as", "Ben").json
    assert card["used"] == []
    assert len(mine["used"]) == 1
    assert SECRET not in str(card)


@pytest.mark.parametrize("name", ["t.html", "t.docx", "t.svg"])
def test_a_transcript_holds_only_what_its_reader_may_see(path: Path, tmp_path: Path, name: str) -> None:
    said = done("coded", path, "CPS 2", "--output", tmp_path / name, "--as", "Ann").out
    assert "with 0 codings" in said
    assert SECRET.encode() not in (tmp_path / name).read_bytes()
    assert "with 1 coding " in done("coded", path, "CPS 2", "--output", tmp_path / name, "--as", "Ben").out


def test_a_pack_holds_only_what_its_reader_may_see(path: Path, tmp_path: Path) -> None:
    done("packs", path, tmp_path / "packs", "--format", "md", "--as", "Ann")
    written = (tmp_path / "packs" / "CPS 2.md").read_text("utf-8")
    assert "0 codings" in written
    assert "Nobody calls us" not in written
    assert SECRET not in written


def test_a_look_without_a_name_is_put_on_record(path: Path, tmp_path: Path) -> None:
    told = done("coded", path, "CPS 2", "--output", tmp_path / "t.html").err
    assert "put on record" in told
    with open_project(path) as project:
        assert "coded transcript" in project.history()[0].label
