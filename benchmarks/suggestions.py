"""Suggestions: how long preparing takes beside spaCy's own tokenisation, how soon a changed cue is heard of, how good.

    python benchmarks/suggestions.py [--documents N] [--quality] [--speed]

Speed: 1.3 million words as unevenly used as in speech (Zipf's law), 15,000 codings. Preparing (reading texts, tokens,
sentences, lemmas, marks, keeping them in the project) is compared with spaCy's tokeniser alone, of a fresh language
each, over the same texts a document at a time and a turn at a time. Quality: the worked study's planted truth, which
the program never sees, against plain keyword search for the same cues; printed as the table in docs/suggestions.md.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from searching import texts

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import create_project, open_project
from codebook.scheme import codes
from codebook.scheme.codes import Code
from codebook.scheme.document import CodeEntry
from codebook.suggesting import suggestions
from codebook.suggesting.knowledge import covered, knowledge
from codebook.suggesting.queue import Asked
from codebook.suggesting.scoring import whole
from coding_tui.demo.project import build
from coding_tui.demo.study import generate
from transcripts import coders
from transcripts.adding import NewDocument, add_documents
from transcripts.importing.model import ImportedText
from transcripts.prepared import corpus, prepare
from transcripts.project import Project
from transcripts.texts import document_texts

CODES, CODINGS = 60, 15_000
FULL_STOPS = re.compile(r"(?:\S+\s+){14}\S+")


def spent(work: Callable[[], object]) -> float:
    """Seconds of CPU."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


# -- speed --------------------------------------------------------------------------------------------------------


def large(path: Path) -> Project:
    """146 interviews of 9,000 words in sentences of about fifteen, coded at random."""
    chance = random.Random(2)
    project = create_project(path, coder="Ann")
    with project.step("Import", "Ann") as session:
        many = [
            NewDocument(f"CPS {number}", each, str(number).encode(), f"{number}.txt")
            for number, each in enumerate(map(in_sentences, texts(1)))
        ]
        uids = add_documents(session, many)
    with project.step("Codes", "Ann") as session:
        made = [codes.ensure(session, f"Code {number}") for number in range(CODES)]
        for number, uid in enumerate(made):
            codes.define(session, uid, CodeEntry(f"Code {number}", cues=("early advice", "said", "soteria")))
        person = coders.ensure(session, "Ben")
        places = {}
        for _ in range(CODINGS):
            start = chance.randrange(40_000)
            at = (chance.choice(uids), start, start + chance.randint(60, 220), chance.choice(made))
            places[at] = NewCoding(*at, person)
        codings.apply_many(session, places.values())
    return project


def in_sentences(given: ImportedText) -> ImportedText:
    """The same text with every fifteenth space a full stop's, so that there are sentences."""

    def dotted(found: re.Match[str]) -> str:
        words = found[0]
        at = words.rstrip().rfind(" ")
        return words[: at - 1] + ". " + words[at + 1 :] if at > 1 and ":" not in words and "\n" not in words else words

    return replace(given, text=FULL_STOPS.sub(dotted, given.text))


def speed(folder: Path) -> None:
    """Print ratios, measured one after the other in one run, three times."""
    with large(folder / "large.qdb") as project:
        with project.reading() as session:
            found = list(document_texts(session).values())
        words = sum(len(each.text.split()) for each in found)
        whole_texts = [each.text for each in found]
        turns = [each.text[turn.start : turn.end] for each in found for turn in each.turns]
        print(f"{words:,} words in {len(found)} documents, {len(turns):,} turns, {CODINGS:,} codings")
        by_document, by_turn, ours = [], [], []
        for _ in range(3):
            by_document.append(spent(lambda: sum(map(len, spacy.blank("en").tokenizer.pipe(whole_texts)))))
            by_turn.append(spent(lambda: sum(map(len, spacy.blank("en").tokenizer.pipe(turns)))))
            with project.upkeep() as connection:
                connection.exec_driver_sql("DELETE FROM prepared_words")
            ours.append(spent(lambda: prepare(project)))
        print("                                    seconds of CPU   ratio")
        for what, each in (("spaCy's tokeniser, by document", by_document), ("spaCy's tokeniser, by turn", by_turn)):
            print(f"{what:34s} {min(each):8.2f}     {min(ours) / min(each):8.2f}")
        print(f"{'preparing, the first in a process':34s} {ours[0]:8.2f}")
        print(f"{'preparing, later':34s} {min(ours):8.2f}")
        print(f"{'loading what is prepared':34s} {spent(lambda: corpus(project)):8.2f}")
        changed_cue(project)


