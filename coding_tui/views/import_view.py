"""What the import screen says of files and of those who speak in them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coding_tui.widgets.lines import Piece
from transcripts.importing import ImportedText
from transcripts.importing.merging import MergeProposal
from transcripts.intake import Entry, ImportSession, Rules, SpeakerUse
from transcripts.intake.entries import PASSED, READY, REFUSED, TABLE
from transcripts.intake.table_rows import TableMatch
from transcripts.label_matching import NearMiss
from transcripts.spreadsheets import Table
from transcripts.tracker_tables import NewTracker

ENCODINGS = ("cp1252", "iso-8859-1", "mac-roman", "cp1250", "cp1251", "utf-16-le", "utf-16-be")
_SIGNS = {READY: "", REFUSED: "✗ ", PASSED: "– ", TABLE: "▤ "}
_FIRST_TURNS = 40
_FIRST_ROWS = 12
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the import, and the facts that rules give it."""

    entry: Entry
    facts: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the list knows it by."""
        return str(self.entry.path)


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody who speaks, or a question: whether two labels are one speaker, whom a row of a `table` means.

    A row whose `proposed` is empty is like nothing here, and can be said to mean something all the same.
    """

    use: SpeakerUse | None = None
    proposal: MergeProposal | None = None
    row: NearMiss | None = None
    table: str = ""

    @property
    def proposes(self) -> bool:
        """Whether there is something to say yes to."""
        return self.proposal is not None or (self.row is not None and bool(self.row.proposed))

    @property
    def key(self) -> str:
        """What the list knows it by."""
        if self.proposal is not None:
            return f"{self.proposal.odd}\0{self.proposal.into}"
        if self.row is not None:
            return f"{self.table}\0{self.row.line}\0{self.row.proposed}"
        return f"{self.use.name}\0{self.use.role}" if self.use is not None else ""


def file_rows(session: ImportSession) -> list[FileRow]:
    """The files, in their order."""
    return [FileRow(entry, _facts(session.rules, entry)) for entry in session.entries]


def speaker_rows(session: ImportSession) -> list[SpeakerRow]:
    """What there is to decide first, then everybody, then rows of tables that are like nothing here."""
    asked = [SpeakerRow(proposal=proposal) for proposal in session.proposals()]
    asked += [SpeakerRow(row=near, table=table.file) for table in session.tables() for near in table.near]
    return [*asked, *(SpeakerRow(use=use) for use in session.speakers()), *_strange_rows(session)]


def _strange_rows(session: ImportSession) -> Iterator[SpeakerRow]:
    for table in session.tables():
        near = {each.line for each in table.near}
        for line, written in table.unmatched:
            if line not in near and written and session.rules.rows.get(written) != "":
                yield SpeakerRow(row=NearMiss(line, written, "", 0.0), table=table.file)


def same_place(rows: Sequence[SpeakerRow], before: SpeakerRow | None) -> str | None:
    """The key of the row that a row of before has become: a speaker stays one whose role was changed."""
    if before is None or before.use is None or any(row.key == before.key for row in rows):
        return None
    name = before.use.name
    return next((row.key for row in rows if row.use is not None and row.use.name == name), None)


def has_encoding_to_choose(entry: Entry, rules: Rules) -> bool:
    """Whether another encoding might read a file otherwise: not one that was read without doubt."""
    doubtful = any(doubt.about == "encoding" for document in entry.documents for doubt in document.doubts)
    return entry.state not in (READY, TABLE) or doubtful or bool(rules.decisions(entry.name).encoding)


def _facts(rules: Rules, entry: Entry) -> tuple[str, ...]:
    known = {**(entry.documents[0].details if entry.documents else {}), **rules.facts(entry.name)}
    return tuple(known[name] for name in ("kind", "group", "area", "date") if known.get(name))


def title(row: FileRow) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """A file's first line: its name and facts; words and turns."""
    entry = row.entry
    role = "wrong" if entry.state == REFUSED else "quiet" if entry.state == PASSED else "strong"
    left: list[Piece] = [(_SIGNS.get(entry.state, "… "), role), (entry.name, role)]
    if row.facts:
        left.append((" · " + " · ".join(row.facts), "quiet"))
    if entry.state != READY:
        return tuple(left), ()
    words = sum(document.words for document in entry.documents)
    turns = sum(sum(document.speakers.values()) for document in entry.documents)
    many = f"{len(entry.documents):,} documents · " if len(entry.documents) > 1 else ""
    return tuple(left), ((f"{many}{words:,} words · {turns:,} turns", "quiet"),)


