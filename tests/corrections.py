"""Transcripts and their corrections as transcribers make them, with passages marked where a careful reader expects them.

`⟦a⟧ … ⟦/a⟧` marks passage `a`. A passage without a mark in the correction has no place there; `doubtful` names those
whose place a person has to look at, since the correction has their words twice.
"""

# ruff: noqa: E501 - a marked turn is easier to read on one line

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transcripts.reanchoring.model import Span

_MARK = re.compile(r"⟦(/?)(\w+)⟧")


@dataclass(frozen=True, slots=True)
class Correction:
    """A pair of marked texts, and which passages must be flagged."""

    name: str
    old: str
    new: str
    doubtful: frozenset[str] = frozenset()


def passages(text: str) -> tuple[str, dict[str, Span]]:
    """A text without its marks, and the places [start, end) of the passages."""
    plain, starts, places, at = "", dict[str, int](), dict[str, Span](), 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            places[mark[2]] = (starts[mark[2]], len(plain))
        else:
            starts[mark[2]] = len(plain)
    return plain + text[at:], places


def without(text: str, *names: str) -> str:
    """A marked text without the marks of these passages."""
    return _MARK.sub(lambda mark: "" if mark[2] in names else mark[0], text)


def said_again(text: str) -> str:
    """A stretch of a marked text once more, without marks."""
    return _MARK.sub("", text)


INTERVIEW = """⟦first⟧Interview 7⟦/first⟧, 14 March, police station in the north

Interviewer: Could you say how a file gets from you to the prosecutors?
Participant: ⟦turn⟧Well, um, we write it up, and ⟦inner⟧then it waits⟦/inner⟧. Sarah in the office says it's "a queue without an end".⟦/turn⟧
Interviewer: Is that always so?
Participant: Yes.
Interviewer: Also in the north?
Participant: ⟦yes⟧Yes.⟦/yes⟧
Interviewer: Who decides what goes first?
Participant: Nobody, really. There is a list -- ⟦cross⟧Sarah keeps it -- but the list isn't in any order.
Interviewer: Does anybody⟦/cross⟧ look at it?
Participant: ⟦no⟧no⟦/no⟧
Interviewer: And when something is urgent?
⟦labelled⟧Participant: Then we ring them. I'd say we ring them twice a week, um, and we we get an answer by Friday.⟦/labelled⟧
Interviewer: From whom?
Participant: ⟦many⟧From whoever is on duty. Some of them know the file, most of them don't, and er we explain everything again from the start. That takes an hour, and the hour isn't there.⟦/many⟧
Interviewer: Has anything changed since the new guidance?
Participant: Yes.
Interviewer: What has changed?
Participant: We have a form now. ⟦form⟧The form asks what was done, and by whom, and when.⟦/form⟧ It doesn't ask what's still to be done.
Interviewer: Would you change the form?
Participant: I would ask for ⟦three⟧three things⟦/three⟧: a name, a day, and a telephone number in Leeds.
Interviewer: Anything else you would like to say?
Participant: ⟦end⟧No. Only that it is the waiting that people find hard.⟦/end⟧"""

TURNS = INTERVIEW.split("\n")
TURN, LABELLED, MANY, FORM = (
    next(turn for turn in TURNS if f"⟦{name}⟧" in turn) for name in ("turn", "labelled", "many", "form")
)
NO = "Interviewer: And when something is urgent?\n"


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """A text with words replaced by others; each must be there."""
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return text


def section(first: str, last: str) -> tuple[str, str, str]:
    """The interview before, in and behind the turns from the one holding some words to the one holding others."""
    start = next(at for at, turn in enumerate(TURNS) if first in turn)
    stop = next(at for at, turn in enumerate(TURNS) if last in turn) + 1
    return tuple("".join(f"{turn}\n" for turn in part)
                 for part in (TURNS[:start], TURNS[start:stop], TURNS[stop:]))  # type: ignore[return-value]  # fmt: skip


def of_interview(name: str, change: Callable[[str], str], doubtful: str = "") -> Correction:
    return Correction(name, INTERVIEW, change(INTERVIEW), frozenset(doubtful.split()))


