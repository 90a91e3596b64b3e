"""Counts made again the slow way, from plain rows of the file: sets of characters, and nothing of `codebook`.

world = World(rows)                                   `rows(sql)` gives what a SELECT finds
Brute(world).cell("code", "group", "Delay", "CPS", "documents", "eligible")    (n, of)
Brute(world).together("code", "turn")                 ({heading: set of units}, how many units there are)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

NONE = "(none)"
Units = dict[str, set[object]]


class Made(NamedTuple):
    """A coding; `document` and `code` are uids."""

    uid: str
    document: str
    start: int
    end: int
    code: str
    coder: str
    stance: str
    prompted: bool
    round: str


class Known(NamedTuple):
    """A document; `turns` are (label_start, start, end, speaker, role)."""

    values: dict[str, set[str]]
    text: str
    turns: list[tuple[int, int, int, str | None, str | None]]

    @property
    def participant(self) -> str:
        return next(iter(self.values["participant"]))

    def speech(self) -> set[int]:
        """Participants' characters; where nobody is named, those of all passages."""
        named = any(speaker is not None for *_, speaker, _ in self.turns)
        wanted = [(a, b) for _, a, b, _, role in self.turns if role == "participant" or not named]
        return {at for a, b in wanted for at in range(a, b)}

    def is_interviewers(self, start: int, end: int) -> bool:
        """Whether all words there are an interviewer's; where there are none, all labels."""
        words = [role for _, a, b, _, role in self.turns if max(a, start) < min(b, end)]
        labels = [role for a, _, b, _, role in self.turns if max(a, start) < min(b, end)]
        return bool(words or labels) and set(words or labels) == {"interviewer"}

    def words(self, held: set[int]) -> int:
        """Words between blanks that a character which is held stands in."""
        words = [range(*found.span()) for found in re.finditer(r"\S+", self.text)]
        return sum(any(at in held for at in word) for word in words)

    def is_asked(self, names: Iterable[str]) -> bool:
        """Whether an interviewer says any of these, at the beginning of a word."""
        said = " ".join(self.text[a:b] for _, a, b, _, role in self.turns if role == "interviewer").lower()
        return any(re.search(rf"(?<!\w){re.escape(name.lower())}", said) for name in names)

    def sentences(self) -> list[int]:
        """Where sentences begin: with a turn, name and all, and where a capital follows a mark and a blank."""
        starts = {label: start for label, start, *_ in self.turns}
        ends = {label: end for label, _, end, *_ in self.turns}
        return [
            at for label in sorted(starts)
            for at in (label, *(starts[label] + found.end() for found in
                                re.finditer(r"[.?!] (?=[A-Z])", self.text[starts[label] : ends[label]])))
        ]  # fmt: skip


class World:
    """Everything that counts are made of."""

    def __init__(self, rows: Callable[[str], Iterable[Sequence[Any]]]) -> None:
        cases, turns = defaultdict(set), defaultdict(list)
        for uid, label in rows('SELECT document_uid, label FROM document_case JOIN "case" c ON c.uid = case_uid'):
            cases[uid].add(label)
        for uid, *turn in rows('SELECT turn.document_uid, label_start, start, "end", name, role FROM turn LEFT JOIN '
                               "speaker ON speaker.uid = speaker_uid ORDER BY number"):  # fmt: skip
            turns[uid].append(tuple(turn))
        attributes = _attributes(rows)
        self.documents = {
            uid: Known({"document": {label}, "kind": {kind}, "group": {group}, "area": {area}, "month": {date[:7]},
                        "participant": {who or ""}, "case": cases[uid] or {""}, **attributes[uid]}, text, turns[uid])
            for uid, label, kind, group, area, date, who, text in rows(
                'SELECT d.uid, d.label, kind, "group", area, date, p.label, text FROM document d JOIN body ON '
                "hash = body_hash LEFT JOIN participant p ON p.uid = participant_uid")
        }  # fmt: skip
        self.codes = {uid: (parent, name) for uid, parent, name in rows("SELECT uid, parent_uid, name FROM code")}
        self.made = [Made(*row) for row in rows(
            'SELECT coding.uid, document_uid, start, "end", code_uid, name, stance, prompted, round FROM coding '
            "JOIN coder ON coder.uid = coder_uid")]  # fmt: skip
        self.given = [tuple(row) for row in rows(
            "SELECT document_uid, name, round, state FROM assignment JOIN coder ON coder.uid = coder_uid")]  # fmt: skip

    def above(self, code: str) -> list[str]:
        """A code and what it stands below, the theme last."""
        parent = self.codes[code][0]
        return [code, *(self.above(parent) if parent else [])]

    def path(self, code: str) -> str:
        return "/".join(self.codes[uid][1].replace("/", "\\/") for uid in reversed(self.above(code)))

    def under(self, path: str) -> set[str]:
        """The code of a path, or of `Theme/*` with all below it."""
        named = next(uid for uid in self.codes if self.path(uid) == path.removesuffix("/*"))
        return {uid for uid in self.codes if named in self.above(uid)} if path.endswith("/*") else {named}


