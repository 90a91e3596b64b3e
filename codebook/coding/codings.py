"""Codings: a code applied by a coder to a stretch of a document.

Every change goes through the session of a step. Offsets are code points of the document's text, half-open.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, cast

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, func, select, update

from codebook.tables import CodeDefinition
from codebook.tables import Coding as CodingRow
from codebook.team.rounds import MAIN
from transcripts.errors import Conflict, NotFound
from transcripts.identity import new_uid, now
from transcripts.store.tables import Coder, Document

STANCES = ("endorses", "acts-on", "reports", "challenges", "unclear")
CHANGEABLE = ("stance", "prompted", "key", "certainty", "memo")
CERTAINTIES = {1: "low", 2: "medium", 3: "high"}
"""How sure a coder is that the code fits, as stored and as people call it; tables may bring other numbers in."""


GONE = "This coding is not in the project any more."


class Coding(NamedTuple):
    """A coding as it stands; `document` and `code` are uids, `coder` is a name, `stance` is "" until somebody says."""

    uid: str
    document: str
    start: int
    end: int
    code: str
    coder: str
    round: str
    stance: str
    prompted: bool
    key: bool
    certainty: int | None
    memo: str
    origin: str
    created: str


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding to be made; `document`, `code` and `coder` are uids."""

    document: str
    start: int
    end: int
    code: str
    coder: str
    stance: str = ""
    prompted: bool = False
    key: bool = False
    certainty: int | None = None
    memo: str = ""
    round: str = MAIN
    origin: str = "human"
    created: str = ""


class Changed(NamedTuple):
    """Codings that changed or are gone; the codes that they have or had; and the documents that they are in, or whose
    assignments changed (all by uid). `seals` says that a seal may have been put on or taken off.
    """

    codings: frozenset[str]
    codes: frozenset[str]
    documents: frozenset[str]
    seals: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """How often a code is used in the main round: its own codings, and the documents they are in."""

    codings: int
    documents: int


# Put together once: asked with every coding, they would cost more to write than to answer.
_USES = select(
    CodingRow.code_uid, func.count(), func.count(func.distinct(CodingRow.document_uid))
).where(CodingRow.round == MAIN).group_by(CodingRow.code_uid)  # fmt: skip
_USES_OF = _USES.where(
    col(CodingRow.code_uid).in_(select(func.json_each(bindparam("codes")).table_valued("value").c.value))
)
_CHANGED = (
    "SELECT tablename, uid, before ->> 'code_uid', after ->> 'code_uid', before ->> 'document_uid', "
    "after ->> 'document_uid', tablename = 'assignment' AND (before IS NULL OR after IS NULL OR "
    "'done' IN (before ->> 'state', after ->> 'state') OR before ->> 'sealed' <> after ->> 'sealed') "
    "FROM change WHERE step > ? AND tablename IN ('coding', 'assignment', 'coder')"
)
_CODINGS = (
    select(
        CodingRow.uid, CodingRow.document_uid, CodingRow.start, CodingRow.end, CodingRow.code_uid, Coder.name,
        CodingRow.round, CodingRow.stance, CodingRow.prompted, CodingRow.key, CodingRow.certainty, CodingRow.memo,
        CodingRow.origin, CodingRow.created,
    )  # type: ignore[call-overload]
    .join(Coder)
)  # fmt: skip
_LIMITS: dict[str, Any] = {
    "documents": CodingRow.document_uid, "codes": CodingRow.code_uid, "coders": Coder.name, "uids": CodingRow.uid,
    "rounds": CodingRow.round,
}  # fmt: skip
_SAME = select(CodingRow.uid).where(
    CodingRow.document_uid == bindparam("document"), CodingRow.start == bindparam("start"),
    CodingRow.end == bindparam("end"), CodingRow.code_uid == bindparam("code"),
    CodingRow.coder_uid == bindparam("coder"), CodingRow.round == bindparam("round"),
)  # fmt: skip
_LENGTH = select(Document.characters).where(Document.uid == bindparam("document"))
_DEFINITIONS = select(CodeDefinition.code_uid, CodeDefinition.uid).order_by(col(CodeDefinition.version))
_INSERT = CodingRow.metadata.tables[str(CodingRow.__tablename__)].insert()


# -- reading ------------------------------------------------------------------------------------------------------


def codings(
    session: Session, *, documents: Sequence[str] | None = None, codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None, round: str | None = MAIN, uids: Sequence[str] | None = None,
) -> list[Coding]:  # fmt: skip
    """Codings in text order, document by document; each limit is a list of uids (coders: names), None for no limit.

    Those of the main round are what counts: other rounds are asked for by name, all of them together by None.
    """
    of = codings_by_document(session, documents=documents, codes=codes, coders=coders, round=round, uids=uids)
    return list(chain.from_iterable(made for _, made in of))


