"""The one query language: what people type to say which codings they mean, from the command line to the matrices.

`parse` reads it, `describe` writes it, `evaluate` answers it for one document. The grammar itself loads when it is
first needed, so that importing this package costs nothing.
"""

from __future__ import annotations

from codebook.query.describe import describe
from codebook.query.errors import QueryError, QueryNotFound, QuerySyntaxError, placed
from codebook.query.evaluate import evaluate
from codebook.query.model import (
    ANY_CODE,
    And,
    Code,
    Expression,
    Filter,
    Or,
    Relation,
    Saved,
    codes_in,
    filters_on_all,
    operands,
    single_code,
)
from codebook.query.parser import parse

__all__ = [
    "ANY_CODE",
    "And",
    "Code",
    "Expression",
    "Filter",
    "Or",
    "QueryError",
    "QueryNotFound",
    "QuerySyntaxError",
    "Relation",
    "Saved",
    "codes_in",
    "describe",
    "evaluate",
    "filters_on_all",
    "operands",
    "parse",
    "placed",
    "single_code",
]
