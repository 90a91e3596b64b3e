"""PDF: the words of all pages in reading order, lines put together to paragraphs, without what belongs to the paper.

A PDF holds letters and their places, no words and no paragraphs; what is rebuilt here is said in the modules
`pdf_content` (letters and places), `pdf_gaps`, `pdf_painting`, `pdf_rows`, `pdf_columns`, `pdf_tables`,
`pdf_furniture`, `pdf_paragraphs` and `pdf_hyphens`.
A page that cannot be read whole refuses the file: a transcript that is silently shorter is the worst outcome.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject

from transcripts.errors import ImportRefused
from transcripts.importing.limits import go_on
from transcripts.importing.model import Extract
from transcripts.importing.pdf_columns import lines_of, undecided
from transcripts.importing.pdf_content import Known, Painter
from transcripts.importing.pdf_direction import Mirror, read_from_the_right
from transcripts.importing.pdf_furniture import Removed, without_furniture
from transcripts.importing.pdf_hyphens import Hyphens, is_hyphen
from transcripts.importing.pdf_layers import Layers
from transcripts.importing.pdf_margin import beyond_the_edge, without_line_numbers
from transcripts.importing.pdf_operands import IDENTITY, Matrix
from transcripts.importing.pdf_paragraphs import Paragraph, paragraphs_of
from transcripts.importing.pdf_pieces import Painted
from transcripts.importing.pdf_remarks import beside_the_pages, of_columns, of_margins, of_pages, of_words
from transcripts.importing.pdf_rows import Row, Segment, Tidied, rows_of
from transcripts.importing.pdf_tables import table_lines

PAGES = 2000
_DAMAGED = "a damaged PDF: open it in a PDF viewer, print it to a new PDF and import that"
_LOCKED = "a PDF protected by a password: open it, save or print a copy without the password and import that"
_SCAN = (
    "a PDF without text, as a scanner makes: run text recognition (OCR) on it elsewhere, or get the document "
    "it was printed from"
)
_DRAWN = "a PDF whose letters have no characters behind them: export it again from the program that made it, as .docx"
_HIDDEN = "a PDF whose text is in layers that are switched off: switch them on, print it to a new PDF and import that"
_FORM = "an Adobe form (XFA), whose text is not in its pages: open it in Adobe Reader and print it to a new PDF"


def read(data: bytes) -> tuple[Extract]:
    """The words of a PDF. Raises ImportRefused if it is locked, damaged, endless, or holds no text."""
    with _quiet():
        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            _unlock(reader)
            pages, beside = _painted(reader, len(data)), beside_the_pages(reader)
        except ImportRefused:
            raise
        except MemoryError:
            raise ImportRefused(_DAMAGED) from None
        except Exception:  # pypdf raises what it stumbles over in a broken file: KeyError, struct.error …
            raise ImportRefused(_DAMAGED) from None
    return (_extract(pages, beside),)


@contextmanager
def _quiet() -> Iterator[None]:
    """What pypdf thinks of a file belongs on nobody's screen."""
    logger = logging.getLogger("pypdf")
    before = logger.disabled, logger.level
    logger.disabled = True
    logger.setLevel(logging.CRITICAL + 1)  # its modules' own loggers look at the level of this one
    try:
        yield
    finally:
        logger.disabled, level = before
        logger.setLevel(level)


def _unlock(reader: PdfReader) -> None:
    """Open a PDF that only restricts printing, as every viewer does; one that asks for a password stays closed."""
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except Exception:  # as in read(); also DependencyError, for ciphers that need a library
        opened = False
    if not opened:
        raise ImportRefused(_LOCKED)


def _painted(reader: PdfReader, size: int) -> list[Painted]:
    """All pages of a file of so many bytes; each that holds words of its own earns the time for more."""
    count = len(reader.pages)
    if count > PAGES:
        raise ImportRefused(f"refused: a PDF of {count} pages is no transcript; import parts of it")
    known = Known(Layers(reader))
    pages: list[Painted] = []
    letters = 0
    for i in range(count):
        pages.append(_page(reader.pages[i], i + 1, known, reader))
        letters += pages[-1].letters
        go_on(size, letters, sum(known.painted.values()))
    return pages