def codings_by_document(
    session: Session, *, documents: Sequence[str] | None = None, codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None, round: str | None = MAIN, uids: Sequence[str] | None = None,
) -> Iterator[tuple[str, list[Coding]]]:  # fmt: skip
    """The same, a document (uid) at a time. A hundred thousand codings lie all over the memory: what looks at those of
    a document while they are just sorted finds them in the processor's cache.
    """
    limits = {
        "documents": documents, "codes": codes, "coders": coders, "uids": uids,
        "rounds": None if round is None else [round],
    }  # fmt: skip
    given = {name: list(wanted) for name, wanted in limits.items() if wanted is not None}
    # Of names that come again and again one string each, taken while the row is at hand, for the same reason.
    one = cast("Callable[[str, str], str]", {}.setdefault)
    of: dict[str, list[Coding]] = defaultdict(list)
    for uid, doc, start, end, code, coder, part, stance, prompted, key, sure, memo, origin, made in _cursor(
        session, _limited(*given), **given
    ):
        of[doc].append(
            Coding(uid, one(doc, doc), start, end, one(code, code), one(coder, coder), one(part, part),
                   one(stance, stance), bool(prompted), bool(key), sure, memo, one(origin, origin), made)
        )  # fmt: skip
    # Sorted here: SQLite follows its index to rows that lie anywhere in the file, which takes a fifth longer.
    for document in sorted(of):
        inside = of[document]
        inside.sort(key=lambda each: (each.start, -each.end, each.created, each.uid))
        yield document, inside


@cache
def _limited(*names: str) -> Any:
    """Codings within limits of these names, whose values come when it is asked."""
    query = _CODINGS
    for name in names:
        query = query.where(col(_LIMITS[name]).in_(bindparam(name, expanding=True)))
    return query


def _cursor(session: Session, query: Any, **values: Any) -> Iterable[Any]:
    """The driver's own rows: SQLAlchemy's would take most of the time of reading thousands of codings."""
    session.flush()
    result = session.connection().execute(query, values)
    return () if result.cursor is None else cast("Iterable[Any]", result.cursor)


def _rows(session: Session, query: Any, **values: Any) -> Sequence[Any]:
    return list(_cursor(session, query, **values))


def coding(session: Session, uid: str) -> Coding:
    """One coding; raises NotFound."""
    document = session.exec(select(CodingRow.document_uid).where(CodingRow.uid == uid)).first()
    found = [] if document is None else [c for c in codings(session, documents=[document], round=None) if c.uid == uid]
    if not found:
        raise NotFound("This coding is not in the project any more.")
    return found[0]


def latest_step(session: Session) -> int:
    """The number of the step that was written last; what is read in the same session is as of then."""
    return int(session.connection().exec_driver_sql("SELECT coalesce(max(id), 0) FROM step").scalar_one())


def changed_since(session: Session, step: int) -> Changed | None:
    """What changed after a step; None when coders changed too, so that all must be read."""
    rows = session.connection().exec_driver_sql(_CHANGED, (step,)).all()
    if any(row[0] == "coder" for row in rows):
        return None
    return Changed(
        frozenset(row[1] for row in rows if row[0] == "coding"),
        frozenset(code for row in rows for code in row[2:4] if code is not None),
        frozenset(document for row in rows for document in row[4:6] if document is not None),
        any(row[6] for row in rows),
    )


def example(session: Session, code: str, *, apart_from: Coding | None = None, document: str = "") -> Coding | None:
    """A use of a code to look at: the latest key passage in another document than `document`, else the latest coding
    there, else the same in `document` itself. None where the code is not used apart from `apart_from`.
    """
    query = (
        select(CodingRow.uid)
        .where(
            CodingRow.code_uid == code, CodingRow.round == MAIN,
            CodingRow.uid != (apart_from.uid if apart_from else ""),
        )
        .order_by(
            (col(CodingRow.document_uid) == document).asc(), col(CodingRow.key).desc(), col(CodingRow.created).desc(),
            col(CodingRow.uid),
        ).limit(1)
    )  # fmt: skip
    found = session.exec(query).first()
    return None if found is None else codings(session, uids=[found])[0]


def uses(session: Session, codes: Collection[str] | None = None) -> dict[str, Use]:
    """How often each code (by uid) is used by anybody in the main round; with `codes`, each of those."""
    rows = _rows(session, _USES) if codes is None else _rows(session, _USES_OF, codes=json.dumps(list(codes)))
    return {code: Use(many, spread) for code, many, spread in rows}


def is_used(session: Session, code: str) -> bool:
    """Whether a code (uid) has a coding of its own in the main round: `uses` counts all of them, which takes longer."""
    found = select(CodingRow.uid).where(CodingRow.code_uid == code, CodingRow.round == MAIN).limit(1)
    return session.exec(found).first() is not None


