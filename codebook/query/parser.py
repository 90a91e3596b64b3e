"""Reading a query."""

from __future__ import annotations

from codebook.query.errors import QuerySyntaxError
from codebook.query.model import Expression

LONGEST = 4_000

__all__ = ["QuerySyntaxError", "parse"]


def parse(query: str) -> Expression:
    """What the query means.

    Codes by unique name or path, bare (`early contact`) or quoted (`"Partnership/early contact"`); `Theme/*` a theme
    and all below it, `*` any code; AND, OR, NOT in capitals, AND before OR, brackets; filters `kind:interview`,
    `area:C,D` (any of them), `document:"CPS 43"`, `NOT coder:Ann`, beside codes or joined by AND.

    Raises `QuerySyntaxError`.
    """
    if not query.strip():
        raise QuerySyntaxError(query, 0, "The query is empty: name a code, or filter such as group:police.")
    if len(query) > LONGEST:
        raise QuerySyntaxError(query, LONGEST, f"The query is longer than {LONGEST:,} characters.")
    from codebook.query.grammar import read  # noqa: PLC0415 - lark takes longer to import than most commands to run

    return read(query)
