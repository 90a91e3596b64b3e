"""A codebook seen as more than its codes: themes rolled up, sets of codes, and passages with what they are called.

Secondary figures: one number for many codes hides the code that failed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codebook.agreement.laid import Laid, lay
from codebook.agreement.sets import SetAlpha, set_alpha
from codebook.agreement.study import IntArray, Study, Unit
from codebook.agreement.unitizing import Coincidences, unitizing
from codebook.paths import split_path


@dataclass(frozen=True)
class ValueAgreement:
    """(k)uα of one code of a group, and the share of it on which somebody else gave a code of the group."""

    code: str
    alpha: float | None
    coverage: float | None


@dataclass(frozen=True)
class GroupUnitizing:
    """Krippendorff's unitizing family over the codes of a group, by character whatever the unit of the measurement.

    `theme` is the theme whose direct codes they are, "" for all codes of the study. `coverage` is the share of the
    text that cuα is about. `undefined` says why there is no number at all.
    """

    theme: str
    u_alpha: float | None
    bar_u_alpha: float | None
    cu_alpha: float | None
    coverage: float | None
    undefined: str | None
    codes: tuple[ValueAgreement, ...]


@dataclass(frozen=True)
class Together:
    """α of sets of codes at the unit of the measurement, and the unitizing family of all codes and of every theme."""

    sets: SetAlpha
    unitizing: tuple[GroupUnitizing, ...]


def rolled_up(study: Study) -> Study:
    """The same study with themes for codes: a theme is where itself or any code below it is."""
    names = [tuple(split_path(code)) for code in study.codes]
    above = {path[:depth] for path in names for depth in range(1, len(path))}
    themes = list(dict.fromkeys(path[:depth] for path in names for depth in range(1, len(path) + 1)))
    themes = [path for path in themes if path in above]
    under = [[at for at, theme in enumerate(themes) if path[: len(theme)] == theme] for path in names]
    many = np.array([len(each) for each in under], dtype=np.int64)
    first = np.cumsum(many) - many
    code = study.spans[:, 2]
    row = np.repeat(np.arange(len(code)), many[code])
    place = np.arange(len(row)) - np.repeat(np.cumsum(many[code]) - many[code], many[code])
    spans = study.spans[row]
    spans[:, 2] = np.array([at for each in under for at in each], dtype=np.int64)[first[code[row]] + place]
    paths = tuple("/".join(theme) for theme in themes)
    return Study(study.coders, paths, study.documents, spans, study.universe_words)


def together(study: Study, unit: Unit) -> Together | None:
    """The codebook as a whole; None where it has fewer than two codes, or nothing is to be compared."""
    if len(study.codes) < 2 or not (study.done().sum(axis=1) >= 2).any():
        return None
    laid = lay(study, unit)
    by_character = laid if laid.by_character else lay(study, "character")
    groups = _groups(study.codes)
    return Together(set_alpha(laid), tuple(_unitized(study, by_character, theme, of) for theme, of in groups))


def _groups(codes: Sequence[str]) -> list[tuple[str, list[int]]]:
    """All codes under "", then each theme with two codes or more right below it."""
    below: dict[str, list[int]] = defaultdict(list)
    for at, code in enumerate(codes):
        path = split_path(code)
        if len(path) > 1:
            below["/".join(path[:-1])].append(at)
    every = list(range(len(codes)))
    return [("", every), *((theme, of) for theme, of in below.items() if len(of) > 1 and of != every)]


def _unitized(study: Study, laid: Laid, theme: str, group: list[int]) -> GroupUnitizing:
    value_of = np.zeros(len(study.codes), np.int64)
    value_of[group] = np.arange(1, len(group) + 1)
    spans = laid.passages.take(value_of[laid.passages.code] > 0)
    order = np.lexsort((spans.end, spans.start, spans.coder, spans.document))
    spans = spans.take(order)
    twice = _coded_twice(study, laid, spans.document, spans.coder, spans.start, spans.end)
    if twice:
        return GroupUnitizing(theme, None, None, None, None, twice, ())
    units: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    columns = (spans.document, spans.coder, spans.start, spans.end, value_of[spans.code])
    for document, coder, start, end, value in zip(*(one.tolist() for one in columns), strict=True):
        units[document, coder].append((start, end, value))
    found = Coincidences(len(group))
    for document, (length, done) in enumerate(zip(laid.sizes.tolist(), laid.done, strict=True)):
        found.add(length, [units.get((document, coder), []) for coder in np.flatnonzero(done).tolist()])
    got = unitizing(found)
    each = zip(group, got.value_alphas, got.value_coverages, strict=True)
    undefined = None if units else "no coder used these codes in the documents compared"
    values = tuple(ValueAgreement(study.codes[code], alpha, coverage) for code, alpha, coverage in each)
    return GroupUnitizing(theme, got.u_alpha, got.bar_u_alpha, got.cu_alpha, got.coverage, undefined, values)


def _coded_twice(
    study: Study, laid: Laid, document: IntArray, coder: IntArray, start: IntArray, end: IntArray
) -> str | None:
    """Where one coder gave two codes to the same words, so that the text cannot be parted into units; None if nowhere.

    The spans are sorted by document, coder and start.
    """
    same = (document[1:] == document[:-1]) & (coder[1:] == coder[:-1])
    over = np.flatnonzero(same & (start[1:] < end[:-1]))
    if not len(over):
        return None
    who, where = study.coders[int(coder[over[0]])], study.documents[int(laid.rated[document[over[0]]])].label
    more = f", and {len(over) - 1:,} more" if len(over) > 1 else ""
    return f"the same words have two of these codes from one coder ({who} in {where}{more})"
