"""Web pages (.html, also as Word, Google Docs and Otter save them): the words a browser would show.

Blocks are lines; the cells of a table row stand on one line, set apart by TABs. Nothing is fetched and no script is
run. What a browser would not show, and menus (`<nav>`), is left out, counted in words and said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from transcripts.importing.html_css import Look, Sheet
from transcripts.importing.html_elements import BLOCKS, BOLD, CLOSES, FORMATTING, LEFT_OUT, SAID, VOID
from transcripts.importing.html_encoding import decoded_page
from transcripts.importing.html_notes import leads_back, left_out_as
from transcripts.importing.html_text import Lines
from transcripts.importing.html_tokens import Tag, Tokens
from transcripts.importing.model import Extract
from transcripts.importing.speaker_column import turns_in_rows

_MOST_LOOKED_AT = 50
_HOLD_NOTES = ("p", "div", "li", "dd")
_TYPED = ("text", "search", "email", "tel", "url", "number", "date", "time")
_BOX = "\0"
"""Stands for a box among the reasons, and between boxes in what waits: no page holds this character."""


@dataclass(slots=True)
class _Open:
    """An element that has begun, where, and how words in it look."""

    tag: str
    bold: bool = False
    hidden: str = ""
    kept: bool = False
    start: int = 0


@dataclass(slots=True)
class _Table:
    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    cell: int | None = None


def read(data: bytes, chosen: str = "", declared: str = "") -> tuple[Extract]:
    """The words of a web page. Raises ImportRefused for what no encoding fits."""
    page = decoded_page(data, chosen, declared)
    walk = _Walk(page.text)
    text = "".join(walk.lines.pieces)
    return (
        Extract(
            text, "html", page.encoding, tuple(walk.lines.bold), by_line=True,
            turns=turns_in_rows(text, [table.rows for table in walk.tables]),
            warnings=(*page.warnings, *walk.remarks()), doubts=page.doubts,
        ),
    )  # fmt: skip


class _Walk:
    """One pass over a page."""

    def __init__(self, page: str) -> None:
        self.lines = Lines()
        self.tables: list[_Table] = []
        self._inside: list[_Table] = []
        self._sheet = Sheet()
        self._stack = [_Open("")]
        self._number: Counter[str] = Counter()
        self._left: dict[str, list[str]] = {}
        self._boxes = self._pictures = self._described = 0
        for token in Tokens(page):
            if isinstance(token, str):
                self._text(token)
            elif token.closing:
                self._close(token.name)
            else:
                self._open(token)
        while len(self._stack) > 1:
            self._pop()

    def _text(self, text: str) -> None:
        around = self._stack[-1]
        if around.hidden:
            self._left.setdefault(around.hidden, []).append(text)
        elif not (self._inside and self._inside[-1].cell is None and text.isspace()):
            self.lines.text(text, bold=around.bold, kept=around.kept)

    def _open(self, tag: Tag) -> None:
        if tag.name == "style":
            self._sheet.add(tag.raw)
        if tag.raw:
            self._raw(tag)
        if tag.name == "br" and not self._stack[-1].hidden:
            self.lines.line()
        elif tag.name == "hr":
            self.lines.block()
        elif tag.name in ("img", "input") and not self._stack[-1].hidden:
            self._count_void(tag)
        if tag.name in VOID:
            return
        self._close_implied(tag.name)
        self._push(tag)

    def _count_void(self, tag: Tag) -> None:
        """What a browser shows of an element that cannot hold words: a picture, what was typed into a field."""
        if tag.name == "img":
            self._pictures += 1
            self._described += len(tag.attributes.get("alt", "").split())
        elif tag.attributes.get("type", "text").lower() in _TYPED:
            self._left.setdefault("fields", []).append(tag.attributes.get("value", "") + " ")

    def _raw(self, tag: Tag) -> None:
        """What stands in a script, a title or a text field; a script's is no words."""
        why = LEFT_OUT.get(tag.name, self._stack[-1].hidden)
        if why != "scripts" and why:
            self._left.setdefault(why, []).append(tag.raw + " ")
        elif not why:
            self.lines.text(tag.raw, bold=False, kept=True)

    def _push(self, tag: Tag) -> None:
        around, look = self._stack[-1], self._sheet.look(tag.name, tag.attributes)
        bold = tag.name in BOLD or around.bold if look.bold is None else look.bold
        hidden = around.hidden or LEFT_OUT.get(tag.name, "") or look.hidden or self._aside(tag, look)
        kept = around.kept or look.spaces_kept or tag.name in ("pre", "listing", "plaintext")
        self._stack.append(_Open(tag.name, bold, hidden, kept, self.lines.length))
        self._number[tag.name] += 1
        if hidden:
            apart = _BOX if hidden == _BOX != around.hidden else " " if tag.name in BLOCKS or not around.hidden else ""
            self._left.setdefault(hidden, []).append(apart)
        else:
            self._begin(tag.name)

    def _aside(self, tag: Tag, look: Look) -> str:
        """Why the words of an element stand beside the others: a note, a running head, a box that they flow around."""
        if look.floats and tag.name == "span":
            return _BOX
        if not tag.attributes:
            return ""
        if leads_back(tag.name, tag.attributes):
            return self._hide_note()
        return left_out_as(tag.name, tag.attributes)

    def _hide_note(self) -> str:
        """What has just begun is a note, as its first words lead back to where it belongs."""
        inside = next((at for at in range(len(self._stack) - 1, 0, -1) if self._stack[at].tag in _HOLD_NOTES), 0)
        if inside and self._stack[inside].start == self.lines.length:
            for element in self._stack[inside:]:
                element.hidden = element.hidden or "notes"
        return "notes"

    def _put_boxes(self) -> None:
        """Words that others flow around come below the paragraph that holds them."""
        for box in "".join(self._left.pop(_BOX, ())).split(_BOX):
            if box.strip():
                self.lines.block()
                self.lines.text(box, bold=False, kept=False)
                self._boxes += 1

    def _begin(self, name: str) -> None:
        if name in BLOCKS:
            self.lines.block()
        if name == "table":
            self._inside.append(_Table())
            self.tables.append(self._inside[-1])
        elif self._inside and name == "tr":
            self._inside[-1].rows.append([])
        elif name in ("td", "th"):
            self._begin_cell()

    def _begin_cell(self) -> None:
        if not self._inside:
            self.lines.block()
            return
        table = self._inside[-1]
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        table.cell = self.lines.begin_cell(not row, row[-1] if row else None)

    def _close(self, name: str) -> None:
        if not self._number[name]:
            if name == "p":
                self.lines.block()
            return
        if name in FORMATTING and self._forget(name):
            return
        while self._pop() != name:
            pass

    def _forget(self, name: str) -> bool:
        """End a run of formatting that crosses the borders of other elements, and only that run."""
        for back in range(1, min(_MOST_LOOKED_AT, len(self._stack))):
            if self._stack[-back].tag == name:
                if back == 1:
                    self._pop()
                    return True
                ended = self._stack.pop(-back)
                self._number[name] -= 1
                self._lighten(len(self._stack) - back + 1, ended)
                return True
        return False

    def _lighten(self, start: int, ended: _Open) -> None:
        """Elements inside a run that ended look as if it had not been there."""
        around = self._stack[start - 1]
        for element in self._stack[start:]:
            if ended.bold and not around.bold and element.tag not in BOLD:
                element.bold = False
            if element.hidden == ended.hidden and not around.hidden:
                element.hidden = ""

    def _pop(self) -> str:
        ended = self._stack.pop()
        self._number[ended.tag] -= 1
        if not ended.hidden:
            self._end(ended.tag)
        elif ended.tag in BLOCKS:
            self._left.setdefault(ended.hidden, []).append(" ")
        return ended.tag

    def _end(self, name: str) -> None:
        table = self._inside[-1] if self._inside else None
        if name in ("td", "th") and table is not None and table.cell is not None:
            table.rows[-1].append((table.cell, self.lines.length))
            table.cell = None
        elif name == "tr" and table is not None:
            self.lines.end_row()
        elif name == "table" and table is not None:
            self._inside.pop()
        if name in BLOCKS:
            self._put_boxes()
            self.lines.block()

    def _close_implied(self, name: str) -> None:
        """`<li>` ends the item before it, `<p>` the paragraph, a block the paragraph it stands in."""
        closed = CLOSES.get(name, ("p",) if name in BLOCKS else ())
        while closed:
            top = self._stack[-1].tag
            if top in closed or (top == "p" and name in CLOSES):
                self._pop()
            else:
                return

    def remarks(self) -> list[str]:
        """What is left out, one line for each kind."""
        counts = {why: len("".join(texts).split()) for why, texts in self._left.items()}
        said = [f"{_count(n, 'word')} {what} left out" for why, what in SAID if (n := counts.get(why))]
        if self._boxes:
            said.append(f"{_count(self._boxes, 'text box', 'text boxes')} put after the paragraph that holds it")
        if self._pictures:
            described = f" ({_count(self._described, 'word')} of description)" if self._described else ""
            said.append(f"{_count(self._pictures, 'picture')} left out{described}")
        if self._sheet.written:
            words, more = next(iter(self._sheet.written)), self._sheet.written.total() - 1
            shown = f"‘{words[:40]}’" + (f" and {more:,} more" if more else "")
            said.append(f"words that only the page’s style writes left out ({shown}): copy the page’s text")
        title = " ".join("".join(self._left.get("head", ())).split())
        return [*said, f"page title left out: “{title[:60]}{'…' if len(title) > 60 else ''}”"] if title else said


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
