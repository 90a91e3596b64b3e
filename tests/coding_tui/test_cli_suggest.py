"""`suggest`, `accept` and `reject` as people and scripts meet them."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call, done
from suggesting_study import CALLING, EARLY, QUEUE, code, give, mark_done, suggesting_study

from codebook.project import open_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with suggesting_study(tmp_path / "study.qdb") as project:
        return project.path


def test_suggestions_for_people_say_what_why_and_how_likely(path: Path) -> None:
    told = done("suggest", path, "--code", "Early contact", "--as", "Ben", "--limit", 2)
    first, _, id_line, words, reason, right, *_ = told.out.splitlines()
    assert first.endswith("suggestions, none of them a coding")
    assert first.startswith("2 of ")
    assert id_line.endswith(f"· {EARLY}")
    assert words.strip().strip("“”") in CALLING
    assert reason.strip().startswith("like “")
    assert right == "  right: 0.40 [0.22, 0.61], 8 of 20 held out"
    assert told.err == ""


def test_json_has_a_key_for_everything(path: Path) -> None:
    found = done("suggest", path, "--document", "Police 12", "--as", "Ben", "--json").json
    assert found["coder"] == "Ben"
    assert found["of"] == len(found["suggestions"])
    first = found["suggestions"][0]
    assert set(first) == {
        "id", "document", "start", "end", "text", "speaker", "role", "code", "score", "cues", "like", "words",
        "estimate", "no_estimate", "reason",
    }  # fmt: skip
    assert first["document"] == "Police 12"
    assert set(first["estimate"]) == {"right", "n", "low", "high", "precision"}


def test_accepting_rejecting_recoding_and_undoing_by_id(path: Path) -> None:
    def ids(*more: object) -> list[str]:
        return [each["id"] for each in done("suggest", path, "--as", "Ben", "--json", *more).json["suggestions"]]

    yes, no, other, *_ = ids("--code", EARLY)
    assert done("accept", path, yes, "--as", "Ben").out.startswith("Coded Police ")
    assert done("reject", path, no, "--as", "Ben").out.startswith(f"Rejected ‘{EARLY}’ for Police ")
    assert f"as ‘{QUEUE}’" in done("accept", path, other, "--code", "Queues", "--as", "Ben").out
    assert not {yes, no, other} & set(ids("--code", EARLY, "--limit", 0))
    assert len(done("suggest", path, "--rejected", "--as", "Ben", "--json").json) == 2
    assert done("suggest", path, "--rejected", "--as", "Ann").out == "0 rejected suggestions\n"
    counted = done("quotes", path, f'"{EARLY}" AND origin:suggestion', "--format", "json").json
    assert [each["coder"] for each in counted] == ["Ben"]
    assert len(done("quotes", path, f'"{EARLY}" AND origin:human', "--format", "json").json) == 8
    done("undo", path, "--as", "Ben")
    done("undo", path, "--as", "Ben")
    assert no in ids("--code", EARLY, "--limit", 0)
    assert done("check", path).out == "No problems\n"


def test_agreement_is_measured_without_accepted_suggestions_too(path: Path) -> None:
    """Of eight documents of six sentences, Ann coded one sentence each: Ben accepts some of them, and codes nothing."""
    with open_project(path) as project:
        give(project, "Ben", *range(1, 9))
    queue = done("suggest", path, "--code", EARLY, "--as", "Ben", "--json", "--limit", 0).json["suggestions"]
    ids = [each["id"] for each in queue if each["text"] in CALLING]
    assert len(ids) > 3
    done("accept", path, *ids, "--as", "Ben")
    with open_project(path) as project:
        for number in range(1, 9):
            mark_done(project, "Ben", number)

    def measured(*more: object) -> tuple[float, float]:
        [found] = [code for code in done("agreement", path, "--json", *more).json["codes"] if code["code"] == EARLY]
        return found["percent"], found["prevalence"]

    assert measured() == pytest.approx((1 - (8 - len(ids)) / 48, (8 + len(ids)) / 96))
    assert measured("--origin", "human") == pytest.approx((1 - 8 / 48, 8 / 96))
    assert measured("--origin", "suggestion") == pytest.approx((1 - len(ids) / 48, len(ids) / 96))
    assert "Only codings of the origin ‘human’" in done("agreement", path, "--origin", "human").out
    assert call("agreement", path, "--origin", "machine").code == 2


def test_several_ids_are_one_step(path: Path) -> None:
    found = done("suggest", path, "--code", EARLY, "--as", "Ben", "--json").json["suggestions"]
    before = len(done("history", path, "--json").json)
    done("reject", path, found[0]["id"], found[1]["id"], "--as", "Ben")
    assert len(done("history", path, "--json").json) == before + 1
    refused = call("accept", path, found[2]["id"], "nonsense", "--as", "Ben")
    assert refused.code == 1
    assert len(done("history", path, "--json").json) == before + 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--code", "Nothing"), "There is no code ‘Nothing’."),
        (("--document", "Nowhere"), "There is no document ‘Nowhere’."),
    ],
)
def test_what_is_not_there_is_said_in_one_line(path: Path, arguments: tuple[str, ...], said: str) -> None:
    refused = call("suggest", path, *arguments, "--as", "Ben")
    assert refused.code == 1
    assert refused.err.startswith(said)
    assert len(refused.lines) == 1


def test_an_empty_queue_says_why(path: Path) -> None:
    told = done("suggest", path, "--as", "Ann")
    assert told.out == "0 of 0 suggestions, none of them a coding\n"
    assert told.lines == ["Ann is done with every document given to them. To look in those, too: --done"]


def test_words_under_seal_are_in_no_answer(path: Path) -> None:
    def all_said() -> list[str]:
        return [
            done("suggest", path, "--as", "Ann", *more).out
            for more in (
                ("--limit", 0),
                ("--done", "--limit", 0),
                ("--document", "Police 9", "--json"),
                ("--rejected",),
            )
        ]

    with open_project(path) as project:
        for name in ("Ann", "Ben"):
            give(project, name, 9, 10, sealed=True)
    before = all_said()
    [made] = done("suggest", path, "--document", "Police 9", "--code", EARLY, "--as", "Ben", "--json").json[
        "suggestions"
    ]
    done("accept", path, made["id"], "--as", "Ben")
    [made] = done("suggest", path, "--document", "Police 10", "--code", EARLY, "--as", "Ben", "--json").json[
        "suggestions"
    ]
    done("reject", path, made["id"], "--as", "Ben")
    with open_project(path) as project:
        code(project, "Ben", 9, QUEUE, "in a queue")
        mark_done(project, "Ben", 9)
    assert all_said() == before
    assert EARLY not in done("history", path, "--as", "Ann").out
    assert EARLY in done("history", path, "--as", "Ben").out
