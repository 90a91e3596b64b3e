"""Large regular expressions that are compiled when something is first looked for with them.

A reading process starts anew for every import, and most files need few of them: they would be a third of its start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Expression:
    """A regular expression, with those ways to look for it that are used; a `re.Pattern` from its first use on."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Find it at an offset."""
        return re.compile(self._pattern, self._flags).match

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """Find it wherever it is."""
        return re.compile(self._pattern, self._flags).finditer
