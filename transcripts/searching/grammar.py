"""Reading a search for words.

    any     = all { OR all }
    all     = near { AND [NOT] near }
    near    = item { NEAR[/n] item }
    item    = "(" any ")" | a phrase in quotes | words in a row

AND, OR, NOT and NEAR are operators in capitals only. Words in a row are a phrase. Written by hand, not with lark: words
are whatever people say, signs between them fall away, and a search is read at every key. A straight quotation mark
between two Hebrew letters is theirs (`צה"ל`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transcripts.folding import VOWELS, folded
from transcripts.searching.model import BadSearch
from transcripts.searching.tree import All, Any, Expression, Near, Phrase, Signs, Word

LONGEST = 2_000
DEEPEST = 40
BETWEEN = 10
"""How many words may stand between when NEAR says no number, as in FTS5."""
MOST_BETWEEN = 1_000

_CLOSERS = '"”“'
_LETTERS = rf"(?:[^\W_]|[{VOWELS}])+"
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<near>NEAR(?:/(?P<number>[^\s()"“„]*))?(?![^\s()"“„]))
    |(?P<operator>(?:AND|OR|NOT)(?![^\s()"“„]))
    |(?P<bracket>[()])
    |(?P<quote>["“„])
    |(?P<bare>(?:[^\s()"“„]|(?<=[א-ת])"(?=[א-ת]))+)""",
    re.VERBOSE,
)
_WORD = re.compile(rf"(?P<alike>~)?(?P<text>\*?{_LETTERS}(?:\*{_LETTERS})*\*?)")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    number: int = BETWEEN


def read(query: str) -> Expression:
    """What a search for words means. Raises BadSearch, with the place."""
    if not query.strip():
        raise BadSearch("Nothing to search for. Give a word or a phrase.")
    if len(query) > LONGEST:
        raise BadSearch(f"This is longer than {LONGEST:,} characters.", query, LONGEST)
    return _Reader(query).whole()


def words_in(text: str, offset: int = 0, *, as_written: bool = False) -> Iterator[Word]:
    """The words of a stretch of a query; signs between them fall away."""
    compared = folded(text)
    for match in _WORD.finditer(compared.text):
        at = offset + compared.start_of(match.start())
        yield Word(match["text"], match["alike"] is not None, as_written, at)


class _Reader:
    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = list(self._split())
        self.at = 0

    # -- tokens

    def _split(self) -> Iterator[_Token]:
        at = 0
        while at < len(self.query):
            match = _TOKEN.match(self.query, at)
            assert match is not None  # every character is a space, a bracket, a quotation mark or something else
            kind, end = str(match.lastgroup), match.end()
            if kind == "quote":
                end = self._closing(at) + 1
            if kind != "space":
                yield _Token(kind, self.query[at:end], at, self._number(match))
            at = end

    def _closing(self, at: int) -> int:
        partner = re.compile(f'(?!(?<=[א-ת])"(?=[א-ת]))[{_CLOSERS}]').search(self.query, at + 1)
        if partner is None:
            raise BadSearch("This quotation mark has no partner.", self.query, at)
        return partner.start()

    def _number(self, match: re.Match[str]) -> int:
        said = match["number"]
        if said is None:
            return BETWEEN
        if not said.isdecimal() or int(said) > MOST_BETWEEN:
            advice = f"Say how many words may stand between: NEAR/5; at most {MOST_BETWEEN:,}."
            raise BadSearch(advice, self.query, match.start())
        return int(said)

    @property
    def next(self) -> _Token:
        end = _Token("end", "", len(self.query.rstrip()))
        return self.tokens[self.at] if self.at < len(self.tokens) else end

    def take(self, *texts: str) -> _Token | None:
        """The next token, if it is one of these operators or brackets."""
        token = self.next
        if token.kind in ("operator", "bracket") and token.text in texts:
            self.at += 1
            return token
        return None

    def complain(self, advice: str, token: _Token | None = None) -> BadSearch:
        return BadSearch(advice, self.query, (token or self.next).start)

    # -- the rules

    def whole(self) -> Expression:
        found = self.any(0)
        if self.next.kind != "end":
            raise self.complain("This bracket closes none.")
        return found

    def any(self, depth: int) -> Expression:
        parts = [self.all(depth)]
        while self.take("OR"):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def all(self, depth: int) -> Expression:
        first = self.next
        parts: list[Expression] = []
        without: list[Expression] = []
        while True:
            negated = self.take("NOT") is not None
            (without if negated else parts).append(self.near(depth))
            if not self.take("AND") and not (self.next.kind == "operator" and self.next.text == "NOT"):
                break
        if self.next.kind in ("bare", "quote") or self.next.text == "(":
            raise self.complain("Say how the two belong together: AND, OR or NEAR; or put one pair of quotes around.")
        if not parts:
            raise self.complain("NOT takes turns away from something: write ‘waiting NOT queue’.", first)
        return parts[0] if len(parts) == 1 and not without else All(tuple(parts), tuple(without))

    def near(self, depth: int) -> Expression:
        first = self.next
        found = self.item(depth)
        while self.next.kind == "near":
            number = self.next.number
            self.at += 1
            second = self.next
            other = self.item(depth)
            for token, side in ((first, found), (second, other)):
                if not _has_a_place(side):
                    raise self.complain("NEAR stands between words, phrases and what OR joins, not AND or NOT.", token)
            found = Near(found, other, number)
        return found

    def item(self, depth: int) -> Expression:
        if depth >= DEEPEST:
            raise self.complain(f"Brackets stand more than {DEEPEST} deep.")
        if self.take("("):
            found = self.any(depth + 1)
            if not self.take(")"):
                raise self.complain("Expected ‘)’: a bracket is still open.")
            return found
        if self.next.kind == "quote":
            return self._quoted()
        if self.next.kind == "bare":
            return self._bare()
        raise self.complain("Expected a word, a phrase in quotes or ‘(’. An operator itself goes into quotes.")

    def _quoted(self) -> Expression:
        token = self.next
        self.at += 1
        inner = token.text[1:-1]
        words = tuple(words_in(inner, token.start + 1, as_written=True))
        if words:
            return Phrase(words)
        if not inner.strip():
            raise self.complain("Nothing stands between these quotation marks.", token)
        return Signs(inner.strip())

    def _bare(self) -> Expression:
        """Words in a row; signs among them fall away, signs alone are looked for as they are."""
        first, words = self.next, list[Word]()
        end = first.start
        while self.next.kind == "bare":
            token = self.next
            words += words_in(token.text, token.start)
            end = token.start + len(token.text)
            self.at += 1
        signs = self.query[first.start : end]
        if not words and not signs.strip("*~ "):
            advice = "A star stands for letters of a word: write some, as in delay*; or “*” for a star."
            raise self.complain(advice, first)
        return Phrase(tuple(words)) if words else Signs(signs)


def _has_a_place(expression: Expression) -> bool:
    """Whether an expression is found at places of its own, so that words can stand between two of them."""
    if isinstance(expression, Any):
        return all(_has_a_place(part) for part in expression.parts)
    return not isinstance(expression, All)
