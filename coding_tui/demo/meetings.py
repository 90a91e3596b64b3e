"""Field notes of meetings: early-advice calls, scrutiny panels, forums, training; several roles and an observer."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from coding_tui.demo.cast import Person, long_date, month_of, spoken
from coding_tui.demo.library import Line, least_used, library
from coding_tui.demo.model import Case, Passage, StudyDocument
from coding_tui.demo.plan import MEETING_TOPICS, favours
from coding_tui.demo.voices import Voice
from coding_tui.demo.writing import Page, Sentence

ROLES = {
    "L": "Prosecutor",
    "O": "Officer",
    "S": "Supervisor",
    "I": "ISVA",
    "H": "Chair",
    "T": "Trainer",
    "V": "Observer",
}
_GROUP = {"L": "C", "O": "P", "S": "P", "I": "I", "H": "C", "T": "I", "V": "J"}
_GAPS = {"early advice": "\n", "panel": "\n\n", "forum": "\n", "training": "\n\n"}
_TITLES = {
    "early advice": "early-advice discussion", "panel": "scrutiny panel", "forum": "local forum",
    "training": "training event",
}  # fmt: skip
_AGENDA = ("referral times", "the court backlog", "named contacts", "funding", "digital requests", "letters to victims")
# What happens, in order: (section, least, most) numbers of turns.
_CALL = (
    ("advice-credibility", 1, 3), ("advice-lawyer", 1, 2), ("advice-digital", 1, 3),
    ("advice-other", 1, 2), ("advice-suspect", 0, 1), ("advice-time", 1, 3), ("advice-credibility", 0, 1),
    ("advice-lawyer", 2, 3), ("advice-other", 1, 2),
)  # fmt: skip
_MEETINGS = {
    "panel": (("panel-chair", "HLOI"), ("panel-myths", "LOI"), ("panel-scrutiny", "LIV")),
    "forum": (("forum-chair", "HV"),),
    "training": (("training-trainer", "T"), ("training-learner", "OV")),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting that was observed."""

    label: str
    kind: str
    area: str
    date: str
    case: Case
    lead: Person | None


class Meeting:
    """A meeting being noted down; `words` is about how long the note gets."""

    def __init__(self, occasion: Occasion, words: int, rng: Random) -> None:
        self.occasion, self.words, self.rng = occasion, words, rng
        self.page = Page(occasion.label, _GAPS[occasion.kind])
        self.topics: list[str] = []
        facts, said, used = _facts(occasion, rng), set[str](), dict[int, int]()
        self.voices = {
            role: Voice(group, rng, facts, 0.0 if role == "V" else 0.16, 0.04, said, used)
            for role, group in _GROUP.items()
        }

    def note(self) -> tuple[StudyDocument, list[Passage]]:
        """Note it down from the heading to the end."""
        self.page.heading(
            f"Field note, {_TITLES[self.occasion.kind]}, Area {self.occasion.area}, {long_date(self.occasion.date)}"
        )
        if self.occasion.kind == "early advice":
            self._move("advice-open", None)
        before = -1
        # A meeting is over when nobody has anything new to say.
        while before < self.page.words < self.words:
            before = self.page.words
            if self.occasion.kind == "early advice":
                self._call()
            else:
                self._round()
        return self._document(), self.page.passages

    def _call(self) -> None:
        for section, least, most in _CALL:
            for _ in range(self.rng.randint(least, most)):
                self._move(section, None)

    def _round(self) -> None:
        for section, _roles in _MEETINGS[self.occasion.kind]:
            self._move(section, None)
        topic = self._next_topic()
        for role in self.rng.sample("LOI", 3):
            self._contribute(role, topic)
            if self.rng.random() < 0.3:
                self._react()

    def _next_topic(self) -> str:
        if not self.topics:
            self.topics = list(MEETING_TOPICS[self.occasion.kind])
            self.rng.shuffle(self.topics)
        return self.topics.pop()

    def _move(self, name: str, role: str | None) -> None:
        lines = [line for line in library().meetings[name].lines if role is None or line.suits(role)]
        if self.occasion.kind == "early advice" and name == "advice-lawyer":
            good = favours("early-advice", "C", self.occasion.area, 0.0, self.rng)
            lines = [line for line in lines if line.leaning in ("=", "+" if good else "-")]
        fresh = self._unsaid(lines) if not name.endswith("chair") else least_used(lines, self.voices["V"].used)
        if fresh:
            line = self.rng.choice(fresh)
            self._say(line.groups, [line])

    def _contribute(self, role: str, topic: str) -> None:
        group = _GROUP[role]
        lines = [line for line in library().topics[topic].lines if line.role == "say" and line.suits(group)]
        good = favours(topic, group, self.occasion.area, 0.0, self.rng)
        wanted = [line for line in lines if line.leaning in ("=", "+" if good else "-")] or lines
        fresh = self._unsaid(wanted)
        self.rng.shuffle(fresh)
        self._say(role, fresh[:2])

    def _unsaid(self, lines: list[Line]) -> list[Line]:
        return [line for line in lines if line.number not in self.voices["V"].used]

    def _react(self) -> None:
        lines = library().meetings["meeting-reaction"].lines
        self._say(self.rng.choice("LOIH" if self.occasion.kind != "training" else "TO"), [self.rng.choice(lines)])

    def _say(self, role: str, lines: list[Line]) -> None:
        voice = self.voices[role]
        observing = role == "V"
        # The chair comes to another item each time.
        voice.facts["topic"] = self.rng.choice([item for item in _AGENDA if item != voice.facts["topic"]])
        said = [
            Sentence(text, "" if observing else line.code, line.stance, line.leaning)
            for line in lines
            if (text := voice.say(line, plain=observing or line.groups == "*"))
        ]
        self.page.turn(ROLES[role], "other" if observing else "participant", said)

    def _document(self) -> StudyDocument:
        seen = self.occasion
        return StudyDocument(
            label=seen.label,
            kind=seen.kind,
            group="",
            area=seen.area,
            date=seen.date,
            participant=seen.lead.label if seen.lead else "",
            case=seen.case.name if seen.kind == "early advice" else "",
            text=self.page.text(),
            turns=tuple(self.page.turns),
            attributes=(("minutes", 15 + self.page.words // 20),),
        )


def _facts(occasion: Occasion, rng: Random) -> dict[str, str]:
    case = occasion.case
    return {
        "area": f"Area {occasion.area}", "years": spoken(rng.randint(4, 20)), "caseload": spoken(rng.randint(12, 60)),
        "case": case.name, "reportmonth": month_of(case.report), "contact": spoken(case.contact_week),
        "adviceweek": spoken(case.advice_week), "topic": rng.choice(_AGENDA),
    }  # fmt: skip
