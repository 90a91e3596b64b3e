"""A study small enough to read in which suggestions have something to go by: twelve interviews, two themes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_once import project_once
from studies import small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.scheme import codes
from codebook.scheme.document import CodeEntry
from codebook.suggesting import Queue, Suggestion, answers, suggestions
from codebook.suggesting.queue import Asked
from codebook.team import assignments
from transcripts import coders, document_labels
from transcripts.project import Project

QUEUE, EARLY = "Delay/Queues", "Partnership/Early contact"
WAITING = ("It sat in the queue for months.", "Months in a queue, again.", "The queue of files only grows.",
           "A file waits in their queue.")  # fmt: skip
CALLING = ("They ring us before the file exists.", "We ring early and it helps.", "An early call saves the file.",
           "They call us early now.")  # fmt: skip
REST = ("I have been here for nine years.", "The building is cold in winter.", "Training was on a Tuesday.",
        "My desk is by the door.", "We had tea with the judge.", "Nobody told me about the parking.")  # fmt: skip
MANY = 12


def text_of(number: int) -> str:
    """An interview: each theme once, in turns among others."""
    rest = [REST[(number + at) % len(REST)] for at in range(4)]
    return (
        f"Interviewer: Is there a queue?\nPolice {number}: {rest[0]} {WAITING[number % 4]} {rest[1]}\n"
        f"Interviewer: Go on.\nPolice {number}: {rest[2]} {CALLING[number % 4]} {rest[3]}\n"
    )


@project_once
def suggesting_study(path: Path, coded: Sequence[int] = range(1, 9)) -> Project:
    """Ann has coded the first eight documents and is done with them; the others were given to nobody."""
    project = small_study(path, {f"Police {number}": text_of(number) for number in range(1, MANY + 1)})
    with project.step("Codes", "Ann") as session:
        uid = codes.ensure(session, QUEUE)
        codes.define(session, uid, CodeEntry("Queues", cues=("queue", "sit")))
        codes.ensure(session, EARLY)
    for number in coded:
        code(project, "Ann", number, QUEUE, WAITING[number % 4])
        code(project, "Ann", number, EARLY, CALLING[number % 4])
        mark_done(project, "Ann", number)
    return project


def code(project: Project, name: str, number: int, path: str, words: str, round: str = "main") -> str:
    """A coding of some words, as a step; returns its uid."""
    with project.step("Code", name) as session:
        label = f"Police {number}"
        start = text_of(number).index(words)
        uid = codes.tree(session).find(path).uid
        document = document_labels.uids_by_label(session)[label]
        person = coders.ensure(session, name)
        return codings.apply(session, NewCoding(document, start, start + len(words), uid, person, round=round))


def mark_done(project: Project, name: str, number: int, round: str = "main") -> None:
    """A document marked done by a coder, as a step."""
    with project.step("Done", name) as session:
        document = document_labels.uids_by_label(session)[f"Police {number}"]
        assignments.set_state(session, document, coders.ensure(session, name), "done", round=round)


def give(project: Project, name: str, *numbers: int, sealed: bool = False, round: str = "main") -> None:
    """Documents given to a coder, as a step."""
    with project.step("Assign", "Ann") as session:
        uids = document_labels.uids_by_label(session)
        assignments.give(session, [uids[f"Police {number}"] for number in numbers], name, sealed=sealed, round=round)


def uid_of(project: Project, path: str) -> str:
    """A code's uid."""
    with project.reading(whole=True) as session:
        return codes.tree(session).find(path).uid


def document_of(project: Project, number: int) -> str:
    """A document's uid."""
    with project.reading(whole=True) as session:
        return document_labels.uids_by_label(session)[f"Police {number}"]


def asked_for(project: Project, who: str, path: str | None = None, **more: object) -> Queue:
    return suggestions(project, who, Asked(uid_of(project, path) if path else None, **more))  # type: ignore[arg-type]


def words(queue: Queue) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in queue.suggestions]


def told(queue: Queue) -> str:
    """All of a queue, to compare it with itself later."""
    return repr(queue)


def accept(project: Project, made: Suggestion, who: str, code: str = "") -> str:
    with project.step("Accept", who) as session:
        return answers.accept(session, made, who, code=code)


def reject(project: Project, made: Suggestion, who: str) -> None:
    with project.step("Reject", who) as session:
        answers.reject(session, made, who)
