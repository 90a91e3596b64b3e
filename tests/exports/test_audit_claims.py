"""What the audit says of a draft beyond its words: themes, disputes, unheard groups, and claims of how many."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from codebook.scheme.codes import Code, CodeTree
from codebook.scheme.document import CodeEntry
from coding_tui.cli.program import run
from exports.audit.claims import SCALES, ClaimReader, Known
from exports.audit.model import Paragraph
from exports.audit.themes import Themes

GROUPS = {"CPS": 4, "Police": 5, "Judges": 2}
LINE = "It sits in the queue for months at {0}."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven interviews; ‘Delay’ is coded in all of CPS, two of Police, none of Judges; Police 5 is not done."""
    folder = tmp_path_factory.mktemp("claims")
    about, codings, given = ["document,kind,group"], ["document,start,end,code,coder"], ["document,coder,state"]
    for group, many in GROUPS.items():
        for number in range(1, many + 1):
            label = f"{group} {number}"
            opening = f"Interviewer: How is it?\n{label}: "
            words = LINE.format(label)
            (folder / f"{label}.txt").write_text(f"{opening}{words}\n", "utf-8")
            about.append(f"{label},interview,{group}")
            given.append(f"{label},Ann,{'started' if label == 'Police 5' else 'done'}")
            if group == "CPS" or label in ("Police 1", "Police 2", "Police 5"):
                codings.append(f"{label},{len(opening)},{len(opening) + len(words)},Partnership/Delay,Ann")
    given.append("CPS 1,Ben,done")
    for name, rows in (("about", about), ("codings", codings), ("given", given)):
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", "utf-8")
    path = folder / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), *map(str, folder.glob("*.txt")), "--attributes", str(folder / "about.csv")]) == 0
    assert run(["codings", "import", str(path), str(folder / "codings.csv")]) == 0
    assert run(["assignments", "import", str(path), str(folder / "given.csv")]) == 0
    return path


def audited(project: Path, capsys: pytest.CaptureFixture[str], draft: str, *more: str) -> dict[str, Any]:
    path = project.with_name("draft.md")
    path.write_text(draft, "utf-8")
    capsys.readouterr()
    run(["audit", str(project), str(path), "--json", *more])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("sentence", "verdict", "n", "of", "waiting"),
    [
        ("All prosecutors spoke of delay.", "fits", 4, 4, 0),
        ("Most officers spoke of delay.", "does not fit", 2, 4, 1),
        ("About half of the officers spoke of delay.", "fits", 2, 4, 1),
        ("Judges never spoke of delay.", "fits", 0, 2, 0),
        ("Some judges spoke of delay.", "does not fit", 0, 2, 0),
        ("Most participants spoke of delay.", "fits", 6, 10, 1),
        ("Nobody in the judiciary mentioned the weather.", "not counted", None, None, None),
        ("Not all prosecutors spoke of delay.", "does not fit", 4, 4, 0),
        ("Not all officers spoke of delay.", "fits", 2, 4, 1),
        ("More than half of the officers spoke of delay.", "does not fit", 2, 4, 1),
        ("The vast majority of prosecutors spoke of delay.", "fits", 4, 4, 0),
        ("Most prosecutors did not speak of delay.", "does not fit", 4, 4, 0),
        ("Half of the officers never spoke of delay.", "fits", 2, 4, 1),
        ("All judges didn’t speak of delay.", "fits", 0, 2, 0),
        ("Delay was rarely mentioned.", "does not fit", 6, 10, 1),
        ("Delay was often mentioned.", "fits", 6, 10, 1),
    ],
)
def test_what_is_said_of_how_many_is_counted(
    project: Path, capsys: pytest.CaptureFixture[str], sentence: str, verdict: str, n: int, of: int, waiting: int
) -> None:
    (claim,) = audited(project, capsys, f"# In sum\n\n{sentence}\n")["claims"]
    counted = [(each["n"], each["of"], each["waiting"]) for each in claim["counts"]]
    assert (claim["verdict"], counted) == (verdict, [] if n is None else [(n, of, waiting)])


