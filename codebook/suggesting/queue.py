"""The ranked queue: what to look at next, for a code, a document, or all of them.

A passage is a sentence. It is left out where the coder has the code on any of it, said that nothing is to be coded
there, or rejected it; in documents that the coder is done with or was not given, unless asked; and where an
interviewer speaks, unless asked. Codes with codes below them, retired ones, and work under seal suggest nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from codebook.scheme import codes
from codebook.scheme.codes import Code
from codebook.suggesting.knowledge import Knowledge, covered, knowledge
from codebook.suggesting.likeness import nearest, telling
from codebook.suggesting.model import CueHit, Example, Queue, Suggestion
from codebook.suggesting.rejections import rejections
from codebook.suggesting.scoring import Scored, candidates, in_order, taught
from codebook.team.declarations import declared_by_all
from codebook.team.rounds import MAIN
from transcripts.errors import NotFound
from transcripts.prepared.preparing import Progress
from transcripts.project import Project
from transcripts.texts import DocumentText, document_texts


@dataclass(frozen=True, slots=True)
class Asked:
    """What to suggest: for a code (uid) and those below it, in a document (uid), None for all; what interviewers say,
    documents that are `done`.
    """

    code: str | None = None
    document: str | None = None
    interviewers: bool = False
    done: bool = False


def suggestions(
    project: Project, coder: str, asked: Asked = Asked(), *, limit: int | None = None,
    progress: Progress = lambda done, total, name: None,
) -> Queue:  # fmt: skip
    """What to suggest to a coder (name), the likeliest first; `progress` hears of preparing and of codes.

    Codes are compared by the lower end of their estimates; those without one come last. Raises ProjectError.
    """
    known = knowledge(project, coder, progress)
    with project.reading(reader=coder) as session:
        wanted = _wanted(codes.tree(session), asked.code)
        open_, no = _open(session, known, asked), _said_no(session, known, asked)
        found = []
        for done, code in enumerate(wanted):
            progress(done, len(wanted), code.path)
            taken = _mine(known, code.uid) | no.get(code.uid, _NEVER)
            found.append(candidates(known, code, open_ & ~taken))
        order = in_order([each for each in found if each is not None])
        shown = _told(session, known, order[:limit])
    return Queue(tuple(shown), len(order), () if order else (_why_none(known, wanted, open_, asked),))


def find(project: Project, coder: str, id: str, progress: Progress = lambda done, total, name: None) -> Suggestion:
    """The suggestion of an id, as it is made now, wherever it is. Raises NotFound when it is not made any more."""
    known = knowledge(project, coder, progress)
    short, _, rest = id.partition("-")
    place, _, start = rest.partition("-")
    with project.reading(reader=coder) as session:
        tree = codes.tree(session)
    matching = [code for code in tree if _short(code.uid) == short]
    documents = [part.uid for part in known.corpus.parts if _short(part.uid) == place]
    for code in matching:
        for document in documents:
            made = suggestions(project, coder, Asked(code.uid, document, interviewers=True, done=True))
            for each in made.suggestions:
                if str(each.start) == start:
                    return each
    raise NotFound(f"‘{id}’ is not suggested to {coder}. See what is: coding-tui suggest PROJECT --as {coder}")


# -- what is looked at --------------------------------------------------------------------------------------------

_NEVER = np.False_


def _wanted(tree: codes.CodeTree, code: str | None) -> list[Code]:
    """The codes that hold no others, of all or of a theme; one that is asked for by name itself, too."""
    parents = {each.parent for each in tree}
    themes = [each for each in tree if each.uid == code]
    under = [each for theme in themes for each in tree.under(theme)] if code is not None else tree
    return [
        each for each in under
        if each.uid == code or (each.uid not in parents and each.entry.status != "retired")
    ]  # fmt: skip


def _open(session: Session, known: Knowledge, asked: Asked) -> NDArray[np.bool_]:
    """The sentences that anything may be suggested in."""
    words = known.corpus
    open_ = np.ones(len(words.sentences), dtype=bool) if asked.interviewers else words.counts.copy()
    parts = np.ones(len(words.parts), dtype=bool)
    for at, part in enumerate(words.parts):
        if asked.document is not None:
            parts[at] = part.uid == asked.document
        elif not asked.done:
            parts[at] = part.uid not in known.finished and (not known.given or part.uid in known.given)
    open_ &= parts[words.part_of]
    for document, (start, end) in known.portions.items():
        part = words.parts[words.part[document]]
        within = words.sentences[part.first : part.last]
        open_[part.first : part.last] &= (within[:, 0] >= start) & (within[:, 1] <= end)
    open_[covered(words, _nothing(session, known))[1]] = False
    return open_


def _nothing(session: Session, known: Knowledge) -> list[tuple[str, int, int]]:
    """Where the coder said, in the round in hand, that there is nothing to code."""
    return [
        (document, start, end)
        for round in {MAIN, *known.rounds.values()}
        for (document, coder), spans in declared_by_all(session, round=round).items()
        for start, end in spans
        if coder == known.coder and document in known.corpus.part and known.rounds.get(document, MAIN) == round
    ]


def _said_no(session: Session, known: Knowledge, asked: Asked) -> dict[str, NDArray[np.bool_]]:
    found: dict[str, NDArray[np.bool_]] = {}
    for each in rejections(session, known.coder, code=asked.code, document=asked.document):
        if each.document in known.corpus.part:
            mask = found.setdefault(each.code, np.zeros(len(known.corpus.sentences), dtype=bool))
            mask[covered(known.corpus, [(each.document, each.start, each.end)])[1]] = True
    return found


def _mine(known: Knowledge, code: str) -> NDArray[np.bool_]:
    """The sentences on any character of which the coder has the code."""
    found = np.zeros(len(known.corpus.sentences), dtype=bool)
    spans = [(each.document, each.start, each.end) for each in known.mine.get(code, ())]
    found[covered(known.corpus, spans, touched=True)[1]] = True
    return found


# -- telling ------------------------------------------------------------------------------------------------------


def _told(session: Session, known: Knowledge, ranked: Sequence[tuple[Scored, int]]) -> list[Suggestion]:
    texts = document_texts(session)
    words, found = known.corpus, []
    for scored, at in ranked:
        sentence = int(scored.sentences[at])
        part = words.parts[words.part_of[sentence]]
        start, end = (int(edge) for edge in words.sentences[sentence])
        text = texts[part.uid]
        turn = text.turn_at(start)
        score = float(scored.scores[at])
        found.append(
            Suggestion(
                id_of(scored.code.uid, part.uid, start), part.uid, part.label, start, end, text.text[start:end],
                turn.speaker if turn else None, turn.role if turn else None, scored.code.uid, scored.code.path,
                score, _hits(known, scored, sentence), _like(known, scored, sentence, texts),
                _telling(known, scored, sentence),
                scored.held.estimate(score), scored.held.why,
            )
        )  # fmt: skip
    return found


def _hits(known: Knowledge, scored: Scored, sentence: int) -> tuple[CueHit, ...]:
    said, words = scored.said, known.corpus
    return tuple(
        CueHit(scored.code.entry.cues[said.cue[at]], int(words.starts[said.first[at]]),
               int(words.ends[said.last[at] - 1]), bool(said.denied[at]), bool(said.reported[at]))
        for at in said.of(sentence)
    )  # fmt: skip


def _telling(known: Knowledge, scored: Scored, sentence: int) -> tuple[str, ...]:
    found = taught(known, scored.code.uid)
    return () if found is None else telling(known.features, found[0], sentence)


def _like(known: Knowledge, scored: Scored, sentence: int, texts: dict[str, DocumentText]) -> Example | None:
    coded = known.coded.get(scored.code.uid)
    if coded is None or taught(known, scored.code.uid) is None:
        return None
    near = nearest(known.features, sentence, np.flatnonzero(coded & known.corpus.counts))
    if near is None:
        return None
    part = known.corpus.parts[known.corpus.part_of[near]]
    start, end = (int(edge) for edge in known.corpus.sentences[near])
    return Example(part.label, start, end, texts[part.uid].text[start:end], part.uid)


def _why_none(known: Knowledge, wanted: Sequence[Code], open_: NDArray[np.bool_], asked: Asked) -> str:
    if not known.corpus.parts:
        return "There are no documents yet. Import some: coding-tui import PROJECT PATH"
    if not wanted:
        return "There are no codes yet that could be suggested."
    if not open_.any():
        if known.given and known.given <= known.finished and asked.document is None:
            return f"{known.coder} is done with every document given to them. To look in those, too: --done"
        return "There is nothing to look through: no participant speaks there, or nothing is said to be there to code."
    if not any(code.uid in known.coded or code.entry.cues for code in wanted):
        return "Nothing to go by: no cues, and no codings in other documents that you may see."
    return "Nothing else says a cue or is like what is coded so, beyond what you have coded or rejected."


def id_of(code: str, document: str, start: int) -> str:
    """How a suggestion is called on the command line: short for its code and document, and where it begins."""
    return f"{_short(code)}-{_short(document)}-{start}"


def _short(uid: str) -> str:
    return blake2b(uid.encode(), digest_size=3).hexdigest()
