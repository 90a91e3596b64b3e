"""Who was interviewed and what was observed, where and when: cases, people and the calendar of the study."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from coding_tui.demo.model import AREAS, GROUPS, Case

INTERVIEWS = {"CPS": 58, "Police": 33, "ISVA": 27, "Counsel": 16, "Judges": 12}
LABELS = {"CPS": "CPS", "Police": "Police", "ISVA": "ISVA", "Counsel": "Barrister", "Judges": "Judge"}
LETTERS = {"CPS": "C", "Police": "P", "ISVA": "I", "Counsel": "B", "Judges": "J"}
ROLES = {
    "CPS": ("senior prosecutor", "specialist prosecutor", "unit head", "reviewing lawyer"),
    "Police": ("detective constable", "detective sergeant", "detective inspector"),
    "ISVA": ("ISVA", "senior ISVA", "lead ISVA"),
    "Counsel": ("junior barrister", "leading junior"),
    "Judges": ("circuit judge", "resident judge"),
}
CASELOADS = {"CPS": (18, 46), "Police": (9, 27), "ISVA": (35, 90), "Counsel": (6, 20), "Judges": (12, 60)}
FIRST, LAST = date(2022, 7, 4), date(2023, 11, 30)
COHORT = 115
_OUTCOMES = ("no further action", "charge", "no further action after review", "charge", "withdrawal by the complainant")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Someone interviewed."""

    label: str
    group: str
    area: str
    date: str
    role: str
    years: int
    caseload: int
    female: bool
    case: Case | None


def spoken(number: int) -> str:
    """A number under a hundred as people say it: `forty-two`."""
    if number <= 20:
        return _NUMBERS[number]
    return _TENS[number // 10] + (f"-{_NUMBERS[number % 10]}" if number % 10 else "")


def long_date(iso: str) -> str:
    """`14 March 2023`."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_of(iso: str) -> str:
    """`March`."""
    return MONTHS[date.fromisoformat(iso).month - 1]


def make_cases(rng: Random) -> list[Case]:
    """The cohort, spread over the areas; Area A waits long for phones, Area C calls early, Area B refers sooner."""
    return [_case(number, AREAS[number % 5], rng) for number in range(1, COHORT + 1)]


def _case(number: int, area: str, rng: Random) -> Case:
    report = date(2021, 1, 11) + timedelta(days=rng.randrange(520))
    return Case(
        name=f"Case {number}",
        area=area,
        report=report.isoformat(),
        contact_week=rng.randint(1, 4),
        advice_week=rng.randint(3, 8) if area == "C" else rng.randint(9, 34),
        isva_week=rng.randint(2, 6) if area == "B" else rng.randint(8, 20),
        phone_weeks=rng.randint(20, 40) if area == "A" else rng.randint(8, 24),
        months=rng.randint(9, 31),
        actions=rng.randint(4, 16),
        officers=rng.randint(3, 6) if area == "E" else rng.randint(1, 4),
        outcome=rng.choice(_OUTCOMES),
    )


def working_days(number: int, rng: Random) -> list[str]:
    """That many dates of the study, spread evenly with some jitter, Monday to Friday, in order."""
    span = (LAST - FIRST).days
    days = []
    for index in range(number):
        day = FIRST + timedelta(days=min(span, int((index + rng.random()) * span / number)))
        day -= timedelta(days=max(0, day.weekday() - 4))
        days.append(max(day, FIRST).isoformat())
    return sorted(days)


def make_people(cases: list[Case], rng: Random) -> list[Person]:
    """Everyone interviewed, group by group; about one in three speaks of a case of their own area."""
    people: list[Person] = []
    for group in GROUPS:
        dates = working_days(INTERVIEWS[group], rng)
        rng.shuffle(dates)
        people += [_person(group, number, day, cases, rng) for number, day in enumerate(dates, start=1)]
    return people


def _person(group: str, number: int, day: str, cases: list[Case], rng: Random) -> Person:
    area = AREAS[(number * 3 + GROUPS.index(group)) % 5]
    local = [case for case in cases[:48] if case.area == area]
    return Person(
        label=f"{LABELS[group]} {number}",
        group=group,
        area=area,
        date=day,
        role=rng.choice(ROLES[group]),
        years=rng.randint(3, 24) if group != "Judges" else rng.randint(4, 16),
        caseload=rng.randint(*CASELOADS[group]),
        female=rng.random() < 0.6,
        case=rng.choice(local) if number % 3 == 0 else None,
    )