class Brute:
    """Counts of what a query means: `is_in` says which documents it is about, `means` which codings; `answer` which
    characters of a document, where they are not simply those of its codings; `coders` whose being done counts.
    """

    def __init__(
        self, world: World, *, is_in: Callable[[Known], bool] = lambda _: True,
        means: Callable[[Made], bool] = lambda _: True, answer: Callable[[list[Made]], set[int]] | None = None,
        coders: Sequence[str] = (), round: str = "main",
    ) -> None:  # fmt: skip
        self.world = world
        self.documents = {uid: known for uid, known in world.documents.items() if is_in(known)}
        able = [m for m in world.made if m.round == round and m.document in self.documents and means(m)]
        self.held = {made: held for made in able if (held := self._held(made, able, answer))}
        who = [(uid, coder) for uid, coder, part, state in world.given if state == "done" and part == round]
        self.done: dict[str, set[str]] = defaultdict(set)
        for uid, coder in who if world.given else [(made.document, made.coder) for made in self.held]:
            if uid in self.documents and (not coders or coder in coders):
                self.done[uid].add(coder)

    def _held(self, made: Made, able: list[Made], answer: Callable[[list[Made]], set[int]] | None) -> set[int]:
        """The characters of a coding that count."""
        known, whole = self.documents[made.document], set(range(made.start, made.end))
        if answer is None:
            return set() if known.is_interviewers(made.start, made.end) else whole
        there = answer([each for each in able if each.document == made.document])
        runs = [
            run for run in _runs(there) if not known.text[slice(*run)].isspace() and not known.is_interviewers(*run)
        ]
        return whole & {at for run in runs for at in range(*run)}

    def headings(self, axis: str, made: Made) -> set[str]:
        """What a coding counts under."""
        word, _, rest = axis.partition(":")
        if word == "code":
            return {self.world.path(made.code)} if not rest or made.code in self.world.under(rest) else set()
        of_coding = {"theme": self.world.path(self.world.above(made.code)[-1]), "coder": made.coder,
                     "stance": made.stance or NONE}  # fmt: skip
        if axis in of_coding:
            return {of_coding[axis]}
        return {value or NONE for value in self.documents[made.document].values[axis]}

    def may(self, uid: str, axis: str, heading: str) -> bool:
        """Whether a document that somebody is done with could have anything there."""
        if axis == "coder":
            return heading in self.done[uid]
        values = self.documents[uid].values.get(axis)
        return values is None or heading in {value or NONE for value in values}

    def cell(self, rows: str, columns: str, row: str, column: str, count: str, base: str) -> tuple[int, int]:
        """`n` and `of` of a cell."""
        made = [m for m in self.held if self.headings(rows, m) and self.headings(columns, m)]
        if count != "codings":
            coders_apart = "coder" in (rows, columns)
            made = [m for m in made if (m.coder in self.done[m.document] if coders_apart else self.done[m.document])]
        there = [m for m in made if row in self.headings(rows, m) and column in self.headings(columns, m)]
        able = {
            uid for uid in self.done if self.done[uid] and self.may(uid, rows, row) and self.may(uid, columns, column)
        }
        if base == "asked":
            asked = self._asked(*((rows, row) if rows.partition(":")[0] in ("code", "theme") else (columns, column)))
            able, there = able & asked, [m for m in there if m.document in asked]
        if base in ("eligible", "asked"):
            return self.number(there, count), self._sum(able, {}, count)
        of = [m for m in made if (base != "row" or row in self.headings(rows, m))
              and (base != "column" or column in self.headings(columns, m))]  # fmt: skip
        return self.number(there, count), self.number(of, count)

    def number(self, made: list[Made], count: str) -> int:
        """How many codings, documents, participants or words."""
        if count == "codings":
            return len(made)
        held: dict[str, set[int]] = defaultdict(set)
        for each in made:
            held[each.document] |= self.held[each]
        return self._sum(set(held), held, count)

    def _sum(self, documents: set[str], held: dict[str, set[int]], count: str) -> int:
        known = {uid: self.documents[uid] for uid in documents}
        if count == "documents":
            return len(known)
        if count == "participants":
            return len({each.participant for each in known.values()} - {""})
        return sum(each.words(each.speech() & held.get(uid, each.speech())) for uid, each in known.items())

    def _asked(self, axis: str, heading: str) -> set[str]:
        codes = self.world.under(f"{heading}/*" if axis == "theme" else heading)
        names = {self.world.codes[code][1] for code in codes}
        asking = {
            uid for uid, known in self.documents.items() if any(role == "interviewer" for *_, role in known.turns)
        }
        prompted = {m.document for m in self.world.made if m.code in codes and m.prompted and m.round == "main"}
        return {uid for uid in asking if uid in prompted or self.documents[uid].is_asked(names)}

    def together(self, axis: str, by: str) -> tuple[Units, int]:
        """The units that hold each heading, and how many units there are."""
        found: Units = defaultdict(set)
        whole = 0
        for uid in (uid for uid in self.done if self.done[uid]):
            runs, at = self._units(self.documents[uid], by)
            whole += runs
            for made, held in self.held.items():
                for heading in self.headings(axis, made) if made.document == uid else ():
                    found[heading] |= {(uid, unit) for each in held for unit in at.get(each, ())}
        return found, whole

    @staticmethod
    def _units(known: Known, by: str) -> tuple[int, dict[int, Iterable[int]]]:
        """How many units a document has, and by character of speech the units that it is in."""
        speech = known.speech()
        if by == "document":
            return 1, dict.fromkeys(range(len(known.text)), (0,))
        if by == "overlap":
            return len(speech), {at: (at,) for at in speech}
        begins = known.sentences() if "sentence" in by else [label for label, *_ in known.turns]
        numbers = {at: max(sum(begin <= at for begin in begins) - 1, 0) for at in speech}
        if by == "turn":
            return len(set(numbers.values())), {at: (number,) for at, number in numbers.items()}
        reach = min(int(by.split()[1]), max(len(begins), 1) - 1)
        last = max(len(begins), 1) - reach
        return last, {
            at: [n for n in range(number - reach, number + 1) if 0 <= n < last] for at, number in numbers.items()
        }


