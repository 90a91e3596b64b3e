"""What becomes of codings, quotations and memos when a text is replaced, as people read it: a list, both wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from codebook.coding import distressing
from codebook.coding.anchored import Place
from codebook.coding.replacements import Reanchored, ReplacementReport, put_back, reports
from codebook.coding.replacing import Replacement, preview, read_correction
from codebook.spans import Span, overlaps
from coding_tui.views.retrieval import counted
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.lines import Piece
from transcripts.errors import WorkbenchError
from transcripts.reanchoring.wording import parts
from transcripts.text_versions import text_under

__all__ = ["Correction", "Report", "compared", "correction", "done", "folded", "in_order", "latest_report", "near",
           "needs_looking", "put_back", "summary", "title", "unplaced"]  # fmt: skip
ORDER = ("lost", "changed", "moved", "kept")
"""What most needs looking at first."""
SIGNS = {"kept": "=", "moved": "→", "changed": "≠", "lost": "✗"}
SAID = {"kept": "kept", "moved": "moved", "changed": "other words", "lost": "lost"}
EXTENT = {"spacing": "only spaces differ", "typography": "only typography differs"}
MOST_SHOWN = 4
"""Differences that are named before both wordings."""
SHORT = 60
AROUND = 160
"""Characters shown on either side of a passage."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected transcript that was read, and what it would do; what is `flagged` as distressing in the old text."""

    replacement: Replacement
    original: bytes
    name: str
    flagged: tuple[Span, ...] = ()

    @property
    def texts(self) -> tuple[str, str]:
        """The old text and the new one."""
        return self.replacement.old.text, self.replacement.imported.text


@dataclass(frozen=True, slots=True)
class Report:
    """A replacement that was done, with its two texts; what is `flagged` as distressing in the new one by now."""

    report: ReplacementReport
    texts: tuple[str, str]
    flagged: tuple[Span, ...] = ()


def correction(session: Session, document: str, path: Path) -> Correction | str:
    """What a file would do to a document (by uid), or why it cannot."""
    try:
        original, imported = read_correction(path)
        found = Correction(preview(session, document, imported), original, path.name, _flagged(session, document))
    except WorkbenchError as error:
        return str(error)
    if found.replacement.changes_nothing(original):
        return f"‘{found.replacement.label}’ has exactly this text from exactly this file. There is nothing to do."
    return found


def latest_report(session: Session, document: str) -> Report | None:
    """What the last correction of a document did; None when its text was never replaced."""
    found = reports(session, document)
    if not found:
        return None
    texts = text_under(session, found[0].old_hash), text_under(session, found[0].new_hash)
    return Report(found[0], texts, _flagged(session, document))


def _flagged(session: Session, document: str) -> tuple[Span, ...]:
    return tuple(flag.span for flag in distressing.flags(session, document=document))


def near(place: Place | None, flagged: Iterable[Span]) -> bool:
    """Whether a passage, or what is shown around it, shares a character with what is flagged; of a passage without a
    place that cannot be known, and then it does where anything is.
    """
    if place is None:
        return any(True for _ in flagged)
    return any(overlaps((place[0] - AROUND, place[1] + AROUND), span) for span in flagged)


def unplaced(session: Session, document: str) -> list[Reanchored]:
    """Everything that corrections set aside and nobody has put back, that of the latest first."""
    return [each for report in reports(session, document) for each in report.unplaced]


def in_order(items: Iterable[Reanchored], *, everything: bool) -> list[Reanchored]:
    """What needs looking at first: lost, then other words, those in doubt before others, then what else is in doubt;
    then, with `everything`, the rest; each in text order.
    """
    ranked = sorted(items, key=_rank)
    return [each for each in ranked if everything or needs_looking(each)]


def _rank(item: Reanchored) -> tuple[bool, int, bool, Place]:
    return not needs_looking(item), ORDER.index(item.verdict), not item.doubtful, item.thing.place


def needs_looking(item: Reanchored) -> bool:
    """Whether a person should look: it is lost, its words are others, or its place is in doubt."""
    return item.verdict in ("lost", "changed") or item.doubtful


