"""The codebook as lists: how often codes are used, versions that were frozen, queries under names."""

from __future__ import annotations

from codebook.coding.codings import uses
from codebook.retrieval.saved_queries import saved_queries
from codebook.scheme import codes, freezing
from exports.lists.model import Listed
from transcripts.project import Project

USE = ("code", "codings", "documents", "status", "asks for stance", "version")
VERSIONS = ("version", "frozen (UTC)", "who", "codes", "note")
QUERIES = ("name", "query", "saved by", "saved (UTC)")


def use_of_codes(project: Project) -> Listed:
    """Every code in the codebook's order, with how often it is used itself (codes below it apart)."""
    with project.reading() as session:
        tree, used = codes.tree(session), uses(session)
    rows: list[list[object]] = []
    for code in tree:
        use = used.get(code.uid)
        counts = (use.codings, use.documents) if use else (0, 0)
        rows.append([code.path, *counts, code.entry.status, "yes" if code.asks_stance else "", code.version])
    return Listed(USE, rows, "How often each code is used itself, codes below it apart.")


def versions(project: Project) -> Listed:
    """Every frozen version of the codebook, oldest first."""
    with project.reading() as session:
        found = freezing.versions(session)
    rows: list[list[object]] = [
        [each.name, each.frozen, each.coder, len(list(each.document().walk())), each.note] for each in found
    ]
    return Listed(VERSIONS, rows, "Frozen versions of the codebook, oldest first.")


def queries(project: Project) -> Listed:
    """Every query that has a name."""
    with project.reading() as session:
        rows: list[list[object]] = [[e.name, e.query, e.coder, e.saved] for e in saved_queries(session)]
    return Listed(QUERIES, rows, "Queries that the team keeps under names.")
