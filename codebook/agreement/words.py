"""What the numbers rest on, why one is missing and when to distrust it, in plain sentences."""

from __future__ import annotations

from codebook.agreement.coefficients import Tally
from codebook.agreement.intervals import KRIPPENDORFF, Limits

FEW_PASSAGES = 10
FEW_DOCUMENTS = 5

_UNITS = {
    "character": "every code point of the text that counts is a unit",
    "sentence": "every sentence that holds text that counts is a unit, coded when any part of it is",
    "turn": "every turn that holds text that counts is a unit, coded when any part of it is",
    "document": "every document is a unit, coded when any part of its text that counts is",
}

_COEFFICIENTS = {
    "missing": "a coder who is not done with a document is missing there, which is not the same as not coded; "
    "units with fewer than two coders are left out everywhere",
    "percent": "the share of coder pairs who agree on a unit, averaged over units; not corrected for chance",
    "alpha": "Krippendorff's α for nominal data, with the n − 1 correction",
    "kappa": "Cohen's κ of two coders on what both finished, averaged over the pairs that define it",
    "fleiss": "Fleiss' κ; for two coders Scott's π",
}


def conventions(unit: str, universe: str, interval: str) -> dict[str, str]:
    """How a study was measured, by topic, for the methods paragraph; `interval` is how α's limits arose or why not."""
    return {
        "unit": _UNITS[unit],
        "universe": f"{universe}, in documents that at least two of the coders marked done, pooled",
        "variable": "every code is its own variable, coded or not coded; overlapping spans of one coder are united",
        **_COEFFICIENTS,
        "f1": "positive specific agreement, pooled over pairs of coders",
        "chance": "AC1 and Brennan–Prediger with two categories",
        "interval": interval if interval.startswith("no ") else f"95 %, {interval}",
    }


def rating_conventions(categories: int) -> dict[str, str]:
    """How a table of ratings was measured, by topic."""
    return {
        "unit": "every row of the table is a unit",
        "universe": "every row; agreement is seen in those that at least two coders rated",
        "variable": "one nominal variable; an empty cell is missing",
        **_COEFFICIENTS,
        "missing": "an empty cell is missing; a row rated once counts in the shares of Fleiss' κ and AC1, nowhere else",
        "f1": "positive specific agreement of “1” where the ratings are 0 and 1, pooled over pairs of coders",
        "chance": f"AC1 and Brennan–Prediger with the {categories} categories observed",
        "interval": "no interval: a table of ratings does not say which units belong together",
    }


def rests_on(conclusions: str, limits: Limits) -> str:
    """What may rest on an α, in Krippendorff's words where the limits are his, else in the protocol's."""
    his = limits == KRIPPENDORFF
    firm, tentative = (f"{limit:.3f}" if his else f"{limit:g}" for limit in (limits.firm, limits.tentative))
    firm, tentative = (limit.replace("0.", ".", 1) if limit.startswith("0.") else limit for limit in (firm, tentative))
    named = ("firm conclusions", "tentative conclusions", "no conclusions")
    words = named if his else ("relied on", "tentative", "not used")
    said = dict(zip(("firm", "tentative", "none"), words, strict=True))[conclusions]
    limit = firm if conclusions == "firm" else tentative
    return f"{said} ({limit} is {'not ' * (conclusions == 'none')}reached)"


def nothing_to_compare(coders: int, finished: int, units: int, unit: str) -> str | None:
    """Why no code of a study can be measured at all, or None."""
    if coders < 2:
        return "agreement needs at least two coders"
    if not finished:
        return "no document is marked done by two of the coders"
    if not units:
        return f"the documents that two coders finished hold no {unit} of text that counts"
    return None


def nothing_varies(tally: Tally) -> str:
    """Why α of a code that could be compared has no value."""
    if tally.given()[1]:
        return "every coder coded every unit, so there is no variation to agree on"
    return "no coder used this code in the documents compared, so there is no variation to agree on"


def warnings(documents: int, passages: int, users: int, one_long: bool) -> list[str]:
    """What to beware of for one code, given its double-coded documents, passages and coders who used it.

    The thresholds are customs of the field, not tests. A code nobody used is undefined rather than doubtful.
    """
    if not passages:
        return []
    found = []
    if documents < FEW_DOCUMENTS:
        found.append(f"fewer than {FEW_DOCUMENTS} documents coded by two coders")
    if passages < FEW_PASSAGES:
        found.append(f"fewer than {FEW_PASSAGES} coded spans")
    elif one_long:
        found.append("one span holds more than half of the coded text")
    if users == 1:
        found.append("used by one coder only")
    return found
