"""What the study's people can say, read from `language/*.txt`.

A file holds sections (`[name]` or `[name CODE]`) of lines `head | template`. The first word of the head says for whom
the line is: `*` or letters (C PS, P olice, I SVA, B arristers, J udges; in meetings L awyer, O fficer, S upervisor,
H chair, T rainer, V observer). Then may come a leaning (`+`, `-`, `=`) and a code with stance (`B4/reports`).
In a topic the heads `thing` and `ask` are how it is named and asked about; `more` is a question that follows up with
the answer it gets (`question => answer`), `also` is talk around it. Both express a code only when their head names one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coding_tui.demo.grammar import Template, compile_template

LANGUAGE = Path(__file__).parent / "language"
TOPIC_FILES = (
    "questions", "partnership", "evidence", "trauma", "myths", "bench", "system", "people", "daily", "followups",
    "around",
)  # fmt: skip
_PARTS = ("thing", "ask", "more", "also")
_LEANINGS = ("+", "-", "=")


@dataclass(frozen=True, slots=True)
class Line:
    """A template somebody can say; `code` is the codebook's ref, "" for none; `number` is unique in the library.

    `answer` is what a follow-up question is answered with.
    """

    number: int
    role: str
    groups: str
    leaning: str
    code: str
    stance: str
    template: Template
    answer: Template | None = None

    def suits(self, group: str) -> bool:
        """Whether a speaker of this group says it."""
        return self.groups == "*" or group in self.groups


@dataclass(frozen=True, slots=True)
class Section:
    """The lines under one heading; `code` is what they express unless a line says otherwise."""

    name: str
    code: str
    lines: tuple[Line, ...]

    def pick(self, role: str, group: str) -> list[Line]:
        """Lines of a role (`say`, `ask`, `more`, `also`, `thing`) for a group: its own first, else everybody's."""
        fitting = [line for line in self.lines if line.role == role and line.suits(group)]
        own = [line for line in fitting if line.groups != "*"]
        return own if own and role in ("thing", "ask") else fitting


@dataclass(frozen=True, slots=True)
class Library:
    """Everything there is to say: topics of conversation, moves of talk and meetings, a lexicon by group."""

    topics: dict[str, Section]
    talk: dict[str, Section]
    meetings: dict[str, Section]
    casefile: dict[str, Section]
    lexicon: dict[str, dict[str, Template]]


@cache
def library() -> Library:
    """The library, read once."""
    counter = [0]
    topics: dict[str, Section] = {}
    codes: dict[str, str] = {}
    for file in TOPIC_FILES:
        for name, section in _sections(file, counter, codes).items():
            asked = topics.get(name, Section(name, "", ()))
            topics[name] = Section(name, section.code or asked.code, (*asked.lines, *section.lines))
    return Library(
        topics=topics,
        talk=_sections("talk", counter),
        meetings=_sections("observations", counter),
        casefile=_sections("casefiles", counter),
        lexicon=_lexicon(),
    )


def _rows(name: str) -> list[str]:
    text = (LANGUAGE / f"{name}.txt").read_text(encoding="utf-8")
    return [row for row in text.splitlines() if row.strip() and not row.startswith("#")]


def _sections(file: str, counter: list[int], codes: dict[str, str] | None = None) -> dict[str, Section]:
    codes = {} if codes is None else codes
    found: dict[str, tuple[str, list[str]]] = {}
    rows: list[str] = []
    for row in _rows(file):
        if row.startswith("["):
            name, _, code = row.strip("[] ").rpartition(" ") if _ends_in_code(row) else (row.strip("[] "), "", "")
            codes[name] = code or codes.get(name, "")
            rows = found.setdefault(name, (codes[name], []))[1]
        else:
            rows.append(row)
    return {
        name: Section(name, code, tuple(_line(row, code, counter) for row in rows))
        for name, (code, rows) in found.items()
    }


def _ends_in_code(row: str) -> bool:
    last = row.strip("[] ").split(" ")[-1]
    return len(last) >= 2 and last[0].isupper() and last[1:].isdigit()


def _line(row: str, section_code: str, counter: list[int]) -> Line:
    head, _, text = row.partition(" | ")
    words = head.split()
    role = words.pop(0) if words[0] in _PARTS else "say"
    groups = words.pop(0)
    leaning = words.pop(0) if words and words[0] in _LEANINGS else ""
    code, _, stance = (words[0] if words else section_code if role == "say" else "").partition("/")
    counter[0] += 1
    said, arrow, answer = text.partition(" => ")
    return Line(
        counter[0], role, groups, leaning, code, stance, compile_template(said),
        compile_template(answer) if arrow else None,
    )  # fmt: skip


def _lexicon() -> dict[str, dict[str, Template]]:
    lexicon: dict[str, dict[str, Template]] = {}
    for row in _rows("lexicon"):
        head, _, text = row.partition(" | ")
        name, groups = head.split()
        for group in groups:
            lexicon.setdefault(name, {})[group] = compile_template(text)
    return lexicon


def least_used(lines: Sequence[Line], used: dict[int, int]) -> list[Line]:
    """The lines that were said least often so far, in their order."""
    if not lines:
        return []
    least = min(used.get(line.number, 0) for line in lines)
    return [line for line in lines if used.get(line.number, 0) == least]
