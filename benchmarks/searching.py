"""Searching 1.3 million words, and ten times as many, beside the least that the same work costs.

    python benchmarks/searching.py [--times 10]

Words are as unevenly used as in speech (Zipf's law). Every line compares ours with the raw part in the same run: the
index alone (FTS5, turns sliced from texts in memory), or Python's `re` over texts in memory. Absolute times move with
the machine, ratios hardly do. The last table says what ten times the words cost to show as many hits.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session

from codebook.project import create_project
from transcripts.adding import NewDocument, add_documents
from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.project import Project
from transcripts.searching import Question, Scope, search
from transcripts.texts import document_texts

DOCUMENTS, TURNS, DIFFERENT = 146, 167, 20_000
SYLLABLES = re.findall("...?", "bacondergraholinjurkalomennoroparquirestaunverwaixenyor")
OFTEN, SELDOM = "file", "soteria"


def vocabulary(chance: random.Random) -> list[str]:
    """Different words, the most frequent first; some of ours are among them."""
    made = {"".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(DIFFERENT * 2)}
    words = sorted(made, key=lambda word: (len(word), word))[:DIFFERENT]
    words[20], words[60], words[61], words[90], words[700] = OFTEN, "early", "advice", "said", "says"
    words[9_000], words[9_001] = SELDOM, "satiria"
    return words


def texts(times: int) -> Iterator[ImportedText]:
    """Interviews of about 9,000 words in 167 turns."""
    chance = random.Random(1)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    for number in range(DOCUMENTS * times):
        parts, turns, at = [], [], 0
        for turn in range(TURNS):
            name = "Interviewer" if turn % 2 == 0 else f"CPS {number}"
            said = " ".join(chance.choices(words, cum_weights=weights, k=14 if turn % 2 == 0 else 93)) + "."
            if turn == 81:
                said += " They gave early advice."
            turns.append(ImportedTurn(at, at + len(name) + 2, at + len(name) + 2 + len(said), name))
            parts.append(f"{name}: {said}\n")
            at += len(parts[-1])
        roles = {"Interviewer": "interviewer", f"CPS {number}": "participant"}
        yield ImportedText("".join(parts), "utf-8", "txt", tuple(turns), roles)


def fill(project: Project, times: int) -> None:
    """Store them, 146 a step."""
    many = [
        NewDocument(f"CPS {number}", text, text.text.encode(), f"CPS {number}.txt")
        for number, text in enumerate(texts(times))
    ]
    for at in range(0, len(many), DOCUMENTS):
        with project.step("Import", "bench") as session:
            add_documents(session, many[at : at + DOCUMENTS])


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Computing time, the median of several runs; the first, which finds nothing in memory, aside."""
    work()
    taken = []
    for _ in range(runs):
        before = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - before))
    return statistics.median(taken)


FIRST = {
    "a frequent word": (Question(OFTEN), f'"{OFTEN}"'),
    "a rare word": (Question(SELDOM), f'"{SELDOM}"'),
    "a phrase": (Question("early advice"), '"early" + "advice"'),
    "the beginning of a word": (Question("earl*"), '"earl" *'),
    "AND, NOT": (Question(f"{OFTEN} AND advice NOT early"), f'("{OFTEN}" AND "advice") NOT "early"'),
    "NEAR/3": (Question(f"{OFTEN} NEAR/3 advice"), f'NEAR("{OFTEN}" "advice", 3)'),
    "a word in all its forms": (Question("say", lemma=True), '"say" OR "says" OR "said" OR "saying"'),
    "a frequent word, participants": (Question(OFTEN, scope=Scope(roles=frozenset({"participant"}))), f'"{OFTEN}"'),
    "a misheard name": (Question("soteria", "fuzzy"), '"soteria" OR "satiria"'),
}
PATTERNS = (r"\bsaid\b", r"early\s+\w+", r"(file|advice)\b.{0,20}\bsays", r"\bsoteri\w*")


class First(NamedTuple):
    """How many hits came first, and the milliseconds that they took."""

    hits: int
    took: float


