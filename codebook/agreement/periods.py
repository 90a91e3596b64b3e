"""Agreement period by period, and what a code is taken for: whether coders drift apart, and into which other code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codebook.agreement.decomposition import disagreements
from codebook.agreement.intervals import KRIPPENDORFF, Limits
from codebook.agreement.measure import measure
from codebook.agreement.report import Agreement
from codebook.agreement.study import Study, Unit, of_documents

EDGES, NOTHING = "the same code, with other edges", "nothing"


@dataclass(frozen=True, slots=True)
class Period:
    """The agreement on the documents of one period, such as a week of coding."""

    name: str
    agreement: Agreement


def by_period(study: Study, unit: Unit, period_of: Mapping[str, str], limits: Limits = KRIPPENDORFF) -> list[Period]:
    """Agreement on the documents of each period, in the order of their names; `period_of` is by documents' labels.

    Documents without a period are in none. Figures of different periods are about different documents: read them
    with their intervals. Raises as `measure`.
    """
    found: dict[str, list[int]] = {}
    for at, document in enumerate(study.documents):
        if document.label in period_of and len(document.done & set(study.coders)) > 1:
            found.setdefault(period_of[document.label], []).append(at)
    return [Period(name, measure(of_documents(study, found[name]), unit, limits)) for name in sorted(found)]


def taken_for(study: Study, unit: Unit, code: str) -> dict[str, int]:
    """On how many units those who lack a code gave which other code instead (path), `EDGES` or `NOTHING`; most first.

    Of several codes the nearest kin counts, then the one that covers most, as in `codebook.agreement.kinds`.
    Raises KeyError for a code that the study does not have, and as `measure`.
    """
    units: dict[str, int] = {}
    for one in disagreements(study, unit, [code]):
        name = one.partner or (NOTHING if one.kind == "omission" else EDGES)
        units[name] = units.get(name, 0) + one.units
    return dict(sorted(units.items(), key=lambda item: (-item[1], item[0])))
