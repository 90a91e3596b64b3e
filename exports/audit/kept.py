"""What an author lets stand, with the reason: on the project's record, so that the next audit does not ask again.

It is known by what was found, not by where it stands in which draft: the same words, attributed and judged alike, stay
kept when the draft is edited or renamed; changed words, or another verdict, are asked about again. No words of anybody
are stored, only their hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlmodel import Session, col, select

from exports.audit.model import Claim, Finding
from exports.audit.tokens import tokens
from transcripts.errors import Conflict
from transcripts.identity import now
from transcripts.store.tables import Setting

_NAME = "audit.kept."


@dataclass(frozen=True, slots=True)
class Kept:
    """Why something was let stand, by whom (name) and when."""

    reason: str
    coder: str
    at: str

    def words(self) -> str:
        """`kept by Ann on 2026-11-24: the panel's chair said so in writing`."""
        return f"kept by {self.coder} on {self.at[:10]}: {self.reason}"


def key_of(one: Finding | Claim) -> str:
    """What a finding or claim is known by."""
    if isinstance(one, Claim):
        parts = ("claim", one.text, one.group, *(f"{each.code} {each.n}/{each.of}" for each in one.counts))
    else:
        words = " ".join(word.word for word in tokens(one.quotation.text))
        parts = (one.verdict, words, one.quotation.attribution, one.document or "")
    return sha256("\0".join(parts).encode()).hexdigest()[:24]


def kept(session: Session) -> dict[str, Kept]:
    """All that was let stand, by key."""
    rows = session.exec(select(Setting.name, Setting.value).where(col(Setting.name).startswith(_NAME)))
    return {name.removeprefix(_NAME): Kept(**json.loads(value)) for name, value in rows}


def keep(session: Session, key: str, reason: str, *, coder: str) -> None:
    """Let something stand; `coder` is a name. Raises Conflict without a reason."""
    if not reason.strip():
        raise Conflict("Say why it may stand: whoever reads the record will ask.")
    row = session.get(Setting, _NAME + key) or Setting(name=_NAME + key, value="")
    row.value = json.dumps({"reason": reason.strip(), "coder": coder, "at": now()}, ensure_ascii=False)
    session.add(row)
    session.flush()


def ask_again(session: Session, key: str) -> None:
    """Let it stand no longer."""
    row = session.get(Setting, _NAME + key)
    if row is not None:
        session.delete(row)
        session.flush()


def findings_with(findings: Iterable[Finding], held: Mapping[str, Kept]) -> tuple[Finding, ...]:
    """Findings, each with why it was kept."""
    return tuple(replace(each, kept=held[key].words()) if (key := key_of(each)) in held else each for each in findings)


def claims_with(claims: Iterable[Claim], held: Mapping[str, Kept]) -> tuple[Claim, ...]:
    """Claims, each with why it was kept."""
    return tuple(replace(each, kept=held[key].words()) if (key := key_of(each)) in held else each for each in claims)
