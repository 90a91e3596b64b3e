"""What each kind of export rests on, of the parts of a project (`codebook.fingerprints.PARTS`), so that `check` names
what changed it and not all else that changed in the meantime.

A kind that is not here may rest on anything. Where a content changed though nothing that is named here did, all parts
that changed are told: a line too many rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Mapping

_TEXTS = frozenset({"texts", "speakers", "what documents are", "attributes"})
_CODED = _TEXTS | {"codebook", "codings", "assignments", "saved queries"}
_REVIEWED = _CODED | {"rulings", "settings"}
RESTS_ON: Mapping[str, frozenset[str]] = {
    "quotes": _CODED | {"settings"},
    "collected quotations": _CODED | {"collected quotations", "settings"},
    "matrix": _CODED | {"trackers"},
    "framework matrix": _CODED | {"summaries"},
    "codes that stand together": _CODED,
    "agreement": _CODED | {"settings"},
    "triangulation": _CODED | {"judgements of convergence", "who judges", "settings"},
    "saturation": _CODED,
    "contradictions": _TEXTS | {"contradictions"},
    "incidents": _TEXTS | {"contradictions"},
    "codings": _TEXTS | {"codebook", "codings"},
    "assignments": _TEXTS | {"assignments"},
    "coverage": _TEXTS | {"codings", "assignments", "what was read", "declared to hold nothing"},
    "history": frozenset({"history"}),
    "log of a day": frozenset({"history", "what was read"}),
    "disagreements": _REVIEWED,
    "rulings": _REVIEWED,
    "consensus": _REVIEWED,
    "flagged passages": _TEXTS | {"flagged passages"},
    "search hits": _CODED,
    "documents": _TEXTS,
    "speakers": _TEXTS,
    "tracker": frozenset({"trackers"}),
    "memos": _TEXTS | {"memos", "codings", "codebook"},
    "codebook": frozenset({"codebook", "settings"}),
    "codebook appendix": _REVIEWED,
    "use of codes": _TEXTS | {"codebook", "codings"},
    "frozen codebooks": frozenset({"frozen codebooks"}),
    "saved queries": frozenset({"saved queries"}),
}
OWN: Mapping[str, frozenset[str]] = {
    "texts": frozenset({"document"}),
    "speakers": frozenset({"speaker"}),
    "what documents are": frozenset({"document", "participant", "case", "document_case"}),
    "attributes": frozenset({"attribute", "attribute_value"}),
    "codebook": frozenset({"code", "code_definition"}),
    "codings": frozenset({"coding"}),
    "assignments": frozenset({"assignment"}),
    "rulings": frozenset({"ruling"}),
    "collected quotations": frozenset({"collected_quotation"}),
    "judgements of convergence": frozenset({"assessment", "settlement", "finding"}),
    "contradictions": frozenset({"contradiction"}),
    "saved queries": frozenset({"saved_query"}),
    "summaries": frozenset({"summary"}),
    "memos": frozenset({"memo"}),
    "flagged passages": frozenset({"distressing"}),
    "who judges": frozenset({"assessor"}),
    "trackers": frozenset({"tracker", "tracker_row"}),
    "frozen codebooks": frozenset({"codebook_version"}),
    "declared to hold nothing": frozenset({"nothing_here"}),
    "settings": frozenset({"setting"}),
}
"""The journalled tables whose rows a part is; the others that its SELECT joins only name things."""
ALWAYS_MOVING = frozenset({"history", "what was read"})
"""Parts that nearly every step or look changes: they explain nothing but what is made of them."""


def explained_by(kind: str, changed: tuple[str, ...]) -> tuple[str, ...]:
    """Of the parts that changed, those that an export of a kind rests on; all of them where none is."""
    rests_on = RESTS_ON.get(kind)
    still = tuple(name for name in changed if name not in ALWAYS_MOVING)
    return still if rests_on is None else tuple(name for name in changed if name in rests_on) or still
