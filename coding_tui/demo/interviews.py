"""An interview: a guide for the group, a person with opinions, and follow-ups on what was just said."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from coding_tui.demo.cast import LETTERS, Person, spoken
from coding_tui.demo.library import Line, least_used, library
from coding_tui.demo.model import Passage, StudyDocument
from coding_tui.demo.plan import ASIDES, GUIDES, favours
from coding_tui.demo.voices import Voice
from coding_tui.demo.writing import Page, Sentence

HESITATION = {"C": 0.2, "P": 0.28, "I": 0.34, "B": 0.14, "J": 0.14}
UNSTANCED = "CDEF"
# A second round of the guide is only gone through when the first gave less than this share of the length wanted.
_SATISFIED = 0.6
_ROUNDS = 12
# Chance that an interviewer comes to a topic of the guide; and, by stance, that a person is one to talk so.
_ASKED = 0.78
_DISPOSITIONS = {"endorses": 0.16, "acts-on": 0.55}


class Interview:
    """One interview being held; `words` is about how long it gets."""

    def __init__(self, person: Person, words: int, rng: Random) -> None:
        self.person, self.words, self.rng = person, words, rng
        self.group = LETTERS[person.group]
        shy = 0.4 + rng.random() * 1.1
        self.voice = Voice(self.group, rng, _facts(person, rng), HESITATION[self.group] * shy, rng.random() * 0.12)
        self.asking = Voice(self.group, rng, self.voice.facts)
        self.page = Page(person.label, "\n\n")
        self.opinions: dict[str, float] = {}
        self.talkative = 0.6 + rng.random() * 0.9
        self.rounds = 0
        self.unlike_them = {stance for stance, share in _DISPOSITIONS.items() if rng.random() >= share}

    def hold(self) -> tuple[StudyDocument, list[Passage]]:
        """Hold it from greeting to farewell."""
        self._ask(self._talk("ask-start"))
        self._answer([self._plain("background") for _ in range(self.rng.randint(2, 4))])
        case_after = self.rng.randint(2, 5) if self.person.case is not None else -1
        for number, topic in enumerate(self._topics()):
            if self._is_enough():
                break
            if number == case_after:
                self._speak_of_case()
            self._exchange(topic)
        self._ask(self._talk("ask-end"))
        self._answer([self._plain("wish"), self._plain("wish"), self._plain("closer")])
        return self._document(), self.page.passages

    def _is_enough(self) -> bool:
        return self.page.words > self.words * (_SATISFIED if self.rounds else 1.0)

    def _topics(self) -> Iterator[str]:
        """The guide, then asides; then the same again, when a thought may come back in other words."""
        head = list(GUIDES[self.group][:3])
        tail = [topic for topic in GUIDES[self.group][3:] if self.rng.random() < _ASKED]
        asides = [topic for topic in ASIDES[self.group] if self.rng.random() < _ASKED]
        self.rng.shuffle(tail)
        self.rng.shuffle(asides)
        yield from (*head, *tail[:7], *asides[:2], *tail[7:], *asides[2:])
        while self.rounds < _ROUNDS:
            self.rounds += 1
            again = [*head, *tail, *asides]
            self.rng.shuffle(again)
            yield from again

    def _exchange(self, topic: str) -> None:
        section = library().topics[topic]
        said = self._on(topic, self.rng.randint(1, 3), prompted=True)
        if not said:
            return
        self._ask(self._one_of(section.pick("ask", self.group), self.asking))
        answer = self._opening() + said
        if self.rng.random() < 0.3:
            answer += [self._plain("anecdote")]
        if self.rng.random() < 0.16:
            answer += self._on(self.rng.choice(ASIDES[self.group]), 1, prompted=False)
        if self.rng.random() < 0.2:
            answer += [self._plain("closer")]
        self._answer(answer)
        if self.rng.random() < 0.62 * self.talkative:
            self._follow_up(topic)

    def _follow_up(self, topic: str) -> None:
        section = library().topics[topic]
        answer = self._on(topic, self.rng.randint(1, 2), prompted=True)
        if not answer:
            return
        question = self._one_of(section.pick("more", self.group), self.asking)
        self._ask(question)
        if self.rng.random() < 0.3:
            answer = [self._plain("opener"), *answer]
        self._answer(answer)

    def _speak_of_case(self) -> None:
        talk = library().talk
        self._ask(self._one_of(talk["ask-case"].lines, self.asking))
        lines = [line for line in talk["case-talk"].lines if line.suits(self.group)]
        self._answer([self._sentence(line, prompted=True) for line in lines])

    def _opening(self) -> list[Sentence]:
        return [self._plain("opener")] if self.rng.random() < 0.42 else []

    def _on(self, topic: str, many: int, *, prompted: bool) -> list[Sentence]:
        """Sentences on a topic, leaning one way, now and then with a `but`; a way out where the group has no view."""
        said_by_group = library().topics[topic].pick("say", self.group)
        lines = [line for line in said_by_group if line.stance not in self.unlike_them]
        if not lines:
            return [self._plain("deflect")]
        opinion = self.opinions.setdefault(topic, self.rng.uniform(-0.18, 0.18))
        good = favours(topic, self.group, self.person.area, opinion, self.rng)
        wanted = [line for line in lines if line.leaning in ("=", "+" if good else "-")] or lines
        said = [self._sentence(line, prompted=prompted) for line in self._several(wanted, many)]
        # “It has got better” can be said of a practice, not of a myth.
        if said and library().topics[topic].code[0] in UNSTANCED and self.rng.random() < 0.35:
            said.append(self._generic(topic, good=good, prompted=prompted))
        return said

    def _generic(self, topic: str, *, good: bool, prompted: bool) -> Sentence:
        section = library().topics[topic]
        things = section.pick("thing", self.group)
        self.voice.facts["thing"] = self.asking.say(self.rng.choice(things), plain=True) or topic
        self.voice.facts["thing"] = _uncapped(self.voice.facts["thing"])
        lines = [line for line in library().talk["generic+" if good else "generic-"].lines if line.suits(self.group)]
        line = self.rng.choice(least_used(lines, self.voice.used))
        return Sentence(self.voice.say(line), section.code, "", "+" if good else "-", prompted)

    def _several(self, lines: list[Line], many: int) -> list[Line]:
        fresh = least_used(lines, self.voice.used)
        if self.voice.used.get(fresh[0].number, 0) > self.rounds:
            return []
        self.rng.shuffle(fresh)
        return fresh[:many]

    def _sentence(self, line: Line, *, prompted: bool) -> Sentence:
        return Sentence(self.voice.say(line), line.code, line.stance, line.leaning, prompted)

    def _plain(self, section: str) -> Sentence:
        return Sentence(self._one_of([x for x in library().talk[section].lines if x.suits(self.group)], self.voice))

    def _talk(self, section: str) -> str:
        return self._one_of(library().talk[section].lines, self.asking)

    def _one_of(self, lines: list[Line] | tuple[Line, ...], voice: Voice) -> str:
        fresh = least_used(lines, voice.used)
        return voice.say(self.rng.choice(fresh), plain=True) if fresh else ""

    def _ask(self, question: str) -> None:
        if question:
            self.page.turn("Interviewer", "interviewer", [Sentence(question)])

    def _answer(self, sentences: list[Sentence]) -> None:
        spoken_ones = [sentence for sentence in sentences if sentence.text]
        if len(spoken_ones) > 3 and self.rng.random() < 0.35:
            half = self.rng.randint(1, len(spoken_ones) - 1)
            self.page.turn(self.person.label, "participant", spoken_ones[:half])
            self.page.turn(
                "Interviewer", "interviewer", [Sentence(self.rng.choice(("Mm.", "Right.", "Okay.", "Yeah.")))]
            )
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
            attributes=(("role", person.role), ("experience_years", person.years), ("caseload", person.caseload)),
        )


def _facts(person: Person, rng: Random) -> dict[str, str]:
    facts = {"area": f"Area {person.area}", "years": spoken(person.years), "caseload": spoken(person.caseload)}
    if person.case is not None:
        case = person.case
        # A person's memory of a case is kinder than the file: this is what triangulation is to find.
        facts |= {
            "case": case.name, "months": spoken(case.months), "phone": spoken(case.phone_weeks),
            "adviceweek": spoken(case.advice_week), "isvaweek": spoken(case.isva_week), "actions": spoken(case.actions),
            "saidweek": spoken(max(2, case.advice_week // 3)), "saidisva": "one",
        }  # fmt: skip
    return facts


def _uncapped(thing: str) -> str:
    return thing if thing.startswith(("Soteria", "ISVA")) else thing[:1].lower() + thing[1:]