def layouts() -> Iterator[Correction]:
    """Other line ends, labels, times, pages: nobody's words are others."""
    yield of_interview("the same words again", lambda t: t)
    yield of_interview("line ends of Windows", lambda t: t.replace("\n", "\r\n"))
    yield of_interview("line ends of old Macintoshes", lambda t: t.replace("\n", "\r"))
    yield of_interview("an empty line between turns", lambda t: t.replace("\n", "\n\n"))
    yield of_interview("indented by tabs", lambda t: t.replace(": ", ":\t"))
    yield of_interview("two spaces behind a stop", lambda t: re.sub(r"([.?])(?=\s\w)", r"\1 ", t))
    yield of_interview("labels alone on their line", lambda t: t.replace(": ", ":\n"))
    yield of_interview(
        "labels in capitals",
        lambda t: t.replace("Interviewer:", "INTERVIEWER:").replace("Participant:", "PARTICIPANT:"),
    )
    yield of_interview("speakers renamed", lambda t: t.replace("Interviewer:", "I:").replace("Participant:", "P7:"))
    yield of_interview(
        "speakers with their roles",
        lambda t: t.replace("Interviewer:", "Dr Hill (asks):").replace("Participant:", "Officer 7 (north):"),
    )
    yield of_interview(
        "labels taken out",
        lambda t: (
            t.replace("Interviewer: ", "- ")
            .replace("Participant: ", "")
            .replace("⟦labelled⟧Participant: ", "⟦labelled⟧")
        ),
    )
    yield of_interview("times before turns", lambda t: timed(t))
    yield Correction("times taken out", timed(INTERVIEW), INTERVIEW)
    yield of_interview("lines numbered", lambda t: "\n".join(f"{n} {line}" for n, line in enumerate(t.split("\n"), 1)))
    yield of_interview("a cover page", lambda t: "CONFIDENTIAL\nProject on waiting\nTranscribed by M. O.\n\n" + t)
    yield of_interview("a page put in", lambda t: t.replace(NO, f"\nPage 2 of 3\nConfidential. Do not copy.\n\n{NO}"))
    yield of_interview(
        "a page break inside a passage",
        lambda t: replaced(t, ("most of them don't, and er", "most of them don't,\n\nPage 2 of 3\n\nand er")),
    )
    yield of_interview("an end mark", lambda t: t + "\n\n[End of recording]\n")
    yield of_interview("lines broken at 60 columns", broken)
    yield Correction("broken lines joined", broken(INTERVIEW), INTERVIEW)
    yield of_interview("hard spaces", lambda t: t.replace(" Sarah", "\u00a0Sarah").replace("an hour", "an\u00a0hour"))
    yield Correction(
        "soft hyphens taken out",
        INTERVIEW.replace("explain", "ex\u00adplain").replace("prosecutors", "prose\u00adcutors"),
        INTERVIEW,
    )
    yield Correction("words no longer divided", INTERVIEW.replace("everything again", "every-\nthing again"), INTERVIEW)


def timed(text: str) -> str:
    """With the time before every turn."""
    lines = text.split("\n")
    return "\n".join(
        f"[00:{at // 2:02}:{at * 7 % 60:02}] {line}" if ":" in line else line for at, line in enumerate(lines)
    )


def broken(text: str) -> str:
    """With lines of 60 columns."""
    lines: list[str] = [""]
    for piece in re.split(r"( |\n)", text):
        if piece == "\n" or (piece == " " and len(said_again(lines[-1])) > 56):
            lines.append("")
        else:
            lines[-1] += piece
    return "\n".join(lines)


