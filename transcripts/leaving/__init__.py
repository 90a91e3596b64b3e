"""The one door through which words leave: files, what a command prints into a pipe, the clipboard.

Names of people who are spoken about (`transcripts.withheld`) are looked for in what is about to leave, as it will be
read: the finished bytes of a file, not what their writer meant to put there. So nothing that writes can forget it.

    door.py      which projects are open, whose names therefore stay, and the refusal
    words_of.py  the words in the bytes of a file: Word, workbooks, web pages, figures, Markdown, LaTeX, tables, JSON
"""

from transcripts.leaving.door import (
    NAME,
    NONE_KNOWN,
    Known,
    NameWouldLeave,
    held_to,
    hold,
    known_in,
    masked,
    names,
    require_none,
    require_none_in,
)

__all__ = [
    "NAME", "NONE_KNOWN", "Known", "NameWouldLeave", "held_to", "hold", "known_in", "masked", "names", "require_none",
    "require_none_in",
]  # fmt: skip
