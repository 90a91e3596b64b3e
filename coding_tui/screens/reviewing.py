"""Codings of a code gone through one by one: those made under another text, and those of a code that was split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlmodel import Session

from codebook import codings, rereading
from codebook.codes import Code, tree
from codebook.codings import Coding
from codebook.rereading import Stale
from coding_tui.codes_view import CodesView
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.review import Choice, Item, Review
from coding_tui.retrieval import counted
from coding_tui.screens.place import PlaceScreen
from coding_tui.widgets.lines import Piece

MOST_PARTS = 9


class ReviewingScreen(PlaceScreen):
    """A screen about codes, as far as it goes through their codings."""

    view: CodesView

    def mine(self) -> list[Stale]:
        """My codings to read again."""
        return [each for each in self.view.stale if each.coding.coder == self.app.coder]

    def action_read_again(self) -> None:
        """My codings that were made under another text, one by one."""
        if self.refuse("read_again"):
            return
        queue = self.mine()
        self.read(lambda s: rereading.worded(s, [each.coding for each in queue]),
                  lambda worded: self._read_again(queue, worded), group="review")  # fmt: skip

    def _read_again(self, queue: Sequence[Stale], worded: Sequence[tuple[Coding, str, str]]) -> None:
        items = [_item(each, label, words) for each, (_, label, words) in zip(queue, worded, strict=True)]
        choices = [
            Choice("h", "still holds", lambda uid: self._decide(uid, "still holds", _holds)),
            Choice("r", "other code", self._recode),
            Choice("x", "uncode", lambda uid: self._decide(uid, "taken away", _uncode)),
        ]
        self.app.push_screen(Review("Read again", items, choices), self._told)

    def _decide(self, uid: str, what: str, work: Callable[[Session, str], Any]) -> None:
        self.change(f"Read again: {what}", lambda session: work(session, uid))

    def _recode(self, uid: str) -> None:
        others = list(self.view.tree)

        def chosen(at: int | None) -> None:
            if at is not None:
                code = others[at]
                self._decide(uid, f"to ‘{code.path}’", lambda s, one: codings.recode(s, one, code.uid))

        self.app.push_screen(Choose("Which code?", [code.path for code in others], "Take", now=-1), chosen)

    def show_to_give(self, code: Code) -> None:
        """The codings of a code that was split, each to be given to one of its parts by a digit."""
        self.read(lambda s: (_parts(s, code), rereading.worded(s, codings.codings(s, codes=[code.uid]))),
                  lambda found: self._give_out(code, *found), group="review")  # fmt: skip

    def _give_out(self, code: Code, parts: Sequence[Code], worded: Sequence[tuple[Coding, str, str]]) -> None:
        items = [Item(each.uid, label, ((f"{label} · {each.coder}\n\n", "quiet"), (f"“{words}”\n", "text")))
                 for each, label, words in worded]  # fmt: skip
        if not items:
            return
        choices = [
            Choice(str(at), part.name, partial(self._decide_part, part))
            for at, part in enumerate(parts[:MOST_PARTS], 1)
        ]
        self.app.push_screen(Review(f"Give out ‘{code.name}’", items, choices), self._told)

    def _decide_part(self, part: Code, uid: str) -> None:
        self.change(f"Give a coding to ‘{part.name}’", lambda session: codings.recode(session, uid, part.uid))

    def _told(self, decided: int | None) -> None:
        self.say(f"Decided about {counted(decided or 0, 'coding')} · each is a step that ctrl+z undoes")


def _item(each: Stale, label: str, words: str) -> Item:
    changed = [piece for one in each.differences()[:4] for piece in _difference(one.what, one.was, one.now)]
    head: tuple[Piece, ...] = ((f"{label} · ‘{each.code.path}’\n\n", "quiet"), (f"“{words}”\n\n", "text"))
    return Item(each.coding.uid, label, (*head, *changed))


def _difference(what: str, was: str, now: str) -> tuple[Piece, ...]:
    old: tuple[Piece, ...] = ((f"− {was}\n", "quiet"),) if was else ()
    new: tuple[Piece, ...] = ((f"+ {now}\n", "text"),) if now else ()
    return ((f"{what}\n", "accent"), *old, *new)


def _holds(session: Session, uid: str) -> int:
    return rereading.still_holds(session, [uid])


def _uncode(session: Session, uid: str) -> None:
    codings.remove(session, [uid])


def _parts(session: Session, code: Code) -> list[Code]:
    return [each for each in tree(session) if each.parent == code.uid]