def wording() -> Iterator[Correction]:
    """Misheard words, fillers, names, typography."""
    yield of_interview(
        "curly quotation marks", lambda t: t.replace('"a queue', "“a queue").replace('end"', "end”").replace("'", "’")
    )
    yield of_interview(
        "German quotation marks and dashes",
        lambda t: t.replace('"a queue', "„a queue").replace('end"', "end“").replace(" -- ", " – "),
    )
    yield of_interview(
        "French quotation marks", lambda t: t.replace('"a queue', "«\u202fa queue").replace('end"', "end\u202f»")
    )
    yield of_interview("without um and er", without_fillers)
    yield Correction("with um and er, verbatim", without_fillers(INTERVIEW), INTERVIEW)
    yield of_interview("names taken out", lambda t: t.replace("Sarah", "[NAME]").replace("Leeds", "[PLACE]"))
    yield Correction("names put back", INTERVIEW.replace("Sarah", "[NAME]").replace("Leeds", "[PLACE]"), INTERVIEW)
    yield of_interview(
        "names and places taken out, in long words",
        lambda t: t.replace("Sarah", "[colleague in another department, name removed]").replace(
            "Leeds", "[large city in the north of England]"
        ),
    )
    yield of_interview("a pseudonym", lambda t: t.replace("Sarah", "Ms Green"))
    yield of_interview(
        "laughs and pauses noted",
        lambda t: replaced(
            t,
            ("and ⟦inner⟧then", "(laughs) and ⟦inner⟧then"),
            ("That takes an hour", "(pause) That takes an hour"),
            ("and by whom,", "and by whom (coughs),"),
        ),
    )
    yield of_interview(
        "numbers as figures", lambda t: replaced(t, ("three things", "3 things"), ("twice a week", "2 x a week"))
    )
    yield of_interview(
        "misheard words",
        lambda t: replaced(
            t,
            ("write it up", "right it up"),
            ("explain everything", "complain everything"),
            ("on duty", "on due tea"),
            ("waiting that", "weighting that"),
        ),
    )
    yield of_interview(
        "spelling of another country",
        lambda t: replaced(t, ("telephone", "telefone"), ("station", "Station"), ("prosecutors", "prosecuters")),
    )
    yield of_interview(
        "words written with combining accents",
        lambda t: unicodedata.normalize("NFD", replaced(t, ("the form", "thé form")).replace("ö", "o")),
    )
    yield of_interview("every seventh word changed", lambda t: seventh(t))
    yield of_interview(
        "a picture in the words",
        lambda t: replaced(t, ("twice a week", "twice a week 🙂"), ("by whom, and when", "by whom 👩‍⚖️, and when")),
    )
    yield of_interview(
        "contractions spelt out",
        lambda t: (
            t.replace("isn't", "is not")
            .replace("don't", "do not")
            .replace("I'd", "I would")
            .replace("it's", "it is")
            .replace("what's", "what is")
        ),
    )
    yield of_interview("a short answer said out", lambda t: replaced(t, ("⟦no⟧no⟦/no⟧", "⟦no⟧No, never.⟦/no⟧")))
    yield of_interview(
        "a short answer with a capital and a stop", lambda t: replaced(t, ("⟦no⟧no⟦/no⟧", "⟦no⟧No.⟦/no⟧"))
    )
    yield of_interview(
        "a short answer said three times", lambda t: replaced(t, ("⟦no⟧no⟦/no⟧", "⟦no⟧no⟦/no⟧, no, no")), "no"
    )
    yield of_interview(
        "an answer put in another way",
        lambda t: replaced(
            without(t, "form"),
            ("The form asks what was done, and by whom, and when.", "Everybody fills in boxes instead of talking."),
        ),
    )
    yield of_interview(
        "a passage blacked out",
        lambda t: replaced(without(t, "many"), (MANY.split("⟦many⟧")[1].split("⟦/many⟧")[0], "[redacted]")),
    )
    yield of_interview(
        "half a passage taken out", lambda t: replaced(t, (" That takes an hour, and the hour isn't there.", ""))
    )
    yield of_interview(
        "a passage made longer",
        lambda t: replaced(
            t, ("most of them don't,", "most of them don't, as you would expect of people who change every month,")
        ),
    )


def without_fillers(text: str) -> str:
    """Without um, er, and words begun twice."""
    return text.replace("Well, um, we", "Well, we").replace(" um,", "").replace(" er ", " ").replace("we we", "we")


def seventh(text: str) -> str:
    """With every seventh word misspelt, marks and labels aside."""
    words = re.split(r"(\s+)", text)
    for at in range(0, len(words), 14):
        if words[at].isalpha() and len(words[at]) > 3:
            words[at] = words[at][:-1] + "x"
    return "".join(words)


