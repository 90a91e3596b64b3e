"""A report made of blocks, in the format of its file's suffix: documents for people, its tables for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.figures.drawing import Figure
from exports.formats import UnknownFormat
from exports.pages.blocks import Block, as_markdown, as_web_page, as_word_document
from exports.pages.latex_blocks import as_latex
from exports.saving import save
from exports.words import visible
from transcripts.spreadsheets import write_table

SUFFIXES = (".docx", ".md", ".html", ".tex", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed, and the same as rows below `headings`; `wide` is a Word document on its side."""

    title: str
    blocks: Callable[[], Iterable[Block]]
    headings: Sequence[str]
    rows: Callable[[], Iterable[Sequence[object]]]
    wide: bool = False


def save_report(report: Report, path: Path, what: str) -> list[Path]:
    """Write it in the format of the suffix, whole or not at all; returns the files. `what` names it in messages.

    Markdown and LaTeX cannot hold figures: they stand beside it as NAME-forest.svg (.pdf) and so on.
    Raises UnknownFormat, WriteFailed.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".xlsx"):
        write_table(path, report.headings, map(_shown, report.rows()))
        return [path]
    blocks = list(report.blocks())
    writers: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: as_word_document(report.title, blocks, wide=report.wide),
        ".md": lambda: as_markdown(report.title, blocks, path.stem),
        ".html": lambda: as_web_page(report.title, blocks),
        ".tex": lambda: as_latex(report.title, blocks, path.stem),
    }
    if suffix not in writers:
        raise UnknownFormat(f"{path}: {what} as ‘{suffix or 'no suffix'}’. Supported: {', '.join(SUFFIXES)}.")
    beside = list(_beside(path, [block for block in blocks if isinstance(block, Figure)]))
    save(path, writers[suffix]())
    return [path, *beside]


def _beside(path: Path, figures: Iterable[Figure]) -> Iterable[Path]:
    """A Markdown page prints captions itself; LaTeX takes pictures that have theirs in them."""
    kind = {".md": ".svg", ".tex": ".pdf"}.get(path.suffix.lower())
    for figure in figures if kind else ():
        place = path.with_name(f"{path.stem}-{figure.name}{kind}")
        if kind == ".svg":
            save(place, figure.svg())
        else:
            figure.save(place)
        yield place


def _shown(row: Sequence[object]) -> list[object]:
    return [visible(cell) if isinstance(cell, str) else cell for cell in row]
