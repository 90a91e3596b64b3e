"""Changes that the workbench asks for, each for one step's session; they return what the screen goes on with.

Whatever is coded, declared or finished is so in the round that the coder has the document in (`codebook.team.rounds`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.paths import format_path, parse_path
from codebook.scheme import codes
from codebook.team import assignments, declarations
from codebook.team.rounds import in_hand, round_of, states_of
from coding_tui.later import Later
from transcripts import coders
from transcripts.errors import Conflict

if TYPE_CHECKING:
    from codebook.quoting import collected
else:
    collected = Later("codebook.quoting.collected")


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of a document (by uid), and who is at work (by name)."""

    document: str
    start: int
    end: int
    coder: str


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that does not exist yet: its name, or a path such as `Theme/Code`; and the uid of the theme above it.

    Without a theme above, the path stands at the top, and themes in it that do not exist yet are made.
    """

    name: str
    parent: str | None = None

    def make(self, session: Session) -> str:
        """The new code's uid. Raises Conflict when it exists, BadNameError when it cannot."""
        *above, name = parse_path(self.name)
        parent = codes.ensure(session, format_path(above)) if above else self.parent
        return codes.add(session, name, parent)


@dataclass(frozen=True, slots=True)
class Applied:
    """A coding that was made: its uid, and its code's. `asks_stance` is told of a code that was made for it."""

    coding: str
    code: str
    asks_stance: bool = False


def apply(session: Session, where: Passage, code: str | NewCode) -> Applied:
    """Apply a code (an existing one by uid) to a passage; the document counts as begun. Raises Conflict."""
    uid = code if isinstance(code, str) else code.make(session)
    person = coders.ensure(session, where.coder)
    states = states_of(session, where.document, where.coder)
    new = NewCoding(where.document, where.start, where.end, uid, person, round=in_hand(states))
    coding = codings.apply(session, new)
    _begin(session, where, person, states)
    return Applied(coding, uid, code != uid and codes.tree(session).by_uid()[uid].asks_stance)


def apply_all(session: Session, where: Passage, wanted: Sequence[str]) -> list[Applied]:
    """Apply several codes (by uid) to a passage, without those it has already. Raises Conflict when it has all."""
    here = codings.codings(session, documents=[where.document], coders=[where.coder],
                            round=round_of(session, where.document, where.coder))  # fmt: skip
    there = {each.code for each in here if (each.start, each.end) == (where.start, where.end)}
    left = [code for code in dict.fromkeys(wanted) if code not in there]
    if not left:
        raise Conflict("This passage has these codes already.")
    return [apply(session, where, code) for code in left]


def _begin(session: Session, where: Passage, person: str, states: Mapping[str, str]) -> None:
    name = in_hand(states)
    if states.get(name) == "assigned":
        assignments.set_state(session, where.document, person, "started", round=name)


def recode(session: Session, wanted: Sequence[str], code: str | NewCode) -> str:
    """Give codings (by uid) another code; returns the code's uid. Raises Conflict when one of them cannot have it."""
    uid = code if isinstance(code, str) else code.make(session)
    for coding in wanted:
        codings.recode(session, coding, uid)
    return uid


def set_done(session: Session, document: str, coder: str, done: bool) -> None:
    """Say that a coder is done with a document in the round in hand, or is not after all."""
    person = coders.ensure(session, coder)
    name = round_of(session, document, coder)
    assignments.set_state(session, document, person, "done" if done else "started", round=name)


def say_nothing_here(session: Session, where: Passage, nothing: bool) -> None:
    """Say that there is nothing to code in a passage, or take that back; the document counts as begun."""
    person = coders.ensure(session, where.coder)
    change = declarations.declare if nothing else declarations.take_back
    states = states_of(session, where.document, where.coder)
    change(session, where.document, person, (where.start, where.end), round=in_hand(states))
    _begin(session, where, person, states)


def apply_in_vivo(session: Session, where: Passage, name: str, theme: str | None, theme_name: str) -> Applied:
    """Apply a code made of the passage's own words, under the theme for such codes, made when there is none."""
    parent = theme or codes.add(session, theme_name)
    return apply(session, where, NewCode(format_path((name,)), parent))


def collect(session: Session, where: Passage, code: str | None) -> str:
    """Put a passage aside for the report; returns the quotation's uid."""
    person = coders.ensure(session, where.coder)
    return collected.add(session, where.document, where.start, where.end, coder=person, code=code)
