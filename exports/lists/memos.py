"""All memos in one file: Markdown with its links told in words, or a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlmodel import Session

from codebook.notes.memo_links import Link, Targets, links
from codebook.notes.memos import Memo, memos
from exports.formats import UnknownFormat
from exports.quotations.markdown import escaped
from exports.saving import save
from exports.tables import save_rows
from exports.words import one_line, visible
from transcripts.project import Project

SUFFIXES = (".md", ".csv", ".xlsx", ".tex")
COLUMNS = (
    "about", "what", "title", "text", "topic", "coder", "written", "changed", "start", "end", "excerpt",
)  # fmt: skip
HEADINGS = {
    "project": "Journal", "document": "On documents", "span": "On passages", "coding": "On codings", "code": "On codes",
}  # fmt: skip
LinksOf = Callable[[str], Sequence[Link]]


def _markdown(found: Sequence[Memo], links_of: LinksOf, *, title: str) -> str:
    """The memos by what they are about, oldest first; a link becomes its title and, for a passage, its words."""
    blocks = [f"# {escaped(one_line(title))}"]
    for about, heading in HEADINGS.items():
        of_kind = sorted((memo for memo in found if memo.about == about), key=lambda memo: (memo.written, memo.uid))
        if of_kind:
            blocks += [f"## {heading}", *(block for memo in of_kind for block in _memo(memo, links_of))]
    return "\n\n".join(blocks) + "\n"


def _memo(memo: Memo, links_of: LinksOf) -> Iterator[str]:
    yield f"### {escaped(one_line(memo.what))} · {escaped(one_line(memo.coder))} · {memo.written[:10]}"
    if memo.topic:
        yield f"*{escaped(one_line(memo.topic))}*"
    if memo.excerpt:
        yield f"> {escaped(one_line(memo.excerpt))}"
    for paragraph in visible(memo.text).split("\n\n"):
        if lines := [_line(line, links_of) for line in paragraph.splitlines() if line.strip()]:
            yield "\\\n".join(lines)


def _line(line: str, links_of: LinksOf) -> str:
    parts, at = [], 0
    for link in links_of(line):
        parts += [line[at : link.start], _told(link)]
        at = link.end
    return escaped("".join([*parts, line[at:]]).strip())


def _told(link: Link) -> str:
    if link.trouble:
        return f"{link.said} (leads nowhere)"
    return f"“{one_line(link.words)}” ({link.title})" if link.words else f"‘{link.title}’" if link.code else link.title


def write_memos(project: Project, path: Path, asked: Mapping[str, str | None]) -> int:
    """Write the memos that the project's reader may see (`about`, `coder`, `search`) with a manifest; returns how many.

    Raises Conflict, UnknownFormat, WriteFailed.
    """
    from exports.manifests import recorded  # noqa: PLC0415 - which knows how memos are read again

    with project.reading() as session:
        found, targets = read(session, project.reader or "", **asked), Targets.of(session)
    title = f"Memos: {project.settings().get('title') or project.path.stem}"
    _write(found, lambda text: links(text, targets), path, title=title)
    recorded(project, path, "memos", asked, rows_of_memos(found))
    return len(found)


def memos_again(project: Project, asked: Mapping[str, str | None]) -> list[list[object]]:
    """The rows of a manifest of memos."""
    with project.reading() as session:
        return rows_of_memos(read(session, project.reader or "", **asked))


def read(session: Session, reader: str, **asked: str | None) -> list[Memo]:
    """As `codebook.notes.memos.memos`, asked in words that JSON knows."""
    about, coder, search = asked.get("about"), asked.get("coder"), asked.get("search") or ""
    return memos(session, reader=reader, about=about or None, coder=coder or None, search=search)


def _write(found: Sequence[Memo], links_of: LinksOf, path: Path, *, title: str) -> None:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnknownFormat(f"{path}: memos are written as {', '.join(SUFFIXES)}. Give the file one of these endings.")
    if suffix == ".md":
        save(path, _markdown(found, links_of, title=title).encode("utf-8", "replace"))
    else:
        save_rows(path, COLUMNS, rows_of_memos(found), title)


def rows_of_memos(found: Sequence[Memo]) -> list[list[object]]:
    """A row a memo."""
    return [[memo.as_json()[name] for name in COLUMNS] for memo in found]
