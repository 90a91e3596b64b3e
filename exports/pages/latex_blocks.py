"""A report as LaTeX: a file of its own, with tables that go over pages; figures are files beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from exports.figures.drawing import Figure
from exports.pages.blocks import Block, Excerpt, Heading, Paragraph, Table
from exports.tables import latex_file, latex_table, tex


def as_latex(title: str, blocks: Iterable[Block], stem: str) -> bytes:
    """The whole file; figures, with their captions, are the files STEM-NAME.pdf beside it."""
    return latex_file((_latex(block, stem) for block in blocks), title)


def _latex(block: Block, stem: str) -> str:
    match block:
        case Heading(text):
            return rf"\subsection*{{{tex(text)}}}"
        case Paragraph(text):
            return tex(text)
        case Excerpt(above, words, below):
            listed = "\n".join(rf"\item {tex(line)}" for line in below)
            told = f"\n\\begin{{itemize}}\n{listed}\n\\end{{itemize}}" if below else ""
            return f"\\paragraph{{{tex(above)}}}\n\\begin{{quote}}\n{tex(words)}\n\\end{{quote}}{told}"
        case Table(headings, rows, _):
            return latex_table(headings, rows)
        case Figure():
            picture = r"\includegraphics[width=0.9\linewidth,height=0.8\textheight,keepaspectratio]"
            file = rf"\detokenize{{{stem}-{block.name}.pdf}}"
            return f"\\begin{{center}}\n{picture}{{{file}}}\n\\end{{center}}"
        case _:
            assert_never(block)
