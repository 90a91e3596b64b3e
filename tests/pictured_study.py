"""A study for pictures, in which every screen has something to show; and the same moment for everything in it."""

from __future__ import annotations

from pathlib import Path

from coded_study import TEXTS, at_one_time, collect_all, make_coded_study
from made_once import file_once, folder_once
from workbenches import INTERVIEW

from codebook.coding import distressing
from codebook.evidence import assessing, contradictions
from codebook.notes import memos
from codebook.project import open_project
from codebook.scheme import codes
from transcripts import coders, tracker_tables, trackers
from transcripts.document_labels import uids_by_label
from transcripts.documents import add_case
from transcripts.project import Project

ANN = (("Partnership", "CPS", "agreement", "", "they say so"), ("Partnership", "Police", "partial agreement", "", ""),
       ("Delay and queues", "CPS", "silence", "not raised", ""))  # fmt: skip
BEN = (("Partnership", "CPS", "agreement", "", ""), ("Partnership", "Police", "dissonance", "", "a queue, no contact"),
       ("Delay and queues", "CPS", "silence", "not asked", ""))  # fmt: skip
TRACKER = "Month,Referrals,Discussions\nMarch 2023,12,3\nApril 2023,30,\nJune 2023,6,9\n"
DRAFT = (
    "“They ring us, and it works” (CPS 43). “Everybody blamed each other” (CPS 43). “Nobody ever calls us” (CPS 7).\n"
)


@file_once
def judged(path: Path, *, both: bool) -> Path:
    """Ann is done; with `both` Ben is, too, and one cell is settled."""
    with open_project(make_coded_study(path)) as project:
        with project.step("Put forward", "Ann") as session:
            ann, tree = coders.ensure(session, "Ann"), codes.tree(session)
            for theme, said in (("Partnership", "Early contact makes better files"), ("Delay and queues", "They wait")):
                assessing.put_forward(session, tree.find(theme).uid, said, coder=ann)
        for who, said in (("Ann", ANN), ("Ben", BEN))[: 1 + both]:
            with project.step("Judge", who) as session:
                person = coders.ensure(session, who)
                for theme, source, word, silence, note in said:
                    code = codes.tree(session).find(theme).uid
                    assessing.assess(
                        session, code, source, coder=person, judgement=word, silence=silence, note=note
                    )  # fmt: skip
                assessing.finish(session, person)
    return at_one_time(path)


@folder_once
def make_pictured_study(folder: Path) -> Path:
    """`study.qdb` in a folder, beside a draft, a folder of transcripts and a corrected one."""
    path = judged(folder / "study.qdb", both=True)
    collect_all(path)
    with open_project(path) as project:
        _link(project)
        with project.step("Memos, a tracker, a flag", "Ann") as session:
            ann, known = coders.ensure(session, "Ann"), uids_by_label(session)
            memos.add(session, "What early means differs by area; see [[CPS 43]].", coder=ann)
            memos.add(session, "Two files of four", coder=ann, about="document", about_uid=known["Panel 1"])
            distressing.flag(session, known["Police 27"], 60, 90, coder=ann)
            for each in tracker_tables.read(TRACKER.encode(), "Early advice.csv"):
                trackers.keep(session, each)
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    (folder / "corrected.txt").write_text(INTERVIEW.replace("We speak", "We often speak"), encoding="utf-8")
    (folder / "in").mkdir()
    for name in ("CPS 50", "Police 30"):
        said = f"Interviewer: Who rings whom?\n{name}: They ring us.\n{name.upper()}: Mostly.\n"
        (folder / "in" / f"{name}.txt").write_text(said, encoding="utf-8")
    return _in_one_order(at_one_time(path))


def _in_one_order(path: Path) -> Path:
    """The same with codings and memos that are made one after the other and called after that: nothing is alike."""
    with open_project(path) as project, project.upkeep() as connection:
        for table, minute, made in (("coding", 1, "created"), ("memo", 2, "written")):
            rows = connection.exec_driver_sql(f"SELECT uid FROM {table} ORDER BY rowid").fetchall()
            for number, (uid,) in enumerate(rows):
                ours = f"{minute:016x}{number:016x}"
                then = f"2026-11-23T12:{minute:02}:{number:02}+00:00"
                connection.exec_driver_sql(
                    f"UPDATE {table} SET uid = ?, {made} = ? WHERE uid = ?", (ours, then, uid)
                )
                connection.exec_driver_sql("UPDATE change SET uid = ? WHERE uid = ?", (ours, uid))
    return path


def _link(project: Project) -> None:
    with project.step("Case", "Ann") as session:
        known = uids_by_label(session)
        for label in ("CPS 43", "Panel 1"):
            add_case(session, known[label], "Case 1")
        says, shows = (
            (known[label], TEXTS[label].index(words), TEXTS[label].index(words) + len(words))
            for label, words in (("CPS 43", "They ring us"), ("Panel 1", "Two had waited"))
        )
        session.flush()
        (case,) = contradictions.incidents(session)
        contradictions.link(session, case.uid, says, shows, coder=coders.ensure(session, "Ann"), note="at once")