def in_other_rounds(session: Session, codes: Collection[str]) -> dict[str, int]:
    """How many codings these codes (uids) have in each round that is not the main one."""
    # all of them at once: an index on codes would be gone through sixty times to find, mostly, nothing
    query = select(CodingRow.round, CodingRow.code_uid, func.count()).where(CodingRow.round != MAIN)
    found: dict[str, int] = {}
    for name, code, many in session.exec(query.group_by(CodingRow.round, CodingRow.code_uid)):
        if code in codes:
            found[name] = found.get(name, 0) + many
    return dict(sorted(found.items()))


def rounds(session: Session) -> list[str]:
    """The rounds that have codings, by name."""
    return sorted(session.exec(select(CodingRow.round).distinct()))


# -- changing -----------------------------------------------------------------------------------------------------


def apply(session: Session, new: NewCoding) -> str:
    """Apply a code; returns the coding's uid. Raises Conflict when the span is empty, outside, or coded so already."""
    _require_span(session, new.document, new.start, new.end)
    if _same(session, new.document, new.start, new.end, new.code, new.coder, new.round):
        raise Conflict("This passage has this code from this coder already.")
    _require_stance(new.stance)
    return apply_many(session, [new])[0]


def apply_many(session: Session, many: Iterable[NewCoding]) -> list[str]:
    """Apply codes that the caller has checked, at once; returns the uids in order."""
    rules = _definitions(session)
    rows = [_values(new, rules) for new in many]
    if rows:
        session.flush()
        session.connection().execute(_INSERT, rows)
    return [row["uid"] for row in rows]


def remove(session: Session, uids: Sequence[str]) -> None:
    """Take codings away."""
    session.execute(delete(CodingRow).where(col(CodingRow.uid).in_(uids)))


def stretch(session: Session, uid: str, start: int, end: int) -> None:
    """Move a coding's edges to [start, end); raises Conflict as `apply` does."""
    row = _row(session, uid)
    _require_span(session, row.document_uid, start, end)
    _require_free(session, row, start=start, end=end)
    row.start, row.end = start, end
    session.flush()


def recode(session: Session, uid: str, code: str) -> None:
    """Give a coding another code (by uid); it keeps its place, memo and marks. Raises Conflict."""
    row = _row(session, uid)
    _require_free(session, row, code=code)
    row.code_uid, row.definition_uid = code, _definitions(session).get(code)
    session.flush()


def change(session: Session, uid: str, **values: Any) -> None:
    """Set stance, prompted, key, certainty or memo of a coding."""
    change_many(session, [uid], **values)


def change_many(session: Session, uids: Sequence[str], **values: Any) -> None:
    """Set stance, prompted, key, certainty or memo of codings alike. Raises NotFound when one of them is gone."""
    unknown = set(values) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not a changeable part of a coding: {', '.join(sorted(unknown))}")
    if "stance" in values:
        _require_stance(values["stance"])
    changed = session.execute(update(CodingRow).where(col(CodingRow.uid).in_(uids)).values(**values))
    if changed.rowcount < len(set(uids)):  # type: ignore[attr-defined]
        raise NotFound(GONE)


# -- rules --------------------------------------------------------------------------------------------------------


def _require_span(session: Session, document: str, start: int, end: int) -> None:
    found = _rows(session, _LENGTH, document=document)
    if not found:
        raise NotFound("This document is not in the project any more.")
    [(length,)] = found
    if not 0 <= start < end <= length:
        raise Conflict(f"There is no text at {start}–{end}: the document has {length:,} characters. Select some first.")


def _require_stance(stance: str) -> None:
    if stance and stance not in STANCES:
        raise Conflict(f"‘{stance}’ is not a stance. Stances are: {', '.join(STANCES)}.")


def _require_free(
    session: Session, row: CodingRow, *, start: int | None = None, end: int | None = None, code: str | None = None
) -> None:
    place = (row.start if start is None else start, row.end if end is None else end)
    found = _same(session, row.document_uid, *place, code or row.code_uid, row.coder_uid, row.round)
    if found not in (None, row.uid):
        raise Conflict("This passage has this code from this coder already.")


def _same(session: Session, document: str, start: int, end: int, code: str, coder: str, round: str) -> str | None:
    found = _rows(session, _SAME, document=document, start=start, end=end, code=code, coder=coder, round=round)
    return found[0][0] if found else None


def _row(session: Session, uid: str) -> CodingRow:
    row = session.get(CodingRow, uid)
    if row is None:
        raise NotFound(GONE)
    return row


def _definitions(session: Session) -> dict[str, str]:
    """The definition in force of each code."""
    return dict(_rows(session, _DEFINITIONS))


def _values(new: NewCoding, rules: dict[str, str]) -> dict[str, Any]:
    return {
        "uid": new_uid(), "document_uid": new.document, "start": new.start, "end": new.end, "code_uid": new.code,
        "coder_uid": new.coder, "round": new.round, "definition_uid": rules.get(new.code), "stance": new.stance,
        "prompted": new.prompted, "key": new.key, "certainty": new.certainty, "memo": new.memo, "origin": new.origin,
        "created": new.created or now(),
    }  # fmt: skip
