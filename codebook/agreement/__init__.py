"""How far coders agree: coefficients for codes laid on text, and for tables of ratings.

A room of pure numpy: it knows no project and no database. Someone fills a `Study` (who finished which document, the
text that counts, where the units are, the spans) and `measure` says what comes of it, code by code and pair by pair.

    study.py         what is measured: coders, codes, documents, spans
    axis.py          from offsets in documents to units of the text that counts
    laid.py          spans laid on those units, and the way back
    sweep.py         the overlap sweep: spans to intersection lengths, per document and code
    statistics.py    what the coefficients need, additive over documents
    coefficients.py  percent, α, κ, Fleiss, AC1, Brennan–Prediger, F1 from counts, exact to the last division
    decomposition.py 1 − α taken apart into the runs of text on which somebody differs (imported by name)
    kinds.py         how they differ: boundary, omission, another code instead
    intervals.py     95 % intervals of α that resample documents; student.py has the quantiles of t
    influence.py     the document and the coder an α hangs on
    bands.py         words for α, told from its interval
    passages.py      whole passages matched with whole passages
    unitizing.py     Krippendorff's uα, |uα, cuα and (k)uα
    sets.py          α of sets of codes, with Jaccard's and MASI distances
    together.py      themes rolled up, and the codebook as a whole: sets of codes, the unitizing family
    report.py        the results, and their JSON
    measure.py       spans in, report out
    again.py         measuring again after a change, code by code
    periods.py       agreement period by period, and what a code is taken for (imported by name)
    ratings.py       a table of nominal ratings in, the same report out
    ratings_table.py that table from a CSV or XLSX file (imported by name: it needs openpyxl)
"""

from codebook.agreement.again import Meter
from codebook.agreement.measure import measure, measure_all
from codebook.agreement.ratings import measure_ratings
from codebook.agreement.report import Agreement, CodeAgreement, PairAgreement, Summary
from codebook.agreement.study import UNITS, Document, SpanRow, Study, Unit

__all__ = [
    "UNITS",
    "Agreement",
    "CodeAgreement",
    "Document",
    "Meter",
    "PairAgreement",
    "SpanRow",
    "Study",
    "Summary",
    "Unit",
    "measure",
    "measure_all",
    "measure_ratings",
]
