"""The JSON of what asks of codings: every key that is printed is promised in the docs, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

from cli_calls import done, span
from test_documentation import keys, names, rows, section
from triangulation_study import finish, judge, triangulation_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.evidence import assessing, contradictions
from codebook.project import open_project
from codebook.scheme import codes
from transcripts import coders
from transcripts.document_labels import uids_by_label

ASKED = {
    "matrix": ("matrix", "PROJECT", "--rows", "code", "--columns", "group"),
    "matrix --by …": ("matrix", "PROJECT", "--rows", "code", "--columns", "code", "--by", "document"),
    "framework show": ("framework", "show", "PROJECT", "--of", "case"),
    "triangulate": ("triangulate", "PROJECT", "--as", "Ann"),
    "contradictions": ("contradictions", "PROJECT"),
    "contradictions --cases": ("contradictions", "PROJECT", "--cases"),
    "saturation": ("saturation", "PROJECT", "--kind", "interview", "--base", "1", "--run", "1"),
    "queries list": ("queries", "list", "PROJECT"),
}
"""What asks of codings."""
PAGES = {"triangulate": "docs/triangulation.md", "saturation": "docs/saturation.md"}
SHARED = ("contradictions", "contradictions --cases")
"""Two lists that stand in one row."""
NAMED_BY_DATA = {"Ann", "Ben", "agreement", "partial agreement", "dissonance"}
"""Keys that are people and judgements."""


def test_every_key_that_answers_a_question_is_promised_and_every_promised_one_printed(tmp_path: Path) -> None:
    study = triangulation_study(tmp_path)
    with open_project(study) as project:
        for who, word in (("Ann", "agreement"), ("Ben", "silence")):
            judge(project, who, word, "not asked" if word == "silence" else "", note="so it is")
            finish(project, who)
        with project.step("More", "Ann") as session:
            code, ann = codes.tree(session).find("Contact").uid, coders.ensure(session, "Ann")
            assessing.settle(session, code, "CPS", coder=ann, judgement="agreement", reason="both read it again")
            (incident,), uids = contradictions.incidents(session), uids_by_label(session)
            one, other = (uids["CPS 1"], *span("CPS 1", "They call us")), (uids["CPS 2"], 0, 5)
            contradictions.link(session, incident.uid, one, other, coder=ann)
            codings.apply(session, NewCoding(*one, codes.tree(session).find("Elsewhere").uid, ann))
    done("queries", "save", study, "calls", "Contact/*", "--as", "Ann")
    done("framework", "write", study, "Case 1", "Contact", "They call.", "--of", "case", "--as", "Ann")
    promised = [(names(said), names(gives)) for said, gives, *_ in rows(section("docs/tables.md", "JSON"))]
    every: set[str] = set()
    for command, call in ASKED.items():
        given = next(gives for said, gives in promised if f"{command.removesuffix(' --cases')} --json" in said)
        more = names(section(PAGES[command], "As JSON")) if command in PAGES else []
        said = {name for name in (*given, *more) if re.fullmatch("[a-z_]+", name)}
        printed = keys(done(*(study if word == "PROJECT" else word for word in call), "--json").json)
        assert printed - NAMED_BY_DATA <= said, command
        every |= printed
        if command not in SHARED:
            assert said <= printed, command
    both = {name for said, gives in promised if any("contradictions" in each for each in said) for name in gives}
    assert {name for name in both if re.fullmatch("[a-z_]+", name)} <= every