def _attributes(rows: Callable[[str], Iterable[Sequence[Any]]]) -> dict[str, dict[str, set[str]]]:
    """By document and `attribute:NAME`: what is said of it, else of its participant, else what its cases agree on."""
    asked = "SELECT document_uid, name, value FROM ({}) JOIN attribute_value v ON v.subject_uid = whose JOIN attribute"
    asked += " ON attribute.uid = attribute_uid WHERE attribute.subject = '{}'"
    whose = {
        "case": "SELECT document_uid, case_uid AS whose FROM document_case",
        "participant": "SELECT uid AS document_uid, participant_uid AS whose FROM document",
        "document": "SELECT uid AS document_uid, uid AS whose FROM document",
    }
    names = [f"attribute:{name}" for (name,) in rows("SELECT DISTINCT name FROM attribute")]
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {name: {""} for name in names})
    for subject, documents in whose.items():
        said: dict[tuple[str, str], set[str]] = defaultdict(set)
        for uid, name, value in rows(asked.format(documents, subject)):
            said[uid, f"attribute:{name}"].add(value)
        for (uid, name), values in said.items():
            if len(values) == 1:
                found[uid][name] = values
    return found


def _runs(held: set[int]) -> list[tuple[int, int]]:
    firsts, lasts = sorted(at for at in held if at - 1 not in held), sorted(at for at in held if at + 1 not in held)
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]
