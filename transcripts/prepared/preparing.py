"""Preparing what is not prepared yet, a document at a time, and the corpus as it is held between two looks at it.

What is prepared lies in the project file, as well guarded as the texts; it leaves no line of history, and goes when
the turns it was made of do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection
from sqlmodel import Session, select

from transcripts.prepared.corpus import Corpus, joined
from transcripts.prepared.words import Words, packed, unpacked
from transcripts.project import Project
from transcripts.store import search_index
from transcripts.store.tables import Document
from transcripts.texts import DocumentText, document_texts

Progress = Callable[[int, int, str], None]
AT_ONCE = 200_000
"""So many characters are prepared before they are put away, in one transaction."""

_held: WeakKeyDictionary[Project, tuple[int, Corpus]] = WeakKeyDictionary()
_lock = Lock()


def missing(project: Project) -> list[str]:
    """The documents (uids) that are not prepared, or by another analyser than would prepare them now."""
    with project.reading(whole=True) as session:
        return _missing(session)


def prepare(
    project: Project, progress: Progress = lambda done, total, name: None, stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Prepare every document that is not; returns whether all are now. What was done before `stopped` stays done.

    `progress` hears of documents: (done, total, label). Raises ProjectError where the file cannot be written.
    """
    wanted = missing(project)
    done = 0
    while done < len(wanted):
        batch: list[tuple[str, str, bytes]] = []
        size = 0
        while done < len(wanted) and size < AT_ONCE:
            if stopped():
                break
            text, analyser, words = _analysed(project, wanted[done])
            progress(done, len(wanted), text.label)
            batch.append((text.uid, analyser, packed(words)))
            size += len(text.text)
            done += 1
        _keep(project, batch)
        if stopped() and done < len(wanted):
            return False
    return True


def _analysed(project: Project, uid: str) -> tuple[DocumentText, str, Words]:
    from transcripts.prepared.analysing import analysed, analyser_for

    with project.reading(whole=True) as session:
        [text] = document_texts(session, [uid]).values()
        analyser = analyser_for(_languages(session)[uid])
    return text, analyser.name, analysed(text, analyser)


def _keep(project: Project, batch: Sequence[tuple[str, str, bytes]]) -> None:
    """Put away what was prepared, but of documents that went meanwhile."""
    if not batch or project.read_only:
        return
    with project.upkeep() as connection:
        there = {uid for (uid,) in connection.exec_driver_sql("SELECT uid FROM document")}
        rows = [row for row in batch if row[0] in there]
        connection.exec_driver_sql("DELETE FROM prepared_words WHERE document_uid = ?", [(row[0],) for row in rows])
        connection.exec_driver_sql("INSERT INTO prepared_words (document_uid, analyser, words) VALUES (?, ?, ?)", rows)


def _missing(session: Session) -> list[str]:
    from transcripts.prepared.analysing import analyser_for

    stored = _stored_by(session.connection())
    wanted = {uid: analyser_for(given).name for uid, given in _languages(session).items()}
    return [uid for uid, analyser in wanted.items() if stored.get(uid) != analyser]


def _stored_by(connection: Connection) -> dict[str, str]:
    return {uid: name for uid, name in connection.exec_driver_sql("SELECT document_uid, analyser FROM prepared_words")}


def _languages(session: Session) -> dict[str, str]:
    return {
        uid: given for uid, given in session.execute(select(Document.uid, Document.language).order_by(Document.label))
    }


# -- holding ------------------------------------------------------------------------------------------------------


def corpus(project: Project, progress: Progress = lambda done, total, name: None) -> Corpus:
    """All documents prepared, as arrays; what is missing is prepared first, for this once where nothing can be kept."""
    with project.reading(whole=True) as session:
        step = search_index.latest_step(session.connection())
        held = _held.get(project)
        if held is not None and not search_index.changed_since(session.connection(), held[0]):
            return held[1]
    made = _read(project, progress)
    with _lock:
        _held[project] = (step, made)
    return made


def _read(project: Project, progress: Progress) -> Corpus:
    loose: dict[str, Words] = {}
    if project.read_only:
        wanted = missing(project)
        for done, uid in enumerate(wanted):
            text, _, loose[uid] = _analysed(project, uid)
            progress(done, len(wanted), text.label)
    else:
        prepare(project, progress)
    with project.reading(whole=True) as session:
        texts, languages = document_texts(session), _languages(session)
        rows = session.connection().exec_driver_sql("SELECT document_uid, words FROM prepared_words")
        stored = {**{uid: unpacked(words) for uid, words in rows}, **loose}
    return joined([(texts[uid], given, stored[uid]) for uid, given in languages.items() if uid in stored])