def remark(row: FileRow) -> tuple[Piece, ...]:
    """A file's second line: why not, or what is in doubt, or who speaks."""
    entry = row.entry
    if entry.state == REFUSED:
        return ((f"  {entry.reason}", "wrong"),)
    if entry.state == TABLE:
        what = "figures by month, kept as a tracker" if entry.trackers else "a table that describes documents"
        return ((f"  {what}", "quiet"),)
    if entry.state != READY:
        return (("  left out" if entry.state == PASSED else "  not read yet", "quiet"),)
    doubts = [doubt.said for document in entry.documents for doubt in document.doubts]
    if doubts:
        return ((f"  ? {doubts[0]}", "accent"),)
    said = [*entry.remarks, *(warning for document in entry.documents for warning in document.warnings)]
    names = [f"{name} {turns:,}" for document in entry.documents[:1] for name, turns in document.speakers.items()]
    who = ", ".join(names) or "nobody is named"
    return ((f"  {who}", "quiet"), *(((f" · {said[0]}", "accent"),) if said else ()))


def preview(session: ImportSession, entry: Entry | None) -> Iterator[Piece]:
    """What was understood of a file: remarks, then its first turns; of a table of facts, which rows name nothing; of
    figures by month, the first rows.
    """
    if entry is None:
        yield "No file is highlighted.", "quiet"
        return
    if entry.reason:
        yield f"{entry.reason}\n", "wrong"
    if entry.table is not None:
        yield from _facts_in(entry.table, next((each for each in session.tables() if each.file == entry.name), None))
    replaced = session.in_place_of(entry) if entry.trackers else ()
    for tracker in entry.trackers:
        yield from _figures(tracker, replaces=tracker.name in replaced)
    for number, document in enumerate(session.texts(entry)):
        yield f"{entry.labels[number] if number < len(entry.labels) else entry.name}", "strong"
        yield f" · {document.format} · {document.encoding}\n", "quiet"
        for said in (*entry.remarks, *document.warnings):
            yield f"{said}\n", "accent"
        yield "\n", "text"
        yield from _turns(document)


def _facts_in(table: Table, match: TableMatch | None) -> Iterator[Piece]:
    if match is None:
        return
    named = match.rows - len(match.unmatched)
    yield f"What is known of {match.subject}s: ", "strong"
    yield f"{', '.join(filter(None, table.columns[1:]))}\n", "text"
    yield f"{named:,} of {match.rows:,} rows name one that is here or on its way in\n\n", "quiet"
    near = {each.line: each.proposed for each in match.near}
    for line, written in match.unmatched[:_FIRST_TURNS]:
        may = f" may be ‘{near[line]}’" if line in near else " names nothing here"
        yield f"line {line}: ‘{written}’{may}\n", "accent" if line in near else "quiet"
    left = len(match.unmatched) - _FIRST_TURNS
    if left > 0:
        yield f"… and {left:,} more rows\n", "quiet"
    if match.without:
        many = "1 has" if len(match.without) == 1 else f"{len(match.without):,} have"
        more = ", …" if len(match.without) > _FIRST_TURNS else ""
        yield f"\n{many} no row: {', '.join(match.without[:_FIRST_TURNS])}{more}\n", "quiet"


def _figures(tracker: NewTracker, *, replaces: bool) -> Iterator[Piece]:
    yield tracker.name, "strong"
    months = sorted({row.period for row in tracker.rows})
    many = f"{len(tracker.rows):,} {'row' if len(tracker.rows) == 1 else 'rows'}"
    yield f" · {many} · {months[0]} to {months[-1]}\n" if months else f" · {many}\n", "quiet"
    if replaces:
        yield "takes the place of the table of this name in the project\n", "accent"
    for said in tracker.remarks:
        yield f"{said}\n", "accent"
    for row in tracker.rows[:_FIRST_ROWS]:
        where = " · ".join(filter(None, (row.period, row.area, row.group)))
        yield f"{where}: ", "quiet"
        yield f"{', '.join(f'{name} {cell}' for name, cell in row.cells.items() if cell)}\n", "text"
    left = len(tracker.rows) - _FIRST_ROWS
    yield f"… and {left:,} more rows\n\n" if left > 0 else "\n", "quiet"


def _turns(document: ImportedText) -> Iterable[Piece]:
    for turn in document.turns[:_FIRST_TURNS]:
        if turn.speaker is not None:
            yield turn.speaker, "strong"
            time = "" if turn.time is None else f" · {int(turn.time) // 60}:{int(turn.time) % 60:02}"
            yield f" · {document.roles.get(turn.speaker, 'participant')}{time}\n", "quiet"
        elif heading := document.text[turn.label_start : turn.start].strip():
            yield f"{heading}\n", "strong"
        words = document.text[turn.start : turn.end]
        yield (words[:_LONGEST].rstrip() + " …" if len(words) > _LONGEST else words) + "\n\n", "text"
    left = len(document.turns) - _FIRST_TURNS
    if left > 0:
        yield f"… and {left:,} more turns\n\n", "quiet"
