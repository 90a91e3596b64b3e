"""A web page's bytes into text: by its mark, as strict UTF-8, by what it declares, else as any text."""

from __future__ import annotations

import codecs
import re

from transcripts.importing.decoding import Decoded, canonical, decode
from transcripts.importing.readings import lost_before

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 8192
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""What pages call by one name and mean another (WHATWG Encoding Standard)."""
_ESCAPED = ("iso2022_jp", "iso2022_kr", "hz")
"""Encodings whose bytes are all ASCII, so that they would pass for UTF-8."""
_WIDE = ("utf-16", "utf-32")


def decoded_page(data: bytes, chosen: str = "", declared: str = "") -> Decoded:
    """The text of a page. `declared` is what stands beside the page (in a mail's headers). Raises ImportRefused."""
    name = _known(declared) or _declaration(data)
    if name in _ESCAPED and not chosen:
        text = canonical(data.decode(name, "replace"))
        return Decoded(text, name, lost_before(text))
    return decode(data, chosen, name)


def _declaration(data: bytes) -> str:
    match = _DECLARED.search(data, 0, _HEAD)
    return "" if match is None else _known((match[1] or match[2]).decode("ascii", "replace"))


def _known(name: str) -> str:
    """Python's name for a declared encoding of text, "" if there is none; marks alone decide on UTF-16."""
    try:
        found = codecs.lookup(name).name if name else ""
        "".encode(found or "utf-8")
    except LookupError:
        return ""
    return "" if found.startswith(_WIDE) or found == "utf-8" else _AS_BROWSERS_DO.get(found, found)
