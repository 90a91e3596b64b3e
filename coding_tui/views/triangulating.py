"""What the views of triangulation show: a table for each of the protocol's steps, and what is to be said of a cell.

Made on a worker's thread; plain and frozen. The steps are those of Farmer et al. (2006): sort, convergence coding,
convergence and completeness, comparing the researchers, feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from codebook.agreement import CodeAgreement
from codebook.evidence.convergence import ASSESSMENTS, SIGNS, Sheet, completeness, convergence
from codebook.evidence.triangulation import Evidence
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece
from exports.triangulation.model import Triangulated
from exports.triangulation.words import adds, nothing, without_passage

STEPS = ("Sort", "Matrix", "Convergence", "People compared", "Feedback")
SORT, MATRIX, CONVERGENCE, PEOPLE, FEEDBACK = range(5)
BEHIND = frozenset({"coding", "code", "document", "assignment", "coder", "speaker", "turn", "finding", "assessor",
                    "assessment", "settlement", "memo", "participant"})  # fmt: skip
"""Tables whose changes change what is shown."""
WORDS: Mapping[str, str] = {
    "agreement": "agree", "partial agreement": "partly", "silence": "silence", "dissonance": "dissonance",
}  # fmt: skip
BAR, NO_BAR = "▮", "▯"
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One step as it is shown: the table, and the theme and source (or "") that each of its cells is about."""

    step: int
    made: Triangulated
    table: Table
    places: tuple[tuple[Place, ...], ...]

    def place(self, at: tuple[int, int]) -> Place:
        """Theme and source of a cell."""
        return self.places[at[0]][at[1]]


def shown(made: Triangulated, step: int, reader: str) -> Shown:
    """A step of a triangulation, as `reader` (a name) may see it."""
    draw = (_sort, _matrix, _convergence, _people, _feedback)[step]
    table, places = draw(made, reader)
    return Shown(step, made, table, places)


_Drawn = tuple[Table, tuple[tuple[Place, ...], ...]]


def _by_theme(themes: tuple[str, ...], columns: tuple[str, ...], cells: Iterable[tuple[Piece, ...]]) -> _Drawn:
    places = tuple(tuple((theme, "") for _ in columns) for theme in themes)
    return Table("theme", themes, columns, tuple(cells)), places


def _sort(made: Triangulated, _reader: str) -> _Drawn:
    """What is held against the sources, theme by theme, how much there is to judge by, and whether it is compared."""
    columns = ("documents", "codings", "sources", "compared", "finding")
    return _by_theme(made.every.themes, columns, (
        (
            (f"{sum(each.documents for each in line):,} of {sum(each.done for each in line):,}", "text"),
            (f"{sum(each.codings for each in line):,}", "text"),
            (f"{sum(bool(each.documents) for each in line):,} of {len(line):,}", "text"),
            ("yes", "text") if theme in made.matrix.themes else ("no", "quiet"),
            (made.every.findings.get(theme, "–"), "text" if theme in made.every.findings else "quiet"),
        ) for theme, line in zip(made.every.themes, made.every.cells, strict=True)
    ))  # fmt: skip


def _matrix(made: Triangulated, reader: str) -> _Drawn:
    """The convergence coding matrix: what stands, or while it is closed what the reader said, with prominence."""
    cells = tuple(tuple(_judged(made, each, reader) for each in line) for line in made.matrix.cells)
    places = tuple(tuple((theme, source) for source in made.matrix.sources) for theme in made.matrix.themes)
    return Table("theme", made.matrix.themes, made.matrix.sources, cells), places


def _judged(made: Triangulated, each: Evidence, reader: str) -> Piece:
    bar = BAR * each.prominence + NO_BAR * (4 - each.prominence)
    word = word_of(made, each, reader)
    if word == "–" and each.silence:
        return f"{bar} {each.silence}?", "quiet"
    return f"{bar} {word}", "text" if word != "–" else "quiet"


def word_of(made: Triangulated, each: Evidence, reader: str) -> str:
    """`agree ●`, `silence ○ not asked`, `differ ≠`; `not by all ?`; – where the reader may see no judgement."""
    place = (each.theme, each.source)
    if made.compared is None:
        own = next((sheet for sheet in made.sheets if sheet.who == reader), None)
        return "–" if own is None or place not in own.given else _said(own, place)
    if place in made.standing:
        return _word(made.standing[place], made.kind(place))
    if place in made.compared.different:
        return "differ ≠"
    return "not by all ?" if any(place in sheet.given for sheet in made.sheets) else "–"


def _said(sheet: Sheet, place: Place) -> str:
    return _word(sheet.given[place], sheet.silences.get(place, ""))


def _word(judgement: str, silence: str) -> str:
    return f"{WORDS[judgement]} {SIGNS[judgement]}{f' {silence}' if silence else ''}"


def _convergence(made: Triangulated, _reader: str) -> _Drawn:
    """How far the sources go together on each theme."""
    columns = (*(f"{SIGNS[word]} {WORDS[word]}" for word in ASSESSMENTS), "open", "share that agrees")
    cells = []
    for each in convergence(made.matrix, made.standing if made.compared is not None else {}):
        counts = tuple((f"{each.counts[word]:,}", "text" if each.counts[word] else "quiet") for word in ASSESSMENTS)
        share = ("–", "quiet") if each.share is None else (_of(each.agreeing, each.speaking), "text")
        cells.append((*counts, (f"{each.open:,}", "text" if each.open else "quiet"), share))
    return _by_theme(made.matrix.themes, columns, cells)


def _of(some: int, every: int) -> str:
    return f"{some:,} of {every:,} · {some / every:.0%}"


