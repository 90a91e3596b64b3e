"""The words of agreement about one code: what stands below the table, its card, and the methods paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len

from codebook.agreement import Agreement, CodeAgreement
from codebook.agreement.methods import methods
from codebook.agreement.words import rests_on
from coding_tui.views.agreement_measuring import OverTime, Shown
from coding_tui.views.agreement_view import beware, number, pairs_on, share
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece

COLUMN = 11


def about_code(agreement: Agreement, code: CodeAgreement) -> Iterable[Piece]:
    """Why there is no number or what to beware of, and every pair of coders, in a few lines."""
    if code.undefined:
        yield f"No α: {code.undefined}.\n", "text"
    for flag in code.flags:
        yield f"Beware: {flag}.\n", "text"
    if code.no_interval and agreement.interval:
        yield f"{code.no_interval[0].upper()}{code.no_interval[1:]}.\n", "text"
    if not code.undefined:
        yield f"Percent agreement {share(code.percent)} · Fleiss’ κ {number(code.fleiss)} · ", "quiet"
        yield f"Brennan–Prediger {number(code.bp)}\n", "quiet"
    yield from _pairs(agreement, code, units=True)


def _pairs(agreement: Agreement, code: CodeAgreement, *, units: bool) -> Iterator[Piece]:
    found = pairs_on(agreement, code.code)
    wide = max((cell_len(_names(pair.coders)) for pair in found), default=0)
    for pair in found:
        yield _names(pair.coders).ljust(wide), "text"
        measured = f"  α {number(pair.alpha):>5}  κ {number(pair.kappa):>5}  F1 {number(pair.f1):>5}"
        yield measured, "text" if pair.units else "quiet"
        shared = counted(pair.documents or 0, "document")
        yield f"  {shared}{f' · {counted(pair.units, agreement.unit)}' if units else ''}\n", "quiet"


def _names(coders: tuple[str, str]) -> str:
    return f"{coders[0]} and {coders[1]}"


def card(path: str, measured: Sequence[Agreement], unit: str, over: OverTime | None = None) -> Iterable[Piece]:
    """A code at every unit side by side; then, at the unit in use, pairs of coders, coders left out, weeks, versions of
    the rules and what it is taken for; `measured` is one a unit.
    """
    codes = [next(code for code in each.codes if code.code == path) for each in measured]
    yield " " * 18 + "".join(f"{each.unit:>{COLUMN}}" for each in measured) + "\n", "quiet"
    for name, values in _lines(codes):
        yield f"{name:<18}", "strong" if name == "α" else "text"
        yield "".join(f"{value:>{COLUMN}}" for value in values) + "\n", "strong" if name == "α" else "text"
    yield from _passages(codes[0])
    for each, code in zip(measured, codes, strict=True):
        if each.unit == unit:
            yield from _words(each, code)
            yield f"\nPairs of coders, {unit}s\n", "quiet"
            yield from _pairs(each, code, units=False)
            yield from _left_out(code)
    if over is not None:
        yield from _over_time("Week by week, as it was coded", over.weeks)
        yield from _over_time("By version of its rules", over.versions)
        yield from _taken_for(over.taken_for, unit)
    yield from _bewares(measured, codes)


def _bewares(measured: Sequence[Agreement], codes: Sequence[CodeAgreement]) -> Iterator[Piece]:
    said: dict[str, list[str]] = {}
    for each, code in zip(measured, codes, strict=True):
        if beware(code):
            said.setdefault(beware(code), []).append(each.unit)
    for words, units in said.items():
        yield "\n" + ("" if len(units) == len(measured) else f"{', '.join(units)}: "), "quiet"
        yield f"{words}.", "text"


def _passages(code: CodeAgreement) -> Iterator[Piece]:
    """What matching whole passages says: the same at every unit."""
    if code.exact_f1 is None:
        return
    offset = "–" if code.boundary_offset is None else f"{code.boundary_offset:,.0f} characters"
    yield f"\nWhole passages: same ends F1 {number(code.exact_f1)} · half alike F1 {number(code.half_f1)} · ", "quiet"
    yield f"ends differ by {offset} (median)\n", "quiet"


def _words(measured: Agreement, code: CodeAgreement) -> Iterator[Piece]:
    """What may rest on α, in words, from its interval."""
    if code.conclusions:
        yield f"\n{measured.unit}s: {rests_on(code.conclusions, measured.limits)}", "text"
        yield f" · Landis and Koch by Gwet's benchmarking: {code.band}\n", "text"
    elif code.no_interval:
        yield f"\n{measured.unit}s: {code.no_interval}\n", "text"


def _left_out(code: CodeAgreement) -> Iterator[Piece]:
    if code.without:
        yield "\nα without one coder\n", "quiet"
    for coder, value in code.without.items():
        moved = "" if value is None or code.alpha is None else f"  {value - code.alpha:+.2f}".replace("-", "−")
        yield f"without {coder}  α {number(value):>5}{moved}\n", "text"


def _over_time(heading: str, periods: Sequence[tuple[str, CodeAgreement]]) -> Iterator[Piece]:
    if len(periods) < 2:
        return
    yield f"\n{heading}\n", "quiet"
    wide = max(cell_len(name) for name, _ in periods)
    for name, code in periods:
        yield name.ljust(wide), "text"
        interval = "" if code.alpha_low is None else f" [{number(code.alpha_low)}, {number(code.alpha_high)}]"
        yield f"  α {number(code.alpha):>5}{interval:<15}", "strong" if code.alpha is not None else "quiet"
        yield f"  F1 {number(code.f1):>5}  coded {share(code.prevalence)}\n", "quiet"


def _taken_for(units: Mapping[str, int], unit: str) -> Iterator[Piece]:
    if units:
        yield "\nWhere others have it, those who do not gave\n", "quiet"
    total = sum(units.values())
    for name, many in units.items():
        yield f"{share(many / total):>7}  {name}", "text"
        yield f"  {counted(many, unit)}\n", "quiet"


def _lines(codes: Sequence[CodeAgreement]) -> Iterator[tuple[str, list[str]]]:
    yield "units", [f"{code.units:,}" for code in codes]
    yield "coded", [share(code.prevalence) for code in codes]
    yield "α", [number(code.alpha) for code in codes]
    if any(code.alpha_low is not None for code in codes):
        yield "95 % from", [number(code.alpha_low) for code in codes]
        yield "to", [number(code.alpha_high) for code in codes]
    yield "κ, mean of pairs", [number(code.kappa) for code in codes]
    if any(code.kappa_low != code.kappa_high for code in codes):
        yield "κ, lowest pair", [number(code.kappa_low) for code in codes]
        yield "κ, highest pair", [number(code.kappa_high) for code in codes]
    yield "Fleiss’ κ", [number(code.fleiss) for code in codes]
    yield "AC1", [number(code.ac1) for code in codes]
    yield "Brennan–Prediger", [number(code.bp) for code in codes]
    yield "F1", [number(code.f1) for code in codes]
    yield "percent", [share(code.percent) for code in codes]
    if any(code.u_alpha is not None for code in codes):
        yield "uα", [number(code.u_alpha) if code.u_alpha is not None else "" for code in codes]
    if any(code.q_667 is not None for code in codes):
        yield "P(α < .667)", [number(code.q_667) for code in codes]
        yield "P(α < .800)", [number(code.q_800) for code in codes]


def methods_pieces(shown: Shown, round: str) -> Iterable[Piece]:
    """The methods paragraph, to read; and whether it was blind, or who coded again and how long after."""
    told = shown.blind if shown.again is None else shown.again.line()
    oneself = "" if shown.again is None else shown.again.coder
    for paragraph in (*methods(shown.agreement, round, oneself=oneself), f"{told}."):
        yield f"{paragraph}\n", "text"