def changed_cue(project: Project) -> None:
    """How long a code's queue takes after a step that changes one of its cues."""
    with project.reading() as session:
        code = codes.tree(session).codes[7]

    def taking(asked: Asked) -> float:
        return spent(lambda: suggestions(project, "Ann", asked, limit=50))

    print(f"{'the first queue of a code':34s} {taking(Asked(code.uid)):8.2f}")
    taken = []
    for word in ("early advice", "called", "file", "says"):
        with project.step("Cue", "Ann") as session:
            codes.define(session, code.uid, CodeEntry(code.name, cues=("said", word)))
        taken.append(taking(Asked(code.uid)))
    print(f"{'a queue after a changed cue':34s} {max(taken):8.2f}     (at most, of {len(taken)})")
    place = Asked(document=corpus(project).parts[5].uid)
    for what in ("a document, all codes, first", "a document, all codes, again"):
        print(f"{what:34s} {taking(place):8.2f}")


# -- quality ------------------------------------------------------------------------------------------------------


def average_precision(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Sum of precision times the gain in recall over the different scores, the highest first; ties count as one."""
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(right[order])
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    precision, recall = hits[last] / (last + 1), hits[last] / hits[-1]
    return float(np.sum(precision * np.diff(recall, prepend=0)))


def quality(folder: Path) -> None:
    """Print average precision per theme, and the codes where suggestions are no better than searching."""
    path = folder / "worked.qdb"
    build(path)
    with open_project(path) as project:
        words = corpus(project)
        known = knowledge(project, "Somebody new")
        with project.reading() as session:
            tree = codes.tree(session)
            said = document_texts(session)
        spoken = [
            said[words.parts[part].uid].text[start:end].casefold()
            for part, (start, end) in zip(words.part_of, words.sentences, strict=True)
        ]
        label = {part.label: part.uid for part in words.parts}
        planted: dict[str, NDArray[np.bool_]] = defaultdict(lambda: np.zeros(len(words.sentences), dtype=bool))
        for passage in generate().passages:
            at = covered(words, [(label[passage.document], passage.start, passage.end)])[1]
            planted[passage.ref][at] = True
        rows = []
        for code in tree:
            right = planted.get(code.entry.ref)
            if right is None or not (right & words.counts).any():
                continue
            found = whole(known, code)
            measured = [
                average_precision(each[words.counts], right[words.counts])
                for each in (keywords(code, spoken), found.cues, found.scores)
            ]
            taught = (
                int((known.coded.get(code.uid, np.zeros(1, dtype=bool)) & words.counts).sum()) if found.learnt else 0
            )
            rows.append((code, int((right & words.counts).sum()), taught, measured))
    table(rows)


def keywords(code: Code, spoken: list[str]) -> NDArray[np.float64]:
    """How many of a code's cues stand in each sentence, as written and as whole words, case aside."""
    patterns = [re.compile(rf"(?<!\w){re.escape(cue.casefold())}(?!\w)") for cue in code.entry.cues]
    return np.array([sum(pattern.search(each) is not None for pattern in patterns) for each in spoken], dtype=float)


def table(rows: list[tuple[Code, int, int, list[float]]]) -> None:
    """Means over the codes of each theme."""
    print("| theme | codes | planted sentences | keyword search | cues, any form | suggestions |")
    print("|---|--:|--:|--:|--:|--:|")
    themes = dict.fromkeys(code.names[0] for code, *_ in rows)
    for theme in (*themes, None):
        own = [row for row in rows if theme in (row[0].names[0], None)]
        means = np.mean([measured for *_, measured in own], axis=0)
        name = theme or "all"
        print(
            f"| {name} | {len(own)} | {sum(row[1] for row in own):,} | "
            + " | ".join(f"{mean:.2f}" for mean in means)
            + " |"
        )
    worse = [(code.path, measured, taught) for code, _, taught, measured in rows if measured[2] <= measured[0]]
    print(f"\nNo better than keyword search: {len(worse)} codes {worse}")
    least = sorted(rows, key=lambda row: row[3][2])[:6]
    for code, many, taught, measured in least:
        print(f"| {code.path} | {many} | {taught} | {measured[0]:.2f} | {measured[2]:.2f} |")


def main() -> None:
    """Both, unless one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--quality", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.speed or not asked.quality:
            speed(Path(folder))
        if asked.quality or not asked.speed:
            quality(Path(folder))


if __name__ == "__main__":
    main()
