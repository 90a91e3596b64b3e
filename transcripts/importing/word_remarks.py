"""What of a Word document stands beside its body, counted so that nothing is left out in silence."""

from __future__ import annotations

from transcripts.importing.archive import Archive

_LEFT_OUT = (
    ("comments", "comment", "comment", "comments"),
    ("footnotes", "footnote", "footnote", "footnotes"),
    ("endnotes", "endnote", "endnote", "endnotes"),
)


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
    return said


def count(number: int, one: str, many: str = "") -> str:
    """`1 comment`, `2 comments`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
