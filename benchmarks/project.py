"""The project file at work, beside the least that the same work costs: `python benchmarks/project.py`.

146 documents of about 9,000 words, 60 codes, 15,000 codings. Every line compares two ways in one run; absolute times
move with the machine, ratios hardly do.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import create_project
from codebook.retrieval.excerpts import excerpts
from codebook.scheme import codes
from transcripts import coders
from transcripts.adding import add_document
from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.project import Project
from transcripts.searching import Question, search
from transcripts.texts import document_text, document_texts

WORDS = (
    "the", "officer", "file", "early", "contact", "advice", "because", "meeting", "victim", "court", "phone",
    "waiting", "queue", "never", "always",
)  # fmt: skip


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - before))
    return statistics.median(taken)


def interview(number: int, chance: random.Random) -> ImportedText:
    """A transcript of about 9,000 words in 200 turns."""
    parts, turns, at = [], [], 0
    for turn in range(200):
        name = "Interviewer" if turn % 2 == 0 else f"CPS {number}"
        said = " ".join(chance.choices(WORDS, k=12 if turn % 2 == 0 else 78))
        turns.append(ImportedTurn(at, at + len(name) + 2, at + len(name) + 2 + len(said), name))
        parts.append(f"{name}: {said}\n")
        at += len(parts[-1])
    roles = {"Interviewer": "interviewer", f"CPS {number}": "participant"}
    return ImportedText("".join(parts), "utf-8", "txt", tuple(turns), roles)


def fill(project: Project, chance: random.Random) -> tuple[list[str], list[str], str]:
    """Documents, codes and codings; returns the uids of documents and codes, and of the coder."""
    with project.step("Fill", "bench") as session:
        ann = coders.ensure(session, "Ann")
        named = [codes.ensure(session, f"Theme {n % 6}/Code {n}") for n in range(60)]
        texts = [interview(n, chance) for n in range(146)]
        uids = [
            add_document(session, text, label=f"CPS {n}", original=text.text.encode(), source_name=f"{n}.txt")
            for n, text in enumerate(texts)
        ]
        places = {(chance.randrange(146), chance.randrange(40_000), chance.randrange(60)) for _ in range(15_000)}
        codings.apply_many(session, [NewCoding(uids[d], at, at + 150, named[c], ann) for d, at, c in sorted(places)])
    return uids, named, ann


def line(what: str, ours: float, theirs: float, least: str) -> None:
    """One comparison."""
    print(f"{what:<44} {ours:8.2f} ms   {least:<34} {theirs:8.2f} ms   {ours / theirs:6.1f} ×")


def main() -> None:
    """Build the project and print the comparisons."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder, create_project(Path(folder) / "p.qdb", coder="bench") as project:
        before = time.perf_counter()
        uids, named, ann = fill(project, chance)
        print(f"built in {time.perf_counter() - before:.1f} s: 146 documents, turns, index, journal, 15,000 codings")
        compare(project, uids, named, ann)


def compare(project: Project, uids: list[str], named: list[str], ann: str) -> None:
    """Ours against the least."""
    places = iter(range(40_000))

    def apply() -> None:
        with project.step("Apply", "Ann") as session:
            at = next(places)
            codings.apply(session, NewCoding(uids[0], at, at + 31, named[0], ann))

    def bare() -> None:
        with project.upkeep() as connection:
            connection.exec_driver_sql("UPDATE recording SET step = NULL")

    least = milliseconds(bare)
    line("apply a code: a durable, undoable step", milliseconds(apply), least, "an empty durable transaction")
    line("undo it", milliseconds(lambda: project.undo("Ann")), least, "an empty durable transaction")
    with project.reading() as session:
        connection = session.connection()
        query = "SELECT rowid FROM turn_words WHERE turn_words MATCH '\"early\" + \"contact\"'"
        raw = milliseconds(lambda: connection.exec_driver_sql(query).all())
        first = milliseconds(lambda: search(session, Question("early contact"), limit=50))
        line("search the corpus, every place exactly", first, raw, "the index alone, no places")
        texts = document_texts(session)
        made = codings.codings(session, codes=[named[0]])
        slices = milliseconds(lambda: [texts[c.document].text[c.start : c.end] for c in made])
        whole = milliseconds(lambda: excerpts(session, "Code 0"), 5)
        line(f"quotations of a code ({len(made)}), from the file", whole, slices, "slices of texts in memory")
        one = milliseconds(lambda: document_text(session, uids[3]))
        body = "SELECT text FROM body JOIN document ON body_hash = hash WHERE uid = ?"
        bare_text = milliseconds(lambda: connection.exec_driver_sql(body, (uids[3],)).all())
        line("open a document with its turns", one, bare_text, "its text alone")


if __name__ == "__main__":
    main()
