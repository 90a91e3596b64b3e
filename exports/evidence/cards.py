"""What stands behind a claim about a theme, and what stands against it, by source.

A source is a group of interviews or another kind of document (as in triangulation). Counted are documents with which
somebody is done; in others a blank is not a “no” but missing. Silent are those in which an interviewer comes to the
theme (`codebook.evidence.asking`) and nobody was coded to raise it. Counter-examples are passages of the theme in
which the view is challenged: only themes that ask for stance have them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from sqlmodel import Session

from codebook.agreement import CodeAgreement, Study, measure
from codebook.agreement.intervals import Limits
from codebook.coding.codings import Coding
from codebook.counting.material import material
from codebook.evidence.asking import Asking
from codebook.evidence.triangulation import source_of
from codebook.quoting.collected import Collected, collected
from codebook.reviewing.project_agreement import NoAgreement, project_study
from codebook.scheme import codes
from codebook.scheme.codes import Code
from codebook.spans import overlaps
from codebook.team.protocol import protocol
from exports.audit.model import Claim, Finding
from exports.quotations.attribution import of_project
from transcripts.document_labels import natural
from transcripts.errors import WorkbenchError
from transcripts.project import Project
from transcripts.withheld import withheld

CHALLENGES = "challenges"


@dataclass(frozen=True, slots=True)
class OfSource:
    """What one source says: `documents` of `done` raise the theme in `spans` codings, by `people` participants;
    `waiting` more are not coded yet. `stances` counts codings, where the theme asks for it. `asked` documents hold a
    question that comes to it (None where nobody asks anything), of which `silent` (labels) raise nothing.
    """

    source: str
    documents: int
    done: int
    waiting: int
    people: int
    spans: int
    stances: Mapping[str, int]
    asked: int | None
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand against a claim, and whose they are to be said to be."""

    document: str
    start: int
    end: int
    text: str
    attribution: str
    coder: str


@dataclass(frozen=True, slots=True)
class Card:
    """The evidence for a theme (`code`, its path), and the claim it is for, where there is one.

    `agreement` is of the theme and the codes below it that anybody used; `no_agreement` why there is none. `used` are
    ids of collected quotations on it with their sections; `quoted` what an audited draft quotes of it.
    `asks_stance`: whether counter-examples could be marked at all. `named` tells where withheld names stand.
    """

    code: str
    asks_stance: bool
    sources: tuple[OfSource, ...]
    against: tuple[Passage, ...]
    agreement: tuple[CodeAgreement, ...]
    no_agreement: str
    used: tuple[tuple[str, str], ...]
    quoted: tuple[str, ...] = ()
    claim: Claim | None = None
    named: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `evidence --json` gives; α with its interval alone of each code's agreement."""
        told = ("code", "alpha", "alpha_low", "alpha_high", "undefined", "flags")
        return {
            "code": self.code,
            "claim": None if self.claim is None else self.claim.as_json(),
            "sources": [{**asdict(each), "silent": list(each.silent)} for each in self.sources],
            "asks_stance": self.asks_stance,
            "against": [asdict(each) for each in self.against],
            "agreement": [{name: getattr(each, name) for name in told} for each in self.agreement],
            "no_agreement": self.no_agreement,
            "used": [{"id": cite, "section": section} for cite, section in self.used],
            "quoted": list(self.quoted),
        }


