"""Tables as files of other programs: CSV, XLSX, Markdown, LaTeX. What people wrote stays words in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from exports.pages.latex_words import PREAMBLE, own_signs
from exports.pages.latex_words import escaped as as_latex
from exports.quotations.markdown import escaped
from exports.saving import save
from exports.words import one_line
from transcripts.errors import TableError
from transcripts.spreadsheets import write_table

SUFFIXES = (".csv", ".xlsx", ".md", ".tex")
_NUMBERS = re.compile(r"[-–<>\d.,\s%]*(?: of [\d,]+)?")
_LONG = 24
"""Letters from which on a column of words is set in lines of a fixed width, as far as LaTeX is concerned."""
_ROOM = 150
"""So many letters, about, stand side by side on an A4 page that lies on its side."""
_SIZES = ((_ROOM, "small"), (_ROOM * 1.3, "footnotesize"), (_ROOM * 1.8, "scriptsize"))
Rows = Sequence[Sequence[object]]


def save_rows(path: Path, headings: Sequence[str], rows: Rows, words: str) -> int:
    """Write a table as its name's suffix says: .csv, .xlsx, .md, .tex; the last two with a caption in `words`.

    Returns the number of rows. Raises TableError for another suffix, WriteFailed.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".xlsx"):
        write_table(path, list(headings), rows)
    elif suffix == ".md":
        save(path, _markdown(headings, rows, words).encode("utf-8", "replace"))
    elif suffix == ".tex":
        save(path, latex_file([latex_table(headings, _written(rows), words)]))
    else:
        raise TableError(f"{path}: a table is written as {', '.join(SUFFIXES)}. Give the file one of these endings.")
    return len(rows)


def _written(rows: Rows) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in rows]


def _text(value: object) -> str:
    """A value as people read it in a table; numbers that are none whole with two places."""
    return f"{value:,.2f}" if isinstance(value, float) else "–" if value is None else one_line(str(value))


def _of_words(rows: Sequence[Sequence[str]], columns: int) -> list[bool]:
    """Which columns hold words: the first, and those that hold anything but numbers."""
    return [at == 0 or not all(_NUMBERS.fullmatch(row[at]) for row in rows) for at in range(columns)]


def _markdown(headings: Sequence[str], rows: Rows, words: str) -> str:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def word(value: object) -> str:
        return escaped(_text(value)).replace("|", "\\|")

    body = [line(map(word, row)) for row in rows]
    left = _of_words(_written(rows), len(headings))
    head = [line(map(word, headings)), line("---" if wordy else "--:" for wordy in left)]
    return "\n".join([*head, *body, "", word(words), ""])


# -- LaTeX --------------------------------------------------------------------------------------------------------


def latex_file(blocks: Iterable[str], title: str = "") -> bytes:
    """A file of its own, A4 on its side; what stands between the two lines of `document` can be taken into another."""
    packages = "\\usepackage[a4paper,landscape,margin=18mm]{geometry}\n\\usepackage{longtable,array,graphicx}\n"
    head = [rf"\section*{{{tex(title)}}}"] if title else []
    body = "\n\n".join([*head, *blocks])
    packages += "\\setlength{\\LTcapwidth}{\\linewidth}\\setlength{\\parindent}{0pt}\n"
    whole = f"{PREAMBLE}{own_signs()}{packages}\\begin{{document}}\n\n{body}\n\n\\end{{document}}\n"
    return whole.encode("utf-8", "replace")


def latex_table(headings: Sequence[str], rows: Sequence[Sequence[str]], words: str = "") -> str:
    """A table that goes over pages, its headings on each; the package longtable makes it."""
    head = f"{_line(headings)}\n  \\hline"
    caption = [f"  \\caption{{{tex(words)}}}\\\\"] if words else []
    widths = [min(_LONG, max(len(row[at]) for row in (headings, *rows))) + 3 for at in range(len(headings))]
    size = next((name for most, name in _SIZES if sum(widths) <= most), "tiny")
    return "\n".join([
        f"{{\\{size}\\setlength{{\\tabcolsep}}{{3pt}}", f"\\begin{{longtable}}{{{''.join(_columns(headings, rows))}}}",
        *caption, "  \\hline", f"{head}\n  \\endfirsthead", "  \\hline", f"{head}\n  \\endhead",
        *map(_line, rows), "  \\hline", "\\end{longtable}}",
    ])  # fmt: skip


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """How each column is set: numbers at the right, short words at the left, long ones in lines of a share of the page
    that grows with the square root of their length.
    """
    wordy = _of_words(rows, len(headings))
    longest = [max((len(row[at]) for row in rows), default=0) for at in range(len(headings))]
    long = [at for at, most in enumerate(longest) if wordy[at] and most > _LONG]
    taken = sum(min(_LONG, most) + 3 for at, most in enumerate(longest) if at not in long) / _ROOM
    left = max(0.3, 0.94 - taken)
    shares = {at: left * longest[at] ** 0.5 / sum(longest[each] ** 0.5 for each in long) for at in long}
    for at in range(len(headings)):
        width = f">{{\\raggedright\\arraybackslash}}p{{{shares[at]:.3f}\\linewidth}}" if at in shares else ""
        yield width or ("l" if wordy[at] else "r")


def _line(cells: Iterable[str]) -> str:
    return f"  {' & '.join(map(tex, cells))} \\\\"


def tex(text: str) -> str:
    """People's words as LaTeX sets them: no sign of theirs is a command, a column or a comment."""
    return as_latex(one_line(text))
