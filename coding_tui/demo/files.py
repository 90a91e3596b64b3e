"""The study as files on disk: transcripts, tables, ground truth and draft; the same study, the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from coding_tui.demo import figures
from coding_tui.demo.draft import as_markdown
from coding_tui.demo.model import Study
from coding_tui.demo.study import Progress
from coding_tui.demo.word_files import document_docx, draft_docx

CODING_COLUMNS = ("document", "start", "end", "code", "coder", "text", "stance", "prompted", "key", "memo", "created")
TRACKER = f"{figures.NAME}.csv"
KNOWN_ATTRIBUTES = ("document", "kind", "group", "area", "date", "participant", "case")


def write(study: Study, folder: Path, progress: Progress | None = None, *, docx: bool = False) -> list[Path]:
    """Write the study under `folder`; returns the files in order. `docx` writes the interviews as Word files."""
    tell = progress or (lambda what, done, total: None)
    transcripts = folder / "transcripts"
    transcripts.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for number, document in enumerate(study.documents, start=1):
        as_word = docx and document.kind == "interview"
        content = document_docx(document) if as_word else document.text.encode()
        written.append(_put(transcripts / f"{document.label}.{'docx' if as_word else 'txt'}", content))
        tell("Writing files", number, len(study.documents))
    written += [_put(folder / name, content) for name, content in tables(study).items()]
    written.append(_put(folder / "ground-truth.json", _json(study)))
    written.append(_put(folder / "draft-report.md", as_markdown(study.draft).encode()))
    written.append(_put(folder / "draft-report.docx", draft_docx(study.draft)))
    return written


def tables(study: Study) -> dict[str, bytes]:
    """`codings.csv`, `assignments.csv`, `attributes.csv` and the tracker as the commands read them."""
    typed = sorted({name for document in study.documents for name, _ in document.attributes})
    return {
        "codings.csv": _csv(CODING_COLUMNS, _coding_rows(study)),
        "assignments.csv": _csv(
            ("document", "coder", "state"), ((one.document, one.coder, one.state) for one in study.assignments)
        ),
        "attributes.csv": _csv((*KNOWN_ATTRIBUTES, *typed), _attribute_rows(study, typed)),
        TRACKER: _csv(figures.COLUMNS, figures.rows(study.figures)),
    }


def _coding_rows(study: Study) -> Iterable[tuple[object, ...]]:
    for one in study.codings:
        yield (one.document, one.start, one.end, one.code, one.coder, one.text, one.stance,
               "yes" if one.prompted else "no", "yes" if one.key else "no", one.memo, one.created)  # fmt: skip


def _attribute_rows(study: Study, typed: list[str]) -> Iterable[tuple[object, ...]]:
    for document in study.documents:
        known = tuple(document.label if name == "document" else getattr(document, name) for name in KNOWN_ATTRIBUTES)
        values = dict(document.attributes)
        yield (*known, *(values.get(name, "") for name in typed))


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _json(study: Study) -> bytes:
    return (json.dumps(study.truth, ensure_ascii=False, indent=1) + "\n").encode()


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
