"""What stands in for the tables where something is closed to a reader: what a seal hides is decided here alone.

`seen_by` gives, for a reader, the SELECTs that stand in for the tables, and `Project.reading` puts them there for
whoever is the project's `reader`: before any table is read, so that no function can forget to leave something out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy.engine import Connection

from codebook.team.sealing import Closed, closed_to, judged_apart
from transcripts.store.curtain import quoted

UNDER_SEAL = "Work under seal"
"""What a step is called for those to whom it is closed."""


def seen_by(connection: Connection, reader: str) -> Mapping[str, str]:
    """The SELECTs that stand in for tables where something is closed to a reader (by name); empty where nothing is."""
    closed, apart = closed_to(connection, reader), judged_apart(connection, reader)
    found = _work(closed, reader) if closed else {}
    hidden = [_hidden_change(closed)] if closed else []
    if apart is not None:
        found["assessment"] = f"SELECT * FROM main.assessment WHERE coder_uid = {quoted(apart)}"
        hidden.append(_hidden_judgement(apart))
    if hidden:
        changed = " OR ".join(hidden)
        found["change"] = f"SELECT * FROM main.change WHERE NOT ({changed})"
        found["step"] = _steps(reader, changed, _own_change(closed))
    return found


def _work(closed: Closed, reader: str) -> dict[str, str]:
    """What stands in for the tables of coders' work."""
    rows = _hidden(closed, "document_uid", '"round"', "coder_uid")
    documents = _hidden_anywhere(closed, "document_uid", "coder_uid", _made_before("collected_quotation"))
    memos = _hidden_anywhere(closed, "about_uid", "coder_uid", _made_before("memo"))
    moved = f"replacement_uid IN (SELECT uid FROM main.replacement WHERE document_uid IN {_list(closed.documents)})"
    tables = {
        "coding": rows,
        "nothing_here": rows,
        "rejection": rows,
        "memo": f"about IN ('document', 'span') AND ({memos})",
        "collected_quotation": documents,
        "ruling": f"document_uid IN {_list(closed.documents)}",
        "reading": f"coder <> {quoted(reader)} AND document_uid IN {_list(closed.documents)}",
        "reanchoring": f"coder_uid <> {quoted(closed.me)} AND {moved}",
        "summary": _hidden_summary(closed, "coder_uid", "coalesce(participant_uid, case_uid)", _made_before("summary")),
        "contradiction": _hidden_link(closed, ("says_uid", "shows_uid"), "coder_uid", _made_before("contradiction")),
    }
    return {table: f'SELECT * FROM main."{table}" WHERE NOT ({hidden})' for table, hidden in tables.items()}


def _hidden_judgement(me: str) -> str:
    whose = "coalesce(json_extract(after, '$.coder_uid'), json_extract(before, '$.coder_uid'))"
    return f"(tablename = 'assessment' AND {whose} <> {quoted(me)})"


def _hidden(closed: Closed, document: str, round: str, coder: str) -> str:
    """Whether a row is left out, as SQL over its columns: the same as `Closed.hides`."""
    place = f"{document} || ' ' || {round}"
    others = f"{place} IN {_list(f'{d} {r}' for d, r in closed.places)} OR {document} IN {_list(closed.blind)}"
    hidden = f"({coder} <> {quoted(closed.me)} AND ({others}))"
    if closed.again:
        hidden += f" OR {_own_before(closed, document, round, coder)}"
    return hidden


def _own_before(closed: Closed, document: str, round: str, coder: str) -> str:
    """The reader's own in other rounds of what they code again."""
    anew, kept = _list(d for d, _ in closed.again), _list(f"{d} {r}" for d, r in closed.again)
    return f"({coder} = {quoted(closed.me)} AND {document} IN {anew} AND {document} || ' ' || {round} NOT IN {kept})"


def _made_before(table: str) -> str:
    """What tells, with a step for {}, whether a row of a table is older than the step."""
    return f"uid IN (SELECT uid FROM main.change WHERE tablename = {quoted(table)} AND step < {{}})"


_CHANGED_BEFORE = "change.step < {}"


def _hidden_anywhere(closed: Closed, document: str, coder: str, before: str) -> str:
    """The same for what belongs to no round: others' in every document of which anything is closed, and the reader's
    own in documents coded again, from `before` they were given once more.
    """
    hidden = f"({coder} <> {quoted(closed.me)} AND {document} IN {_list(closed.documents)})"
    return " OR ".join((hidden, *_own_earlier(closed, coder, before, lambda uid: f"{document} = {quoted(uid)}")))


def _own_earlier(closed: Closed, coder: str, before: str, about: Callable[[str], str]) -> Iterator[str]:
    for (document, _), since in sorted(closed.again.items()):
        yield f"({coder} = {quoted(closed.me)} AND {about(document)} AND {before.format(since)})"


