"""A triangulation in words: what people said of the cells, how far they agree, what it comes to, what sources add."""

from __future__ import annotations

from collections.abc import Iterator

from codebook.agreement import CodeAgreement
from codebook.evidence.convergence import (
    SIGNS,
    Compared,
    Completeness,
    Place,
    ThemeConvergence,
    completeness,
    convergence,
)
from codebook.evidence.triangulation import Evidence
from exports.triangulation.model import Triangulated, noted


def words(made: Triangulated) -> Iterator[tuple[str, list[str]]]:
    """Headings with lines: findings, who judged, agreement of people, convergence, completeness, feedback."""
    if made.matrix.findings:
        yield "Held against the sources", [f"{theme}: {said}" for theme, said in made.matrix.findings.items()]
    if made.panel is not None:
        yield "Judging", [made.panel.words()]
    if made.compared is not None:
        yield "People compared", [*_comparison(made, made.compared), *_silences(made)]
        if reasons := [*_reasons(made)]:
            yield "Notes on what was judged alike", reasons
    if made.unheard:
        yield "Judged to speak, though nobody raises it", [*_unheard(made)]
    if made.compared is not None:
        yield "Convergence, theme by theme", [*_convergence(made)]
    yield "Completeness, source by source", [*_completeness(made)]
    if made.feedback:
        yield "Feedback", [f"{theme}: {text} ({who})" for theme, text, who in made.feedback]


def _comparison(made: Triangulated, judged: Compared) -> Iterator[str]:
    """What people judged alike and not, how far they agree, and each one's words where they do not."""
    counts, total = judged.counts(), len(judged.same) + len(judged.different)
    yield f"Judged by {', '.join(judged.people)}: {total:,} of {total + len(judged.left):,} cells by all of them"
    yield (" · ".join(f"{SIGNS[name]} {many:,} {name}" for name, many in counts.items())
           + f" · ≠ {len(judged.different):,} judged differently")  # fmt: skip
    yield from () if judged.agreement is None else _how_far(judged.agreement)
    for place in judged.different:
        yield f"≠ {place[0]} × {place[1]}: {made.said(place, notes=True)}{_ruled(made, place)}"


def _ruled(made: Triangulated, place: Place) -> str:
    """`; settled as silence (not asked) by Ann, because …`; "" where nothing was settled."""
    ruled = next((each for each in made.settled if (each.theme, each.source) == place), None)
    if ruled is None:
        return ""
    kind = f" ({ruled.silence})" if ruled.silence else ""
    return f"; settled as {ruled.judgement}{kind} by {ruled.who}, because {ruled.reason}"


def _reasons(made: Triangulated) -> Iterator[str]:
    """What people noted on cells that they judged alike."""
    same = {} if made.compared is None else made.compared.same
    apart = () if made.compared is None else made.compared.silences
    for place, word in same.items():
        if place not in apart and any(place in sheet.notes for sheet in made.sheets):
            yield f"{SIGNS[word]} {place[0]} × {place[1]}: {made.said(place, notes=True)}"


def _unheard(made: Triangulated) -> Iterator[str]:
    """Where a judgement rests on no passage: what was said, and how little there is."""
    for each in made.unheard:
        place = (each.theme, each.source)
        said = f"{made.said(place, notes=True)}{_ruled(made, place)}"
        yield f"{each.theme} × {each.source}: {said} · {nothing(made, each)}"


def nothing(made: Triangulated, each: Evidence) -> str:
    """`none of 7 documents raises it`, `nobody is done with a document of it`; `nor does any other source`."""
    none = f"none of {each.done:,} documents raises it" if each.done > 1 else "its one document does not raise it"
    here = none if each.done else "nobody is done with a document of it"
    line = made.matrix.cells[made.matrix.themes.index(each.theme)]
    return here if any(other.documents for other in line) else f"{here}, nor does any other source"


def _convergence(made: Triangulated) -> Iterator[str]:
    for each in convergence(made.matrix, made.standing):
        counts = " · ".join(f"{SIGNS[word]} {many:,}" for word, many in each.counts.items() if many)
        share = agreeing(each) or "no source says anything"
        many, left = len(without_passage(made, each.theme)), f" · {each.open:,} open" if each.open else ""
        bare = f", {many:,} of them without a passage" if many else ""
        yield f"{each.theme}: {counts or 'nothing stands'}{left} · {share}{bare}"


def _silences(made: Triangulated) -> Iterator[str]:
    """Where all hear silence, for different reasons."""
    for place in () if made.compared is None else made.compared.silences:
        said = ", ".join(
            f"{sheet.who} {sheet.silences.get(place) or 'does not say why'}{noted(sheet, place)}"
            for sheet in made.sheets
        )  # fmt: skip
        yield f"○ {place[0]} × {place[1]}: {said}{_ruled(made, place)}"


def _completeness(made: Triangulated) -> Iterator[str]:
    for each in completeness(made.matrix):
        yield f"{each.source}: {adds(made, each)}"


def adds(made: Triangulated, each: Completeness) -> str:
    """`2 of 3 themes · alone on A · silent (not asked?) on B`: what a source adds to the others."""
    cells = [made.matrix.cell(theme, each.source) for theme in made.matrix.themes]
    if not any(cell.done for cell in cells):
        return "no data: nobody is done with a document of it"
    alone = f" · alone on {', '.join(each.alone)}" if each.alone else ""
    silent: dict[str, list[str]] = {}
    for cell in cells:
        if cell.theme in each.silent:
            why = made.silence(cell) or f"judged {made.standing.get((cell.theme, cell.source))}"
            silent.setdefault(why, []).append(cell.theme)
    on = "".join(f" · silent ({why}) on {', '.join(themes)}" for why, themes in silent.items())
    return f"{len(each.raised):,} of {len(cells):,} theme{'s' * (len(cells) != 1)}{alone}{on}"


def without_passage(made: Triangulated, theme: str) -> tuple[str, ...]:
    """The sources that stand as speaking to a theme though nobody raises it there."""
    return tuple(each.source for each in made.unheard if each.theme == theme and (theme, each.source) in made.standing)


def agreeing(each: ThemeConvergence) -> str:
    """`2 of 7 that speak agree (29%)`; "" where no source does."""
    if each.share is None:
        return ""
    return f"{each.agreeing:,} of {each.speaking:,} that speak agree{'s' * (each.speaking == 1)} ({each.share:.0%})"


def _how_far(found: CodeAgreement) -> Iterator[str]:
    """How far they agree."""
    values = [f"{name} {value:.2f}" for name, value in (("κ", found.kappa), ("α", found.alpha)) if value is not None]
    if found.percent is not None:
        over = f"over {found.units:,} cell{'s' * (found.units != 1)} that two or more judged"
        yield f"agreement of the people: {', '.join([f'{found.percent:.0%}', *values])}, {over}"
    if found.undefined:
        yield f"α has no value: {found.undefined}"