def summary(counts: Mapping[str, int], doubtful: int) -> str:
    """`1 lost · 3 other words · 2 in doubt · 40 moved · 12 kept`; those in doubt are among the others."""
    said = [f"{counts[verdict]:,} {SAID[verdict]}" for verdict in ORDER]
    return " · ".join([*said[:2], *([f"{doubtful:,} in doubt"] if doubtful else ()), *said[2:]])


def title(item: Reanchored) -> str:
    """What it is: a code's path, a quotation and its section, or a memo and its topic."""
    if item.thing.about == "coding":
        return item.thing.what
    return f"{item.thing.about} · {item.thing.what}" if item.thing.what else item.thing.about


def compared(item: Reanchored, texts: tuple[str, str], place: Place | None) -> Iterator[Piece]:
    """A passage in the old text and in the new one, with what stands around it; what differs is marked.

    `place` is where it is to stand in the new text, which a person may have decided otherwise than `item` says.
    """
    old, new = texts
    there = place or item.placement.likely
    other = item.placement.likely if place == item.place else item.place
    words = parts(item.old_words, new[slice(*there)] if there else item.old_words)
    yield f"{title(item)}\n", "strong"
    yield f"{item.thing.coder_name} · {SAID[item.verdict]}{_remark(item)}\n", "quiet"
    for part in [part for part in words if not part.same][:MOST_SHOWN]:
        yield f"{_short(part.old)}", "wrong"
        yield " → ", "quiet"
        yield f"{_short(part.new)}\n", "mark"
    yield f"\nOld text, {_where(item.thing.place)}\n", "accent"
    yield from _around(old, item.thing.place, [(part.old, "text" if part.same else "wrong") for part in words])
    if there is None:
        yield "\n\nIt has no place in the new text.", "wrong"
        return
    yield "\n\n", "text"
    heading = "New text" if place else "Set aside. It might belong here in the new text"
    yield f"{heading}, {_where(there)}\n", "accent" if place else "wrong"
    yield from _around(new, there, [(part.new, "text" if part.same else "mark") for part in words])
    if item.doubtful and place and other:
        yield f"\n\nIt is said here too, {_where(other)}\n", "wrong"
        yield from _around(new, other, [(new[slice(*other)], "text")])
    if item.thing.note:
        yield f"\n\nMemo: {item.thing.note}", "quiet"


def folded(item: Reanchored) -> Iterator[Piece]:
    """The same of a passage whose words are not shown."""
    yield f"{title(item)}\n", "strong"
    yield f"{item.thing.coder_name} · {SAID[item.verdict]}{_remark(item)}\n\n", "quiet"
    yield f"{FOLDED}\n«replacing.lift» shows both wordings, with what stands around them.", "quiet"


def _remark(item: Reanchored) -> str:
    said = [item.placement.reason, EXTENT.get(item.differs, ""), "by hand" if item.by_hand else ""]
    return "".join(f" · {each}" for each in said if each)


def _where(place: Place) -> str:
    return f"{place[0]:,}–{place[1]:,}"


def _short(words: str) -> str:
    said = " ".join(words.split()) or "nothing"
    return said if len(said) <= SHORT else f"{said[:SHORT]}…"


def _around(text: str, place: Place, words: Sequence[Piece]) -> Iterator[Piece]:
    start, end = place
    before = text[max(0, start - AROUND) : start]
    yield f"{'…' if start > AROUND else ''}{before}", "quiet"
    yield "[", "accent"
    yield from (piece for piece in words if piece[0])
    yield "]", "accent"
    yield f"{text[end : end + AROUND]}{'…' if end + AROUND < len(text) else ''}", "quiet"


def done(report: ReplacementReport) -> str:
    """What the status line says of a replacement."""
    lost = counted(report.counts["lost"], "passage") + " set aside" if report.counts["lost"] else "nothing lost"
    doubt = f" · {report.doubtful:,} in doubt" if report.doubtful else ""
    return f"Replaced ‘{report.label}’ with ‘{report.new_source}’ · {lost}{doubt} · ctrl+z undoes it"
