"""What a query can filter by. Any other `attribute:value` asks for a typed attribute of the project."""

from __future__ import annotations

DOCUMENT_FIELDS = ("document", "kind", "group", "area", "date", "participant", "case")
CODING_FIELDS = ("coder", "round", "stance", "key", "prompted", "certainty", "origin", "state", "text")
SPEECH_FIELDS = ("speaker", "role")

CHOICES: dict[str, tuple[str, ...]] = {
    "stance": ("endorses", "acts-on", "reports", "challenges", "unclear", "none"),
    "key": ("yes", "no"),
    "prompted": ("yes", "no"),
    "state": ("assigned", "started", "done", "none"),
    "role": ("participant", "interviewer", "other"),
}