def _hidden_summary(closed: Closed, coder: str, subject: str, before: str) -> str:
    """The same for summaries on whoever a closed document is about: a participant, or a case."""

    def about(documents: str) -> str:
        return (
            f"{subject} IN (SELECT participant_uid FROM main.document WHERE uid IN {documents} "
            "AND participant_uid IS NOT NULL "
            f"UNION SELECT case_uid FROM main.document_case WHERE document_uid IN {documents})"
        )

    hidden = f"({coder} <> {quoted(closed.me)} AND {about(_list(closed.documents))})"
    return " OR ".join((hidden, *_own_earlier(closed, coder, before, lambda uid: about(_list([uid])))))


def _hidden_link(closed: Closed, documents: Iterable[str], coder: str, before: str) -> str:
    """The same for what links passages of two documents: left out with either."""
    return " OR ".join(f"({_hidden_anywhere(closed, document, coder, before)})" for document in documents)


def _own_change(closed: Closed) -> str:
    """Whether a change is one of the reader's own earlier work on what they code again."""
    if not closed.again:
        return "0"

    def of(image: str) -> str:
        def part(name: str) -> str:
            return f"json_extract({image}, '$.{name}')"

        def earlier(document: str) -> str:
            coder, about = part("coder_uid"), part(document)
            return " OR ".join(_own_earlier(closed, coder, _CHANGED_BEFORE, lambda uid: f"{about} = {quoted(uid)}"))

        made = _own_before(closed, part("document_uid"), part("round"), part("coder_uid"))
        return (
            f"CASE tablename WHEN 'coding' THEN ({made}) WHEN 'nothing_here' THEN ({made}) "
            f"WHEN 'rejection' THEN ({made}) "
            f"WHEN 'collected_quotation' THEN ({earlier('document_uid')}) "
            f"WHEN 'contradiction' THEN ({earlier('says_uid')} OR {earlier('shows_uid')}) "
            f"WHEN 'memo' THEN ({earlier('about_uid')}) ELSE 0 END"
        )

    return f"coalesce({of('before')}, 0) OR coalesce({of('after')}, 0)"


def _hidden_change(closed: Closed) -> str:
    """Whether a change is left out: one of a row that is, or was."""

    def of(image: str) -> str:
        def part(name: str) -> str:
            return f"json_extract({image}, '$.{name}')"

        rows = _hidden(closed, part("document_uid"), part("round"), part("coder_uid"))
        anywhere = _hidden_anywhere(closed, part("document_uid"), part("coder_uid"), _CHANGED_BEFORE)
        about = _hidden_anywhere(closed, part("about_uid"), part("coder_uid"), _CHANGED_BEFORE)
        subject = f"coalesce({part('participant_uid')}, {part('case_uid')})"
        summary = _hidden_summary(closed, part("coder_uid"), subject, _CHANGED_BEFORE)
        link = _hidden_link(closed, (part("says_uid"), part("shows_uid")), part("coder_uid"), _CHANGED_BEFORE)
        return (
            f"CASE tablename WHEN 'coding' THEN ({rows}) WHEN 'nothing_here' THEN ({rows}) "
            f"WHEN 'rejection' THEN ({rows}) WHEN 'memo' THEN ({about}) "
            f"WHEN 'collected_quotation' THEN ({anywhere}) WHEN 'summary' THEN ({summary}) "
            f"WHEN 'contradiction' THEN ({link}) "
            f"WHEN 'ruling' THEN {part('document_uid')} IN {_list(closed.documents)} "
            f"WHEN 'reanchoring' THEN {part('coder_uid')} <> {quoted(closed.me)} ELSE 0 END"
        )

    return f"coalesce({of('before')}, 0) OR coalesce({of('after')}, 0)"


def _steps(reader: str, changed: str, own: str) -> str:
    """Every step keeps its line, since a history with holes is none; a closed one has neither name nor size.

    Of the reader's own steps those are closed that made what they code again (`own` tells such changes).
    """
    ours = "id, uid, kind, target"
    hidden = "EXISTS (SELECT 1 FROM main.change WHERE change.step = step.id AND ({}))"
    closed = f"iif(step.coder <> {quoted(reader)}, {hidden.format(changed)}, {hidden.format(own)})"
    flagged = f"SELECT *, {closed} AS closed FROM main.step AS step"
    return (
        f"SELECT {ours}, iif(closed, {quoted(UNDER_SEAL)}, label) AS label, coder, at, state, "
        f"iif(closed, 0, changes) AS changes, hash FROM ({flagged})"
    )


def _list(values: Iterable[str]) -> str:
    return f"({', '.join(quoted(value) for value in sorted(set(values)))})"
