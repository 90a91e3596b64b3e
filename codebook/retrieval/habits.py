"""What somebody may have meant by a code that is not there: a habit of another program, of another language, a filter
without its colon, a name of something else. One sentence each, with what to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlmodel import Session

from codebook.paths import name_key
from codebook.query import Expression
from codebook.query.fields import CHOICES, CODING_FIELDS, DOCUMENT_FIELDS, SPEECH_FIELDS
from codebook.retrieval.filters import suggestion
from codebook.retrieval.passages import descriptions
from codebook.retrieval.unmet import values_of
from codebook.scheme.codes import CodeTree

_LOWER = re.compile(r"\s(and|or|not|within|overlaps|before|near|same)\s")
_SIGNS = re.compile(r"[&|+~;]|(?<!\S)[-!]")
_MARKS = re.compile(r"^[‘’'`‚‹«„]|[’'`›»]$")
_OTHER_VALUE = re.compile(r'(?<![\w-])([\w-]+):((?:"[^"]*"|[^\s()"“”])+)\s+OR\s+$')
_VALUE_CUT_SHORT = re.compile(r'([\w-]+):\s*([^\s,()"“”]+)\s+$')
_STEP = re.compile(r"\s*[\\>›»→|]\s*")
_DISTANCE = re.compile(r"\d+\s+[^\W\d]+\s")
_SCOPE = re.compile(r"(turn|document|case|participant)s?\s", re.IGNORECASE)
_ALL = frozenset({"all", "everything", "any", "anything", "alle", "alles", "tout", "tous", "?", "%"})
_NAMED = ("document", "participant", "case", "group", "kind", "area", "coder", "speaker")
"""What people name without saying that they do, and how a query asks for it."""


def habit(session: Session, tree: CodeTree, path: str, asked: str | Expression) -> str:
    """What to write instead of a code (path) that a query names and nobody made; "" where nothing is known to say."""
    before = asked[: max(asked.casefold().find(path.casefold()), 0)] if isinstance(asked, str) else ""
    return _of_values(session, tree, path, before) or _of_signs(tree, path) or _of_words(session, path)


def _of_values(session: Session, tree: CodeTree, path: str, before: str) -> str:
    """It is the rest of a filter's value, or another value of it."""
    if cut := _VALUE_CUT_SHORT.search(before):
        if is_code(tree, cut[1]) and is_code(tree, f"{cut[1]}/{cut[2]} {path}"):
            return f" A path is written with a slash: {cut[1]}/{cut[2]} {path}."
        return f' A value with spaces goes into quotes: {cut[1]}:"{cut[2]} {path}".'
    other = _OTHER_VALUE.search(before)
    if other and (name_key(path) in _known(session, other[1]) or not (other[1] == "text" or _is_like(tree, path))):
        return f" Several values of a filter stand behind commas: {other[1]}:{other[2]},{_quoted(path)}."
    return ""


def _of_signs(tree: CodeTree, path: str) -> str:
    """Signs or words of other programs and languages stand where words of ours would join codes."""
    if _MARKS.search(path):
        plain = _MARKS.sub("", _MARKS.sub("", path))
        return f' Names with signs stand in double quotation marks: "{plain}".' if plain else ""
    if any(_is_part(tree, path[: each.start()]) or _is_part(tree, path[each.end() :]) for each in _lower(path)):
        return " AND, OR, NOT, WITHIN, OVERLAPS, BEFORE, NEAR and SAME are written in capitals."
    if "=" in path:
        return " A filter is written with a colon: group:police."
    if re.search(r"\w\s*[<>]\s*\d", path):
        return " There is no more or less than: a filter has a value, group:police, or dates, date:2023-01..2023-06."
    if _STEP.search(path) and is_code(tree, slashed := _STEP.sub("/", path)):
        return f" A path is written with a slash: {slashed}."
    if _SIGNS.search(path):
        return " Codes are joined by words: A AND B, A OR B, A AND NOT B."
    if _DISTANCE.match(path):
        return " A distance stands behind NEAR: A NEAR 2 turns B."
    if (scope := _SCOPE.match(path)) and is_code(tree, path[scope.end() :]):
        return f" What stands in one {scope[1].lower()} is asked for with SAME: A SAME {scope[1].lower()} B."
    return _two_codes(tree, path)


def _lower(path: str) -> Iterable[re.Match[str]]:
    return _LOWER.finditer(path)


def _is_part(tree: CodeTree, path: str) -> bool:
    """Whether a code stands there, or several that small letters join."""
    return any(is_code(tree, part) for part in (path, *_LOWER.split(path)))


def _two_codes(tree: CodeTree, path: str) -> str:
    """Two codes with nothing, or with words that join none, between them."""
    said = path.split()
    for at in range(1, len(said)):
        first, rest = " ".join(said[:at]), " ".join(said[at:])
        if not is_code(tree, first):
            continue
        if is_code(tree, rest):
            return f" ‘{first}’ and ‘{rest}’ are two codes: AND, OR or AND NOT goes between them."
        for words in (1, 2):
            if is_code(tree, " ".join(said[at + words :])):
                between = " ".join(said[at : at + words])
                return (
                    " Codes are joined by AND, OR, AND NOT, WITHIN, OVERLAPS, BEFORE, NEAR or SAME, not by "
                    f"‘{between}’."
                )
    return ""


def _of_words(session: Session, path: str) -> str:
    """It is a filter without its colon, the name of a document, a group or a person, or stands for all codes."""
    said = path.split()
    for at, word in enumerate(said):
        field, value = word.casefold(), " ".join(said[at + 1 :])
        if field in (*DOCUMENT_FIELDS, *CODING_FIELDS, *SPEECH_FIELDS) and (
            name_key(value) in _known(session, field) or (not value and at == len(said) - 1 == 0)
        ):
            return f" A filter is written with a colon: {field}:{_quoted(value) if value else '…'}."
    if name_key(path) in _ALL:
        return " A star asks for any code: *."
    fields = (field for field in _NAMED if name_key(path) in _known(session, field))
    return next((f" The {field} is asked for as {field}:{_quoted(path)}." for field in fields), "")


def _known(session: Session, field: str) -> frozenset[str]:
    """The values of a field in this project, by `name_key`; of words, as they are anything, none."""
    if field == "text":
        return frozenset()
    there = CHOICES.get(field) or values_of(session, field, list(descriptions(session).values()))
    return frozenset(name_key(value) for value in there)


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w-]+", value) else f'"{value}"'


def _is_like(tree: CodeTree, path: str) -> bool:
    return bool(suggestion(path, (known.names[-1] for known in tree)))


def is_code(tree: CodeTree, path: str) -> bool:
    """Whether a code has this path, or this name."""
    wanted = name_key(path)
    return any(wanted in (name_key(known.path), name_key(known.names[-1])) for known in tree)
