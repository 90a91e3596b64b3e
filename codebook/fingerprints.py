"""What a project says at one moment, as a hash for each part of it: so that two moments can be told apart, and by what.

    taken = fingerprint(session)
    taken["codings"]            Part(5912, "9f1c…"): how many there are, and a SHA-256 of all that they say
    differing(before, taken)    ("codings", "assignments")

Hashes are over what people gave, in an order of their own, never over uids or the order of rows: the same material
imported twice gives the same hashes. Names of parts are for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlmodel import Session

_DESCRIBED = (
    'SELECT d.label, d.kind, d."group", d.area, d.date, coalesce(p.label, \'\'), '
    '(SELECT group_concat(label, char(31)) FROM (SELECT c.label FROM document_case dc JOIN "case" c '
    "ON c.uid = dc.case_uid WHERE dc.document_uid = d.uid ORDER BY c.label)) "
    "FROM document d LEFT JOIN participant p ON p.uid = d.participant_uid"
)
_CODES = (
    "WITH RECURSIVE path(uid, name) AS (SELECT uid, name FROM code WHERE parent_uid IS NULL UNION ALL "
    "SELECT code.uid, path.name || char(31) || code.name FROM code JOIN path ON code.parent_uid = path.uid) "
)
PARTS: Mapping[str, str] = {
    "texts": "SELECT label, body_hash FROM document",
    "speakers": "SELECT d.label, s.name, s.role FROM speaker s JOIN document d ON d.uid = s.document_uid",
    "what documents are": _DESCRIBED,
    "attributes": (
        "SELECT a.subject, a.name, coalesce(d.label, p.label, c.label), v.value FROM attribute_value v "
        "JOIN attribute a ON a.uid = v.attribute_uid LEFT JOIN document d ON d.uid = v.subject_uid "
        'LEFT JOIN participant p ON p.uid = v.subject_uid LEFT JOIN "case" c ON c.uid = v.subject_uid'
    ),
    "codebook": (
        f"{_CODES} SELECT path.name, c.position, c.status, c.asks_stance, c.since, d.brief, d.full, d.include, "
        "d.exclude, d.typical, d.near_miss, d.cues FROM code c JOIN path ON path.uid = c.uid LEFT JOIN "
        "code_definition d ON d.code_uid = c.uid AND d.version = (SELECT max(version) FROM code_definition e WHERE "
        "e.code_uid = c.uid)"
    ),
    "codings": (
        f'{_CODES} SELECT d.label, k.start, k."end", path.name, r.name, k.round, k.stance, k.prompted, k."key", '
        "k.certainty, k.memo, k.origin FROM coding k JOIN document d ON d.uid = k.document_uid "
        "JOIN path ON path.uid = k.code_uid JOIN coder r ON r.uid = k.coder_uid"
    ),
    "assignments": (
        'SELECT d.label, r.name, a."round", a.state, a.sealed FROM assignment a '
        "JOIN document d ON d.uid = a.document_uid JOIN coder r ON r.uid = a.coder_uid"
    ),
    "rulings": (
        f'{_CODES} SELECT d.label, u.start, u."end", u."round", u.outcome, k.name, u.final_start, u.final_end, '
        "path.name, u.reason, u.note, u.example, r.name FROM ruling u JOIN document d ON d.uid = u.document_uid "
        "JOIN coder r ON r.uid = u.coder_uid LEFT JOIN coder k ON k.uid = u.kept_uid "
        "LEFT JOIN path ON path.uid = u.final_code_uid"
    ),
    "collected quotations": (
        'SELECT d.label, q.start, q."end", q.section, q.position, q.note FROM collected_quotation q '
        "JOIN document d ON d.uid = q.document_uid"
    ),
    "judgements of convergence": (
        f"{_CODES} SELECT path.name, a.source, r.name, a.judgement, a.silence, a.note FROM assessment a "
        "JOIN path ON path.uid = a.code_uid JOIN coder r ON r.uid = a.coder_uid UNION ALL "
        "SELECT path.name, s.source, '', s.judgement, s.silence, s.reason FROM settlement s "
        "JOIN path ON path.uid = s.code_uid UNION ALL "
        "SELECT path.name, '', '', '', '', f.statement FROM finding f JOIN path ON path.uid = f.code_uid"
    ),
    "contradictions": (
        "SELECT k.label, a.label, x.says_start, x.says_end, b.label, x.shows_start, x.shows_end, x.says, x.shows, "
        'x.note FROM contradiction x JOIN "case" k ON k.uid = x.case_uid JOIN document a ON a.uid = x.says_uid '
        "JOIN document b ON b.uid = x.shows_uid"
    ),
    "saved queries": "SELECT name, query FROM saved_query",
    "summaries": (
        f"{_CODES} SELECT path.name, coalesce(p.label, c.label), r.name, s.text FROM summary s "
        "JOIN path ON path.uid = s.code_uid JOIN coder r ON r.uid = s.coder_uid "
        'LEFT JOIN participant p ON p.uid = s.participant_uid LEFT JOIN "case" c ON c.uid = s.case_uid'
    ),
    "memos": (
        "SELECT m.about, m.text, m.topic, m.written, r.name FROM memo m JOIN coder r ON r.uid = m.coder_uid"
    ),
    "flagged passages": (
        'SELECT d.label, f.start, f."end", r.name, f.note FROM distressing f JOIN document d ON d.uid = f.document_uid '
        "JOIN coder r ON r.uid = f.coder_uid"
    ),
    "who judges": "SELECT r.name, a.done FROM assessor a JOIN coder r ON r.uid = a.coder_uid",
    "trackers": (
        'SELECT t.name, t.columns, w.period, w.area, w."group", w.cells FROM tracker t JOIN tracker_row w '
        "ON w.tracker_uid = t.uid"
    ),
    "frozen codebooks": (
        "SELECT v.name, v.note, v.text, r.name FROM codebook_version v JOIN coder r ON r.uid = v.coder_uid"
    ),
    "what was read": (
        "SELECT d.label, e.coder, e.opened, e.seen FROM reading e JOIN document d ON d.uid = e.document_uid"
    ),
    "declared to hold nothing": (
        'SELECT d.label, n.start, n."end", r.name, n."round" FROM nothing_here n '
        "JOIN document d ON d.uid = n.document_uid JOIN coder r ON r.uid = n.coder_uid"
    ),
    "history": "SELECT kind, label, coder, state FROM step",
    "settings": "SELECT name, value FROM setting",
}
"""What each part is made of, as a SELECT through the names of tables, so that a reader's seal holds here too."""


@dataclass(frozen=True, slots=True)
class Part:
    """How many rows a part has, and the SHA-256 of what they say."""

    many: int
    hash: str


def fingerprint(session: Session) -> dict[str, Part]:
    """Every part of the project as the session's reader sees it."""
    connection = session.connection()
    return {name: _part(connection.exec_driver_sql(select)) for name, select in PARTS.items()}


def _part(rows: Iterable[Any]) -> Part:
    said = sorted(repr(tuple(row)) for row in rows)
    return Part(len(said), sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest())


def differing(before: Mapping[str, Part], now: Mapping[str, Part]) -> tuple[str, ...]:
    """The parts that are not what they were; one that only one side knows has nothing to be compared with."""
    return tuple(name for name in before if name in now and before[name] != now[name])
