"""What a person should know about a PDF that was read: pages without text, what stands beside the pages, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader

from transcripts.importing.model import Doubt
from transcripts.importing.pdf_pieces import Painted
from transcripts.importing.pdf_rows import Row, Tidied

_NOTES = ("/Text", "/FreeText", "/Popup", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Stamp")
_MOST = 10_000
_FIELDS_DEEP = 20
_BEGINNING = 40


def of_pages(pages: Sequence[Painted], empty: Sequence[int]) -> Iterator[str]:
    """Pages without text, text recognised from pictures, text that is not shown, text that is turned."""
    if empty:
        yield f"no text on {_listed(empty)}: empty, or a picture of text, which is not read"
    recognised = [page.number for page in pages if page.invisible > page.visible]
    if recognised:
        yield f"the words on {_listed(recognised)} were recognised from a picture (OCR): compare them with it"
    hidden = sum(page.invisible for page in pages if page.invisible <= page.visible)
    if hidden:
        yield f"{hidden} invisible letters read with the others"
    unshown = sum(page.unshown for page in pages)
    if unshown:
        yield f"text of layers that are switched off, which nobody sees, left out: {_count(unshown, 'letter')}"
    turned = Counter(" ".join("".join(page.turned).split()) for page in pages)
    turned.pop("", None)
    for words, count in list(turned.items())[:3]:
        yield f"turned text left out on {count} page{'s' if count > 1 else ''}: “{words[:60]}”"
    if len(turned) > 3:
        yield f"turned text left out in {len(turned) - 3} more wordings"


def of_margins(outside: int, numbered: int) -> Iterator[str]:
    """What was outside the words."""
    if numbered:
        yield f"line numbers in the margin left out: {numbered}"
    if outside:
        yield f"text beyond the pages’ edges, which nobody sees, left out: {_count(outside, 'letter')}"


def of_words(tidied: Tidied, hyphens: int) -> Iterator[str]:
    """Letters that were changed, and letters that nobody can know."""
    if tidied.unknown:
        yield f"{tidied.unknown} letters have no character in the PDF (shown as \ufffd): compare the source"
    if tidied.ligatures:
        yield f"ligatures written as letters (“ﬁ” as “fi”): {tidied.ligatures}"
    if tidied.shaped:
        yield f"forms of letters by their place in the word written as the letters: {tidied.shaped}"
    if tidied.invisible:
        yield f"invisible characters left out: {tidied.invisible}"
    if hyphens:
        yield f"soft hyphens read as hyphens, as the document has no others: {hyphens}"


def of_columns(rows: Sequence[Row]) -> tuple[Doubt, ...]:
    """Lines read straight across that may be columns beside one another."""
    if not rows:
        return ()
    pages = sorted({row.segments[0].page for row in rows})
    first = rows[0].text
    first = first if len(first) <= _BEGINNING else first[:_BEGINNING].rstrip() + " …"
    said = (
        f"{_count(len(rows), 'line')} on {_listed(pages)} may be columns side by side, but were read straight across: "
        f"compare with the PDF, first at “{first}”"
    )
    return (Doubt("columns", "one line", said),)


def beside_the_pages(reader: PdfReader) -> list[str]:
    """Comments, filled-in fields and attached files, counted."""
    notes = fields = 0
    for page in reader.pages:
        for annotation in _annotations(page):
            kind = annotation.get("/Subtype")
            notes += kind in _NOTES and bool(str(annotation.get("/Contents") or "").strip())
            fields += kind == "/Widget" and _is_filled_in(annotation)
    said = [f"{_count(notes, 'comment')} left out (kept in the original file)"] if notes else []
    said += [f"{_count(fields, 'filled-in field')} of a form left out"] if fields else []
    root: Any = reader.trailer["/Root"]
    names = _resolved(root.get("/Names"))
    if isinstance(names, dict) and "/EmbeddedFiles" in names:
        said.append("attached files left out: save them and import them by themselves")
    form = _resolved(root.get("/AcroForm"))
    return [*said, "an Adobe form (XFA)"] if isinstance(form, dict) and "/XFA" in form else said


def _annotations(page: Any) -> Iterator[Any]:
    found = _resolved(page.get("/Annots"))
    for annotation in found[:_MOST] if isinstance(found, list) else ():
        annotation = _resolved(annotation)
        if isinstance(annotation, dict):
            yield annotation


def _is_filled_in(field: Any) -> bool:
    """Whether a field of a form holds words, a choice or a tick; its value may stand in one of those it belongs to."""
    for _ in range(_FIELDS_DEEP):
        value = _resolved(field.get("/V"))
        if value is not None:
            chosen = value if isinstance(value, list) else [value]
            return any(isinstance(each, str) and each.strip() not in ("", "/Off") for each in map(_resolved, chosen))
        field = _resolved(field.get("/Parent"))
        if not isinstance(field, dict):
            return False
    return False


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def _listed(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 2, 5 and 9`, `pages 1, 2, 3 and 20 more`."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    shown = numbers if len(numbers) <= 8 else numbers[:6]
    last = str(shown[-1]) if len(shown) == len(numbers) else f"{len(numbers) - len(shown)} more"
    first = shown[:-1] if len(shown) == len(numbers) else shown
    return f"pages {', '.join(map(str, first))} and {last}"
