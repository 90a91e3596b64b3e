"""Quotations as rows: the columns that CSV and XLSX share."""

from __future__ import annotations

from collections.abc import Iterator

from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.words import one_line, visible

COLUMNS = (
    "document", "start", "end", "text", "attribution", "codes", "coder", "speaker", "role", "question", "stance", "key",
    "memo", "kind", "group", "area", "date", "participant", "cases",
)  # fmt: skip
CONTEXT = ("before", "after")
Cell = str | int


def columns(listed: QuotationList) -> tuple[str, ...]:
    """The columns that this list fills: context, section and note only where there are any, then the attributes."""
    extra = CONTEXT if any(q.context for q in listed.quotations) else ()
    noted = ("section", "note") if any(q.note or _is_section(q) for q in listed.quotations) else ()
    printed = ("printed",) if any(q.words for q in listed.quotations) else ()
    cited = ("id",) if any(q.cite for q in listed.quotations) else ()
    return (*COLUMNS, *extra, *noted, *printed, *cited, *_attributes(listed))


def rows(listed: QuotationList) -> Iterator[list[Cell]]:
    """A row for each quotation, in reading order; control characters are shown as signs."""
    wanted = columns(listed)
    names = _attributes(listed)
    for quotation in listed.quotations:
        cells = _cells(quotation)
        fixed: list[Cell] = [cells[name] for name in wanted[: len(wanted) - len(names)]]
        yield [*fixed, *(visible(quotation.excerpt.attributes.get(name, "")) for name in names)]


def _attributes(listed: QuotationList) -> list[str]:
    return sorted({name for q in listed.quotations for name in q.excerpt.attributes})


def _is_section(quotation: Quotation) -> bool:
    return quotation.heading != " · ".join(quotation.excerpt.codes)


def _cells(quotation: Quotation) -> dict[str, Cell]:
    excerpt, context = quotation.excerpt, quotation.context
    words = {
        "document": excerpt.document, "text": excerpt.text, "attribution": quotation.attribution,
        "codes": "; ".join(excerpt.codes), "coder": excerpt.coder, "speaker": excerpt.speaker or "",
        "role": excerpt.role or "", "question": excerpt.question or "", "stance": excerpt.stance,
        "key": "yes" if excerpt.key else "", "memo": excerpt.memo, "kind": excerpt.kind, "group": excerpt.group,
        "area": excerpt.area, "date": excerpt.date, "participant": excerpt.participant,
        "cases": "; ".join(excerpt.cases), "before": _joined(context.before if context else ()),
        "after": _joined(context.after if context else ()), "section": quotation.heading, "note": quotation.note,
        "printed": quotation.printed, "id": quotation.cite,
    }  # fmt: skip
    return {"start": excerpt.start, "end": excerpt.end, **{name: visible(text) for name, text in words.items()}}


def _joined(lines: tuple[Line, ...]) -> str:
    return "\n".join(f"{line.speaker}: {one_line(line.text)}" if line.speaker else line.text for line in lines)
