"""Codings of a code gone through one by one: those made under another text, and those of a code that was split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlmodel import Session

from codebook.coding import codings, distressing, rereading
from codebook.coding.codings import Coding
from codebook.coding.rereading import Stale
from codebook.scheme.codes import Code, attach_example, tree
from coding_tui.app import load
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.review import Choice, Item, Review
from coding_tui.screens.place import PlaceScreen
from coding_tui.views.codes_view import CodeLine, CodesView
from coding_tui.views.retrieval import counted
from coding_tui.views.suggesting_view import Scope
from coding_tui.widgets.lines import Piece

MOST_PARTS = 9


class ReviewingScreen(PlaceScreen):
    """A screen about codes, as far as it goes through their codings."""

    view: CodesView

    @property
    def line(self) -> CodeLine | None:
        """The code under the cursor."""
        return None

    def mine(self) -> list[Stale]:
        """My codings to read again."""
        return [each for each in self.view.stale if each.coding.coder == self.app.coder]

    def action_read_again(self) -> None:
        """My codings that were made under another text, one by one."""
        if self.refuse("read_again"):
            return
        queue = self.mine()
        self.read(lambda s: self._worded(s, [each.coding for each in queue]),
                  lambda worded: self._read_again(queue, worded), group="review")  # fmt: skip

    def _worded(self, session: Session, made: Sequence[Coding]) -> list[Item]:
        """Codings as items, their words folded where they are flagged as distressing."""
        known = distressing.regions(session) if self.app.care.fold else {}
        return [
            Item(each.uid, f"{'★ ' * each.key}{label} · {each.coder}", words,
                 folded=distressing.touched(known, each.document, each.start, each.end))
            for each, label, words in rereading.worded(session, made)
        ]  # fmt: skip

    def _read_again(self, queue: Sequence[Stale], worded: Sequence[Item]) -> None:
        items = [replace(item, above=f"{each.label} · ‘{each.code.path}’", below=_changed(each))
                 for each, item in zip(queue, worded, strict=True)]  # fmt: skip
        choices = [
            Choice("review.holds", "still holds", lambda uid: self._decide(uid, "still holds", _holds)),
            Choice("review.other", "other code", self._recode),
            Choice("review.uncode", "uncode", lambda uid: self._decide(uid, "taken away", _uncode)),
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
        self.read(lambda s: (_parts(s, code), self._worded(s, codings.codings(s, codes=[code.uid], round=None))),
                  lambda found: self._give_out(code, *found), group="review")  # fmt: skip

    def _give_out(self, code: Code, parts: Sequence[Code], items: Sequence[Item]) -> None:
        if not items:
            return
        choices = [
            Choice("review.part", part.name, partial(self._decide_part, part), number)
            for number, part in enumerate(parts[:MOST_PARTS])
        ]
        self.app.push_screen(Review(f"Give out ‘{code.name}’", items, choices), self._told)

    def _decide_part(self, part: Code, uid: str) -> None:
        self.change(f"Give a coding to ‘{part.name}’", lambda session: codings.recode(session, uid, part.uid))

    def action_pick_examples(self) -> None:
        """The passages of a code, each to be taken into its rules as an example or a near miss."""
        line = self.line
        if not self.refuse("pick_examples") and line is not None:
            code = line.code
            self.read(lambda s: self._worded(s, sorted(codings.codings(s, codes=[code.uid]), key=lambda c: not c.key)),
                      lambda items: self._pick(code, items), group="review")  # fmt: skip

    def _pick(self, code: Code, items: Sequence[Item]) -> None:
        said = {item.uid: item for item in items}

        def take(part: str, uid: str) -> None:
            item = said[uid]
            label = item.above.removeprefix("★ ").rpartition(" · ")[0]
            self.change(f"Example of ‘{code.name}’ from {label}",
                        lambda s: attach_example(s, code.uid, part, item.words, label))  # fmt: skip

        typical, near = partial(take, "typical"), partial(take, "near_miss")
        choices = [Choice("review.typical", "typical", typical), Choice("review.near_miss", "near miss", near)]
        if items:
            self.app.push_screen(Review(f"Examples of ‘{code.name}’", items, choices), self._told)

    def action_suggest(self) -> None:
        """Passages that may want the code."""
        line = self.line
        if not self.refuse("suggest") and line is not None:
            scope = Scope(line.code.uid, line.code.name)
            self.app.switch_screen(load("coding_tui.screens.suggesting:SuggestionsScreen", scope))

    def _told(self, decided: int | None) -> None:
        undoes = self.keyed("each is a step that «app.undo» undoes")
        self.say(f"Decided about {counted(decided or 0, 'coding')} · {undoes}")


def _changed(each: Stale) -> tuple[Piece, ...]:
    return tuple(piece for one in each.differences()[:4] for piece in _difference(one.what, one.was, one.now))


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
