"""What is wrong with a query, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from codebook.paths import name_key
from transcripts.columns import pointed_at
from transcripts.errors import NotFound, WorkbenchError

_NAMED = re.compile(r"‘([^’]+)’")


class QueryError(WorkbenchError):
    """A query that cannot be answered.

    `advice` is the one line that says what is wrong and what to write, `position` the character (code point from 0)
    that it is about, None where it is about no place. `str()` is the advice, then `excerpt`.
    """

    def __init__(self, query: str, position: int | None, advice: str) -> None:
        self.query = query
        self.position = None if position is None else min(max(position, 0), len(query))
        self.advice = advice
        super().__init__(f"{advice}\n{self.excerpt}".rstrip())

    @property
    def excerpt(self) -> str:
        """Two lines: the query, cut around the place when it is long, and a caret; "" where there is no place."""
        if self.position is None or not self.query.strip():
            return ""
        return pointed_at(self.query, self.position)


class QuerySyntaxError(QueryError):
    """A query that cannot be read; `position` is where reading stopped."""

    position: int


class QueryNotFound(QueryError, NotFound):
    """A query that names something which the project does not hold; `position` is where it is named."""


@contextmanager
def placed(query: object) -> Iterator[None]:
    """Make of a NotFound that is raised inside a QueryNotFound, when the query is text: what it names is looked up."""
    try:
        yield
    except QueryError:
        raise
    except NotFound as error:
        if not isinstance(query, str):
            raise
        raise QueryNotFound(query, place_of(query, str(error)), str(error)) from None


def place_of(query: str, advice: str) -> int | None:
    """Where a query names what an advice quotes first, letter case aside; what a saved query names is at that one."""
    named = _NAMED.search(advice)
    if named is None:
        return None
    wanted = name_key(named[1].removesuffix("…"))
    from codebook.query.grammar import names  # noqa: PLC0415 - lark takes longer to import than most commands to run

    there = names(query)
    if there is None:
        return next((at for at in range(len(query)) if query[at:].casefold().startswith(wanted)), None)
    cut = named[1].endswith("…")
    for at, name in there:
        said = name_key(name.removesuffix("/*"))
        if said == wanted or (cut and said.startswith(wanted)):
            return at
    return next((at for at, _ in there if query[:at].rstrip('"').endswith("@")), None)