def turns() -> Iterator[Correction]:
    """Turns split, merged, moved, taken out, put in."""
    yield of_interview(
        "a turn split by the listener",
        lambda t: replaced(
            t, ("most of them don't, and er", "most of them don't –\nInterviewer: Mm.\nParticipant: and er")
        ),
    )
    yield Correction(
        "a listener's word taken out",
        replaced(
            INTERVIEW, ("most of them don't, and er", "most of them don't –\nInterviewer: Mm.\nParticipant: and er")
        ),
        INTERVIEW,
    )
    yield of_interview(
        "two turns made one",
        lambda t: replaced(
            t, ("\nInterviewer: Does anybody⟦/cross⟧ look at it?\nParticipant: ", " Does anybody⟦/cross⟧ look at it? ")
        ),
    )
    yield of_interview(
        "a word between two turns",
        lambda t: replaced(t, ("in any order.\n", "in any order.\nInterviewer: Hm.\nParticipant: Yes, yes.\n")),
    )
    yield of_interview(
        "a question put in",
        lambda t: replaced(t, (NO, f"Interviewer: Did it help, at least?\nParticipant: Yes.\n{NO}")),
    )
    yield of_interview(
        "sentences of a turn in another order",
        lambda t: replaced(
            t,
            (
                FORM,
                "Participant: ⟦form⟧The form asks what was done, and by whom, and when.⟦/form⟧ It doesn't ask what's still to be done. We have a form now.",
            ),
        ),
    )
    before, moved, behind = section("urgent", "⟦many⟧")
    yield of_interview("a section moved to the front", lambda t: moved + before + behind)
    yield of_interview("a section moved to the end", lambda t: before + behind + moved)
    yield of_interview("a section taken out", lambda t: before + behind)
    rest = INTERVIEW.split("\n\n", 1)[1]
    yield of_interview("the heading taken out", lambda t: rest)
    yield of_interview("the last turn taken out", lambda t: "\n".join(TURNS[:-2]))
    yield of_interview("a passage's turn taken out", lambda t: t.replace(TURN + "\n", ""))
    yield of_interview(
        "the second yes taken out",
        lambda t: replaced(t, ("Interviewer: Also in the north?\nParticipant: ⟦yes⟧Yes.⟦/yes⟧\n", "")),
    )
    yield of_interview(
        "the first yes taken out", lambda t: replaced(t, ("Interviewer: Is that always so?\nParticipant: Yes.\n", ""))
    )
    yield of_interview(
        "another speaker says it", lambda t: replaced(t, ("Participant: ⟦many⟧From", "Colleague: ⟦many⟧From"))
    )
    yield of_interview("nothing is left", lambda t: "")


def twice() -> Iterator[Correction]:
    """What one text has twice and the other once."""
    yield of_interview(
        "a turn twice in a row", lambda t: replaced(t, (MANY + "\n", f"{MANY}\n{said_again(MANY)}\n")), "many"
    )
    yield of_interview(
        "a turn three times",
        lambda t: replaced(t, (LABELLED + "\n", f"{LABELLED}\n{said_again(LABELLED)}\n{said_again(LABELLED)}\n")),
        "labelled",
    )
    yield of_interview(
        "a turn again after a question",
        lambda t: replaced(t, (MANY + "\n", f"{MANY}\nInterviewer: Again, please?\n{said_again(MANY)}\n")),
        "many",
    )
    yield of_interview("a turn again at the end", lambda t: f"{t}\n{said_again(FORM)}\n", "form")
    before, again, behind = section("urgent", "⟦many⟧")
    yield of_interview("a section pasted twice", lambda t: before + again + said_again(again) + behind, "labelled many")
    yield of_interview(
        "everything twice",
        lambda t: f"{t}\n{said_again(t)}",
        "first turn inner yes cross no labelled many form three end",
    )
    yield of_interview(
        "a turn twice and corrected",
        lambda t: replaced(t, (MANY + "\n", f"{MANY}\n{said_again(MANY)}\n"), ("explain", "tell them")),
        "many",
    )
    yield Correction(
        "what stood twice stands once",
        replaced(INTERVIEW, (MANY + "\n", f"{MANY}\n{said_again(MANY)}\n")),
        INTERVIEW,
        frozenset({"many"}),
    )


def yeses(count: int, marked: dict[int, str], label: str = "P") -> list[str]:
    """Turns that ask and answer yes, some marked."""
    topics = ["the list", "the form", "Monday", "the file", "the desk", "the phone", "the guidance", "the office"]
    said = []
    for at in range(count):
        answer = f"⟦{marked[at]}⟧Yes.⟦/{marked[at]}⟧" if at in marked else "Yes."
        said.append(f"I: And {topics[at % 8]}, part {at + 1}?\n{label}: {answer}\n")
    return said


