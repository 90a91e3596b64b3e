"""What the views of triangulation show: a table for each of the protocol's steps, and what is to be said of a cell.

Made on a worker's thread; plain and frozen. The steps are those of Farmer et al. (2006): sort, convergence coding,
convergence and completeness, comparing the researchers, feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from codebook.agreement import CodeAgreement
from codebook.evidence.convergence import ASSESSMENTS, SIGNS, completeness, convergence
from codebook.evidence.triangulation import Evidence
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece
from exports.triangulation import Triangulated

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


def _by_theme(made: Triangulated, columns: tuple[str, ...], cells: Iterable[tuple[Piece, ...]]) -> _Drawn:
    places = tuple(tuple((theme, "") for _ in columns) for theme in made.matrix.themes)
    return Table("theme", made.matrix.themes, columns, tuple(cells)), places


def _sort(made: Triangulated, _reader: str) -> _Drawn:
    """What is held against the sources, theme by theme, and how much there is to judge by."""
    columns = ("documents", "codings", "sources", "finding")
    return _by_theme(made, columns, (
        (
            (f"{sum(each.documents for each in line):,}", "text"), (f"{sum(each.codings for each in line):,}", "text"),
            (f"{sum(bool(each.documents) for each in line):,} of {len(line):,}", "text"),
            (made.matrix.findings.get(theme, "–"), "text" if theme in made.matrix.findings else "quiet"),
        ) for theme, line in zip(made.matrix.themes, made.matrix.cells, strict=True)
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
    """`agree ●`, `silence ○ not asked`, `≠ differ`; – where the reader may see no judgement."""
    place = (each.theme, each.source)
    if made.compared is None:
        own = next((sheet for sheet in made.sheets if sheet.who == reader), None)
        said = None if own is None else own.given.get(place)
    elif place in made.standing:
        said = made.standing[place]
    else:
        return "differ ≠" if place in made.compared.different else "–"
    if said is None:
        return "–"
    kinds = [sheet.silences[place] for sheet in made.sheets if place in sheet.silences]
    kind = f" {kinds[0]}" if said == "silence" and kinds and len(set(kinds)) == 1 else ""
    return f"{WORDS[said]} {SIGNS[said]}{kind}"


def _convergence(made: Triangulated, _reader: str) -> _Drawn:
    """How far the sources go together on each theme."""
    columns = (*(f"{SIGNS[word]} {WORDS[word]}" for word in ASSESSMENTS), "open", "share that agrees")
    cells = []
    for each in convergence(made.matrix, made.standing if made.compared is not None else {}):
        counts = tuple((f"{each.counts[word]:,}", "text" if each.counts[word] else "quiet") for word in ASSESSMENTS)
        share = ("–", "quiet") if each.share is None else (f"{each.share:.0%}", "text")
        cells.append((*counts, (f"{each.open:,}", "text" if each.open else "quiet"), share))
    return _by_theme(made, columns, cells)


def _people(made: Triangulated, _reader: str) -> _Drawn:
    """Every cell that people judged differently, what each said, and what was settled."""
    if made.compared is None:
        return Table(), ()
    settled = {(each.theme, each.source): f"{WORDS[each.judgement]} {SIGNS[each.judgement]}" for each in made.settled}
    columns = (*(sheet.who for sheet in made.sheets), "settled as")
    rows = tuple(f"{theme} × {source}" for theme, source in made.compared.different)
    cells = tuple(
        (*((f"{WORDS[sheet.given[place]]} {SIGNS[sheet.given[place]]}", "text") for sheet in made.sheets),
         (settled.get(place, "–"), "text" if place in settled else "quiet"))
        for place in made.compared.different
    )  # fmt: skip
    return Table("cell", rows, columns, cells), tuple((place,) * len(columns) for place in made.compared.different)


def _feedback(made: Triangulated, _reader: str) -> _Drawn:
    """How many notes there are on each theme, and the latest."""
    cells = []
    for theme in made.matrix.themes:
        said = [text for about, text, _ in made.feedback if about == theme]
        latest = " ".join(said[0].split()) if said else "–"
        cells.append(((f"{len(said):,}", "text" if said else "quiet"), (latest, "text" if said else "quiet")))
    return _by_theme(made, ("notes", "latest"), cells)


# -- in words -----------------------------------------------------------------------------------------------------


def about(found: Shown, at: tuple[int, int], reader: str) -> Iterable[Piece]:
    """What is to be said of a cell."""
    theme, source = found.place(at)
    made = found.made
    yield (f"‘{theme}’ × {source}\n" if source else f"‘{theme}’\n"), "strong"
    if finding := made.matrix.findings.get(theme):
        yield f"Held against the sources: {finding}\n", "text"
    if source:
        yield from evidence(made, made.matrix.cell(theme, source), reader)
    elif found.step == CONVERGENCE:
        yield from _complete(made)
    elif found.step == FEEDBACK:
        for named, text, who in made.feedback:
            if named == theme:
                yield f"{who}: ", "quiet"
                yield f"{text}\n", "text"
    else:
        yield "«triangulation.finding» writes what the sources are held against; themes that have it are the ", "quiet"
        yield "rows, «triangulation.theme» adds one.\n", "quiet"


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
            yield f"Settled as {settled.judgement} by {settled.who}: {settled.reason}\n", "text"
    for example in each.examples:
        yield f"{example.document} ", "quiet"
        yield f"“{' '.join(example.text.split())}”\n", "text"


def _complete(made: Triangulated) -> Iterable[Piece]:
    yield "What each source adds\n", "strong"
    for each in completeness(made.matrix):
        alone = f" · alone on {', '.join(each.alone)}" if each.alone else ""
        yield f"{each.source}: {len(each.raised):,} of {len(made.matrix.themes):,} themes{alone}\n", "text"


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
        return " · ".join([f"{len(made.compared.different):,} judged differently", *_how_far(made.compared.agreement)])
    return f"{size} · {state}" if state else size
