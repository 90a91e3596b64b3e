"""OpenDocument texts (.odt, .fodt): the words of the body in reading order, with what is set in bold.

Paragraphs end with LF; the cells of a table row stand on one line, set apart by TABs. Insertions are kept and
deletions dropped, as a reader sees the document with all changes accepted. Text boxes follow the paragraph that
holds them. What is left out (comments, notes, headers, hidden text) is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from transcripts.errors import ImportRefused
from transcripts.importing.archive import Archive, parse_xml
from transcripts.importing.decoding import canonical
from transcripts.importing.model import Extract
from transcripts.importing.odt_body import Body
from transcripts.importing.odt_elements import OFFICE, furniture
from transcripts.importing.odt_styles import Styles
from transcripts.importing.speaker_column import turns_in_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_LOCKED = "an OpenDocument text protected by a password: open it, remove the password and save it again"
_NO_BODY = "an OpenDocument text without its text part: open it in LibreOffice and save it again"


def read(archive: Archive) -> tuple[Extract]:
    """The words of an .odt. Raises ImportRefused if it is damaged, hostile or locked."""
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ImportRefused(_LOCKED)
    if "content.xml" not in archive.names:
        raise ImportRefused(_NO_BODY)
    content = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive.names else content
    return (_extract(content, styles),)


def read_flat(data: bytes) -> tuple[Extract]:
    """The words of an .fodt, an OpenDocument text in one XML file. Raises ImportRefused."""
    root = parse_xml(data)
    return (_extract(root, root),)


def _extract(content: _Element, styles: _Element) -> Extract:
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise ImportRefused(_NO_BODY)
    body = Body(text, Styles(styles, content))
    words = canonical("".join(body.pieces).removesuffix("\n"))
    turns = turns_in_rows(words, body.tables)
    warnings = (*_changed(body), *_left_out(body), *_furniture(styles))
    return Extract(words, "odt", bold=tuple(body.bold), by_line=True, turns=turns, warnings=warnings)


def _changed(body: Body) -> Iterator[str]:
    if body.deletions or body.insertions:
        kept, dropped = _count(body.insertions, "insertion"), _count(body.deletions, "deletion")
        words = f" ({_count(body.deleted, 'word')})" if body.deletions else ""
        yield f"tracked changes: {kept} kept, {dropped}{words} left out"
    if body.boxes:
        yield f"{_count(body.boxes, 'text box', 'text boxes')} put after the paragraph that holds it"


def _left_out(body: Body) -> Iterator[str]:
    notes = (body.comments, "comment"), (body.footnotes, "footnote"), (body.endnotes, "endnote")
    counted = [_count(number, one) for number, one in notes if number]
    if counted:
        yield f"{', '.join(counted)} left out ({_count(body.noted, 'word')}; kept in the original file)"
    if body.hidden:
        yield f"hidden text left out: {_count(body.hidden, 'word')}"
    if body.repeated:
        yield f"{_count(body.repeated, 'row or cell', 'rows or cells')} that the file repeats, kept once"
    if body.contents:
        yield f"table of contents left out: {_count(body.contents, 'word')}"
    if body.readings:
        yield f"readings beside characters (ruby) left out: {_count(body.readings, 'word')}"
    if body.unread:
        yield f"{_count(body.unread, 'word')} in places where no program shows them left out"
    if body.fields:
        yield f"{_count(body.fields, 'filled-in field')} of a form left out"
    if body.objects:
        yield f"embedded objects (formulas, charts, tables) left out: {body.objects}"
    if body.described and not body.pictures:
        yield f"{_count(body.described, 'word')} that describe drawings left out"
    if body.pictures:
        described = f" ({_count(body.described, 'word')} of description)" if body.described else ""
        yield f"{_count(body.pictures, 'picture')} left out{described}"


def _furniture(styles: _Element) -> Iterator[str]:
    for words in furniture(styles):
        yield f"page header or footer left out: “{words[:60]}”"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
