"""How a project uses its codebook: what lints of use and a comparison with another codebook need to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlmodel import Session, select

from codebook.coding.codings import uses
from codebook.paths import format_path
from codebook.scheme.codes import definitions, document, tree
from codebook.scheme.comparing import Difference
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.linting import Usage, cues_in
from codebook.scheme.matching import meaning_of, pair
from codebook.tables import Coding
from transcripts.store.tables import Body, Document


def usage(session: Session) -> Usage:
    """Codings by code, and which cues any document says."""
    found = tree(session)
    many = uses(session)
    cues = [cue for code in found for cue in code.entry.cues]
    texts = (text for text in session.exec(select(Body.text).join(Document)))
    counted = {code.path: many[code.uid].codings for code in found if code.uid in many}
    return Usage(counted, cues_in(texts, cues) if cues else None)


def made_under(session: Session, other: CodebookDocument) -> dict[str, int]:
    """Codings per code (path as `other` and as the project has it) that were made under the very rules it has there."""
    held = {code.uid: code for code in tree(session)}
    made = session.exec(select(Coding.code_uid, Coding.definition_uid))
    per: Counter[tuple[str, str | None]] = Counter((code, rules) for code, rules in made)
    versions = definitions(session)
    counted: dict[str, int] = {}
    for mine, its in pair(document(session, uids=True), other).pairs:
        code = mine.entry.uid
        known = [(None, CodeEntry("")), *versions.get(code, ())]
        many = sum(per[code, uid] for uid, entry in known if meaning_of(entry) == meaning_of(its.entry))
        counted[held[mine.entry.uid].path] = counted[format_path(its.path)] = many
    return counted


def told(difference: Difference, counted: Mapping[str, int]) -> str:
    """`exclusion added (narrower); 41 codings made under the old text`."""
    many = counted.get(difference.code, 0) if difference.rules else 0
    return difference.what + (f"; {many:,} coding{'s' * (many != 1)} made under the old text" if many else "")
