"""What the quotations screen shows, read from the project: sections in order, and how the voices balance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from codebook.paths import parse_path
from codebook.quoting import collected
from codebook.quoting.collected import Collected
from codebook.quoting.trimming import trimmed
from codebook.retrieval.passages import Description, descriptions
from coding_tui.views.retrieval import attribution, counted
from coding_tui.widgets.lines import Piece
from exports.quotations.disclosure import SmallCell
from exports.quotations.model import collected_quotations
from transcripts.document_labels import natural

NO_SECTION = "In no section yet"
SHARE_BAR = 6
_CONSENT = re.compile(r"consent|agree[sd]? to|may be quoted|quotable|quot\w* ok", re.IGNORECASE)
_NO = frozenset(("no", "false", "0", "refused", "withdrawn", "not given", "none", "n"))


@dataclass(frozen=True, slots=True)
class Section:
    """The heading of a section: its name ("" for none) and how many quotations it has."""

    name: str
    many: int

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.name or NO_SECTION


@dataclass(frozen=True, slots=True)
class Kept:
    """A collected quotation with its attribution."""

    collected: Collected
    attribution: str

    @property
    def code(self) -> str:
        """The name of the code it was collected for, "" for none."""
        return parse_path(self.collected.code)[-1] if self.collected.code else ""


Row = Section | Kept


@dataclass(frozen=True, slots=True)
class Collection:
    """Every collected quotation, section by section, and how many could have spoken by group (participants).

    `small` are attributions that fit too few people, `disputed` the ids of quotations whose code is in dispute there.
    """

    rows: tuple[Row, ...]
    voices: Mapping[str, frozenset[str]]
    small: tuple[SmallCell, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def kept(self) -> list[Kept]:
        """The quotations alone."""
        return [row for row in self.rows if isinstance(row, Kept)]

    @property
    def sections(self) -> list[str]:
        """The sections' names, in order, without the one that has none."""
        return [row.name for row in self.rows if isinstance(row, Section) and row.name]


def collection(session: Session) -> Collection:
    """The collection as it stands."""
    of = attribution(session)
    rows: list[Row] = []
    found = collected.collected(session)
    many = Counter(each.section for each in found)
    section = None
    for each in found:
        if each.section != section:
            section = each.section
            rows.append(Section(section, many[section]))
        rows.append(Kept(each, of(each.excerpt)))
    small = collected_quotations(session, found).small
    return Collection(tuple(rows), _voices(descriptions(session).values()), small, tuple(_disputed(session, found)))


def _disputed(session: Session, found: Iterable[Collected]) -> Iterator[str]:
    """The ids of quotations that were collected for a code about which coders differ there, without a ruling."""
    from exports.audit.coded import Coded  # noqa: PLC0415 - reads claims too, and is only asked where codes are

    wanted = [each for each in found if each.code]
    coded = Coded(session) if wanted else None
    for each in wanted:
        place = each.excerpt
        if coded is not None and coded.disputed(place.document_uid, (place.start, place.end), each.code):
            yield each.cite


def refused(one: Collected) -> str:
    """What an attribute says where somebody did not agree to be quoted; "" where nothing does."""
    found = ((name, value) for name, value in one.excerpt.attributes.items() if _CONSENT.search(name))
    return next((f"{name}: {value}" for name, value in found if value.strip().casefold() in _NO), "")