def _people(made: Triangulated, _reader: str) -> _Drawn:
    """Every cell that people judged differently, or call silent for different reasons: what each said, what stands."""
    if made.compared is None:
        return Table(), ()
    settled = {(each.theme, each.source): _word(each.judgement, each.silence) for each in made.settled}
    columns = (*(sheet.who for sheet in made.sheets), "settled as")
    places = (*made.compared.different, *made.compared.silences)
    cells = tuple(
        (*((_said(sheet, place), "text") for sheet in made.sheets),
         (settled.get(place, "–"), "text" if place in settled else "quiet"))
        for place in places
    )  # fmt: skip
    rows = tuple(f"{theme} × {source}" for theme, source in places)
    return Table("cell", rows, columns, cells), tuple((place,) * len(columns) for place in places)


def _feedback(made: Triangulated, _reader: str) -> _Drawn:
    """How many notes there are on each theme, and the latest."""
    cells = []
    for theme in made.matrix.themes:
        said = [text for about, text, _ in made.feedback if about == theme]
        latest = " ".join(said[0].split()) if said else "–"
        cells.append(((f"{len(said):,}", "text" if said else "quiet"), (latest, "text" if said else "quiet")))
    return _by_theme(made.matrix.themes, ("notes", "latest"), cells)


# -- in words -----------------------------------------------------------------------------------------------------


def about(found: Shown, at: tuple[int, int], reader: str) -> Iterable[Piece]:
    """What is to be said of a cell."""
    theme, source = found.place(at)
    made = found.made
    yield (f"‘{theme}’ × {source}\n" if source else f"‘{theme}’\n"), "strong"
    if finding := made.every.findings.get(theme):
        yield f"Held against the sources: {finding}\n", "text"
    if source:
        yield from evidence(made, made.matrix.cell(theme, source), reader)
    elif found.step == CONVERGENCE:
        if bare := without_passage(made, theme):
            yield f"Beware: judged to speak, though nobody raises it: {', '.join(bare)}\n", "wrong"
        yield from _complete(made)
    elif found.step == FEEDBACK:
        for named, text, who in made.feedback:
            if named == theme:
                yield f"{who}: ", "quiet"
                yield f"{text}\n", "text"
    else:
        yield "«triangulation.finding» writes what the sources are held against; themes that have it are ", "quiet"
        yield "compared, all of them while none has. «triangulation.theme» puts in a code below a theme.\n", "quiet"
        for note in made.matrix.notes:
            yield f"{note}\n", "text"


def evidence(made: Triangulated, each: Evidence, reader: str) -> Iterable[Piece]:
    """The evidence of one cell, and what was said of it."""
    done = f"{each.documents:,} of {each.done:,} documents raise it"
    more = f" · {each.waiting:,} more nobody is done with" if each.waiting else ""
    people = f" · {each.participants:,} {'person' if each.participants == 1 else 'people'}" if each.participants else ""
    yield f"{done}{people} · {each.codings:,} coding{'s' * (each.codings != 1)}{more}\n", "text"
    if each.stances:
        yield f"Stances: {', '.join(f'{many:,} {name}' for name, many in sorted(each.stances.items()))}\n", "text"
    if each.silence:
        asked = "" if each.asked is None else f": a question comes to it in {each.asked:,} of {each.done:,}"
        yield f"Silent, it looks like ‘{each.silence}’{asked}\n", "text"
    place = (each.theme, each.source)
    for sheet in made.sheets:
        if place in sheet.given and (made.compared is not None or sheet.who == reader):
            note = f": {sheet.notes[place]}" if place in sheet.notes else ""
            kind = f", {sheet.silences[place]}" if place in sheet.silences else ""
            yield f"{sheet.who} says {sheet.given[place]}{kind}{note}\n", "text"
    for settled in made.settled:
        if (settled.theme, settled.source) == place:
            kind = f", {settled.silence}" if settled.silence else ""
            yield f"Settled as {settled.judgement}{kind} by {settled.who}: {settled.reason}\n", "text"
    if made.speaks_unheard(each):
        yield f"Beware: judged to speak, though {nothing(made, each)}\n", "wrong"
    for example in each.examples:
        yield f"{example.document} ", "quiet"
        yield f"“{' '.join(example.text.split())}”\n", "text"


def _complete(made: Triangulated) -> Iterable[Piece]:
    yield "What each source adds\n", "strong"
    for each in completeness(made.matrix):
        yield f"{each.source}: {adds(made, each)}\n", "text"


def _how_far(agreed: CodeAgreement | None) -> Iterator[str]:
    """How far people agree; nothing in a project that works reflexively."""
    if agreed is not None:
        yield from [] if agreed.percent is None else [f"{agreed.percent:.0%} alike"]
        measured = (("κ", agreed.kappa), ("α", agreed.alpha))
        yield from (f"{name} {value:.2f}" for name, value in measured if value is not None)


def title(found: Shown) -> str:
    """For the rule above the table."""
    made = found.made
    state = made.panel.words() if made.panel is not None else ""
    themes, sources = len(made.matrix.themes), len(made.matrix.sources)
    size = f"{themes:,} theme{'s' * (themes != 1)} × {sources:,} source{'s' * (sources != 1)}"
    if found.step == PEOPLE and made.compared is not None:
        reasons = len(made.compared.silences)
        told = [f"{reasons:,} silent for different reasons"] if reasons else []
        differ, alike = len(made.compared.different), len(made.compared.same)
        different = f"{differ:,} of {differ + alike:,} cells judged differently"
        return " · ".join([different, *told, *_how_far(made.compared.agreement)])
    if found.step == SORT and len(made.every.themes) > themes:
        size = f"{themes:,} of {len(made.every.themes):,} themes × {sources:,} source{'s' * (sources != 1)}"
    return f"{size} · {state}" if state else size
