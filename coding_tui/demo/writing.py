"""A page being written: turns go in as sentences, a document and its planted passages come out, offsets exact."""

from __future__ import annotations

from dataclasses import dataclass, field

from coding_tui.demo.model import Passage, StudyTurn


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it was written to express; `code` is "" for talk that belongs to no code."""

    text: str
    code: str = ""
    stance: str = ""
    leaning: str = ""
    prompted: bool = False


@dataclass
class Page:
    """A document in the making. `gap` goes between turns."""

    label: str
    gap: str
    chunks: list[str] = field(default_factory=list)
    turns: list[StudyTurn] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    length: int = 0
    words: int = 0

    def turn(self, speaker: str, role: str, sentences: list[Sentence]) -> None:
        """`Speaker: …`, and the passages planted in it."""
        if sentences:
            self._put((self.gap if self.chunks else "") + f"{speaker}: ")
            self._speech(speaker, role, sentences)

    def paragraph(self, sentences: list[Sentence]) -> None:
        """Prose that nobody is named for."""
        if sentences:
            self._put("\n\n" if self.chunks else "")
            self._speech(None, "other", sentences)

    def heading(self, text: str) -> None:
        """A line of its own that is never planted in."""
        self._put("\n\n" if self.chunks else "")
        start = self.length
        self._put(text)
        self.turns.append(StudyTurn(None, "other", start, self.length))

    def text(self) -> str:
        """The document so far, with a line end."""
        return "".join(self.chunks) + "\n"

    def _put(self, text: str) -> None:
        self.chunks.append(text)
        self.length += len(text)

    def _speech(self, speaker: str | None, role: str, sentences: list[Sentence]) -> None:
        start = self.length
        spans: list[tuple[Sentence, int, int]] = []
        for index, sentence in enumerate(sentences):
            self._put(" " if index else "")
            spans.append((sentence, self.length, self.length + len(sentence.text)))
            self._put(sentence.text)
            self.words += sentence.text.count(" ") + 1
        self.turns.append(StudyTurn(speaker, role, start, self.length))
        self._plant(spans, start)

    def _plant(self, spans: list[tuple[Sentence, int, int]], start: int) -> None:
        said = " ".join(sentence.text for sentence, _, _ in spans)
        run: list[tuple[Sentence, int, int]] = []
        for span in [*spans, (Sentence(""), 0, 0)]:
            if run and (span[0].code, span[0].stance) != (run[0][0].code, run[0][0].stance):
                self._passage(run, said, start)
                run = []
            if span[0].code:
                run.append(span)

    def _passage(self, run: list[tuple[Sentence, int, int]], said: str, offset: int) -> None:
        first, begin, end = run[0][0], run[0][1], run[-1][2]
        leanings = [sentence.leaning for sentence, _, _ in run if sentence.leaning in ("+", "-")]
        self.passages.append(
            Passage(
                document=self.label,
                start=begin,
                end=end,
                ref=first.code,
                stance=first.stance,
                leaning=leanings[0] if leanings else "=",
                prompted=first.prompted,
                text=said[begin - offset : end - offset],
                sentences=tuple((at, stop) for _, at, stop in run),
            )
        )