def first_hits(session: Session, limits: Mapping[str, First]) -> dict[str, First]:
    """The first 50 hits with their words and places, beside 50 turns that hold them, sliced from texts in memory.

    `limits`: as many as were found before, where that was fewer.
    """
    connection, found = session.connection(), {}
    held = {uid: document.text for uid, document in document_texts(session).items()}
    query = (
        'SELECT turn.document_uid, turn.start, turn."end" FROM turn_words CROSS JOIN turn '
        "ON turn.id = turn_words.rowid WHERE turn_words MATCH ? ORDER BY turn_words.rowid LIMIT ?"
    )

    def bare(expression: str, limit: int) -> list[str]:
        return [held[uid][start:end] for uid, start, end in connection.exec_driver_sql(query, (expression, limit))]

    for what, (question, expression) in FIRST.items():
        limit = limits[what].hits if what in limits else 50
        hits = len(search(session, question, limit=limit, whole=False).hits)
        ours = milliseconds(lambda some=(question, limit): search(session, some[0], limit=some[1], whole=False), 25)
        raw = milliseconds(lambda some=(expression, limit): bare(*some), 25)
        found[what] = First(hits, ours)
        line(f"first {hits}: {what}", ours, raw, f"the index alone, {limit} turns")
    return found


def all_hits(session: Session) -> None:
    """Every hit counted at its place, beside `re` over the turns that the index names."""
    connection = session.connection()
    held = document_texts(session)
    query = (
        'SELECT document_uid, start, "end" FROM turn '
        "WHERE id IN (SELECT rowid FROM turn_words WHERE turn_words MATCH ?)"
    )
    pattern = re.compile(rf"\b{OFTEN}\b", re.IGNORECASE)

    def raw() -> int:
        rows = connection.exec_driver_sql(query, (f'"{OFTEN}"',)).all()
        return sum(1 for uid, start, end in rows for _ in pattern.finditer(held[uid].text, start, end))

    ours = milliseconds(lambda: search(session, Question(OFTEN), limit=50), 5)
    line(f"all {raw():,} of a frequent word", ours, milliseconds(raw, 5), "the index, then `re` in memory")


def patterns(session: Session) -> None:
    """Regular expressions over everything, beside `re` over the same texts in memory."""
    held = [document.text for document in document_texts(session).values()]
    for wanted in PATTERNS:
        pattern = re.compile(wanted, re.IGNORECASE)
        ours = milliseconds(lambda wanted=wanted: search(session, Question(wanted, "regex"), limit=50), 3)
        raw = milliseconds(lambda pattern=pattern: [sum(1 for _ in pattern.finditer(text)) for text in held], 3)
        line(f"every match of {wanted}", ours, raw, "`re` over texts in memory")


def line(what: str, ours: float, theirs: float, least: str) -> None:
    """One comparison."""
    print(f"  {what:<48} {ours:9.2f} ms   {least:<32} {theirs:9.2f} ms   {ours / theirs:6.1f} ×", flush=True)


def measured(times: int, limits: Mapping[str, First]) -> dict[str, First]:
    """Build a corpus so many times the usual size and measure it."""
    with tempfile.TemporaryDirectory() as folder, create_project(Path(folder) / "p.qdb", coder="bench") as project:
        before = time.perf_counter()
        fill(project, times)
        with project.reading() as session:
            words = session.connection().exec_driver_sql("SELECT sum(words) FROM document").scalar_one()
            print(f"{words:,} words in {DOCUMENTS * times:,} documents, stored in {time.perf_counter() - before:.1f} s")
            cold = time.process_time()
            search(session, Question(OFTEN), limit=50, whole=False)
            print(f"  the very first search, nothing in memory: {1000 * (time.process_time() - cold):.1f} ms")
            found = first_hits(session, limits)
            if times == 1:
                all_hits(session)
                patterns(session)
            return found


def main() -> None:
    """Measure the usual size, then a larger one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    usual = measured(1, {})
    large = measured(times, usual)
    print(f"{times} times the words, as many hits:")
    for what, before in usual.items():
        line(f"first {before.hits}: {what}", large[what].took, before.took, "the usual size")


if __name__ == "__main__":
    main()