class Cards:
    """Gathers cards from one moment of a project; what all of them share is read once."""

    def __init__(self, project: Project, session: Session) -> None:
        self._project = project
        self._tree = codes.tree(session)
        self._material = material(session, "")
        self._attribution = of_project(session)
        self._collected = collected(session)
        self._names = withheld(session)
        self._codings = list(chain.from_iterable(self._material.codings.values()))
        self._asking = Asking(self._material.sources, self._codings)
        self._limits = Limits(protocol(session).tentative, protocol(session).reliable)

    def of_code(self, path: str) -> Card:
        """The evidence for a code with all below it. Raises NotFound."""
        code = self._tree.find(path)
        below = self._tree.under(code)
        uids = {each.uid for each in below}
        made = [each for each in self._codings if each.code in uids]
        against = tuple(self._against(made))
        agreement, none = self._agreement(below)
        return Card(
            code.path, any(each.asks_stance for each in below), tuple(self._by_source(below, made)), against, agreement,
            none, tuple(self._used(below, made)), named=self._named(against),
        )  # fmt: skip

    def of_claim(self, claim: Claim, findings: Iterable[Finding]) -> list[Card]:
        """The evidence for each theme that a claim is, or may be, about; `findings` are of the same draft."""
        placed = [each for each in findings if each.document is not None and each.verdict != "term"]
        return [
            replace(self.of_code(each.code), claim=claim, quoted=tuple(self._quoted(each.code, placed)))
            for each in claim.counts
        ]

    # -- by source

    def _by_source(self, below: Sequence[Code], made: Sequence[Coding]) -> Iterator[OfSource]:
        sources: dict[str, list[str]] = {}
        interviews = set()
        for uid, source in self._material.sources.items():
            name = source_of(source.description)
            sources.setdefault(name, []).append(uid)
            interviews |= {name} if source.description.kind == "interview" else set()
        asked = self._asking.asked(below)
        for name in sorted(sources, key=lambda name: (name not in interviews, natural(name))):
            yield self._of_source(name, sources[name], made, asked, below)

    def _of_source(
        self, name: str, inside: Sequence[str], made: Sequence[Coding], asked: frozenset[str], below: Sequence[Code]
    ) -> OfSource:
        texts = self._material.sources
        done = {uid for uid in inside if uid in self._material.done}
        here = [each for each in made if each.document in done]
        raised = {each.document for each in here}
        stances = Counter(each.stance or "undecided" for each in here) if _asks(below) else Counter[str]()
        silent = sorted((texts[uid].description.label for uid in (asked & done) - raised), key=natural)
        people = {texts[uid].description.participant for uid in raised} - {""}
        anybody = not self._asking.documents.isdisjoint(done)
        return OfSource(
            name, len(raised), len(done), len(inside) - len(done), len(people), len(here), dict(stances),
            len(asked & done) if anybody else None, tuple(silent),
        )  # fmt: skip

    # -- against it, and how far coders agree

    def _against(self, made: Iterable[Coding]) -> Iterator[Passage]:
        """Passages that challenge the theme: each source's and each document's first ones before their others."""
        coders: dict[tuple[str, int, int], list[str]] = {}
        for each in made:
            if each.stance == CHALLENGES:
                coders.setdefault((each.document, each.start, each.end), []).append(each.coder)
        ranked = []
        in_document, in_source = Counter[str](), Counter[tuple[str, int]]()
        for place, names in coders.items():
            cut = self._material.sources[place[0]].cut(*place[1:])
            nth = in_document[place[0]] = in_document[place[0]] + 1
            source = source_of(self._material.sources[place[0]].description), nth
            in_source[source] += 1
            who = ", ".join(dict.fromkeys(names))
            told = Passage(cut.document, cut.start, cut.end, cut.text, self._attribution.of(cut), who)
            ranked.append(((nth, in_source[source]), told))
        yield from (told for _, told in sorted(ranked, key=lambda each: each[0]))

    def _named(self, against: Iterable[Passage]) -> tuple[str, ...]:
        return tuple(
            f"{each.document}@{each.start}-{each.end}" for each in against
            if any(True for _ in self._names.found(each.text))
        )

    @cached_property
    def _study(self) -> Study | str:
        try:
            if self._project.settings().get("approach") == "reflexive":
                raise NoAgreement("this project works reflexively: coefficients have no meaning in it")
            return project_study(self._project)
        except WorkbenchError as error:
            return str(error)

    def _agreement(self, below: Sequence[Code]) -> tuple[tuple[CodeAgreement, ...], str]:
        study = self._study
        if isinstance(study, str):
            return (), study
        paths = {each.path for each in below}
        at = [place for place, path in enumerate(study.codes) if path in paths]
        if len(study.coders) < 2 or not study.documents:
            return (), "no document was coded by two people who are done with it"
        spans = study.spans[np.isin(study.spans[:, 2], at)].copy()
        spans[:, 2] = np.searchsorted(at, spans[:, 2])
        part = replace(study, codes=tuple(study.codes[place] for place in at), spans=spans)
        return (measure(part, "sentence", self._limits).codes, "") if at else ((), "nobody used it")

    # -- quotations

    def _used(self, below: Sequence[Code], made: Sequence[Coding]) -> Iterator[tuple[str, str]]:
        paths = {each.path for each in below}
        for one in self._collected:
            if one.code in paths or _touched(one, made):
                yield one.cite, one.section

    def _quoted(self, path: str, findings: Iterable[Finding]) -> Iterator[str]:
        uids = {each.uid for each in self._tree.under(self._tree.find(path))}
        labels = {source.description.label: uid for uid, source in self._material.sources.items()}
        made = [each for each in self._codings if each.code in uids]
        for finding in findings:
            here = (finding.start or 0, finding.end or 0)
            uid = labels.get(finding.document or "")
            if any(each.document == uid and overlaps((each.start, each.end), here) for each in made):
                yield f"{finding.document}:{here[0]}-{here[1]} ({finding.quotation.paragraph.where}, {finding.verdict})"


def _asks(below: Iterable[Code]) -> bool:
    return any(each.asks_stance for each in below)


def _touched(one: Collected, made: Iterable[Coding]) -> bool:
    place = one.excerpt
    return any(
        each.document == place.document_uid and overlaps((each.start, each.end), (place.start, place.end))
        for each in made
    )  # fmt: skip
