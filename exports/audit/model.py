"""What an audit is about: a draft's paragraphs, quotations and claims, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Verdict = Literal[
    "verbatim", "typography", "elided", "bracketed", "cleaned", "altered", "stitched", "wrong-source", "ambiguous",
    "not-found", "source-not-loaded", "term",
]  # fmt: skip
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SOUND: frozenset[Verdict] = frozenset({"verbatim", "typography", "bracketed", "term"})
"""What an author may leave as it is; an elision too, unless it removes a negation."""
Style = Literal["text", "heading", "quote", "table", "note"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft: its words, how it is set, where it stands, and the heading above it.

    `number` counts paragraphs as the file has them, from 1. A table's paragraph is one row, its cells set apart by TAB;
    `header` is the first row of that table. `notes` are (place in the text, words) of the notes that it refers to.
    `unset`: its format does not say how it is set, so that text may be a heading or a block quotation.
    """

    text: str
    style: Style
    where: str
    section: str
    number: int
    header: str = ""
    notes: tuple[tuple[int, str], ...] = ()
    unset: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a draft gives as somebody's: [start, end) in code points of the paragraph's text, without the marks.

    `attribution` is what the draft says of whose they are, "" where it says nothing; `label` the document that this
    names, "" where it names none; `loaded` whether the project has that document. A block has no marks, and a
    `supposed` one only looks like one. `near` are documents that are named around it, nearest first; `asked` says that
    the draft gives it as the interviewer's.
    """

    paragraph: Paragraph
    start: int
    end: int
    attribution: str = ""
    label: str = ""
    loaded: bool = True
    block: bool = False
    supposed: bool = False
    near: tuple[str, ...] = ()
    asked: bool = False

    @property
    def text(self) -> str:
        """The words between the marks."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation and what became of it. [start, end) are code points of the document `document`; None when nothing was
    found. `score` is 1 where every word is the source's, in its order, and falls with every word that is not.
    `pairs` shows both texts side by side: a word (or gap) of the source and what the draft has in its place. `kept`
    says why an author lets it stand.
    """

    quotation: Quotation
    verdict: Verdict
    document: str | None = None
    start: int | None = None
    end: int | None = None
    score: float = 0.0
    speaker: str | None = None
    said: str = ""
    detail: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    removes_negation: bool = False
    kept: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as `cite` understands it: `CPS 43@120-168`."""
        return f"{self.document}@{self.start}-{self.end}"

    @property
    def needs_a_look(self) -> bool:
        """Whether an author should not let it stand unread."""
        if self.kept:
            return False
        if self.verdict == "elided":
            return self.removes_negation
        return self.verdict not in SOUND

    def as_json(self) -> dict[str, Any]:
        """The promised keys of `audit --json`, and a few more."""
        quotation = self.quotation
        return {
            "text": quotation.text,
            "where": quotation.paragraph.where,
            "attribution": quotation.attribution,
            "verdict": self.verdict,
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 4),
            "speaker": self.speaker,
            "said": self.said,
            "detail": self.detail,
            "section": quotation.paragraph.section,
            "needs_a_look": self.needs_a_look,
            "remarks": list(self.remarks),
            "kept": self.kept,
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """How many: `n` of `of` documents with the theme `code` (a path); `waiting` more are not coded yet.

    `held` of them endorse it or act on it, where the theme asks for stance; else None.
    """

    code: str
    n: int
    of: int
    held: int | None
    waiting: int

    def words(self) -> str:
        """`Partnership/Delay: 12 of 33 documents`, and what else there is to know."""
        held = "" if self.held is None else f", {self.held:,} with somebody who endorses it or acts on it"
        waiting = f"; {self.waiting:,} more not coded yet" if self.waiting else ""
        return f"{self.code}: {self.n:,} of {self.of:,} documents{held}{waiting}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that says of how many something holds. `quantifier` is its word, which means `threshold`; `group` is
    "" for everybody. `counts` are of the theme it is about, or of those it may be about. `verdict` is one of “fits”,
    “does not fit”, “depends” (on which of the themes, or on whether the view is held or spoken of), “not counted”.
    """

    paragraph: Paragraph
    text: str
    quantifier: str
    threshold: str
    group: str
    counts: tuple[Counted, ...]
    verdict: str
    kept: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether the numbers speak against it, or may, and nobody lets it stand."""
        return not self.kept and self.verdict in ("does not fit", "depends")

    def as_json(self) -> dict[str, Any]:
        """The keys of a claim in `audit --json`."""
        return {
            "text": self.text,
            "where": self.paragraph.where,
            "section": self.paragraph.section,
            "quantifier": self.quantifier,
            "threshold": self.threshold,
            "group": self.group,
            "verdict": self.verdict,
            "counts": [
                {"code": each.code, "n": each.n, "of": each.of, "held": each.held, "waiting": each.waiting}
                for each in self.counts
            ],
            "kept": self.kept,
        }


@dataclass(frozen=True, slots=True)
class NameLeft:
    """[start, end) of a paragraph's text names somebody whose name must not leave the project."""

    paragraph: Paragraph
    start: int
    end: int
    kept: str = field(default="", init=False)

    @property
    def needs_a_look(self) -> bool:
        """Always."""
        return True

    @property
    def text(self) -> str:
        """The name as the draft writes it."""
        return self.paragraph.text[self.start : self.end]

    def as_json(self) -> dict[str, Any]:
        """The keys of a name in `audit --json`."""
        return {
            "text": self.text, "where": self.paragraph.where, "section": self.paragraph.section,
            "start": self.start, "end": self.end,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Audit:
    """All findings of a draft, in its order; `remarks` are about the draft as a whole."""

    draft: str
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = field(default=())
    claims: tuple[Claim, ...] = ()
    names: tuple[NameLeft, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """Whether there is anything that an author should not let stand unread."""
        looks = [each.needs_a_look for each in self.findings] + [each.needs_a_look for each in self.claims]
        return bool(self.names) or any(looks)

    def summary(self) -> dict[str, int]:
        """How many quotations got each verdict; verdicts that nothing got are left out."""
        verdicts = [finding.verdict for finding in self.findings]
        return {verdict: verdicts.count(verdict) for verdict in VERDICTS if verdict in verdicts}

    def as_json(self) -> dict[str, Any]:
        """The promised keys of `audit --json`."""
        return {
            "draft": self.draft,
            "quotes": [finding.as_json() for finding in self.findings],
            "summary": self.summary(),
            "remarks": list(self.remarks),
            "claims": [claim.as_json() for claim in self.claims],
            "names": [name.as_json() for name in self.names],
        }
