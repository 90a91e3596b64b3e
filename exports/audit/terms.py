"""Words in marks that are no quotation: names and terms of the draft's own, and references to what others wrote."""

from __future__ import annotations

import re

from exports.audit.model import Quotation

_CALLED = re.compile(
    r"\b(?:so-called|called|termed|named|terms?|known as|labelled|dubbed|entitled|titled|headed|"
    r"(?:code|theme|notion|idea|concept|phrase|word|heading|title|category|label|scale|question|item)s?(?: of)?)\s*$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(
    r"[”’\"',]*\s*(?:(?:is|was|as)\s+(?:how|what we|(?:the|our|a)\s+(?:name|label|code|term|title|heading|theme))\b|"
    r"(?:theme|code|label|heading|category|title)s?\b|\((?:our|the|a)\s+(?:code|theme|label))",
    re.IGNORECASE,
)
_NAME = r"(?!(?:CPS|Police|Prosecutor|Officer|Barrister|Judge|Counsel|ISVA|Interview|Panel)\b)[A-Z][\w'’.-]+"
_YEAR = r"(?:19|20)\d\d[a-z]?(?:[,:]\s*(?:pp?\.?\s*)?\d+(?:\s*[–-]\s*\d+)?)?"
_ONE_WORK = rf"(?:(?:see|cf\.?|e\.g\.?)\s+)?{_NAME}(?:,? (?:and|&) {_NAME}|,? et al\.?|, {_NAME})*,?\s+{_YEAR}"
_KEYS = r"(?:[^@;]{0,30}-?@[\w:.-]+(?:,[^;]{0,40})?;?\s*)+"
CITED = re.compile(rf"{_ONE_WORK}(?:;\s*{_ONE_WORK})*|{_YEAR}|{_KEYS}|pp?\.\s*\d+(?:\s*[–-]\s*\d+)?")
"""A reference to literature: `Burt, 1980`, `Temkin and Krahé 2008: 34`, `see @burt80, p. 3`."""
OTHER_SOURCE = re.compile(
    r"\b(?!(?:Table|Fig|Figure|Section|Sect|Chapter|Ch|Appendix|Annex|Part|Article|Art|Act|Page|Box|Note|Vol|No|In)\b)"
    r"[A-Z]\w{0,20}[ \u00a0-]?(?!(?:19|20)\d\d)[A-Z]{0,2}\d{1,4}\b"
)
"""What people call interviews and groups: `P12`, `Participant 7`, `Group W2`."""


def is_called(quotation: Quotation) -> bool:
    """Whether the words before or after the marks say that what they hold is a name or term."""
    text = quotation.paragraph.text
    before = _CALLED.search(text[: quotation.start].rstrip("\"'“‘«( "))
    return bool(before or _CALLED_AFTER.match(text, quotation.end))
