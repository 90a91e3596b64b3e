"""Quotations as JSON, a list with the keys that `quotes --json` promises. Texts are exact; characters that a terminal
would obey are written as escapes.
"""

from __future__ import annotations

import json
import re
from typing import Any

from exports.quotations.model import QuotationList

_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(listed: QuotationList) -> bytes:
    """The whole file."""
    return as_text([quotation.as_json() for quotation in listed.quotations])


def as_text(value: Any) -> bytes:
    """JSON in UTF-8, indented, ending in a line end."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return (_OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n").encode()
