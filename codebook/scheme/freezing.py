"""Versions of the whole codebook: frozen under a name, with a note, and read again as they were."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from codebook.outcome_tables import CodebookVersion
from codebook.paths import clean_name, name_key
from codebook.scheme.codes import document, set_heading
from codebook.scheme.document import CodebookDocument
from codebook.scheme.yaml_format import dump, load
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.store.tables import Coder


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen codebook: its name (`v1.0`), who froze it when and why, and what it said."""

    uid: str
    name: str
    note: str
    coder: str
    frozen: str
    text: str

    def document(self) -> CodebookDocument:
        """What it said, to compare or to print."""
        return load(self.text, self.name)


def freeze(session: Session, name: str, note: str, coder: str) -> None:
    """Keep the codebook as it stands under a name; `coder` is a uid. Raises Conflict when the name is taken."""
    name = clean_name(name)
    if any(name_key(each.name) == name_key(name) for each in versions(session)):
        raise Conflict(f"There is a version ‘{name}’ already. Choose another name; what is frozen stays as it is.")
    set_heading(session, "version", name.removeprefix("v"))
    text = dump(document(session, uids=True))
    session.add(CodebookVersion(name=name, note=note.strip(), coder_uid=coder, frozen=now(), text=text))
    session.flush()


def versions(session: Session) -> list[Version]:
    """Every frozen version, oldest first."""
    query = select(CodebookVersion, Coder.name).join(Coder).order_by(col(CodebookVersion.frozen), CodebookVersion.name)
    return [Version(row.uid, row.name, row.note, coder, row.frozen, row.text) for row, coder in session.exec(query)]


def version(session: Session, name: str) -> Version:
    """The version of a name, case aside; raises NotFound."""
    listed = versions(session)
    found = [each for each in listed if name_key(each.name) == name_key(name)]
    if not found:
        known = ", ".join(each.name for each in listed) or "none yet: coding-tui codes freeze PROJECT NAME"
        raise NotFound(f"No version of the codebook is called ‘{name}’. There is: {known}.")
    return found[0]
