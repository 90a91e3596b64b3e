"""Every kind of export that has a manifest: the rows it holds, and how the same rows are made again.

To add one: a function `rows_of_…` that turns what was made into rows (plain values, labels and paths, never uids), a
function that makes it again from a project and what was asked, and its line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codebook.agreement import Agreement
from codebook.counting.cooccurrence import Cooccurrence
from codebook.counting.framework import Framework
from codebook.counting.matrix_cells import Matrix
from exports.lists.writing import LISTS, listed
from exports.quotations.model import QuotationList
from transcripts.project import Project

if TYPE_CHECKING:
    from exports.evidence.cards import Card

Rows = list[Any]
Asked = Mapping[str, Any]
_OF_DRAFT = ("claim", "quoted")
_OURS = ("codings", "document_uid")


def rows_of_quotations(listed: QuotationList) -> Rows:
    """Each quotation with its attribution, under its heading."""
    told = ((one.heading, one.as_json()) for one in listed.quotations)
    return [{"heading": heading, **{k: v for k, v in said.items() if k not in _OURS}} for heading, said in told]


def rows_of_matrix(made: Matrix) -> Rows:
    """Each cell with what it is out of."""
    lines = zip(made.rows, made.cells, strict=True)
    return [
        [row, column, cell.n, cell.of] for row, line in lines
        for column, cell in zip(made.columns, line, strict=True)
    ]  # fmt: skip


def rows_of_cooccurrence(made: Cooccurrence) -> Rows:
    """Each code with how often it stands with each."""
    return [[code, *line] for code, line in zip(made.codes, made.together, strict=True)]


def rows_of_framework(made: Framework) -> Rows:
    """Each cell with its summaries and how many passages there are."""
    lines = zip(made.rows, made.cells, strict=True)
    return [
        [row, column, [[one.coder, one.text] for one in cell.summaries], len(cell.codings)] for row, line in lines
        for column, cell in zip(made.columns, line, strict=True)
    ]  # fmt: skip


def rows_of_agreement(measured: Agreement) -> Rows:
    """Each code with all its numbers."""
    told = measured.as_json()
    rows: Rows = told["codes"]
    return rows


def rows_of_cards(cards: Sequence[Card]) -> Rows:
    """Each card's counts, passages, agreement and quotations, without the claim it was for."""
    return [{name: value for name, value in card.as_json().items() if name not in _OF_DRAFT} for card in cards]


def _quotes(project: Project, asked: Asked) -> Rows:
    from codebook.retrieval.excerpts import retrieve  # noqa: PLC0415
    from exports.quotations.model import Options, quotations  # noqa: PLC0415

    with project.reading() as session:
        found = retrieve(session, asked["query"], include_interviewer=asked["interviewer"])
        return rows_of_quotations(quotations(session, found.excerpts, Options(**asked["options"])))


def _collected(project: Project, asked: Asked) -> Rows:
    from codebook.quoting.collected import collected  # noqa: PLC0415
    from exports.quotations.model import Options, collected_quotations  # noqa: PLC0415

    with project.reading() as session:
        return rows_of_quotations(collected_quotations(session, collected(session), Options(**asked["options"])))


def _matrix(project: Project, asked: Asked) -> Rows:
    from codebook.counting.matrices import matrix  # noqa: PLC0415
    from codebook.counting.months import beside  # noqa: PLC0415

    counted = {name: value for name, value in asked.items() if name != "trackers"}
    with project.reading() as session:
        made = matrix(session, **counted)
        return rows_of_matrix(beside(session, made, asked["trackers"]) if asked.get("trackers") else made)


def _framework(project: Project, asked: Asked) -> Rows:
    from codebook.counting.framework import framework  # noqa: PLC0415

    with project.reading() as session:
        return rows_of_framework(framework(session, **asked))


def _cooccurrence(project: Project, asked: Asked) -> Rows:
    from codebook.counting.cooccurrence import cooccurrence  # noqa: PLC0415

    with project.reading() as session:
        return rows_of_cooccurrence(cooccurrence(session, **asked))


