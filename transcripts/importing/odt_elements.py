"""Names and small questions about the elements of an OpenDocument text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcripts.importing.odt_styles import STYLE, TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def region_of(change: _Element) -> str:
    """What a change is called where it begins and ends."""
    region = change.getparent()
    return "" if region is None else region.get(f"{TEXT}id") or region.get(_ID) or ""


def is_repeated(element: _Element, what: str) -> bool:
    """Whether a row or cell stands for several alike."""
    return element.get(f"{TABLE}number-{what}-repeated", "1") not in ("0", "1")


def rows_of(table: _Element) -> list[_Element]:
    """The rows of a table, heading rows and grouped rows included."""
    found: list[_Element] = []
    for element in table:
        if element.tag == f"{TABLE}table-row":
            found.append(element)
        elif element.tag in {f"{TABLE}{n}" for n in ("table-header-rows", "table-rows", "table-row-group")}:
            found.extend(rows_of(element))
    return found


def count_words(element: _Element) -> int:
    """The words anywhere in an element; a word in several spans is one."""
    pieces: list[str] = []
    for part in element.iter():
        if part.tag in (f"{TEXT}p", f"{TEXT}h", f"{TEXT}tab", f"{TEXT}s", f"{TEXT}line-break"):
            pieces.append(" ")
        pieces += (part.text or "", (part.tail or "") if part is not element else "")
    return len("".join(pieces).split())


def furniture(root: _Element) -> list[str]:
    """The wordings of page headers and footers, each once."""
    names = [f"{STYLE}{name}{page}" for name in ("header", "footer") for page in ("", "-left", "-first")]
    found: dict[str, None] = {}
    for part in root.iter(*names):
        words = " ".join("".join(str(piece) for piece in part.itertext()).split())
        if any(letter.isalpha() for letter in words):
            found[words] = None
    return list(found)
