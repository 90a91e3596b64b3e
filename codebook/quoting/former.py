"""Ids that quotations once had: they stand in reports that were printed, so they must not come to mean other words.

The history keeps the row of a quotation that was taken out of the collection, or set aside when a corrected transcript
did not hold its words any more. Offsets are code points, half-open.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Former:
    """A quotation that is in the collection no more: its id and its passage, in the text as it was then. `corrected`
    says whether another text took that text's place since.
    """

    cite: str
    document: str
    start: int
    end: int
    corrected: bool


def former(session: Session) -> list[Former]:
    """Quotations that were taken out, the latest first."""
    connection = session.connection()
    gone = connection.exec_driver_sql(
        "SELECT step, before FROM change WHERE tablename = 'collected_quotation' AND after IS NULL ORDER BY id DESC"
    ).all()
    texts = connection.exec_driver_sql(
        "SELECT step, uid FROM change WHERE tablename = 'document' AND before IS NOT NULL AND after IS NOT NULL"
        " AND json_extract(before, '$.body_hash') <> json_extract(after, '$.body_hash')"
    ).all()
    found = []
    for step, held in gone:
        row = json.loads(held)
        if row.get("cite"):
            uid = row["document_uid"]
            corrected = any(document == uid and later >= step for later, document in texts)
            found.append(Former(row["cite"], uid, row["start"], row["end"], corrected))
    return found
