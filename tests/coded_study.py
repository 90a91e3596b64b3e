"""A study that two people have coded, with words that would break a careless screen."""

from __future__ import annotations

from pathlib import Path

from made_once import file_once
from studies import add
from workbenches import INTERVIEW, NOTE, make_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.quoting import collected
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import coders, document_labels
from transcripts.intake import import_files
from transcripts.project import Project

HOSTILE = "[/b] [red]x[/red] [@click=app.quit]y[/] \x1b[2J\x1b]52;c;aGk=\x07 \u202eback 🙂‍↔️ $dim {1}"
POLICE = (
    "Interviewer: What do you send with the file?\n"
    f"Police 27: They never read what we send, so you send less. [laughs] {HOSTILE} That is how it goes.\n"
)
CODED = (
    ("CPS 43", "They ring us, and it works.", "Partnership/Early contact", "Ann", {"key": True}),
    ("CPS 43", "They ring us, and it works.", "Partnership/Early contact", "Ben", {}),
    ("CPS 43", "everybody blamed everybody", "Partnership/Blame across", "Ann", {"memo": "see [b]CPS 12[/b]"}),
    ("CPS 43", "It depends who is on duty", "Rape myths/False report", "Ben", {"stance": "reports"}),
    ("CPS 43", "Is that everywhere?", "Partnership/Early contact", "Ann", {}),
    ("Police 27", "They never read what we send, so you send less.", "Partnership/Blame across", "Ann", {"key": True}),
    ("Police 27", HOSTILE, "Delay and queues", "Ben", {}),
    ("Panel 1", "Two had waited eleven weeks", "Delay and queues", "Ann", {}),
)  # fmt: skip
TEXTS = {"CPS 43": INTERVIEW, "Panel 1": NOTE, "Police 27": POLICE}


@file_once
def make_coded_study(path: Path) -> Path:
    """Three documents, eight codings by Ann and Ben, of which two documents are done by both."""
    make_study(path)
    with open_project(path) as project:
        add(project, "Police 27", POLICE, kind="interview", group="Police", area="C", date="2023-06-20")
        _participants(project, path.with_name("attributes.csv"))
        with project.step("Codings", "Ann") as session:
            tree = codes.tree(session)
            labels = _labels(project)
            for label, words, code, coder, more in CODED:
                start = TEXTS[label].index(words)
                given = NewCoding(labels[label], start, start + len(words), tree.find(code).uid,
                                  coders.ensure(session, coder), **more)  # type: ignore[arg-type]  # fmt: skip
                codings.apply(session, given)
            for label in ("CPS 43", "Police 27"):
                for coder in ("Ann", "Ben"):
                    assignments.set_state(session, labels[label], coders.ensure(session, coder), "done")
    return path


def _participants(project: Project, table: Path) -> None:
    table.write_text("document,participant\nCPS 43,CPS 43\nPolice 27,Police 27\n", encoding="utf-8")
    import_files(project, [], coder="Ann", attributes=table)


def _labels(project: Project) -> dict[str, str]:
    with project.reading() as session:
        return document_labels.uids_by_label(session)


def collect_all(path: Path) -> Path:
    """Six passages in two sections and in none."""
    with open_project(path) as project, project.step("Collect", "Ann") as session:
        person, labels = coders.ensure(session, "Ann"), document_labels.uids_by_label(session)
        for at, (label, words, *_) in enumerate(CODED[2:8]):
            start = TEXTS[label].index(words)
            section = ("", "Delay", "Blame")[at % 3]
            collected.add(session, labels[label], start, start + len(words), coder=person, section=section)
    return path


def at_one_time(path: Path) -> Path:
    """The same with every step at one moment, for pictures."""
    with open_project(path) as project, project.upkeep() as connection:
        for column in ("step.at", "collected_quotation.collected", "coding.created", "memo.written"):
            table, _, name = column.partition(".")
            connection.exec_driver_sql(f"UPDATE {table} SET {name} = '2026-11-23T12:00:00+00:00'")
    return path
