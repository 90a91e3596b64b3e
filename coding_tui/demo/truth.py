"""What was planted, as one JSON document: counts, differences, drift, convergence, contradictions, the draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict
from typing import Any

from coding_tui.demo import coders
from coding_tui.demo.cast import LETTERS
from coding_tui.demo.coders import CodedStudy
from coding_tui.demo.codes import code_paths
from coding_tui.demo.model import GROUPS, Case, Draft, Passage, StudyDocument
from coding_tui.demo.plan import ASIDES, COLUMNS, CONVERGENCE, GUIDES

Json = dict[str, Any]


def ground_truth(
    seed: int, words: int, cases: list[Case], documents: list[StudyDocument], passages: list[Passage],
    coded: CodedStudy, draft: Draft,
) -> Json:  # fmt: skip
    """Everything a test may hold the program's findings against."""
    columns = {document.label: document.group or document.kind for document in documents}
    return {
        "seed": seed,
        "words": words,
        "documents": dict(Counter(columns.values())),
        "passages": _passage_counts(passages, columns),
        "codings": _coding_counts(coded),
        "double_coded": _double_coded(coded),
        "disagreements": [asdict(one) for one in coded.disagreements],
        "disagreement_types": dict(sorted(Counter(one.type for one in coded.disagreements).items())),
        "drift": {
            "coder": coders.DRIFT_CODER, "ref": coders.DRIFT_REF, "from": coders.DRIFT_FROM, "towards": coders.DRIFT_TO,
        },
        "one_coder_only": {"ref": coders.ONE_CODER_REF, "coder": coders.ONE_CODER},
        "never_in_double_coded": {"ref": coders.NEVER_TWICE_REF},
        "never_planted": _never_planted(passages),
        "convergence": _convergence(passages, documents, columns),
        "same_case": _same_case(cases, documents),
        "draft": {"quotes": [asdict(quote) for quote in draft.quotes], "claims": list(draft.claims)},
    }  # fmt: skip


def _never_planted(passages: list[Passage]) -> list[str]:
    """Codes of the shipped codebook that nobody in the study speaks to."""
    planted = {one.ref for one in passages}
    return sorted(ref for ref in code_paths() if len(ref) > 1 and ref not in planted)


def _passage_counts(passages: list[Passage], columns: dict[str, str]) -> Json:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        counts[passage.ref][columns[passage.document]] += 1
    return {ref: dict(sorted(count.items())) for ref, count in sorted(counts.items())}


def _coding_counts(coded: CodedStudy) -> Json:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for coding in coded.codings:
        counts[coding.ref][coding.coder] += 1
    return {ref: dict(sorted(count.items())) for ref, count in sorted(counts.items())}


def _double_coded(coded: CodedStudy) -> Json:
    done: dict[str, list[str]] = defaultdict(list)
    for assignment in coded.assignments:
        if assignment.state == "done":
            done[assignment.document].append(assignment.coder)
    return {document: sorted(names) for document, names in done.items() if len(names) > 1}


def _convergence(passages: list[Passage], documents: list[StudyDocument], columns: dict[str, str]) -> list[Json]:
    eligible = Counter(columns[document.label] for document in documents)
    return [_theme(name, plan, passages, columns, eligible) for name, plan in CONVERGENCE.items()]


def _theme(
    name: str, plan: dict[str, Any], passages: list[Passage], columns: dict[str, str], eligible: Counter[str]
) -> Json:
    cells: Json = {}
    for column in COLUMNS:
        here = [one for one in passages if columns[one.document] == column]
        raised = [one for one in here if one.ref == plan["ref"]]
        against = [one for one in here if one.ref == plan.get("against")]
        cells[column] = {
            "planted": plan["cells"].get(column),
            "asked": _asked(plan["ref"], column),
            "documents": eligible[column],
            "raised_in": len({one.document for one in raised}),
            "for": sum(one.leaning == "+" for one in raised),
            "against": sum(one.leaning == "-" for one in raised) + len(against),
        }
    return {
        "theme": name,
        "ref": plan["ref"],
        "against": plan.get("against"),
        "reference": plan["reference"],
        "cells": cells,
    }


_TOPIC_OF = {"E7": "early-advice", "E6": "delay", "E3": "referral", "E5": "digital", "F1": "suspect", "E1": "isva-role",
             "F7": "wellbeing"}  # fmt: skip


def _asked(ref: str, column: str) -> bool | None:
    """Whether the interviews of a group may come to it; None where nobody asks, in observations and files."""
    if column not in GROUPS:
        return None
    letter = LETTERS[column]
    return _TOPIC_OF[ref] in (*GUIDES[letter], *ASIDES[letter])


def _same_case(cases: list[Case], documents: list[StudyDocument]) -> list[Json]:
    """Cases that an interview, a discussion or a file share, and what an interview says that the file does not show."""
    by_case: dict[str, list[StudyDocument]] = defaultdict(list)
    for document in documents:
        if document.case:
            by_case[document.case].append(document)
    return [_incident(case, by_case[case.name]) for case in cases if len(by_case[case.name]) > 1]


def _incident(case: Case, documents: list[StudyDocument]) -> Json:
    contradictions = []
    if any(document.kind == "case file" for document in documents):
        for document in documents:
            if document.group == "Police":
                contradictions.append(
                    {"document": document.label, "about": "E3", "says": 1, "file_shows": case.isva_week}
                )
            if document.group == "CPS":
                said = max(2, case.advice_week // 3)
                if said != case.advice_week:
                    contradictions.append(
                        {"document": document.label, "about": "E7", "says": said, "file_shows": case.advice_week}
                    )
    return {**asdict(case), "documents": [document.label for document in documents], "contradictions": contradictions}
