"""What may be said about an unexpected error: kind and place, never values. Transcripts must not leak into a terminal's
scroll-back, a bug report or a log."""

from __future__ import annotations

import traceback
from pathlib import Path

from transcripts.errors import WorkbenchError

PACKAGES = frozenset({"coding_tui", "exports", "codebook", "transcripts"})


def places(error: BaseException) -> list[str]:
    """Where an error came through, outermost first: `coding_tui/app.py:12 in open`. No source line, no values."""
    found = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        folder = next((parent.name for parent in path.parents if parent.name in PACKAGES), path.parent.name)
        found.append(f"{folder}/{path.name}:{frame.lineno} in {frame.name}")
    return found


def reason(error: BaseException) -> str:
    """One line for a person: the message of an error meant for them, else the kind and the place alone."""
    if isinstance(error, WorkbenchError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'A file'}: {error.strerror}."
    where = places(error)
    return f"A fault in this program: {type(error).__name__} at {where[-1] if where else 'an unknown place'}."


def report(error: BaseException) -> str:
    """What is printed when the program has to stop."""
    lines = [
        f"coding-tui had to stop because of a fault of its own: {type(error).__name__}.",
        "Everything that was acknowledged is in the project file. These lines hold no words of your material:",
        *(f"  {place}" for place in places(error)[-12:]),
    ]
    return "\n".join(lines)