def _agreement(project: Project, asked: Asked) -> Rows:
    from codebook.reviewing.project_agreement import measure_project  # noqa: PLC0415

    return rows_of_agreement(measure_project(project, **asked, everything=True))


def _whole(project: Project, asked: Asked) -> Rows:
    """What a file of the whole project holds by its suffix: the codebook's lines, every quotation, or every coding."""
    from codebook.coding.coding_table import coding_rows  # noqa: PLC0415
    from codebook.retrieval.excerpts import everything  # noqa: PLC0415
    from exports.quotations.model import quotations  # noqa: PLC0415
    from exports.scheme.yaml_file import render  # noqa: PLC0415

    with project.reading() as session:
        if asked["suffix"] in (".yaml", ".yml"):
            return render(session).decode().splitlines()
        if asked["suffix"] in (".docx", ".html", ".md"):
            return rows_of_quotations(quotations(session, everything(session).excerpts))
        return [list(row) for row in coding_rows(session)]


def _codebook(project: Project, _asked: Asked) -> Rows:
    from codebook.scheme import codes, yaml_format  # noqa: PLC0415

    with project.reading() as session:
        return yaml_format.dump(codes.document(session)).splitlines()


def _appendix(project: Project, asked: Asked) -> Rows:
    from exports.scheme.appendix import codebook_appendix, rows_of  # noqa: PLC0415

    return rows_of(codebook_appendix(project, **asked))


def _triangulation(project: Project, asked: Asked) -> Rows:
    from exports.triangulation.model import rows_of, triangulated  # noqa: PLC0415

    with project.reading() as session:
        return rows_of(triangulated(session, **asked))


def _saturation(project: Project, asked: Asked) -> Rows:
    from codebook.counting.saturation import Rule, saturation  # noqa: PLC0415
    from exports.comparing.saturation import rows_of  # noqa: PLC0415

    with project.reading() as session:
        return rows_of(saturation(session, **{**asked, "rule": Rule(**asked["rule"])}))


def _coded(project: Project, asked: Asked) -> Rows:
    from exports.coded.model import coded_transcript  # noqa: PLC0415

    with project.reading() as session:
        return coded_transcript(session, **asked).rows()


def _pack(project: Project, asked: Asked) -> Rows:
    from exports.coded.packs import Packs  # noqa: PLC0415

    with project.reading() as session:
        return Packs(session).of(asked["participant"]).rows()


def _cards(project: Project, asked: Asked) -> Rows:
    from exports.evidence.cards import Cards  # noqa: PLC0415

    with project.reading() as session:
        cards = Cards(project, session)
        return rows_of_cards([cards.of_code(code) for code in asked["codes"]])


def _audit(project: Project, asked: Asked) -> Rows:
    from exports.audit.auditing import audit, judge_of  # noqa: PLC0415
    from exports.audit.writing import rows_of_audit  # noqa: PLC0415

    judge = judge_of(project)
    with project.reading() as session:
        return rows_of_audit(audit(session, Path(asked["draft"]), judge, named=asked["named"]))


def _memos(project: Project, asked: Asked) -> Rows:
    from exports.lists.memos import memos_again  # noqa: PLC0415

    return memos_again(project, asked)


def _list(kind: str, project: Project, asked: Asked) -> Rows:
    return listed(project, kind, asked).lasting


KINDS: Mapping[str, Callable[[Project, Asked], Sequence[Any]]] = {
    "quotes": _quotes,
    "collected quotations": _collected,
    "matrix": _matrix,
    "framework matrix": _framework,
    "codes that stand together": _cooccurrence,
    "agreement": _agreement,
    "triangulation": _triangulation,
    "saturation": _saturation,
    "whole project": _whole,
    "codebook": _codebook,
    "codebook appendix": _appendix,
    "evidence cards": _cards,
    "coded transcript": _coded,
    "document portrait": _coded,
    "participant pack": _pack,
    "memos": _memos,
    **{kind: partial(_list, kind) for kind in LISTS},
    "audit": _audit,
}
