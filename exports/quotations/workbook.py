"""Quotations as an XLSX workbook: text cells only, nothing that computes, links or leaves for a temporary folder."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from exports.quotations.model import QuotationList
from exports.quotations.table import Cell, columns, rows

CELL_UNITS = 32_767  # UTF-16 units that one cell holds (Excel specifications and limits)
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDE = {"text": 70, "question": 40, "before": 40, "after": 40, "memo": 30, "attribution": 24, "codes": 28}


def render(listed: QuotationList) -> bytes:
    """The whole workbook. Words too long for a cell go on in columns of their own, `text (continued 2)`."""
    names = columns(listed)
    table = [[list(_pieces(cell)) for cell in row] for row in rows(listed)]
    width = [max((len(row[column]) for row in table), default=1) for column in range(len(names))]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, SAFE) as workbook:
        workbook.set_properties({"title": listed.title[:200], "author": "", "comments": " ".join(listed.remarks)[:200]})
        sheet = workbook.add_worksheet("Quotations")
        _head(workbook, sheet, names, width)
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for line, row in enumerate(table, start=1):
            for cell, first in zip(row, _firsts(width), strict=True):
                for further, piece in enumerate(cell):
                    _write(sheet, line, first + further, piece, wrapped)
    return target.getvalue()


def _head(workbook: Any, sheet: Any, names: tuple[str, ...], width: list[int]) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for name, first, many in zip(names, _firsts(width), width, strict=True):
        for further in range(many):
            title = name if further == 0 else f"{name} (continued {further + 1})"
            sheet.write_string(0, first + further, title, bold)
            sheet.set_column(first + further, first + further, WIDE.get(name, 12))


def _write(sheet: Any, line: int, column: int, piece: Cell, form: Any) -> None:
    if isinstance(piece, int):
        sheet.write_number(line, column, piece, form)
    elif piece:
        sheet.write_string(line, column, piece, form)


def _firsts(width: list[int]) -> list[int]:
    return [sum(width[:column]) for column in range(len(width))]


def _pieces(cell: Cell) -> Iterator[Cell]:
    """The cell in pieces that Excel holds whole; a piece ends between characters, never inside one."""
    if isinstance(cell, int) or len(cell) * 2 <= CELL_UNITS:
        yield cell
        return
    first = units = 0
    for place, character in enumerate(cell):
        size = 2 if ord(character) > 0xFFFF else 1
        if units + size > CELL_UNITS:
            yield cell[first:place]
            first, units = place, 0
        units += size
    yield cell[first:]
