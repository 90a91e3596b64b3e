"""The words of agreement about one code: what stands below the table, its card, and the methods paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from codebook.agreement import Agreement, CodeAgreement
from codebook.agreement.methods import methods
from coding_tui.agreement_view import beware, number, pairs_on, share
from coding_tui.retrieval import counted
from coding_tui.widgets.lines import Piece

COLUMN = 11


def about_code(agreement: Agreement, code: CodeAgreement) -> Iterable[Piece]:
    """Why there is no number or what to beware of, and every pair of coders, in a few lines."""
    if code.undefined:
        yield f"No α: {code.undefined}.\n", "text"
    for flag in code.flags:
        yield f"Beware: {flag}.\n", "text"
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


def card(path: str, measured: Sequence[Agreement], unit: str) -> Iterable[Piece]:
    """A code at every unit side by side, then pairs of coders at the unit in use; `measured` is one a unit."""
    codes = [next(code for code in each.codes if code.code == path) for each in measured]
    yield " " * 18 + "".join(f"{each.unit:>{COLUMN}}" for each in measured) + "\n", "quiet"
    for name, values in _lines(codes):
        yield f"{name:<18}", "strong" if name == "α" else "text"
        yield "".join(f"{value:>{COLUMN}}" for value in values) + "\n", "strong" if name == "α" else "text"
    for each, code in zip(measured, codes, strict=True):
        if each.unit == unit:
            yield f"\nPairs of coders, {unit}s\n", "quiet"
            yield from _pairs(each, code, units=False)
    said: dict[str, list[str]] = {}
    for each, code in zip(measured, codes, strict=True):
        if beware(code):
            said.setdefault(beware(code), []).append(each.unit)
    for words, units in said.items():
        yield "\n" + ("" if len(units) == len(measured) else f"{', '.join(units)}: "), "quiet"
        yield f"{words}.", "text"


def _lines(codes: Sequence[CodeAgreement]) -> Iterator[tuple[str, list[str]]]:
    yield "units", [f"{code.units:,}" for code in codes]
    yield "coded", [share(code.prevalence) for code in codes]
    yield "α", [number(code.alpha) for code in codes]
    if any(code.alpha_low is not None for code in codes):
        yield "95 % from", [number(code.alpha_low) for code in codes]
        yield "to", [number(code.alpha_high) for code in codes]
    yield "κ, mean of pairs", [number(code.kappa) for code in codes]
    yield "Fleiss’ κ", [number(code.fleiss) for code in codes]
    yield "AC1", [number(code.ac1) for code in codes]
    yield "Brennan–Prediger", [number(code.bp) for code in codes]
    yield "F1", [number(code.f1) for code in codes]
    yield "percent", [share(code.percent) for code in codes]


def methods_pieces(agreement: Agreement, round: str) -> Iterable[Piece]:
    """The methods paragraph, to read."""
    for paragraph in methods(agreement, round):
        yield f"{paragraph}\n", "text"