def _page(page: PageObject, number: int, known: Known, reader: PdfReader) -> Painted:
    ctm, width, height = _upright(page)
    painted = Painted(number, width, height)
    content: Any = page.get("/Contents")
    content = content.get_object() if content is not None else None
    if content is None:
        return painted
    resources: Any = page.get("/Resources")
    resources = resources.get_object() if resources is not None else None
    try:
        painter = Painter(painted, known, reader)
        painter.run(content, resources if isinstance(resources, DictionaryObject) else DictionaryObject(), ctm)
    except (ImportRefused, MemoryError):
        raise
    except LimitReachedError:
        raise ImportRefused(
            f"page {number} of the PDF holds more than any transcript does: print it to a new PDF and import that"
        ) from None
    except Exception:  # as in read()
        raise ImportRefused(f"page {number} of the PDF is damaged: print it to a new PDF and import that") from None
    return painted


def _upright(page: PageObject) -> tuple[Matrix, float, float]:
    """How the page's own places lie on the page as it is shown, turned by its /Rotate; its width and height."""
    box = page.cropbox
    x, y, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    turned = int(page.rotation or 0) % 360
    if turned == 90:
        return (0, -1, 1, 0, -y, x + width), height, width
    if turned == 180:
        return (-1, 0, 0, -1, x + width, y + height), width, height
    if turned == 270:
        return (0, 1, -1, 0, y + height, -x), height, width
    return (*IDENTITY[:4], -x, -y), width, height


def _extract(pages: list[Painted], beside: list[str]) -> Extract:
    tidied = Tidied()
    outside, mirror = beyond_the_edge(pages), read_from_the_right(pages)
    numbered = without_line_numbers(pages)
    rows = rows_of(pages, tidied)
    if mirror is not None:
        _read_other_scripts(rows, mirror)
    empty = [page.number for page, found in zip(pages, rows, strict=True) if not found]
    if len(empty) == len(pages):
        hidden = any(page.unshown for page in pages)
        raise ImportRefused(_FORM if any("XFA" in said for said in beside) else _HIDDEN if hidden else _SCAN)
    if tidied.unknown > 0.2 * tidied.letters:
        raise ImportRefused(_DRAWN)
    kept, removed = without_furniture(rows)
    tables = table_lines(kept)
    doubtful = [
        row for page, table in zip(kept, tables, strict=True) for row in undecided(page, table=table is not None)
    ]
    doubts = of_columns(doubtful)
    lines = _lines(kept, tables)
    mixed = _hyphens_made_plain(lines)
    hyphens = Hyphens(lines)
    text, bold = _flowing(paragraphs_of(lines, hyphens))
    said = [
        *of_pages(pages, empty),
        *of_margins(outside, numbered),
        *_warnings(removed, hyphens),
        *of_words(tidied, mixed),
        *beside,
    ]
    return Extract(text, "pdf", bold=bold, by_line=True, warnings=tuple(said), doubts=doubts)


def _lines(pages: list[list[Row]], tables: Sequence[list[Segment] | None]) -> list[Segment]:
    """The lines of all pages in reading order."""
    found = zip(pages, tables, strict=True)
    return [line for page, table in found for line in (lines_of(page) if table is None else table)]


def _read_other_scripts(pages: list[list[Row]], mirror: Mirror) -> None:
    for segment in (segment for page in pages for row in page for segment in row.segments):
        segment.text = mirror.in_reading_order(segment.text)


def _warnings(removed: Removed, hyphens: Hyphens) -> Iterator[str]:
    yield from removed.warnings()
    yield from hyphens.warnings()


def _hyphens_made_plain(lines: list[Segment]) -> int:
    """Soft hyphens inside lines: hyphens where the document has no other, else nothing. How many became hyphens."""
    plain = is_hyphen(lines)
    made = 0
    for line in lines:
        if "\u00ad" not in line.text:
            continue
        made += line.text.count("\u00ad") if plain else 0
        end = "" if plain or not line.text.endswith("\u00ad") else "\u00ad"
        line.bold, line.text = _replaced(line, "-" if plain else "", end)
    return made


def _replaced(line: Segment, by: str, end: str) -> tuple[list[tuple[int, int]], str]:
    """A line with its soft hyphens replaced, but for one at its end; bold spans keep their words."""
    body = line.text[: len(line.text) - len(end)]

    def place(at: int) -> int:
        return at if by else at - body.count("\u00ad", 0, at)

    return [(place(a), place(b)) for a, b in line.bold], body.replace("\u00ad", by) + end


def _flowing(paragraphs: list[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The paragraphs as one text, a line each, and what is bold in it."""
    bold: list[tuple[int, int]] = []
    at = 0
    for paragraph in paragraphs:
        bold += [(at + a, at + b) for a, b in paragraph.bold]
        at += len(paragraph.text) + 1
    return "\n".join(paragraph.text for paragraph in paragraphs), tuple(bold)
