"""A draft report that quotes the study, with defects of every kind an audit should find, and the list of them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from coding_tui.demo.draft_defects import (
    Source,
    Sources,
    altered,
    ambiguous,
    bracketed,
    cleaned,
    curly,
    elided,
    elided_not,
    nested,
)
from coding_tui.demo.model import Draft, DraftQuote, Passage, StudyDocument

SECTIONS = (
    ("Early advice", "E7", ("CPS", "Police", "Counsel", "early advice")),
    ("Reaching an ISVA", "E3", ("Police", "ISVA", "CPS", "case file")),
    ("What ISVAs add", "E1", ("ISVA", "Police", "CPS", "Counsel")),
    ("Digital and third-party material", "E5", ("CPS", "Police", "ISVA", "early advice")),
    ("Delay", "E6", ("Judges", "Counsel", "CPS", "ISVA")),
    ("Staffing and wellbeing", "F6", ("Police", "ISVA", "CPS", "Counsel")),
)
_LINKS = (
    "As {who} put it, {quote}.",
    "{who} said: {quote}.",
    "One account ran {quote} ({who}).",
    "Others were plainer: {quote} ({who}).",
    "There was also the view that {quote} ({who}).",
    "“It is not one story”, we were told more than once, and the notes bear that out: {quote} ({who}).",
)
_OPENINGS = (
    "This section draws on interviews, observation and files.",
    "The picture was uneven, and people knew it.",
    "Here the kinds of evidence did not always say the same.",
    "Accounts differed by group more than by area.",
)
# In marks in the opening paragraph, and said by nobody in particular.
TERMS = ("victim-centred", "suspect-focused", "early")
Maker = Callable[[Sources, str, tuple[str, ...], Random], "tuple[Source, str, str]"]
Quote = Callable[[str], str]


class _Author:
    """Somebody writing the draft, keeping a list of what was done to each quotation."""

    def __init__(self, sources: Sources, rng: Random) -> None:
        self.sources, self.rng = sources, rng
        self.blocks: list[tuple[str, str]] = []
        self.quotes: list[DraftQuote] = []
        self.section = ""

    def inline(self, made: tuple[Source | None, str, str], verdict: str, mark: Quote, who: str = "") -> str:
        """A sentence that quotes; `made` is the source, the words printed, and the detail."""
        source, words, detail = made
        who = who or (source.document if source else "CPS 12")
        self.note(source, words, detail, verdict, who)
        return self.rng.choice(_LINKS[:5]).format(who=who, quote=mark(words.rstrip(".")))

    def note(self, source: Source | None, words: str, detail: str, verdict: str, who: str) -> None:
        """Enter a quotation in the list."""
        self.quotes.append(
            DraftQuote(
                number=len(self.quotes) + 1, text=words.rstrip("."), attribution=who, verdict=verdict,
                document=source.document if source else None, start=source.start if source else None,
                end=source.end if source else None, original=source.text if source else "", section=self.section,
                detail=detail,
            )
        )  # fmt: skip

    def take(self, ref: str, groups: tuple[str, ...]) -> tuple[Source, str, str]:
        """A sentence as it was said."""
        source = self.sources.take_like(ref, groups, bool)
        return source, source.text, ""


def double_curly(words: str) -> str:
    """“…”"""
    return f"“{words}”"


def double_straight(words: str) -> str:
    """Straight double marks."""
    return f'"{words}"'


def single_curly(words: str) -> str:
    """‘…’, as British publishers set it."""
    return f"‘{words}’"


def american(words: str) -> str:
    """The comma inside the marks."""
    return f"“{words},”"


def write_draft(documents: list[StudyDocument], passages: dict[str, list[Passage]], rng: Random) -> Draft:
    """The draft and its ground truth."""
    author = _Author(Sources(documents, passages, rng), rng)
    author.blocks = [("h1", "Handling of rape complaints: draft findings"), ("p", _about(documents))]
    for number, (title, ref, groups) in enumerate(SECTIONS):
        author.section = ref
        author.blocks += [("h2", title), ("p", _OPENINGS[number % len(_OPENINGS)])]
        _section(author, ref, groups, number)
    _terms(author)
    claims = _claims(author, documents, passages)
    _table(author)
    notes = _notes(author)
    return Draft(tuple(author.blocks), tuple(author.quotes), tuple(claims), tuple(notes))


def _about(documents: list[StudyDocument]) -> str:
    return (
        f"The study rests on {len(documents)} documents in five areas. We use “victim-centred” and ‘suspect-focused’ "
        'as the people we met used them, and mean nothing more by them. So-called "early" advice is dealt with first.'
    )


def _terms(author: _Author) -> None:
    """Words in marks that quote nobody: an audit has to leave them alone."""
    author.section = "about"
    for term in TERMS:
        author.note(None, term, "scare quotes", "term", "")


def _section(author: _Author, ref: str, groups: tuple[str, ...], number: int) -> None:
    rng, sources = author.rng, author.sources
    marks = (double_curly, double_straight, single_curly, american, double_curly, double_straight)
    mark = marks[number]
    first = author.inline(author.take(ref, groups[:1]), "verbatim", mark)
    second = author.inline(author.take(ref, groups[1:2]), "verbatim", double_curly)
    author.blocks.append(("p", f"{first} {second}"))
    source, words, _ = author.take(ref, groups[2:])
    author.note(source, words, "block quotation", "verbatim", source.document)
    author.blocks.append(("quote", f"{words} ({source.document})"))
    makers: tuple[tuple[str, Maker], ...] = (
        ("typography", curly), ("elided", elided), ("altered", altered), ("cleaned", cleaned), ("bracketed", bracketed),
    )  # fmt: skip
    for verdict, make in makers:
        author.blocks.append(("p", author.inline(make(sources, ref, groups, rng), verdict, mark)))
    _oddities(author, ref, groups, number)


def _oddities(author: _Author, ref: str, groups: tuple[str, ...], number: int) -> None:
    """One or two rarer defects, different from section to section."""
    rng, sources = author.rng, author.sources
    put: list[str] = []
    if number % 2 == 0:
        source, words, detail = elided_not(sources, groups)
        put.append(author.inline((source, words, detail), "elided", double_curly))
        put.append(author.inline(_stitched(author, ref, groups), "stitched", double_curly))
        invented = "We sort it out between ourselves by the Friday and nobody upstairs has to know."
        put.append(
            author.inline(
                (None, invented.replace("Friday", _DAYS[number]), "nobody said it"), "not-found", double_straight
            )
        )
    else:
        source, words, _ = author.take(ref, groups)
        other = next(one for one in sources.labels(groups) if one != source.document)
        put.append(author.inline((source, words, "said by another"), "wrong-source", double_curly, other))
        asked = sources.question(rng)
        who = asked.document
        put.append(author.inline((asked, asked.text, "the interviewer said it"), "wrong-source", double_curly, who))
        put.append(author.inline(nested(sources), "typography", single_curly))
        short = ambiguous(sources)
        author.note(None, short, "stands in several documents", "ambiguous", "")
        put.append(f"More than one person spoke of it: “{short}”.")
    if number == 2:
        again = next(quote for quote in author.quotes if quote.verdict == "verbatim")
        author.quotes.append(_same_again(again, len(author.quotes) + 1, author.section))
        put.append(f"As {again.attribution} put it, “{again.text}”.")
    if number == 4:
        put.append(author.inline((None, "They ring before they write now, and that is the whole difference", ""),
                                 "source-not-loaded", double_curly, "CPS 71"))  # fmt: skip
    author.blocks += [("p", sentence) for sentence in put]


_DAYS = ("Friday", "Monday", "Tuesday", "Wednesday", "Thursday", "weekend")


def _same_again(quote: DraftQuote, number: int, section: str) -> DraftQuote:
    return DraftQuote(number, quote.text, quote.attribution, quote.verdict, quote.document, quote.start, quote.end,
                      quote.original, section, f"same words as quotation {quote.number}")  # fmt: skip


def _stitched(author: _Author, ref: str, groups: tuple[str, ...]) -> tuple[Source, str, str]:
    first = author.sources.take(ref, groups)
    second = author.sources.from_elsewhere(first)
    joined = f"{first.text.rstrip('.')}, and {second.text[:1].lower()}{second.text[1:]}"
    return first, joined, f"second half: {second.document} {second.start}-{second.end}"


def _claims(
    author: _Author, documents: list[StudyDocument], passages: dict[str, list[Passage]]
) -> list[dict[str, Any]]:
    """Sentences that say more people said it than did, with the true numbers by group."""
    wanted = (
        ("Most officers took false reports to be common.", "most", "Police", "B6", "endorses"),
        ("All prosecutors described the toll of the work.", "all", "CPS", "F7", None),
        ("Judges rarely spoke of delay.", "rarely", "Judges", "E6", None),
    )
    author.section = "claims"
    author.blocks.append(("h2", "In sum"))
    claims = []
    for text, word, group, ref, stance in wanted:
        members = [document.label for document in documents if document.group == group]
        raised = [
            label for label in members if any(p.ref == ref and stance in (None, p.stance) for p in passages[label])
        ]
        author.blocks.append(("p", text))
        claims.append(
            {
                "text": text,
                "quantifier": word,
                "group": group,
                "ref": ref,
                "stance": stance,
                "n": len(raised),
                "of": len(members),
            }
        )
    return claims


def _table(author: _Author) -> None:
    rows = ["Theme\tQuotation\tSource"]
    for title, ref, groups in SECTIONS[:4]:
        author.section = f"table {ref}"
        source, words, _ = author.take(ref, groups)
        author.note(source, words, "in a table", "verbatim", source.document)
        rows.append(f"{title}\t“{words.rstrip('.')}”\t{source.document}")
    author.blocks.append(("table", "\n".join(rows)))


def _notes(author: _Author) -> list[str]:
    author.section = "notes"
    source, words, _ = author.take("D2", ("CPS", "Police", "ISVA"))
    author.note(source, words, "in a note", "verbatim", source.document)
    return [f"On updates see also “{words.rstrip('.')}” ({source.document}).", "Areas are lettered A to E."]


def as_markdown(draft: Draft) -> str:
    """The draft as Markdown."""
    written = [_markdown(style, text) for style, text in draft.blocks]
    notes = [f"[^{number}]: {note}" for number, note in enumerate(draft.footnotes, start=1)]
    if notes:
        written[1] += "".join(f"[^{number}]" for number in range(1, len(notes) + 1))
    return "\n\n".join([*written, *notes]) + "\n"


def _markdown(style: str, text: str) -> str:
    if style == "table":
        rows = [f"| {' | '.join(line.split(chr(9)))} |" for line in text.split("\n")]
        return "\n".join([rows[0], "|---|---|---|", *rows[1:]])
    return {"h1": "# ", "h2": "## ", "quote": "> ", "p": ""}[style] + text
