"""Claims of how many in the worked study, and their evidence cards, counted anew from the tables of the study."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cli_calls import call, done
from worked_study import worked

from codebook.project import open_project
from codebook.scheme.codes import tree
from coding_tui.demo.project import files_beside


@dataclass(frozen=True)
class Demo:
    """The project, what was planted in its draft, and its tables."""

    project: Path
    claims: list[dict[str, Any]]
    codings: list[dict[str, str]]
    done: set[str]
    about: dict[str, dict[str, str]]
    paths: dict[str, str]

    @property
    def draft(self) -> Path:
        return files_beside(self.project) / "draft-report.md"

    def raised(self, path: str, group: str, *stances: str) -> set[str]:
        """Interviews of a group, done by somebody, in which anybody coded a code or one below it."""
        return {
            row["document"] for row in self.codings
            if (row["code"] == path or row["code"].startswith(f"{path}/")) and row["document"] in self.interviews(group)
            and (not stances or row["stance"] in stances)
        }  # fmt: skip

    def interviews(self, group: str) -> set[str]:
        return {label for label, row in self.about.items() if row["group"] == group and label in self.done}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def demo() -> Demo:
    project = worked()
    files = files_beside(project)
    given = rows(files / "assignments.csv")
    with open_project(project) as found, found.reading() as session:
        paths = {code.entry.ref: code.path for code in tree(session)}
    return Demo(
        project, json.loads((files / "ground-truth.json").read_text("utf-8"))["draft"]["claims"],
        rows(files / "codings.csv"), {row["document"] for row in given if row["state"] == "done"},
        {row["document"]: row for row in rows(files / "attributes.csv")}, paths,
    )  # fmt: skip


def meant(demo: Demo) -> list[str]:
    """What the words of each planted claim mean."""
    words = {"B6": "false reports", "F7": "toll of the work", "E6": "delay"}
    return [part for ref, said in words.items() for part in ("--theme", f"{said}={demo.paths[ref]}")]


THRESHOLDS = {"most": lambda n, of: n > of / 2, "all": lambda n, of: n == of, "rarely": lambda n, of: n <= of / 5}


def test_each_planted_claim_is_counted_with_the_right_denominator_and_threshold(demo: Demo) -> None:
    told = call("audit", demo.project, demo.draft, "--json", "--as", "Ann", *meant(demo)).json["claims"]
    assert [claim["text"] for claim in told] == [claim["text"] for claim in demo.claims]
    for planted, claim in zip(demo.claims, told, strict=True):
        path, group = demo.paths[planted["ref"]], planted["group"]
        (count,) = claim["counts"]
        assert (claim["quantifier"], claim["group"], count["code"]) == (planted["quantifier"], group, path)
        n, of = len(demo.raised(path, group)), len(demo.interviews(group))
        members = sum(row["group"] == group for row in demo.about.values())
        assert (count["n"], count["of"], count["waiting"]) == (n, of, members - of)
        holds = {THRESHOLDS[planted["quantifier"]](n, of)}
        if planted["stance"]:
            held = len(demo.raised(path, group, "endorses", "acts-on"))
            assert count["held"] == held
            holds.add(THRESHOLDS[planted["quantifier"]](held, of))
        assert claim["verdict"] == {(True,): "fits", (False,): "does not fit"}.get(tuple(holds), "depends")


def test_a_card_counts_spans_by_source_and_shows_who_stands_against_it(demo: Demo, tmp_path: Path) -> None:
    path = demo.paths["B6"]
    (card,) = done("evidence", demo.project, path, "--json", "--as", "Ann").json
    for group in ("CPS", "Police", "ISVA", "Counsel", "Judges"):
        (source,) = [each for each in card["sources"] if each["source"] == group]
        assert (source["documents"], source["done"]) == (len(demo.raised(path, group)), len(demo.interviews(group)))
        made = [row for row in demo.codings if row["code"] == path and row["document"] in demo.interviews(group)]
        assert source["spans"] == len(made)
        assert sum(source["stances"].values()) == len(made)
        assert not set(source["silent"]) & demo.raised(path, group)
        assert set(source["silent"]) <= demo.interviews(group)
    against = {
        (row["document"], int(row["start"]), int(row["end"])) for row in demo.codings
        if row["code"] == path and row["stance"] == "challenges"
    }  # fmt: skip
    assert {(each["document"], each["start"], each["end"]) for each in card["against"]} == against
    measured = {each["code"]: each for each in done("agreement", demo.project, "--json").json["codes"]}
    for each in card["agreement"]:
        assert each["alpha"] == pytest.approx(measured[each["code"]]["alpha"])
        assert each["alpha_low"] == pytest.approx(measured[each["code"]]["alpha_low"])


@pytest.mark.parametrize("name", ["cards.md", "cards.docx", "cards.html"])
def test_cards_of_a_draft_are_written_and_known_again(demo: Demo, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    said = done("evidence", demo.project, "--draft", demo.draft, *meant(demo), "--output", target, "--as", "Ann").out
    assert said == f"3 cards written to {target}\n"
    assert done("check", demo.project, "--exports", target).out.endswith(f"= {name} · evidence cards · same\n")
    if name.endswith(".md"):
        text = target.read_text("utf-8")
        assert "## Most officers took false reports to be common." in text
        assert "Quoted in the draft:" in text


def test_what_cannot_be_asked_for_is_said(demo: Demo, tmp_path: Path) -> None:
    assert call("evidence", demo.project).code == 2
    assert call("evidence", demo.project, "Nothing", "--as", "Ann").code == 1
    assert "not written as" in call("evidence", demo.project, "Trauma", "--output", tmp_path / "c.pdf", "--as", "A").err
    draft = tmp_path / "d.md"
    draft.write_text("Nothing is claimed here.", "utf-8")
    assert "No sentence of the draft" in done("evidence", demo.project, "--draft", draft, "--as", "Ann").err
