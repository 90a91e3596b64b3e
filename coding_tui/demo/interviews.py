"""An interview: a guide for the group, a person with opinions, and follow-ups on what was just said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from coding_tui.demo.cast import LETTERS, Person, spoken
from coding_tui.demo.hesitation import lowered
from coding_tui.demo.idiolect import Idiolect
from coding_tui.demo.library import Line, Section, least_used, library
from coding_tui.demo.model import Passage, StudyDocument
from coding_tui.demo.plan import ASIDES, GUIDES, OPPOSITES, favours
from coding_tui.demo.voices import Voice
from coding_tui.demo.writing import Page, Sentence

HESITATION = {"C": 0.17, "P": 0.24, "I": 0.28, "B": 0.1, "J": 0.1}
UNSTANCED = "CDEF"
# A second round of the guide is only gone through when the first gave less than the first share of the length wanted,
# and then up to the second.
_ENOUGH, _SATISFIED = 0.5, 0.65
_ROUNDS = 12
# How many topics of the guide are always asked about, the chance that another is; and, by stance, how many talk so.
_ALWAYS, _ASKED = 4, 0.8
_DISPOSITIONS = {"endorses": 0.16, "acts-on": 0.55}
_YES_OR_NO = re.compile(r"^(?:And |So )?(?:is|are|do|does|did|have|has|would|was|can|could|will)\b", re.IGNORECASE)
_INTRODUCTION = ("background-years", "background-path", "background-load", "background-place")


class Interview:
    """One interview being held; `words` is about how long it gets."""

    def __init__(self, person: Person, words: int, rng: Random) -> None:
        self.person, self.words, self.rng = person, words, rng
        self.group = LETTERS[person.group]
        shy = 0.4 + rng.random() * 1.1
        self.voice = Voice(self.group, rng, _facts(person), HESITATION[self.group] * shy, rng.random() * 0.06)
        self.voice.idiolect = Idiolect(self.group, rng)
        self.asking = Voice(self.group, rng, self.voice.facts)
        self.page = Page(person.label, "\n\n")
        self.views: dict[str, bool] = {}
        self.talkative = 0.6 + rng.random() * 0.8
        self.rounds = 0
        self.unlike_them = {stance for stance, share in _DISPOSITIONS.items() if rng.random() >= share}

    def hold(self) -> tuple[StudyDocument, list[Passage]]:
        """Hold it from greeting to farewell."""
        self._ask(self._talk("ask-start"))
        self._answer([self._plain(section) for section in _INTRODUCTION])
        case_after = self.rng.randint(2, 5) if self.person.case is not None else -1
        for number, topic in enumerate(self._topics()):
            if self._is_enough():
                break
            if number == case_after:
                self._speak_of_case()
            self._exchange(topic)
        self._ask(self._talk("ask-end"))
        self._answer([*self._unasked(), self._plain("wish"), self._plain("farewell")])
        return self._document(), self.page.passages

    def _is_enough(self) -> bool:
        return self.page.words > self.words * (_SATISFIED if self.rounds else 1.0)

    def _topics(self) -> Iterator[str]:
        """The guide, then asides; then the same again, when a thought may come back in other words."""
        head = list(GUIDES[self.group][:_ALWAYS])
        tail = [topic for topic in GUIDES[self.group][_ALWAYS:] if self.rng.random() < _ASKED]
        asides = [topic for topic in ASIDES[self.group] if self.rng.random() < _ASKED]
        self.rng.shuffle(tail)
        self.rng.shuffle(asides)
        yield from (*head, *tail[:7], *asides[:3], *tail[7:], *asides[3:])
        while self.rounds < _ROUNDS and (self.rounds or self.page.words < self.words * _ENOUGH):
            self.rounds += 1
            again = [*head, *tail, *asides]
            self.rng.shuffle(again)
            yield from again

    def _exchange(self, topic: str) -> None:
        section = library().topics[topic]
        said = self._on(topic, 1 + (self.rng.random() < 0.3), prompted=True)
        if not said:
            return
        answer = said + self._around(section, 2)
        if self.rng.random() < 0.08:
            answer += self._aside(topic)
        if self.rng.random() < 0.1:
            answer += [self._plain("closer")]
        question = self._question(section)
        if not question:
            return
        self._ask(question)
        has_view = bool(section.pick("say", self.group))
        self._answer([*(self._opening(question) if has_view else []), *answer])
        for chance in (0.9, 0.6):
            if self.rng.random() < chance * self.talkative:
                self._follow_up(topic)

    def _question(self, section: Section) -> str:
        if self.rounds and self.rng.random() < 0.7:
            self._name(section)
            return self._talk("ask-again")
        return self._one_of(section.pick("ask", self.group), self.asking)

    def _follow_up(self, topic: str) -> None:
        """A question about what was just said, and the answer that belongs to it."""
        section = library().topics[topic]
        wanted = self._leaning(topic)
        fitting = [line for line in section.pick("more", self.group) if line.leaning in ("", "=", wanted)]
        fresh = self._fresh(fitting)
        if not fresh:
            return
        line = self.rng.choice(fresh)
        reply = self.voice.reply(line)
        if not reply:
            return
        self._ask(self.asking.say(line, plain=True))
        answer = [Sentence(reply, line.code, line.stance, line.leaning if line.code else "", True)]
        if self.rng.random() < 0.8:
            answer += self._around(section, 1)
        self._answer(answer)

    def _speak_of_case(self) -> None:
        talk = library().talk
        lines = [line for line in talk["case-talk"].lines if line.suits(self.group)]
        self._ask(self._one_of(talk["ask-case"].lines, self.asking))
        self._answer([self._sentence(line, prompted=True) for line in lines] + [self._plain("case-more")])

    def _opening(self, question: str) -> list[Sentence]:
        if self.rng.random() >= 0.3:
            return []
        return [self._plain("opener-yes" if _YES_OR_NO.match(question) else "opener")]

    def _leaning(self, topic: str) -> str:
        """`+` or `-`: what this person thinks of it, the same through the whole interview."""
        if topic not in self.views:
            opinion = self.rng.uniform(-0.18, 0.18)
            self.views[topic] = favours(topic, self.group, self.person.area, opinion, self.rng)
        return "+" if self.views[topic] else "-"

    def _on(self, topic: str, many: int, *, prompted: bool) -> list[Sentence]:
        """Sentences on a topic, leaning one way, now and then with a `but`; a way out where the group has no view."""
        section = library().topics[topic]
        lines = [line for line in section.pick("say", self.group) if line.stance not in self.unlike_them]
        if not lines:
            return [self._plain("deflect")]
        view = self._leaning(topic)
        wanted = [line for line in lines if line.leaning in ("=", view)] or lines
        said = [self._sentence(line, prompted=prompted) for line in self._several(wanted, many)]
        # “It has got better” can be said of a practice, not of a myth.
        if said and section.code[:1] in UNSTANCED and section.code:
            if self.rng.random() < 0.16:
                said.append(self._generic(section, view, prompted=prompted))
            elif self.rng.random() < 0.1:
                said += self._contrast([line for line in lines if line.leaning == _other(view)], prompted=prompted)
        return [sentence for sentence in said if sentence.text]

    def _contrast(self, lines: list[Line], *, prompted: bool) -> list[Sentence]:
        turned = [
            Sentence(self.voice.say(line, plain=True), line.code, line.stance, line.leaning)
            for line in self._several(lines, 1)
        ]
        words = self.rng.choice(OPPOSITES[self.group])
        return [
            Sentence(f"{words} {lowered(one.text)}", one.code, one.stance, one.leaning, prompted)
            for one in turned
            if one.text
        ]

    def _generic(self, section: Section, view: str, *, prompted: bool) -> Sentence:
        self._name(section)
        lines = [line for line in library().talk[f"generic{view}"].lines if line.suits(self.group)]
        return Sentence(self._one_of(self._fresh(lines), self.voice), section.code, "", view, prompted)

    def _name(self, section: Section) -> None:
        """Let `<thing>` stand for this topic."""
        thing = self.asking.say(self.rng.choice(section.pick("thing", self.group)), plain=True)
        self.voice.facts["thing"] = _uncapped(thing) if thing else section.name.replace("-", " ")

    def _around(self, section: Section, many: int) -> list[Sentence]:
        """Talk around a topic that belongs to no code, and does not speak against the person's own view."""
        view = self._leaning(section.name)
        lines = [line for line in section.pick("also", self.group) if line.leaning in ("", "=", view)]
        return [self._sentence(line, prompted=True) for line in self._several(lines, many)] if lines else []

    def _aside(self, topic: str) -> list[Sentence]:
        """Something else that comes to mind, said to be something else."""
        other = self.rng.choice([one for one in ASIDES[self.group] if one != topic])
        return self._led_to(other, "aside", 1)

    def _unasked(self) -> list[Sentence]:
        return self._led_to(self.rng.choice(ASIDES[self.group]), "unasked", 2)

    def _led_to(self, topic: str, link: str, many: int) -> list[Sentence]:
        section = library().topics[topic]
        if not section.pick("say", self.group) or not section.pick("thing", self.group):
            return []
        said = self._on(topic, many, prompted=False)
        self._name(section)
        return [self._plain(link), *said] if said else []

    def _fresh(self, lines: Sequence[Line]) -> list[Line]:
        """The lines said least, unless all were said as often as rounds allow."""
        fresh = least_used(lines, self.voice.used)
        return fresh if fresh and self.voice.used.get(fresh[0].number, 0) <= self.rounds else []

    def _several(self, lines: list[Line], many: int) -> list[Line]:
        fresh = self._fresh(lines)
        self.rng.shuffle(fresh)
        return fresh[:many]

    def _sentence(self, line: Line, *, prompted: bool) -> Sentence:
        return Sentence(self.voice.say(line), line.code, line.stance, line.leaning if line.code else "", prompted)

    def _plain(self, section: str) -> Sentence:
        lines = [line for line in library().talk[section].lines if line.suits(self.group)]
        return Sentence(self._one_of(self._fresh(lines), self.voice))

    def _talk(self, section: str) -> str:
        return self._one_of(library().talk[section].lines, self.asking)

    def _one_of(self, lines: Sequence[Line], voice: Voice) -> str:
        fresh = least_used(lines, voice.used)
        return voice.say(self.rng.choice(fresh), plain=True) if fresh else ""

    def _ask(self, question: str) -> None:
        if question:
            self.page.turn("Interviewer", "interviewer", [Sentence(question)])

    def _answer(self, sentences: list[Sentence]) -> None:
        spoken_ones = [sentence for sentence in sentences if sentence.text]
        if len(spoken_ones) > 3 and self.rng.random() < 0.25:
            half = self.rng.randint(2, len(spoken_ones) - 1)
            self.page.turn(self.person.label, "participant", spoken_ones[:half])
            self._ask(self.rng.choice(("Mm.", "Right.", "Okay.", "Yeah.", "Mhm.")))
            spoken_ones = spoken_ones[half:]
        self.page.turn(self.person.label, "participant", spoken_ones)

    def _document(self) -> StudyDocument:
        person = self.person
        return StudyDocument(
            label=person.label,
            kind="interview",
            group=person.group,
            area=person.area,
            date=person.date,
            participant=person.label,
            case=person.case.name if person.case else "",
            text=self.page.text(),
            turns=tuple(self.page.turns),
            attributes=(("post", person.role), ("experience_years", person.years), ("caseload", person.caseload)),
        )


def _facts(person: Person) -> dict[str, str]:
    facts = {
        "area": f"Area {person.area}", "years": spoken(person.years), "caseload": spoken(person.caseload),
        "role": person.role,
    }  # fmt: skip
    if person.case is not None:
        case = person.case
        # A person's memory of a case is kinder than the file: this is what triangulation is to find.
        facts |= {
            "case": case.name, "months": spoken(case.months), "phone": spoken(case.phone_weeks),
            "adviceweek": spoken(case.advice_week), "isvaweek": spoken(case.isva_week), "actions": spoken(case.actions),
            "saidweek": spoken(max(2, case.advice_week // 3)), "saidisva": "one",
        }  # fmt: skip
    return facts


def _other(view: str) -> str:
    return "-" if view == "+" else "+"


def _uncapped(thing: str) -> str:
    return thing if thing.startswith(("Soteria", "ISVA")) else thing[:1].lower() + thing[1:]
