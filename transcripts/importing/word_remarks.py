"""What of a Word document stands beside its body, counted so that nothing is left out in silence."""

from __future__ import annotations

import re

from transcripts.importing.archive import Archive

_LEFT_OUT = (
    ("comments", "comment", "comment", "comments"),
    ("footnotes", "footnote", "footnote", "footnotes"),
    ("endnotes", "endnote", "endnote", "endnotes"),
)
_FURNITURE = re.compile(r"word/(?:header|footer)\d*\.xml")


def left_out(archive: Archive, namespace: str) -> list[str]:
    """One line for each kind of text beside the body that does not come in."""
    said = []
    for part, tag, one, many in _LEFT_OUT:
        name = f"word/{part}.xml"
        if name not in archive.names:
            continue
        notes = archive.xml(name).iter(f"{{{namespace}}}{tag}")
        number = sum(any((t.text or "").strip() for t in note.iter(f"{{{namespace}}}t")) for note in notes)
        if number:
            said.append(f"{count(number, one, many)} left out (kept in the original file)")
    return said + _page_furniture(archive, namespace)


def _page_furniture(archive: Archive, namespace: str) -> list[str]:
    """Headers and footers that hold words (page numbers are none), as one remark each wording."""
    found: dict[str, None] = {}
    for name in sorted(name for name in archive.names if _FURNITURE.fullmatch(name)):
        words = " ".join("".join(t.text or "" for t in archive.xml(name).iter(f"{{{namespace}}}t")).split())
        if any(letter.isalpha() for letter in words):
            found[words] = None
    return [f"page header or footer left out: “{words[:60]}”" for words in found]


def count(number: int, one: str, many: str = "") -> str:
    """`1 comment`, `2 comments`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
