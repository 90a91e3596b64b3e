"""Whether a coder still agrees with themself: what they coded first beside what they coded again, unseen, later.

The second time is a round whose name begins with `again-`; while a document is under seal in it, the first coding is
closed to the coder (`codebook.sealing`), and until they are done it is compared with nothing.
"""

from __future__ import annotations

from codebook.agreement import Agreement, SpanRow, Study, Unit, measure
from codebook.agreement.intervals import Limits
from codebook.project_agreement import MAIN_ROUND, NoAgreement, coded_in, finished_in, laid_out
from codebook.protocol import protocol
from codebook.sealing import AGAIN
from transcripts import coders, documents
from transcripts.documents import natural
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.sentences import sentences


def measure_self(project: Project, coder: str, *, unit: Unit = "sentence", round: str = f"{AGAIN}1") -> Agreement:
    """Agreement of a coder (name) with themself, between the main round and a round coded again.

    Over documents that they finished in both. The two times stand where coders stand. Raises NoAgreement in a
    reflexive project and for a round that is none of that kind, NotFound for a coder that the project does not have.
    """
    with project.reading(whole=True) as session:
        settled = protocol(session)
    if not settled.measures:
        raise NoAgreement("This project works reflexively: coefficients of agreement have no meaning in it.")
    limits = Limits(settled.tentative, settled.reliable)
    return measure(self_study(project, coder, unit=unit, round=round), unit, limits)


def self_study(project: Project, coder: str, *, unit: Unit, round: str) -> Study:
    """What there is to compare. Raises as `measure_self`."""
    if not round.startswith(AGAIN):
        raise NoAgreement(f"‘{round}’ is no round coded again. Name it like this: --round {AGAIN}1")
    times = (coder, f"{coder}, again")
    with project.reading(whole=True) as session:
        known = coders.names(session)
        if coder not in known:
            raise NotFound(f"There is no coder ‘{coder}’. Coders are: {', '.join(known) or 'none yet'}.")
        done = [finished_in(session, each) for each in (MAIN_ROUND, round)]
        shared = [uid for uid, who in done[0].items() if coder in who and coder in done[1].get(uid, ())]
        texts = documents.document_texts(session, shared)
        names: list[str] = []
        rows: list[SpanRow] = []
        for time, each in zip(times, (MAIN_ROUND, round), strict=True):
            paths, found = coded_in(session, texts, [coder], each)
            names += [path for path in paths if path not in names]
            rows += [row._replace(coder=time) for row in found]
    bounds = sentences(project, shared) if unit == "sentence" else {}
    in_order = sorted(texts, key=lambda uid: natural(texts[uid].label))
    return Study.of(times, names, [laid_out(texts[uid], set(times), unit, bounds) for uid in in_order], rows)
