"""HTML into tags and text in one pass, in time linear in its length whatever it holds.

The parsers at hand drop what lies deeper than 256 elements (libxml2) or take quadratic time on broken comments
(html.parser before Python 3.11.14). What never ends (a comment, a script, a quote) is taken as text: words come in
rather than vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from transcripts.errors import ImportRefused

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,60}")
_STOP = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|([^\s"'>/=]+)""")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
_LONGEST_TAG = 20_000
"""Attributes beyond this are pictures written into the page."""
_ENTITIES = "refused: it declares entities of its own, as no saved page does: open it in a browser and copy its text"


@dataclass(frozen=True, slots=True)
class Tag:
    """`<name …>`, or `</name>` with `closing`; `raw` is what stands in a script, style or title."""

    name: str
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    raw: str = ""


class Tokens:
    """A page's tags and the text between them, entities resolved."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._missing: set[str] = set()

    def __iter__(self) -> Iterator[Tag | str]:
        page, at, end = self._page, 0, len(self._page)
        while at < end:
            mark = page.find("<", at)
            mark = end if mark < 0 else mark
            if mark > at:
                yield unescape(page[at:mark])
            if mark == end:
                return
            token, at = self._token(mark)
            if token is not None:
                yield token

    def _find(self, what: str, start: int) -> int:
        """Where something comes next, -1 if never; asked once for what never comes."""
        if what in self._missing:
            return -1
        found = self._page.find(what, start)
        if found < 0:
            self._missing.add(what)
        return found

    def _token(self, mark: int) -> tuple[Tag | str | None, int]:
        """What begins with the `<` at `mark`, and where it ends."""
        page, following = self._page, self._page[mark + 1 : mark + 2]
        if following == "!" or following == "?":
            return self._declaration(mark)
        name = _NAME.match(page, mark + (2 if following == "/" else 1))
        if name is None:
            return "<", mark + 1
        end = self._end_of_tag(name.end())
        if end < 0:
            return "<", mark + 1
        if following == "/":
            return Tag(name[0].lower(), closing=True), end + 1
        return self._opening(name, end)

    def _declaration(self, mark: int) -> tuple[str | None, int]:
        page = self._page
        if page.startswith("<![CDATA[", mark):
            close = self._find("]]>", mark)
            return (None, mark + 9) if close < 0 else (page[mark + 9 : close], close + 3)
        if page.startswith("<!--", mark):
            close = self._find("-->", mark + 2)
            return None, mark + 4 if close < 0 else close + 3
        close = self._find(">", mark)
        if page[mark : mark + 9].lower() == "<!doctype" and "<!entity" in page[mark : mark + 4000].lower():
            raise ImportRefused(_ENTITIES)
        return ("<", mark + 1) if close < 0 else (None, close + 1)

    def _end_of_tag(self, at: int) -> int:
        """The `>` of a tag, not one inside a quoted value; -1 if it never ends."""
        page, first = self._page, at
        while True:
            stop = None if ">" in self._missing else _STOP.search(page, at)
            if stop is None:
                self._missing.add(">")
                return -1
            at = stop.end()
            if stop[0] == ">":
                return stop.start()
            if page[max(first, stop.start() - 40) : stop.start()].rstrip().endswith("="):
                close = self._find(stop[0], at)
                at = at if close < 0 else close + 1

    def _opening(self, name: re.Match[str], end: int) -> tuple[Tag | None, int]:
        tag = name[0].lower()
        attributes = _attributes(self._page[name.end() : min(end, name.end() + _LONGEST_TAG)])
        if tag not in _RAW or self._page[end - 1] == "/":
            return Tag(tag, attributes=attributes), end + 1
        close = self._closing(tag, end + 1)
        if close < 0:
            return None, end + 1
        raw = self._page[end + 1 : close]
        return Tag(tag, attributes=attributes, raw=unescape(raw) if tag in ("textarea", "title") else raw), close

    def _closing(self, tag: str, start: int) -> int:
        if tag in self._missing:
            return -1
        found = re.compile(rf"</{tag}\b", re.IGNORECASE).search(self._page, start)
        if found is None:
            self._missing.add(tag)
            return -1
        return found.start()


def _attributes(text: str) -> dict[str, str]:
    if not text or text.isspace():
        return {}
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name = (match[1] or match[5]).lower()
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(name, unescape(value) if "&" in value else value)
    return found
