"""Ids of passages that can be printed and typed: `CPS43:142-144` is what stands in turns 142 to 144 of CPS 43.

The id of a collected quotation is written down when it is collected and goes along with the quotation when a corrected
transcript takes the old one's place, whatever its turns are numbered by then. It never comes to mean other words: no
other passage gets it, also when the quotation is taken out. Other ids mean turns as they are numbered now. Offsets are
code points, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from codebook.outcome_tables import CollectedQuotation as Row
from codebook.quoting.former import Former, former
from codebook.retrieval.passages import Excerpt, Source, sources
from transcripts.document_labels import uids_by_label
from transcripts.errors import NotFound

_TURNS = re.compile(r"(.+?):(\d{1,7})(?:[-–](\d{1,7}))?")
_SPAN = re.compile(r"(.+?)@(\d{1,10})[-–](\d{1,10})")


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that an id leads to; `sections` are those that hold it, none where nobody collected it. `words` is how
    it is to be printed, "" for as it was said.
    """

    cite: str
    excerpt: Excerpt
    sections: tuple[str, ...] = ()
    words: str = ""


def id_of(source: Source, start: int, end: int) -> str:
    """The id of a passage by the turns it stands in, as they are numbered now."""
    label = "".join(source.text.label.split())
    turns = source.turns(start, end)
    if not turns:
        return f"{label}@{start}-{end}"
    first, last = turns[0].number + 1, turns[-1].number + 1
    return f"{label}:{first}" if first == last else f"{label}:{first}-{last}"


def new_id(session: Session, document: str, start: int, end: int) -> str:
    """The id for a passage that is collected: the one it has already, else one that no other passage has."""
    own = select(Row.cite).where(Row.document_uid == document, Row.start == start, Row.end == end, Row.cite != "")
    if held := session.exec(own).first():
        return held
    plain = id_of(sources(session, {document})[document], start, end)
    gone = former(session)
    again = [
        each.cite for each in gone
        if not each.corrected and (each.document, each.start, each.end) == (document, start, end)
    ]  # fmt: skip
    taken = {_key(each) for each in session.exec(select(Row.cite).where(Row.cite != ""))}
    if once := next((cite for cite in again if _key(cite) not in taken), None):
        return once
    taken |= {_key(each.cite) for each in gone}
    letters = ("", *(chr(ord("b") + at) for at in range(25)))
    return next((plain + letter for letter in letters if _key(plain + letter) not in taken), f"{plain}@{start}-{end}")


def cited(session: Session, cite: str) -> list[Cited]:
    """What an id leads to: the collected passages that bear it, else the turns that it names now. Spaces and case do
    not matter. Raises NotFound.
    """
    wanted = _key(cite)
    rows = [row for row in session.exec(select(Row).where(Row.cite != "")) if _key(row.cite) == wanted]
    if rows:
        texts = sources(session, {row.document_uid for row in rows})
        found: dict[tuple[str, int, int], Cited] = {}
        for row in rows:
            at = (row.document_uid, row.start, row.end)
            new = Cited(row.cite, texts[row.document_uid].cut(row.start, row.end), (), row.words)
            held = found.get(at, new)
            found[at] = replace(held, sections=(*held.sections, row.section), words=held.words or row.words)
        return list(found.values())
    once = next((each for each in former(session) if _key(each.cite) == wanted), None)
    return [_by_number(session, cite) if once is None else _once(session, once)]


def _once(session: Session, one: Former) -> Cited:
    """The passage of a quotation that was taken out. Raises NotFound where its text is another one by now."""
    source = sources(session, {one.document}).get(one.document)
    if source is None or one.corrected:
        where = source.text.label if source else "its document"
        raise NotFound(
            f"‘{one.cite}’ was a quotation that was taken out, and {where} was corrected since: its words cannot be "
            "told from its id any more. The history (F7) has when it was taken out."
        )
    return Cited(one.cite, source.cut(one.start, one.end))


def _by_number(session: Session, cite: str) -> Cited:
    bare = "".join(cite.split())
    turns, span = _TURNS.fullmatch(bare), _SPAN.fullmatch(bare)
    found = turns or span
    if found is None:
        raise NotFound(f"‘{cite}’ is no id of a passage. They look like CPS43:142-144.")
    source = _called(session, cite.rpartition(":" if turns else "@")[0].strip())
    first, last = int(found[2]), int(found[3] or found[2])
    if span:
        start, end = first, last
    elif not 1 <= first <= last <= len(source.text.turns):
        raise NotFound(f"{source.text.label} has turns 1 to {len(source.text.turns):,}; ‘{cite}’ asks for others.")
    else:
        start, end = source.text.turns[first - 1].start, source.text.turns[last - 1].end
    if not 0 <= start < end <= len(source.text.text):
        raise NotFound(f"{source.text.label} has {len(source.text.text):,} characters; ‘{cite}’ asks for others.")
    return Cited(id_of(source, start, end), source.cut(start, end))


def _called(session: Session, label: str) -> Source:
    """The document of a label, whose spaces and case do not matter where no other is called so. Raises NotFound."""
    uids = uids_by_label(session)
    alike = [label] if label in uids else [each for each in uids if _key(each) == _key(label)]
    if not alike:
        raise NotFound(f"No quotation has this id, and no document is called ‘{label}’.")
    if len(alike) > 1:
        raise NotFound(f"‘{label}’ may be {' or '.join(alike)}. Write the label as it is, spaces and all.")
    return sources(session, {uids[alike[0]]})[uids[alike[0]]]


def _key(cite: str) -> str:
    return "".join(cite.split()).casefold().replace("–", "-")
