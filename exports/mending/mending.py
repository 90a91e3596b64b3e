"""A draft and the exact words for it: looked at first, then written beside it and renamed; what was there is kept.

Nothing is written while another program has the draft open, as Word, LibreOffice and Vim say by a file beside it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exports.audit.drafts import read_draft
from exports.audit.judging import Judge
from exports.audit.model import Audit, Finding, Paragraph
from exports.mending.edits import Edit, edits
from exports.mending.exact import exact_words
from exports.mending.in_text import KINDS, Kind, places, put, region
from exports.mending.in_word import CHANGED, WordFile
from transcripts.errors import ImportRefused, WorkbenchError
from transcripts.leaving import known_in
from transcripts.safe_file import open_elsewhere, written_whole

_TRIES = 999


class CannotMend(WorkbenchError):
    """A draft that cannot be written, or is not to be; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Mend:
    """The exact words for a finding. `number` counts what could be mended in a draft, from 1."""

    number: int
    finding: Finding
    words: str

    @property
    def changes(self) -> list[Edit]:
        """What is done to the paragraph's text."""
        start = self.finding.quotation.start
        return [Edit(start + each.start, start + each.end, each.words) for each in self._own()]

    def shown(self) -> list[tuple[str, str]]:
        """Both texts in step, for people: (what the draft has, what it will have), the same where nothing changes."""
        old, at, pairs = self.finding.quotation.text, 0, []
        for edit in self._own():
            pairs += [(old[at : edit.start],) * 2] * (at < edit.start)
            pairs.append((old[edit.start : edit.end], edit.words))
            at = edit.end
        return pairs + [(old[at:],) * 2] * (at < len(old))

    def _own(self) -> list[Edit]:
        return edits(self.finding.quotation.text, self.words)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done: replacements that are in the draft now, those that are not and why, and where the old draft is."""

    done: tuple[Mend, ...]
    refused: tuple[tuple[Mend, str], ...]
    kept: Path | None


def mends(judge: Judge, audited: Audit) -> list[Mend]:
    """What could be put into a draft, in its order."""
    found = ((each, exact_words(judge, each)) for each in audited.findings)
    worded = ((finding, words) for finding, words in found if words is not None)
    return [Mend(number, finding, words) for number, (finding, words) in enumerate(worded, 1)]


def mend(draft: Path, wanted: Iterable[Mend], *, kept: Path | None = None) -> Mended:
    """Put exact words into a draft; `kept` is where an earlier call put the draft as it was, to keep that one only.

    Raises CannotMend where the draft is open elsewhere, or of a kind that is not written; BadDraft; WriteFailed. Then
    the draft is as it was.
    """
    require_closed(draft)
    paragraphs = {each.number: each for each in read_draft(draft)}
    try:
        data = draft.read_bytes()
        old = _Word(data) if data.startswith(b"PK") and draft.suffix.lower() == ".docx" else _Text(data, draft)
    except (OSError, ImportRefused) as error:
        raise CannotMend(f"{draft.name} cannot be read: {error}.") from None
    done, refused = [], []
    for each in sorted(wanted, key=lambda one: (-one.finding.quotation.paragraph.number, -one.finding.quotation.start)):
        why = old.put(each, paragraphs)
        if why:
            refused.append((each, why))
        else:
            done.append(each)
    if not done:
        return Mended((), tuple(reversed(refused)), kept)
    new = old.written()
    kept = kept or _put_aside(draft, data)
    mode = draft.stat().st_mode
    with written_whole(draft, known=known_in(data)) as beside:
        beside.write_bytes(new)
        os.chmod(beside, mode & 0o777)
    return Mended(tuple(reversed(done)), tuple(reversed(refused)), kept)


class _Text:
    """A draft that is text."""

    def __init__(self, data: bytes, draft: Path) -> None:
        kind = KINDS.get(draft.suffix.lower())
        if kind is None:
            known = ", ".join((".docx", *KINDS))
            raise CannotMend(f"{draft.name}: exact words are put into {known}. Paste them: audit shows them.")
        try:
            self.raw = data.decode("utf-8")
        except UnicodeDecodeError:
            raise CannotMend(f"{draft.name} is not UTF-8. Save it so, then try again.") from None
        self.kind: Kind = kind

    def put(self, one: Mend, paragraphs: dict[int, Paragraph]) -> str:
        quotation = one.finding.quotation
        paragraph = paragraphs.get(quotation.paragraph.number)
        if paragraph is None or not _is_as_audited(paragraph, one):
            return CHANGED
        start, end, there = region(self.raw, paragraph, list(paragraphs.values()))
        found = [place for place in places(self.raw[start:end], self.kind, quotation.text)]
        known = list(_occurrences(there, quotation.text))
        wanted = (paragraph.number, quotation.start)
        if len(found) != len(known) or wanted not in known:
            return "signs of emphasis, a command or a note stand in it: change it by hand"
        at = start + found[known.index(wanted)][0]
        self.raw = put(self.raw, self.kind, at, quotation.text, edits(quotation.text, one.words))
        paragraphs[paragraph.number] = _changed(paragraph, one)
        return ""

    def written(self) -> bytes:
        return self.raw.encode("utf-8")


class _Word:
    """A draft in Word."""

    def __init__(self, data: bytes) -> None:
        self.file = WordFile(data)

    def put(self, one: Mend, paragraphs: dict[int, Paragraph]) -> str:
        now = paragraphs.get(one.finding.quotation.paragraph.number)
        if now is None or not _is_as_audited(now, one):
            return CHANGED
        why = self.file.put(now, one.changes)
        if not why:
            paragraphs[now.number] = _changed(now, one)
        return why

    def written(self) -> bytes:
        return self.file.written()


def _is_as_audited(paragraph: Paragraph, one: Mend) -> bool:
    """Whether it is up to the quotation's end: behind it, another replacement may have been made already."""
    quotation = one.finding.quotation
    return paragraph.text[: quotation.end] == quotation.paragraph.text[: quotation.end]


def _changed(paragraph: Paragraph, one: Mend) -> Paragraph:
    quotation = one.finding.quotation
    text = paragraph.text[: quotation.start] + one.words + paragraph.text[quotation.end :]
    return replace(paragraph, text=text)


def _occurrences(paragraphs: Sequence[Paragraph], words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in paragraphs: number and place, in order."""
    for paragraph in paragraphs:
        at = paragraph.text.find(words)
        while at >= 0:
            yield paragraph.number, at
            at = paragraph.text.find(words, at + len(words))


def require_closed(draft: Path) -> None:
    """Raise CannotMend when another program says that it has the draft open."""
    if found := open_elsewhere(draft):
        raise CannotMend(f"{draft.name} is open in another program ({found} stands beside it). Close it there first.")


def _put_aside(draft: Path, data: bytes) -> Path:
    """The draft as it was, under a name that nothing has."""
    names: Collection[str] = [f"{draft.name}.bak", *(f"{draft.name}.bak{number}" for number in range(2, _TRIES))]
    for name in names:
        target = draft.with_name(name)
        if not target.exists():
            with written_whole(target, known=known_in(data)) as beside:
                beside.write_bytes(data)
            return target
    raise CannotMend(f"{_TRIES} copies of {draft.name} stand beside it already. Move them away first.")
