"""What the agreement screen shows: the order of its rows, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.agreement import Agreement, CodeAgreement, PairAgreement
from codebook.paths import format_path, parse_path
from coding_tui.views.agreement_measuring import Shown
from coding_tui.views.retrieval import counted
from transcripts.document_labels import natural

# -- order --------------------------------------------------------------------------------------------------------

CODEBOOK_ORDER = "the codebook's order"
_ORDERS: Mapping[str, Callable[[CodeAgreement], tuple[object, ...]]] = {
    "lowest α first": lambda c: (c.alpha is None, c.alpha or 0.0),
    "most used first": lambda c: (-(c.prevalence or 0.0),),
    "name": lambda c: (natural(code_name(c)),),
}
ORDERS: tuple[str, ...] = (CODEBOOK_ORDER, *_ORDERS)


@dataclass(frozen=True, slots=True)
class Theme:
    """The heading above a theme's codes: its name, and itself with everything below it as one variable."""

    name: str
    rolled: CodeAgreement | None = None


TableRow = CodeAgreement | Theme


def rows(agreement: Agreement, order: str, words: str = "") -> list[TableRow]:
    """The codes whose path holds the words, in an order; in the codebook's, below the names of their themes."""
    wanted = words.casefold().split()
    codes = [code for code in agreement.codes if all(word in code.code.casefold() for word in wanted)]
    if order in _ORDERS:
        return [*sorted(codes, key=_ORDERS[order])]
    rolled = {each.code: each for each in agreement.themes}
    return list(_under_themes(codes, rolled))


def _under_themes(codes: Sequence[CodeAgreement], rolled: Mapping[str, CodeAgreement]) -> Iterator[TableRow]:
    theme = None
    for code in codes:
        names = parse_path(code.code)
        if names[0] != theme:
            theme = names[0]
            yield Theme(theme, rolled.get(format_path((theme,))))
        yield code


def code_name(code: CodeAgreement) -> str:
    """The code's own name."""
    return parse_path(code.code)[-1]


def theme_name(code: CodeAgreement) -> str:
    """The theme above it, "" where it is a theme itself."""
    names = parse_path(code.code)
    return names[0] if len(names) > 1 else ""


# -- words --------------------------------------------------------------------------------------------------------


def title(shown: Shown, round: str) -> str:
    """`main round · sentences · 14 documents done by both · blind: yes, 14 of 14 · Ann, Ben`."""
    found = shown.agreement
    if shown.again is not None:
        return f"{found.unit}s · {shown.again.line()}"
    who = ", ".join(found.coders) or "nobody"
    done = "done by both" if len(found.coders) < 3 else "done twice"
    many = f"{counted(found.documents or 0, 'document')} {done}"
    return f"{round} round · {found.unit}s · {many} · {shown.blind} · {who}"


def nothing(agreement: Agreement) -> str:
    """Why there is nothing to compare at all, and what to do; "" when there is."""
    if agreement.documents and agreement.codes:
        return ""
    if not agreement.codes:
        return "No codes yet, so there is nothing to agree on. «go.code» goes to the transcripts."
    if len(agreement.coders) < 2:
        who = f"Only {agreement.coders[0]} has" if agreement.coders else "Nobody has"
        return (
            f"{who} marked documents done in this round. A second coder marks one done with «document.done» in "
            "the workbench: «go.code»."
        )
    return "Nobody has coded the same document twice: no document is marked done by two coders. Assign one to both."


def number(value: float | None) -> str:
    """A coefficient with two decimals; – where it is not defined."""
    said = "–" if value is None else f"{value:.2f}".replace("-", "−")
    return "0.00" if said == "−0.00" else said


def share(value: float | None) -> str:
    """A share in percent: `6 %`, `0.4 %`; – where it is not defined. Only all of it is `100 %`."""
    if value is None:
        return "–"
    percent = 100 * value
    if 0 < percent < 0.05:
        return "<0.1 %"
    if 99.95 <= percent < 100:
        return ">99.9 %"
    return f"{percent:.1f} %" if 0 < percent < 0.95 or 99 < percent < 100 else f"{percent:.0f} %"


def beware(code: CodeAgreement) -> str:
    """Why α has no value, or what to beware of."""
    return code.undefined or " · ".join(code.flags)


def pairs_on(agreement: Agreement, code: str) -> list[PairAgreement]:
    """The pairs of coders on one code."""
    return [pair for pair in agreement.pairs if pair.code == code]
