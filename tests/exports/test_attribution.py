"""Attribution templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import coded_study, done

from codebook.project import open_project
from codebook.retrieval.passages import Excerpt
from exports.quotations.attribution import Attribution, AttributionError, of_project

CPS_43 = Excerpt(
    "CPS 43", "u", 0, 4, "text", kind="interview", group="CPS", area="C", date="2023-03-14", speaker="CPS 43",
    cases=("Case 7", "Case 9"), attributes={"Years of service": "12"},
)  # fmt: skip
PANEL = Excerpt("Panel 3", "u", 0, 4, "text", kind="panel")


@pytest.mark.parametrize(
    ("template", "interview", "panel"),
    [
        ("{label}", "CPS 43", "Panel 3"),
        ("{label}, {group}, Area {area}", "CPS 43, CPS, Area C", "Panel 3"),
        ("{Label} ({group}, Area {area})", "CPS 43 (CPS, Area C)", "Panel 3"),
        ("{group} · {year}", "CPS · 2023", "Panel 3"),
        ("a prosecutor, Area {area}", "a prosecutor, Area C", "a prosecutor"),
        ("{label}, {years of service} years", "CPS 43, 12 years", "Panel 3"),
        ("{case}", "Case 7, Case 9", "Panel 3"),
        ("{{{label}}}", "{CPS 43}", "{Panel 3}"),
    ],
)
def test_a_template_is_filled_in_and_empty_parts_are_left_out(template: str, interview: str, panel: str) -> None:
    attribution = Attribution.read(template, ["Years of service"])
    assert attribution.of(CPS_43) == interview
    assert attribution.of(PANEL) == panel


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{lable}", "{lable}, which is not known. Known: label"),
        ("{label.__class__}", "not known"),
        ("{label!r}", "not known"),
        ("{}", "not known"),
        ("{label", "without its partner"),
        ("label}", "without its partner"),
        ("  ", "empty"),
    ],
)
def test_a_wrong_template_says_what_there_is(template: str, said: str) -> None:
    with pytest.raises(AttributionError) as refused:
        Attribution.read(template)
    assert said in str(refused.value)


def test_words_in_a_field_stay_words_on_one_line() -> None:
    odd = Excerpt("CPS\n{group} \x1b[31m", "u", 0, 1, "t", group="G")
    assert Attribution.read("{label}").of(odd) == "CPS {group} ␛[31m"


@pytest.mark.parametrize("held", ['"{label}, {group}"', "{label}, {group}"])
def test_a_settled_template_stays_whoever_reads_the_settings(tmp_path: Path, held: str) -> None:
    path = coded_study(tmp_path)
    done("attribution", path, "{label}, {group}", "--as", "Ann")
    with open_project(path) as project:
        with project.step("As an earlier version kept it", "Ann") as session:
            session.connection().exec_driver_sql("UPDATE setting SET value = ? WHERE name = 'attribution'", (held,))
        assert project.settings()["attribution"] == "{label}, {group}"
        with project.reading() as session:
            assert of_project(session).template == "{label}, {group}"
    done("quotes", path, "Delay", "--output", tmp_path / "q.json")
    assert (tmp_path / "q.json.manifest.json").exists()
