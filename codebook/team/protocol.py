"""What a team settled about reliability before it coded: read with every result, changed only on the record."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlmodel import Session, select

from codebook.agreement.study import ALL_SPEECH, UNITS
from codebook.tables import Coding
from transcripts.errors import Conflict
from transcripts.project import APPROACHES, Project
from transcripts.store.tables import Setting

NAME = "protocol"
APPROACH = "approach"
REFLEXIVE = "reflexive"
_SAID = {
    "reliability": "coding reliability: agreement is measured",
    "codebook": "codebook: agreement is measured as a check of the codebook",
    REFLEXIVE: "reflexive: readings are compared and talked about, coefficients have no place",
}


@dataclass(frozen=True, slots=True)
class Protocol:
    """The answers. `share` of the documents is coded twice; α of at least `reliable` is relied on, of at least
    `tentative` leads to tentative conclusions (Krippendorff 2004, p. 241, unless changed); figures about fewer than
    `disclosure` people are not published. What counts (`universe`) is the same in every project.
    """

    approach: str = "codebook"
    unit: str = "sentence"
    share: float = 0.2
    tentative: float = 0.667
    reliable: float = 0.8
    disclosure: int = 5
    settled: bool = False

    @property
    def universe(self) -> str:
        """The text that counts."""
        return f"{ALL_SPEECH}, in documents that at least two coders marked done"

    @property
    def measures(self) -> bool:
        """Whether coefficients of agreement have a place in the project."""
        return self.approach != REFLEXIVE

    def words(self) -> tuple[str, ...]:
        """The protocol as lines for people, to stand with every result."""
        approach = f"Approach: {_SAID[self.approach]}"
        kept = f"Disclosure: no figure about fewer than {self.disclosure:,} people is to be published"
        if not self.measures:
            return approach, kept
        told = "" if self.settled else " (as the program has it; nobody settled a protocol)"
        return (
            approach, f"Unit: {self.unit}{told}", f"Text that counts: {self.universe}",
            f"To be coded twice: {self.share:.0%} of the documents",
            f"α: {_decimal(self.reliable)} and more is relied on, {_decimal(self.tentative)} and more is tentative, "
            "below it is not used",
            kept,
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The keys of `protocol --json`."""
        return {**asdict(self), "universe": self.universe}


def _decimal(value: float) -> str:
    return f"{value:.3f}".rstrip("0").removeprefix("0") if 0 < value < 1 else f"{value:g}"


ANSWERS = tuple(field.name for field in fields(Protocol) if field.name != "settled")


def protocol(session: Session) -> Protocol:
    """The project's protocol; what nobody answered is as the program has it."""
    found = session.exec(select(Setting.name, Setting.value).where(Setting.name.in_([NAME, APPROACH])))  # type: ignore[attr-defined]
    said = {name: json.loads(value) for name, value in found}
    kept = {name: value for name, value in said.get(NAME, {}).items() if name in ANSWERS}
    return Protocol(**{**kept, "settled": NAME in said, "approach": said.get(APPROACH) or "codebook"})


def coding_began(session: Session) -> bool:
    """Whether anybody coded anything: from then on a change of the protocol is a departure from it."""
    return session.exec(select(Coding.uid).limit(1)).first() is not None


def settle(project: Project, who: str, **answers: Any) -> tuple[Protocol, str]:
    """Answer some of `ANSWERS`, as one step; returns the protocol and what there is to say about the change.

    Raises Conflict for an answer that cannot be.
    """
    with project.reading(whole=True) as session:
        before, late = protocol(session), coding_began(session)
    after = replace(before, **answers, settled=True)
    _require(after)
    changed = [name for name in ANSWERS if getattr(before, name) != getattr(after, name)]
    moves = ", ".join(f"{name} {getattr(before, name)} → {getattr(after, name)}" for name in changed)
    if before.settled and not changed:
        return before, "The protocol is so already."
    departs = late and bool(changed)
    label = f"Protocol: {moves or 'settled as it is'}{' (after coding began)' if departs else ''}"
    with project.step(label, who) as session:
        answered = {name: value for name, value in asdict(after).items() if name in ANSWERS and name != APPROACH}
        for name, value in ((NAME, answered), (APPROACH, after.approach)):
            row = session.get(Setting, name) or Setting(name=name, value="")
            row.value = json.dumps(value, ensure_ascii=False)
            session.add(row)
    said = "Coding had begun: the change stands in the history, and belongs in the methods section." if departs else ""
    return after, said


def departures(project: Project) -> list[str]:
    """The changes of the protocol after coding began, oldest first, as the history has them."""
    late = [step for step in project.history() if step.label.startswith("Protocol: ") and step.kind == "do"]
    return [f"{s.at[:10]} {s.coder}: {s.label}" for s in reversed(late) if "(after coding began)" in s.label
            and not s.undone]  # fmt: skip


def _require(asked: Protocol) -> None:
    if asked.approach not in APPROACHES:
        raise Conflict(f"‘{asked.approach}’ is not an approach. Approaches are: {', '.join(APPROACHES)}.")
    if asked.unit not in UNITS:
        raise Conflict(f"‘{asked.unit}’ is not a unit. Units are: {', '.join(UNITS)}.")
    if not 0 <= asked.share <= 1:
        raise Conflict(f"{asked.share:g} is no share to code twice. Give one from 0 to 1, such as 0.2.")
    if not -1 <= asked.tentative <= asked.reliable <= 1:
        raise Conflict("Thresholds go up from tentative to reliable, at most 1: such as 0.667 and 0.8.")
    if asked.disclosure < 1:
        raise Conflict("Disclosure counts people: give 1 or more.")
