"""Asking 15,000 codings over 7.5 million characters, beside the least that the same work costs.

    python benchmarks/queries.py [--times 10]

146 interviews in 200 turns, 60 codes under six themes, one of them used 2,000 times, seven coders' worth of codings.
Every line compares ours with the raw part in the same run: one SELECT of the rows and slices of texts in memory, or a
product of two matrices. Least of several runs, in CPU time: absolute times move with the machine, ratios hardly do. The
last column says what so many times the project costs.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.counting.cooccurrence import cooccurrence
from codebook.counting.matrices import matrix
from codebook.evidence.triangulation import convergence_matrix
from codebook.project import create_project
from codebook.retrieval.excerpts import excerpts
from codebook.scheme import codes
from transcripts import coders
from transcripts.adding import NewDocument, add_documents
from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.project import Project
from transcripts.texts import document_texts

DOCUMENTS, TURNS, CODES, CODINGS, FAVOURITE = 146, 200, 60, 15_000, 2_000
ASKED, ANSWERED = 12, 66
WORDS = (
    "the", "officer", "file", "early", "contact", "advice", "because", "meeting", "victim", "court", "phone", "waiting",
    "queue", "never", "always", "their", "said", "into", "before", "after", "which", "months", "prosecutor",
    "statement",
)  # fmt: skip
GROUPS = ("CPS", "Police", "ISVA", "Counsel", "Judges")
THREE = '("Code 0" OR "Theme 1/*") AND "Theme 2/*" AND NOT "Code 3"'
NEAR = '"Code 0" NEAR 2 turns "Code 1"'
PROMISED = {"quotes of a code": 35, "three operators": 50, "60 × 60 together": 150, "convergence matrix": 200}
"""Milliseconds on the machine that they were promised for."""


def interview(number: int, chance: random.Random) -> ImportedText:
    """About 51,000 characters in 200 turns."""
    parts, turns, at = [], [], 0
    for turn in range(TURNS):
        name = "Interviewer" if turn % 2 == 0 else f"P {number}"
        said = " ".join(chance.choices(WORDS, k=ASKED if turn % 2 == 0 else ANSWERED)) + "."
        turns.append(ImportedTurn(at, at + len(name) + 2, at + len(name) + 2 + len(said), name))
        parts.append(f"{name}: {said}\n")
        at += len(parts[-1])
    roles = {"Interviewer": "interviewer", f"P {number}": "participant"}
    return ImportedText("".join(parts), "utf-8", "txt", tuple(turns), roles)


def fill(project: Project, times: int) -> None:
    """Documents, codes and codings, so many times as many."""
    chance = random.Random(1)
    people = iter(range(DOCUMENTS * times))
    while batch := list(islice(people, DOCUMENTS)):
        with project.step("Import", "bench") as session:
            add_documents(session, [_document(number, interview(number, chance)) for number in batch])
    with project.step("Code", "bench") as session:
        named = [codes.ensure(session, f"Theme {n % 6}/Code {n}") for n in range(CODES)]
        who = [coders.ensure(session, name) for name in ("Ann", "Ben", "Chloe")]
        spoken = {uid: text.speech() for uid, text in document_texts(session).items()}
        uids = list(spoken)
        for number in range(CODINGS * times):
            uid = uids[number % len(uids)]
            first, last = chance.choice(spoken[uid])
            start = chance.randrange(first, max(first + 1, last - 20))
            code = named[0 if number % CODINGS < FAVOURITE else chance.randrange(1, CODES)]
            end = min(last, start + chance.randint(20, 300))
            codings.apply(session, NewCoding(uid, start, end, code, chance.choice(who)))


def _document(number: int, text: ImportedText) -> NewDocument:
    about = {"kind": "interview", "group": GROUPS[number % 5], "area": "ABCDE"[number % 5], "date": "2023-03-14"}
    return NewDocument(f"P {number}", text, text.text.encode(), f"P {number}.txt", about)


def least(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of CPU time, the least of several runs; the first, which finds nothing in memory, aside."""
    work()
    taken = []
    for _ in range(runs):
        before = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - before))
    return min(taken)


def measure(session: Session) -> dict[str, tuple[float, float]]:
    """Ours and the raw part, in milliseconds."""
    asked: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "quotes of a code": (lambda: excerpts(session, '"Code 0"'), lambda: _raw(session, "Code 0")),
        "quotes of a group": (lambda: excerpts(session, "* group:CPS"), lambda: _raw(session, "%", "CPS")),
        "three operators": (lambda: excerpts(session, THREE), lambda: _raw(session, "%")),
        "near two turns": (lambda: excerpts(session, NEAR), lambda: _raw(session, "%")),
        "60 × 60 together": (lambda: cooccurrence(session, "code", by="turn"), lambda: _raw(session, "%")),
        "60 codes by group": (lambda: matrix(session, "code", "group", count="documents"), lambda: _raw(session, "%")),
        "convergence matrix": (lambda: convergence_matrix(session), lambda: _raw(session, "%")),
    }
    return {name: (least(ours, 5), least(raw, 5)) for name, (ours, raw) in asked.items()}


def _raw(session: Session, code: str, group: str = "%") -> int:
    """Every row and every text that is spoken of, read once; each passage sliced."""
    def rows(asked: str, *values: str) -> list[tuple[str, ...]]:
        cursor = session.connection().exec_driver_sql(asked, values).cursor
        return [] if cursor is None else list(cursor.fetchall())

    made = rows(
        'SELECT document.uid, start, "end", code_uid, coder_uid, stance, coding.memo FROM coding JOIN code ON '
        "code.uid = code_uid JOIN document ON document.uid = document_uid WHERE code.name LIKE ? AND \"group\" LIKE ?",
        code, group,
    )  # fmt: skip
    texts = dict(rows("SELECT document.uid, text FROM body JOIN document ON hash = body_hash"))
    return len([texts[uid][int(start) : int(end)] for uid, start, end, *_ in made])


def main() -> None:
    """Build, measure, print; twice when asked what grows."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=1, help="also a project so many times as large")
    times = asked.parse_args().times
    found = []
    for each in sorted({1, times}):
        with tempfile.TemporaryDirectory() as folder, create_project(Path(folder, "bench.qdb"), coder="bench") as made:
            fill(made, each)
            with made.reading() as session:
                found.append(measure(session))
    more = f" {f'{times} × the project':>18s}" if times > 1 else ""
    print(f"{'':22s} {'ours':>9s} {'raw':>9s} {'ratio':>7s}{more}")
    for name, (ours, raw) in found[0].items():
        grown = f" {found[-1][name][0] / ours:16.1f} ×" if times > 1 else ""
        promised = f"   promised {PROMISED[name]} ms" if name in PROMISED else ""
        print(f"{name:22s} {ours:6.1f} ms {raw:6.1f} ms {ours / raw:5.1f} ×{grown}{promised}")


if __name__ == "__main__":
    main()
