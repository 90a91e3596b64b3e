"""The grammar, as lark reads it, and the tree it gives turned into what it means. Loaded by `parser` on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken

from codebook.paths import BadNameError, parse_path, split_path
from codebook.query.errors import QuerySyntaxError
from codebook.query.fields import CHOICES
from codebook.query.model import ANY_CODE, And, Code, Expression, Filter, Or, Relation, Saved

_GRAMMAR = r"""
start: any
any: all (_OR all)*
all: _item (AND? _item)*
_item: NOT? (related | filter)
related: _operand (RELATION _operand)*
_operand: code | group | saved
saved: SAVED
code: NAME | QUOTED
group: LPAR any RPAR
filter: FIELD _value (_COMMA _value)*
_value: VALUE | QUOTED

AND.3: /AND(?![^\s()",:“”])/
_OR.3: /OR(?![^\s()",:“”])/
NOT.3: /NOT(?![^\s()",:“”])/
RELATION.3: /(WITHIN|OVERLAPS|BEFORE|NEAR\s+\d{1,9}\s+(sentence|turn)s?|SAME\s+SCOPE)(?![^\s()",:“”])/
SAVED.2: /@(?:"(\\.|[^"\\])*"|[^\s()",:“”@]+)/s
FIELD.2: /[^\W\d][\w-]*:/
NAME: /WORD(\s+WORD)*/
QUOTED: /"(\\.|[^"\\])*"|“[^”]*”/s
VALUE: /[^\s,()"“”]+/
LPAR: "("
RPAR: ")"
_COMMA: ","
%ignore /\s+/
"""
_SCOPE = "(turn|document|case|participant)"
_KEPT = "AND|OR|NOT|WITHIN|OVERLAPS|BEFORE|NEAR|SAME"
_WORD = rf"(?!@)(?!(?:{_KEPT})(?![^\s()\",:“”]))[^\s()\",:“”]+(?=[\s()\",“”]|$)"
_DEEPEST = 40
_MOST_RELATIONS = 40
_STAR_ELSEWHERE = re.compile(r"(?<!\\)\*")

_RULES = _GRAMMAR.replace("WORD", _WORD).replace("SCOPE", _SCOPE)
_parser = Lark(_RULES, parser="lalr", lexer="contextual", propagate_positions=False)


def read(query: str) -> Expression:
    """The query's meaning. Raises `QuerySyntaxError`."""
    try:
        tree = _parser.parse(query)
    except UnexpectedInput as error:
        raise _explained(query, error) from None
    return _Builder(query).any(_child(tree), 0)


def names(query: str) -> list[tuple[int, str]] | None:
    """Every code, field and saved query that a query names, then every value, as it is written, with the place of its
    first letter; None for a query that cannot be read.
    """
    found = []
    try:
        tree = _parser.parse(query)
    except UnexpectedInput:
        return None
    values = {id(value) for given in tree.find_data("filter") for value in given.children[1:]}
    tokens = list(tree.scan_values(lambda each: isinstance(each, Token)))
    for token in sorted(tokens, key=lambda each: id(each) in values):
        said = token.removeprefix("@")
        quoted = said[:1] in ('"', "“")
        name = token[:-1] if token.type == "FIELD" else _unquoted_path(Token("QUOTED", said)) if quoted else said
        found.append((_start(token) + len(token) - len(said) + quoted, str(name)))
    return found


class _Builder:
    def __init__(self, query: str) -> None:
        self.query = query
        self.relations = 0

    def any(self, tree: Tree[Token], depth: int) -> Expression:
        parts = tuple(self.all(child, depth) for child in tree.children if isinstance(child, Tree))
        return parts[0] if len(parts) == 1 else Or(parts)

    def all(self, tree: Tree[Token], depth: int) -> Expression:
        parts: list[Expression] = []
        without: list[Expression] = []
        filters: list[Filter] = []
        for item, negated in self._items(tree):
            if item.data == "filter":
                filters.append(self.filter(item, negated))
            else:
                (without if negated else parts).append(self.related(item, depth))
        if without and not parts:
            advice = "NOT takes text away from something: write ‘A AND NOT B’, or ‘* AND NOT B’ for all that is coded."
            raise QuerySyntaxError(self.query, _start(tree), advice)
        if len(parts) == 1 and not without and not filters:
            return parts[0]
        return And(tuple(parts), tuple(without), tuple(filters))

    def _items(self, tree: Tree[Token]) -> Iterable[tuple[Tree[Token], bool]]:
        """The operands and filters of a conjunction, each with whether NOT stands before it."""
        linked, negated = True, False
        before: Tree[Token] | None = None
        for child in tree.children:
            if isinstance(child, Token):
                linked, negated = True, child.type == "NOT"
                continue
            is_filter = child.data == "filter"
            if not (linked or is_filter):
                raise QuerySyntaxError(self.query, _start(child), _unlinked(before, child))
            yield child, negated
            linked, negated, before = is_filter, False, child

    def related(self, tree: Tree[Token], depth: int) -> Expression:
        """Operands with relations between them, read from the left."""
        first, *rest = tree.children
        assert isinstance(first, Tree)
        expression = self.operand(first, depth)
        for relation, right in zip(rest[::2], rest[1::2], strict=True):
            assert isinstance(relation, Token)
            assert isinstance(right, Tree)
            self.relations += 1
            if self.relations > _MOST_RELATIONS:
                raise QuerySyntaxError(self.query, _start(relation), f"More than {_MOST_RELATIONS} relations.")
            expression = _relation(expression, relation.split(), self.operand(right, depth))
        return expression

    def operand(self, tree: Tree[Token], depth: int) -> Expression:
        if tree.data == "code":
            return self.code(_token(tree))
        if tree.data == "saved":
            return Saved(_saved_name(_token(tree)))
        if depth >= _DEEPEST:
            raise QuerySyntaxError(self.query, _start(tree), f"Brackets stand more than {_DEEPEST} deep.")
        inner = next(child for child in tree.children if isinstance(child, Tree))
        return self.any(inner, depth + 1)

    def code(self, token: Token) -> Code:
        quoted = token.type == "QUOTED"
        path = _unquoted_path(token) if quoted else " ".join(token.split())
        if path.strip() == "*":
            return ANY_CODE
        pieces = split_path(path)
        subtree = len(pieces) > 1 and pieces[-1].strip() == "*"
        if subtree:
            path = path.rstrip()[:-1].rstrip()[:-1]
        wild = not quoted and _STAR_ELSEWHERE.search(path) is not None
        if wild and "\\" in path:
            advice = "A name with a star for any letters holds no backslash: put the whole name into quotes."
            raise QuerySyntaxError(self.query, _start(token), advice)
        try:
            names = parse_path(path)
        except BadNameError as error:
            raise QuerySyntaxError(self.query, _start(token), str(error)) from None
        return Code(names if wild else tuple("*" if name == "\\*" else name for name in names), subtree, wild)

    def filter(self, tree: Tree[Token], negated: bool) -> Filter:
        head, *values = [child for child in tree.children if isinstance(child, Token)]
        field = head[:-1].lower()
        return Filter(field, tuple(self.value(field, token) for token in values), negated)

    def value(self, field: str, token: Token) -> str:
        text = _unquoted_value(token) if token.type == "QUOTED" else str(token)
        choices = CHOICES.get(field)
        if choices is None:
            return text
        if text.lower() not in choices:
            near = get_close_matches(text.lower(), choices, 1)
            meant = f" Did you mean ‘{near[0]}’?" if near else ""
            raise QuerySyntaxError(self.query, _start(token), f"‘{field}:’ takes {_listed(choices)}.{meant}")
        return text.lower()


def _relation(left: Expression, words: list[str], right: Expression) -> Relation:
    how = words[0].lower()
    unit = words[-1].removesuffix("s") if len(words) > 1 else ""
    return Relation(left, how, right, unit, int(words[1]) if how == "near" else 0)


def _unlinked(before: Tree[Token] | None, after: Tree[Token]) -> str:
    """What to say where nothing joins two codes."""
    name, rest = _last(before), _first(after)
    if name is not None and name.type == "SAVED" and '"' not in name and rest.type == "NAME":
        said = f'{name[1:]} {" ".join(rest.split())}'
        return f'Expected AND, OR or AND NOT. A saved query with blanks in its name goes into quotes: @"{said}".'
    return "Expected AND, OR, AND NOT or NEAR 2 sentences between two codes (quote names with signs)."


def _last(place: Tree[Token] | None) -> Token | None:
    return None if place is None else list(place.scan_values(lambda each: isinstance(each, Token)))[-1]


def _first(place: Tree[Token]) -> Token:
    return next(iter(place.scan_values(lambda each: isinstance(each, Token))))


def _explained(query: str, error: UnexpectedInput) -> QuerySyntaxError:
    if not isinstance(error, UnexpectedToken):
        return _explained_character(query, error.pos_in_stream or 0)
    token, expected = error.token, error.accepts or error.expected
    at_end = token.type == "$END"
    position = len(query.rstrip()) if at_end else _start(token)
    if "VALUE" in expected:
        field = query[:position].split()[-1].lstrip("(")
        advice = f"Expected a value after ‘{field}’, such as {_example(field)}."
    elif token.type in ("_COMMA", "VALUE"):
        return _explained_character(query, position)
    elif "NAME" in expected and "AND" not in expected:
        advice = "Expected a code, a filter such as group:police, NOT or ‘(’."
    elif token.type == "RELATION":
        advice = "A relation joins codes: put a code and its filters into brackets, ‘(A group:police) WITHIN B’."
    elif at_end:
        advice = "Expected ‘)’: a bracket is still open."
    else:
        advice = "This bracket closes none: expected AND, OR, AND NOT, a filter or the end."
    return QuerySyntaxError(query, position, advice)


def _explained_character(query: str, position: int) -> QuerySyntaxError:
    sign, rest = query[position], query[position:]
    if re.match(r"NEAR\b", rest):
        advice = "NEAR says how far: ‘A NEAR 2 sentences B’ or ‘A NEAR 1 turn B’."
    elif re.match(r"SAME\b", rest):
        advice = "SAME says what: ‘A SAME turn B’, or document, case, participant."
    elif sign == "@":
        advice = "‘@’ stands before the name of a saved query: @blame, or @\"a name\"."
    elif sign in '"“”' and query[:position].rpartition("„")[1] and "“" not in query[:position]:
        advice = 'Names with signs stand in double quotation marks, "Police and CPS", not „so“.'
    elif sign in '"“”':
        advice = "This quotation mark has no partner."
    elif sign == ",":
        advice = "A comma parts the values of a filter (area:C,D); put a name that holds one into quotes."
    else:
        advice = 'Put a name that holds : , " or brackets into quotes; a filter is written group:police.'
    return QuerySyntaxError(query, position, advice)


def _example(field: str) -> str:
    choices = CHOICES.get(field.rstrip(":").lower())
    return _listed(choices) if choices else 'interview or "CPS 43"'


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"


def _unquoted_path(token: Token) -> str:
    """Without the quotes and the backslashes before quotes; the path's own escapes stay."""
    inner = token[1:-1]
    return re.sub(r"\\(.)", lambda pair: '"' if pair[1] == '"' else pair[0], inner, flags=re.DOTALL)


def _unquoted_value(token: Token) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL) if token.startswith('"') else str(token[1:-1])


def _saved_name(token: Token) -> str:
    name = token[1:]
    return re.sub(r"\\(.)", r"\1", name[1:-1], flags=re.DOTALL) if name.startswith('"') else name


def _child(tree: Tree[Token]) -> Tree[Token]:
    child = tree.children[0]
    assert isinstance(child, Tree)
    return child


def _token(tree: Tree[Token]) -> Token:
    child = tree.children[0]
    assert isinstance(child, Token)
    return child


def _start(place: Tree[Token] | Token) -> int:
    while isinstance(place, Tree):
        place = place.children[0]
    return place.start_pos or 0
