"""Notes, comments and running heads in a saved page: the marks that word processors give them.

LibreOffice, Word (plain and filtered), Google Docs and pandoc write a note twice: its sign in the words, which leads
to the note, and the note below them, which begins with a way back or stands in an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TO_A_NOTE = re.compile(r"#(?:sd(?:foot|end)note\d+sym|_(?:ftn|edn)\d+|_msocom_\d+|ftnt\d+|cmnt\d+|fn\d+)")
_BACK = re.compile(r"#(?:sd(?:foot|end)note\d+anc|_(?:ftn|edn)ref\d+|_msoanchor_\d+|(?:ftnt|cmnt)_ref\d+)")
_NOTE = re.compile(r"(?:sd(?:foot|end)note|ftn|edn|_com_)\d+")
_CLASSES = frozenset({"msocomanchor", "msocomtxt"})
_ROLES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes", "doc-noteref"})


def left_out_as(tag: str, attributes: Mapping[str, str]) -> str:
    """Why an element's words are not the document's: `notes`, `furniture` (a running head), or ""."""
    if tag == "div" and attributes.get("title") in ("header", "footer"):
        return "furniture"  # so LibreOffice writes the head and the foot of a page
    to_a_note = tag == "a" and _TO_A_NOTE.fullmatch(attributes.get("href", "")) is not None
    own = _NOTE.fullmatch(attributes.get("id", "")) is not None or attributes.get("role") in _ROLES
    return "notes" if to_a_note or own or not _CLASSES.isdisjoint(attributes.get("class", "").split()) else ""


def leads_back(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether a link leads from a note to its sign in the words: what stands around it is that note."""
    return tag == "a" and _BACK.fullmatch(attributes.get("href", "")) is not None