def test_words_of_the_draft_can_be_said_to_mean_a_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = "# Waiting\n\nMost officers described the long wait.\n"
    assert audited(project, capsys, draft)["claims"][0]["verdict"] == "not counted"
    (claim,) = audited(project, capsys, draft, "--theme", "long wait=Delay")["claims"]
    assert [each["code"] for each in claim["counts"]] == ["Partnership/Delay"]
    assert run(["audit", str(project), str(project.with_name("draft.md")), "--theme", "wait"]) == 2
    assert run(["audit", str(project), str(project.with_name("draft.md")), "--theme", "wait=Nothing"]) == 1
    assert "Nothing" in capsys.readouterr().err


def test_claims_in_quotations_are_somebody_elses(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = "As CPS 1 put it, “most officers spoke of delay”. Officers agreed.\n"
    assert audited(project, capsys, draft)["claims"] == []


def test_codes_of_what_is_quoted_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = {label: LINE.format(label) for label in ("CPS 1", "CPS 2", "Judges 1", "Police 5", "Police 4")}
    draft = "# Delay\n\n" + "".join(f"“{words}” ({label})\n\n" for label, words in quoted.items())
    remarks = {each["document"]: each["remarks"] for each in audited(project, capsys, draft)["quotes"]}
    assert remarks["CPS 1"] == ["‘Partnership/Delay’ is disputed here: Ann gave it, Ben not"]
    assert remarks["CPS 2"] == remarks["Police 5"] == []
    expected = ["not coded, but its section is about ‘Partnership/Delay’ (its heading says so)"]
    assert remarks["Judges 1"] == remarks["Police 4"] == expected


def test_who_is_not_heard_is_told_of_drafts_of_some_length(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels = [f"{group} {number}" for group in ("CPS", "Police") for number in range(1, GROUPS[group] + 1)]
    draft = "".join(f"“{LINE.format(label)}” ({label})\n\n" for label in (*labels, labels[0]))
    assert audited(project, capsys, draft)["remarks"] == ["nobody of Judges is quoted (2 interviews in the project)"]
    assert audited(project, capsys, draft[: len(draft) // 2])["remarks"] == []


def test_speaking_of_a_view_is_not_holding_it() -> None:
    code = Code("c", None, ("Myth",), None, True, CodeEntry("Myth"), None, 0)
    stances: tuple[Mapping[str, frozenset[str]], ...] = (
        {"c": frozenset({"reports"})}, {"c": frozenset({"endorses"})}, {"c": frozenset({""})}, {},
    )  # fmt: skip
    known = [Known("interview", "Police", True, each) for each in stances]
    reader = ClaimReader(known, Themes(CodeTree((code,))), {"c": frozenset("c")})
    (claim,) = reader.claims([Paragraph("Most officers hold the myth.", "text", "p. 1", "", 1)], {})
    assert [(each.n, each.held, each.of) for each in claim.counts] == [(3, 1, 4)]
    assert claim.verdict == "depends"


def test_kinds_of_documents_without_a_group_are_groups_of_their_own() -> None:
    code = Code("c", None, ("Delay",), None, False, CodeEntry("Delay"), None, 0)
    raised: Mapping[str, frozenset[str]] = {"c": frozenset({""})}
    known = [
        Known("case file", "", True, {}),
        Known("case file", "", True, raised),
        Known("interview", "CPS", True, {}),
    ]
    reader = ClaimReader(known, Themes(CodeTree((code,))), {"c": frozenset("c")})
    (claim,) = reader.claims([Paragraph("All case files speak of delay.", "text", "p. 1", "", 1)], {})
    assert (claim.group, claim.verdict, claim.counts[0].n, claim.counts[0].of) == ("case file", "does not fit", 1, 2)


def test_the_page_tells_the_thresholds() -> None:
    page = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8")
    assert [scale.words for scale in SCALES if f"| {scale.words} |" not in page] == []
