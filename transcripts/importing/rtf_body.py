"""The walk over an RTF file: groups, words and marks in one pass, with a pile for each kind of words that stays out.

Every group inherits from the one around it and forgets at its end what it set (specification, “Formal syntax”).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from transcripts.errors import ImportRefused
from transcripts.importing import rtf_words as words
from transcripts.importing.equations import Drawn, drawn_by
from transcripts.importing.rtf_fonts import CodePages
from transcripts.importing.rtf_text import Text

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<ends>[\r\n\0]+)|(?P<text>[^\\{}\r\n\0]+)|(?P<stray>\\)",
    re.DOTALL,
)
_TOKENS = 1_500_000
"""A day of talk in Word's RTF has 300,000."""
_ENDLESS = (
    "refused: this RTF sets nearly every word by itself, with more marks than any transcript: open it in Word or "
    "LibreOffice, save it as .docx and import that"
)
_DEEPEST = 2_000
_LONGEST_FALLBACK = 8
_LISTED = re.compile(r"[^\W\d_]{2}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROLS = ("FORMDROPDOWN", "FORMCHECKBOX")
_UNSPOKEN_FIELDS = ("TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "INDEX")


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces."""

    sink: str = words.TEXT
    skipped: int = 1
    font: int | None = None
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    opened: str = ""
    field: str = ""
    outer_sink: str = words.TEXT
    object: bool = False
    starred: bool = False
    fresh: bool = True


class Body:
    """What was found: the text in `written`, words that stay out in `piles` by kind, and `counts` of what was met."""

    def __init__(self, data: bytes) -> None:
        self.written = Text()
        self.piles: dict[str, list[str]] = {}
        self.counts: Counter[str] = Counter()
        self.open_groups = 0
        self._group = _Group()
        self._stack: list[_Group] = []
        self._pending = bytearray()
        self._skip = 0
        self._high = ""
        self._pages = CodePages(data)
        self._size = len(data)
        self._do = self._actions()
        self._walk(data)

    def _actions(self) -> dict[str, Callable[[int | None], None]]:
        pages = self._pages
        return {
            "par": self._par, "page": self._soft_end, "column": self._soft_end, "sect": self._soft_end,
            "cell": self._end_cell, "row": self._end_row, "trowd": self._begin_row, "intbl": self._begin_row,
            "nestcell": self._nested_cell, "nestrow": self._par, "u": self._unicode, "uc": self._fallbacks,
            "b": self._set_bold, "v": self._set_hidden, "deleted": self._set_deleted, "plain": self._plain,
            "revised": self._revised, "f": self._font, "deff": pages.default_font, "fcharset": pages.charset,
            "cpg": pages.font_page, "ansicpg": pages.page, "mac": pages.mac, "pc": pages.pc, "pca": pages.pca,
            "object": self._object, "pard": self._paragraph, "pict": self._picture,
        }  # fmt: skip

    def _walk(self, data: bytes) -> None:
        at, tokens, end = 0, 0, self._size
        while at < end:
            token = _TOKEN.match(data, at)
            if token is None:  # cannot be: the pattern has a branch for every byte
                break
            tokens += 1
            if tokens > _TOKENS:
                raise ImportRefused(_ENDLESS)
            at = token.end()
            kind = token.lastgroup
            if kind == "number":
                kind = "word"
            if kind == "text":
                self._bytes(token[0])
            elif kind == "hex":
                self._hex(int(token["hex"], 16))
            elif kind == "word":
                at = self._word(token, at)
            elif kind == "open":
                self._open()
            elif kind == "close":
                self._close()
            elif kind == "symbol":
                self._symbol(token["symbol"].decode("latin-1"))
        self._flush()
        self._lone_half()
        self.counts["unknown page"] = self._pages.unknown
        self.open_groups = len(self._stack)
        while self._stack:
            self._close()
        self.written.finish()

    def _word(self, token: re.Match[bytes], at: int) -> int:
        """Act on a control word; where the next token begins."""
        name = token["word"].decode("ascii")
        number = None if token["number"] is None else int(token["number"])
        if name == "bin":
            skipped = min(max(0, number or 0), self._size - at)
            self.counts["binary"] += skipped if self._group.sink == words.TEXT else 0
            return at + skipped
        self._flush()
        if name != "u":
            self._skip = 0
            if name != "uc":  # LibreOffice says how long fallbacks are between the halves of a character
                self._lone_half()
        character = words.CHARACTERS.get(name)
        if character is not None:
            self._put(character)
            return at
        first, self._group.fresh = self._group.fresh, False
        action = self._do.get(name)
        if action is not None:
            action(number)
        elif first or self._group.starred:
            self._destination(name)
        self._group.starred = False
        return at

    def _open(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._stack) >= _DEEPEST:
            raise ImportRefused("refused: an RTF file whose groups are nested as no word processor does")
        self._stack.append(self._group)
        self._group = copy(self._group)
        self._group.opened = self._group.field = ""
        self._group.fresh, self._group.starred = True, False

    def _close(self) -> None:
        self._flush()
        self._lone_half()
        self._skip = 0
        closed = self._group
        if not self._stack:
            self.counts["unbalanced"] += 1
            return
        self._group = self._stack.pop()
        self._group.fresh = False
        if closed.opened:
            self._ended(closed)

    def _ended(self, closed: _Group) -> None:
        """A destination is at its end: what was gathered in it is known now."""
        pile = self.piles.get(closed.opened, [])
        if closed.opened == "fields":
            code = "".join(pile)
            self._group.field = next(iter(code.split()), "")
            pile.clear()
            self._draw(drawn_by(code))
            self.counts["controls"] += self._group.field in _CONTROLS
        elif closed.opened == "boxes":
            self.written.put_box("".join(pile))
            pile.clear()
        elif closed.opened == "lists":
            label = "".join(pile)
            pile.clear()
            if _LISTED.search(label):
                self._put(label)
        elif pile:
            pile.append("\n")
            self.counts[closed.opened] += 1

    def _draw(self, drawn: Drawn | None) -> None:
        """Words that stand in the code of a field."""
        if drawn is not None and drawn.words:
            self._put(drawn.words)
            self.piles.setdefault("readings", []).append(drawn.reading + " ")
        elif drawn is not None:
            self.counts["formulas"] += 1

    def _destination(self, name: str) -> None:
        """A group's first word says where its words go; one after `\\*` that is not known is passed over."""
        group = self._group
        if name in words.PILES:
            if group.sink == words.TEXT:
                group.opened = group.sink = words.PILES[name]
            elif name == "fldinst":
                group.sink = words.NOTHING
        elif name == "fldrslt":
            field = self._stack[-1].field.upper() if self._stack else ""
            if field in _UNSPOKEN_FIELDS and group.sink == words.TEXT:
                group.sink = "contents"
        elif name == "upr":
            group.outer_sink, group.sink = group.sink, words.NOTHING
        elif name == "ud":
            group.sink = group.outer_sink
        elif name in words.SILENT or (group.starred and name not in words.OPEN):
            group.sink = words.NOTHING
            if name == "fonttbl":
                group.opened = "fonttbl"

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._group.starred = True
            return
        character = words.SYMBOLS.get(symbol)
        if character is not None and self._skip:
            self._skip -= 1
            return
        self._flush()
        if symbol in "\r\n":
            self._skip = 0
            self._par(None)
        elif character is not None:
            self._put(character)
        self._group.fresh = False

    def _bytes(self, data: bytes) -> None:
        self._group.fresh = False
        if self._skip:
            self._passed(data[: self._skip])
            data, self._skip = data[self._skip :], max(0, self._skip - len(data))
        if not data or self._group.sink == words.NOTHING:
            return
        self._lone_half()
        if text := self._pages.as_utf8(data):
            self._flush()
            self._put(text)
        else:
            self._pending += data

    def _passed(self, fallback: bytes) -> None:
        """What stands for a character in programs that cannot show it; more than a word of it was meant to be read."""
        if len(fallback) > _LONGEST_FALLBACK and self._group.sink == words.TEXT:
            self.counts["fallbacks"] += len(fallback.decode("latin-1").split())

    def _hex(self, byte: int) -> None:
        self._group.fresh = False
        if self._skip:
            self._skip -= 1
        else:
            self._lone_half()
            self._pending.append(byte)

    def _flush(self) -> None:
        """The bytes waiting, by the code page of their font."""
        if not self._pending:
            return
        data, self._pending = bytes(self._pending), bytearray()
        text, lost, symbols = self._pages.decoded(data, self._group.font)
        if self._group.sink == words.TEXT:
            self.counts["symbols"] += symbols
            self.counts["lost"] += lost
        self._put(text)

    def _unicode(self, number: int | None) -> None:
        self._skip = self._group.skipped
        unit = chr((number or 0) & 0xFFFF)
        if "\ud800" <= unit < "\udc00":
            self._lone_half()
            self._high = unit
            return
        if "\udc00" <= unit < "\ue000":
            pair, self._high = self._high + unit, ""
            unit = pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self.counts["lost"] += unit.count("\ufffd")
        else:
            self._lone_half()
        if _PRIVATE.fullmatch(unit):
            unit = "\u2022" if unit == "\uf0b7" else "\ufffd"
            self.counts["private"] += unit == "\ufffd"
        if unit != "\0":
            self._put(unit)

    def _lone_half(self) -> None:
        if self._high:
            self._high = ""
            self.counts["lost"] += 1
            self._put("\ufffd")

    def _put(self, text: str) -> None:
        sink = self._group.sink
        if sink == words.TEXT and (self._group.hidden or self._group.deleted):
            sink = "deleted" if self._group.deleted else "hidden"
        if sink == words.TEXT:
            self.counts["beyond"] += not self._stack and not text.isspace()
            self.written.put(text, bold=self._group.bold)
        elif sink != words.NOTHING:
            self.piles.setdefault(sink, []).append(text)

    def _par(self, _number: int | None) -> None:
        if self._group.sink != words.TEXT or self._group.deleted:
            self._put("\n")
        else:
            self.written.end_paragraph()

    def _soft_end(self, _number: int | None) -> None:
        if self._group.sink == words.TEXT:
            self.written.end_page()

    def _begin_row(self, _number: int | None) -> None:
        if self._group.sink == words.TEXT:
            self.written.begin_row()

    def _paragraph(self, _number: int | None) -> None:
        self.written.leave_table()

    def _end_cell(self, _number: int | None) -> None:
        if self._group.sink == words.TEXT:
            self.written.end_cell()
        else:
            self._put("\t")

    def _nested_cell(self, _number: int | None) -> None:
        self._put("\t")

    def _end_row(self, _number: int | None) -> None:
        if self._group.sink == words.TEXT:
            self.written.end_row()

    def _set_bold(self, number: int | None) -> None:
        self._group.bold = number != 0

    def _set_hidden(self, number: int | None) -> None:
        self._group.hidden = number != 0

    def _set_deleted(self, number: int | None) -> None:
        self.counts["deletions"] += number != 0 and not self._group.deleted
        self._group.deleted = number != 0

    def _revised(self, number: int | None) -> None:
        self.counts["insertions"] += number != 0 and self._group.sink == words.TEXT

    def _plain(self, _number: int | None) -> None:
        self._group.bold = self._group.hidden = self._group.deleted = False
        self._group.font = None

    def _fallbacks(self, number: int | None) -> None:
        self._group.skipped = min(max(number or 0, 0), 100)

    def _font(self, number: int | None) -> None:
        if any(group.opened == "fonttbl" for group in (self._group, *self._stack[-2:])):
            self._pages.define(number)
        else:
            self._group.font = number or 0

    def _object(self, _number: int | None) -> None:
        self.counts["objects"] += self._group.sink == words.TEXT
        self._group.object = True

    def _picture(self, _number: int | None) -> None:
        """A picture of the document's own, not the look of an embedded object."""
        self.counts["pictures"] += self._group.sink == words.TEXT and not self._group.object
        self._destination("pict")
