"""What a workbook holds besides its cells, counted and said: comments, text boxes, what is printed on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENTS = re.compile(r"xl/(?:worksheets/)?comments/?(?:comment)?\d*\.xml")
_THREADS = re.compile(r"xl/threadedComments/[^/]+\.xml")
_DRAWINGS = re.compile(r"xl/(?:drawings/drawing|charts/chart|diagrams/data)\d*\.xml")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_STAND_IN = "[Threaded comment]"
"""What Excel writes into a comment for programs that know no replies."""
_PRINTED = re.compile(rb"<(?:\w{1,20}:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<")
_CODES = re.compile(r'&amp;|&(?:quot;.*?&quot;|"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])')
_LONGEST = 60


def beside(archive: Archive, sheets: list[bytes]) -> list[str]:
    """One line for each kind of words that are in no cell; `sheets` are the parts that are read."""
    return [*_comments(archive), *_drawings(archive), *_printed(sheets)]


def _comments(archive: Archive) -> Iterator[str]:
    found = [_words(each) for each in _elements(archive, _COMMENTS, "comment")]
    found = [comment for comment in found if comment and not " ".join(comment).startswith(_STAND_IN)]
    found += [reply for each in _elements(archive, _THREADS, "threadedComment") if (reply := _words(each))]
    if found:
        words = _count(sum(map(len, found)), "word")
        yield f"{_count(len(found), 'comment')} left out ({words}; kept in the original file)"


def _drawings(archive: Archive) -> Iterator[str]:
    names = sorted(name for name in archive.names if _DRAWINGS.fullmatch(name))
    words = sum(len((text.text or "").split()) for name in names for text in archive.xml(name).iter(_DRAWN))
    if words:
        yield f"{_count(words, 'word')} of text boxes, diagrams and charts left out"


def _printed(sheets: list[bytes]) -> Iterator[str]:
    """Headers and footers that hold words, each wording once."""
    found = (match.decode("utf-8", "replace") for sheet in sheets for match in _PRINTED.findall(sheet))
    wordings = dict.fromkeys(" ".join(_CODES.sub(" ", line.replace("&amp;", "&")).split()) for line in found)
    for words in wordings:
        if any(letter.isalpha() for letter in words):
            yield f"page header or footer left out: “{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}”"


def _elements(archive: Archive, names: re.Pattern[str], tag: str) -> Iterator[_Element]:
    for name in sorted(name for name in archive.names if names.fullmatch(name)):
        yield from archive.xml(name).iter(f"{{*}}{tag}")


def _words(element: _Element) -> list[str]:
    return " ".join(text.text or "" for text in element.iter("{*}t", "{*}text")).split()


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
