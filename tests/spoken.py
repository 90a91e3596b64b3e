"""Documents as the store gives them, made of who says what, for tests that need no project."""

from __future__ import annotations

from transcripts.texts import DocumentText, SpokenTurn


def document(label: str, *turns: tuple[str, str]) -> DocumentText:
    """A document of (speaker, words); whoever is called Interviewer asks."""
    text, spoken = "", []
    for number, (speaker, words) in enumerate(turns):
        begin, start = len(text), len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        role = "interviewer" if speaker == "Interviewer" else "participant"
        spoken.append(SpokenTurn(number, begin, start, start + len(words), speaker, role, None))
    return DocumentText(label, label, text, tuple(spoken))