def answers() -> Iterator[Correction]:
    """Answers that are all alike."""
    marked = {0: "one", 19: "twenty", 39: "forty"}
    forty = yeses(40, marked)
    old = "".join(forty)
    new = "I: Shall we begin?\nP: Yes.\n" + old
    yield Correction("forty times yes, and one before", old, new)
    yield Correction("forty times yes, one taken out", old, "".join(forty[:10] + forty[11:]))
    yield Correction("forty times yes, the coded one taken out", old, "".join(forty[:19] + forty[20:]))
    yield Correction("forty times yes of somebody else", old, "".join(yeses(40, marked, "Participant")))
    yield Correction("forty times yes, the questions corrected", old, old.replace("And the", "What about the"))
    yield Correction("forty times yes, in halves that changed places", old, "".join(forty[20:] + forty[:20]))
    bare = "P: Yes.\n" * 20 + "P: ⟦one⟧Yes.⟦/one⟧\n" + "P: Yes.\n" * 19
    yield Correction(
        "forty times yes without a question, one taken out",
        bare,
        "P: Yes.\n" * 20 + "P: ⟦one⟧Yes.⟦/one⟧\n" + "P: Yes.\n" * 18,
        frozenset({"one"}),
    )
    near = "I: In the city?\nP: ⟦a⟧It depends on the officer.⟦/a⟧\nI: In the country?\nP: ⟦b⟧It depends on the officer, really.⟦/b⟧\nI: At night?\nP: ⟦c⟧It depends on the officers.⟦/c⟧\n"
    yield Correction(
        "answers almost alike, the first taken out",
        near,
        near.split("I: In the country?")[1].join(("I: In the country?", "")),
    )
    yield Correction(
        "answers almost alike, made alike", near, replaced(near, (", really.", "."), ("officers.", "officer."))
    )
    yield Correction(
        "answers almost alike, others before", near, "I: Anywhere?\nP: It depends on the officer.\n" + near
    )


def scripts() -> Iterator[Correction]:
    """Other scripts than Latin."""
    hebrew = "מראיין: מה השתנה?\nמשתתפת: ⟦a⟧יש טופס חדש⟦/a⟧, והוא ⟦b⟧ארוך מאוד⟦/b⟧.\nמראיין: וזה עזר?\nמשתתפת: ⟦c⟧כן.⟦/c⟧\nמראיין: תמיד?\nמשתתפת: כן.\n"
    yield Correction("Hebrew with a word corrected", hebrew, replaced(hebrew, ("ארוך מאוד", "ארוך למדי")))
    yield Correction("Hebrew with marks of direction", hebrew, replaced(hebrew, (": ", ":\u200f ")))
    arabic = "المحاورة: ماذا تغيّر؟\nالمشاركة: ⟦a⟧الانتظار طويل جدًّا⟦/a⟧، ولا أحد ⟦b⟧يتّصل بنا⟦/b⟧.\n"
    yield Correction("Arabic without vowel signs", arabic, arabic.replace("ّ", "").replace("ً", ""))
    emoji = "A: 🙂 Well 👩‍⚖️ yes.\nB: ⟦a⟧It waits 🕰️ and waits⟦/a⟧ 🙂\nA: ⟦b⟧🙂🙂⟦/b⟧\nB: 🙂\n"
    yield Correction("pictures taken out", emoji, replaced(emoji, (" 👩‍⚖️", ""), (" 🕰️", "")))
    yield Correction("pictures put in", replaced(emoji, (" 👩‍⚖️", ""), (" 🕰️", "")), emoji)
    chinese = "访谈者：有什么变化？\n受访者：⟦a⟧现在有一张新表格⟦/a⟧，不过⟦b⟧还是要等很久⟦/b⟧。\n"
    yield Correction("Chinese with a character corrected", chinese, replaced(chinese, ("很久", "好久")))
    german = "I: Was hat sich geändert?\nB: ⟦a⟧Es gibt ein Formular, das „Laufzettel“ heißt⟦/a⟧, und ⟦b⟧niemand weiß, wohin damit⟦/b⟧.\n"
    yield Correction("German in Swiss spelling", german, german.replace("ß", "ss").replace("„", "«").replace("“", "»"))


CORRECTIONS = (*layouts(), *wording(), *turns(), *twice(), *answers(), *scripts())