def _voices(known: Iterable[Description]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for each in known:
        if each.participant:
            found.setdefault(each.group or each.kind, set()).add(each.participant)
    return {group: frozenset(who) for group, who in found.items()}


# -- moving -------------------------------------------------------------------------------------------------------


def moved(rows: tuple[Row, ...], uid: str, by: int) -> tuple[str, int] | None:
    """Where a quotation goes one up or down: section and place in it; None at either end of the collection."""
    sections = [row for row in rows if isinstance(row, Section)]
    one = next((row.collected for row in rows if isinstance(row, Kept) and row.collected.uid == uid), None)
    if one is None:
        return None
    at = next(number for number, section in enumerate(sections) if section.name == one.section)
    place = one.position + by
    if 0 <= place < sections[at].many:
        return one.section, place
    if not 0 <= at + by < len(sections):
        return None
    beside = sections[at + by]
    return beside.name, beside.many if by < 0 else 0


# -- reading ------------------------------------------------------------------------------------------------------


def printed(kept: Kept) -> Iterator[Piece]:
    """The quotation as it will print, what it answers, and what is known about it."""
    one, excerpt = kept.collected, kept.collected.excerpt
    yield f"“{one.printed.strip()}”\n", "text"
    if one.misfits:
        yield f"The transcript was corrected, and this fits no more: “{one.words}”\n", "wrong"
    elif one.words:
        yield from _left_out(one)
    yield f"— {kept.attribution}\n", "strong"
    if one.note:
        yield f"\nNote: {one.note}\n", "accent"
    if excerpt.question:
        yield "\nAsked before:\n", "quiet"
        yield f"{excerpt.question.strip()}\n", "quiet"
    about = [excerpt.kind, excerpt.group, f"Area {excerpt.area}" if excerpt.area else "", excerpt.date]
    yield "\n" + " · ".join(part for part in about if part), "quiet"
    if one.code:
        yield f"\nfor ‘{one.code}’", "quiet"
    yield f"\n{one.cite} · collected by {one.coder} on {one.collected[:10]}", "quiet"
    if excerpt.role == "interviewer":
        yield "\nBeware: these are the interviewer's words.", "wrong"


def _left_out(one: Collected) -> Iterator[Piece]:
    """What is cut, and whether that turns the meaning round."""
    from exports.audit.comparing import negations  # noqa: PLC0415 - brings numpy, and most quotations are whole

    made = trimmed(one.excerpt.text, one.words)
    for cut in (*made.cuts, *made.replaced):
        yield f"cut: {cut}\n", "quiet"
    if removed := [word for cut in (*made.cuts, *made.replaced) for word in negations(cut)]:
        yield f"The cut removes a negation: {', '.join(removed)}\n", "wrong"


def balance(of: Collection, width: int = 31) -> Iterator[Piece]:
    """Whose words are used: by group, by participant, and who is not heard."""
    kept = of.kept
    if not kept:
        return
    total = len(kept)
    groups = Counter(each.collected.excerpt.group or each.collected.excerpt.kind or "no group" for each in kept)
    voices = Counter(each.collected.excerpt.participant or each.collected.excerpt.document for each in kept)
    yield f"{counted(total, 'quotation')} · {counted(len(voices), 'voice')}\n", "strong"
    yield "\nGroups\n", "quiet"
    yield from _shares(groups, total, width)
    yield "\nVoices\n", "quiet"
    yield from _shares(voices, total, width)
    unheard = [f"{group or 'no group'}: {len(who - set(voices)):,} of {len(who):,}" for group, who in of.voices.items()]
    if unheard:
        yield "\nNot heard\n", "quiet"
        yield "\n".join(sorted(unheard, key=natural)) + "\n", "text"
    yield from _cautions(of)
    twice = _twice(kept)
    if twice:
        yield f"\nUsed twice: {counted(twice, 'passage')}\n", "wrong"


def _cautions(of: Collection) -> Iterator[Piece]:
    """What speaks against printing: who could be known, who did not agree, what coders differ about."""
    if of.small:
        yield "\nCould be known by\n", "quiet"
        yield "\n".join(f"{cell.told}: fits {cell.people:,}" for cell in of.small) + "\n", "wrong"
    if no := [f"{each.collected.cite}: {said}" for each in of.kept if (said := refused(each.collected))]:
        yield "\nDid not agree\n", "quiet"
        yield "\n".join(no) + "\n", "wrong"
    if of.disputed:
        yield "\nCoders differ on its code\n", "quiet"
        yield "\n".join(of.disputed) + "\n", "wrong"


def _shares(counts: Counter[str], total: int, width: int) -> Iterator[Piece]:
    for name, many in sorted(counts.items(), key=lambda pair: (-pair[1], natural(pair[0]))):
        share = many / total
        full = max(1, round(SHARE_BAR * share))
        room = max(6, width - SHARE_BAR - 11)
        cut = name if len(name) <= room else name[: room - 1] + "…"
        yield f"{cut:<{room}}{many:>4,} {100 * share:>3.0f} % ", "text"
        yield "█" * full + "\n", "accent"


def _twice(kept: list[Kept]) -> int:
    excerpts = [each.collected.excerpt for each in kept]
    spans = Counter((excerpt.document_uid, excerpt.start, excerpt.end) for excerpt in excerpts)
    return sum(many > 1 for many in spans.values())


# -- changing -----------------------------------------------------------------------------------------


def put_into(session: Session, uids: Iterable[str], section: str) -> None:
    """Put quotations at the end of a section, in their order. Raises Conflict."""
    for uid in uids:
        collected.set_section(session, uid, section)
