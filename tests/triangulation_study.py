"""A study for triangulation: what the tests of its matrix, its sheets and its contradictions begin with."""

from __future__ import annotations

from pathlib import Path

from cli_calls import done, span, table, transcripts
from made_once import folder_once

from codebook.evidence import assessing
from codebook.project import open_project
from codebook.scheme import codes
from transcripts import coders
from transcripts.document_labels import uids_by_label
from transcripts.documents import add_case
from transcripts.project import Project


@folder_once
def triangulation_study(tmp_path: Path) -> Path:
    """Two interviews of two groups about one case; one theme that both raise, one that neither does."""
    made = tmp_path / "study.qdb"
    done("new", made, "--as", "Ann")
    one, other = transcripts(tmp_path)
    done("import", made, one, "--kind", "interview", "--group", "CPS", "--as", "Ann")
    done("import", made, other, "--kind", "case file", "--as", "Ann")
    rows = [
        ["CPS 1", *span("CPS 1", "They call us, and it works"), "Contact/early", "Ann"],
        ["CPS 2", *span("CPS 2", "Nobody calls us"), "Contact/early", "Ann"],
    ]
    coded = table(tmp_path / "codings.csv", "document,start,end,code,coder", rows)
    done("codings", "import", made, coded, "--as", "Ann")
    rows = [[label, "Ann", "done"] for label in ("CPS 1", "CPS 2")]
    states = table(tmp_path / "done.csv", "document,coder,state", rows)
    done("assignments", "import", made, states, "--as", "Ann")
    with open_project(made) as project, project.step("More", "Ann") as session:
        codes.add(session, "What changed")
        codes.add(session, "Elsewhere")
        for uid in uids_by_label(session).values():
            add_case(session, uid, "Case 1")
    return made


def judge(
    project: Project, who: str, word: str, silence: str = "", *, theme: str = "Contact", source: str = "CPS",
    note: str = "",
) -> None:  # fmt: skip
    with project.step(f"Judge ‘{theme}’ × {source}", who) as session:
        code = codes.tree(session).find(theme).uid
        coder = coders.ensure(session, who)
        assessing.assess(session, code, source, coder=coder, judgement=word, silence=silence, note=note)


def finish(project: Project, who: str, *, done: bool = True) -> None:
    with project.step("Done", who) as session:
        assessing.finish(session, coders.ensure(session, who), done=done)
