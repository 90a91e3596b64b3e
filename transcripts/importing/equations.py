"""Fields of the kind EQ, with which Word draws: words with a reading above them (ruby), overstruck signs, formulas.

They have no result that could be read; what they show stands in their code.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RUBY = re.compile(
    r"\\o\s*(?:\\a[clrdj]\w?\s*)*\(\s*\\s\s*\\up\s*\d*\s*\((?P<reading>[^()]*)\)\s*[,;]\s*(?P<words>[^()]*)\)",
    re.IGNORECASE,
)


class Drawn(NamedTuple):
    """What an EQ field shows: words, and a reading of them; neither is known of a formula."""

    words: str = ""
    reading: str = ""


def drawn_by(code: str) -> Drawn | None:
    """What the field of this code draws; None if it is of another kind."""
    if code.split(maxsplit=1)[:1] != ["EQ"] and code.split(maxsplit=1)[:1] != ["eq"]:
        return None
    found = list(_RUBY.finditer(code))
    return Drawn("".join(each["words"] for each in found), " ".join(each["reading"] for each in found))
