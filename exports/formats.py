"""The one list of what can be written: formats of quotations, and files of a whole project by their suffix.

Importing this costs next to nothing, so that command lines may read their choices from it; a format's own module loads
when it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from transcripts.errors import WorkbenchError
from transcripts.leaving import NameWouldLeave

if TYPE_CHECKING:
    from exports.quotations.model import QuotationList
    from transcripts.project import Project


class UnknownFormat(WorkbenchError):
    """A format or suffix that nothing is written in."""


def refuse_names(places: Sequence[str]) -> None:
    """Raise NameWouldLeave when there are places where a withheld name stands."""
    if places:
        more = f" and {len(places) - 3:,} more" if len(places) > 3 else ""
        raise NameWouldLeave(
            f"A name that must not leave stands in {', '.join(places[:3])}{more}. Nothing was written: put a stand-in "
            "in its place, cut it, or take it off the list (coding-tui names)."
        )


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write quotations: `name` as people type it, also the file's suffix; `is_text` may go to a terminal."""

    name: str
    title: str
    module: str
    is_text: bool = True

    @property
    def suffix(self) -> str:
        """The ending of its files, with the dot."""
        return f".{self.name}"


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file that a whole project is written to, by suffix; `module` has `write(project, path)`."""

    suffix: str
    title: str
    module: str


QUOTATION_FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        Format("md", "Markdown", "exports.quotations.markdown"),
        Format("docx", "Word document", "exports.quotations.word_document", is_text=False),
        Format("html", "web page", "exports.quotations.web_page"),
        Format("tex", "LaTeX", "exports.quotations.latex"),
        Format("csv", "table, comma-separated", "exports.quotations.comma_separated"),
        Format("xlsx", "table, Excel workbook", "exports.quotations.workbook", is_text=False),
        Format("json", "JSON", "exports.quotations.data"),
    )
}
WHOLE_FILES: dict[str, WholeFile] = {
    known.suffix: known
    for known in (
        WholeFile(".csv", "codings as a table", "exports.whole.codings"),
        WholeFile(".xlsx", "codings as an Excel workbook", "exports.whole.codings"),
        WholeFile(".yaml", "the codebook", "exports.whole.codebook"),
        WholeFile(".yml", "the codebook", "exports.whole.codebook"),
        WholeFile(".docx", "all coded quotations as a Word document", "exports.whole.coded_quotations"),
        WholeFile(".html", "all coded quotations as a web page", "exports.whole.coded_quotations"),
        WholeFile(".md", "all coded quotations as Markdown", "exports.whole.coded_quotations"),
        WholeFile(".json", "documents, codes, codings and collected quotations as JSON", "exports.whole.data"),
    )
}
FIGURE_SUFFIXES = (".svg", ".png", ".pdf", ".html")
"""What a figure is written as."""
LATER = {".qdpx": "REFI-QDA project", ".qdc": "REFI-QDA codebook", ".qda": "QualCoder", ".sqlite3": "Taguette"}


def quotation_format(name: str) -> Format:
    """The format of a name, with or without a dot, whatever its case. Raises UnknownFormat with those there are."""
    found = QUOTATION_FORMATS.get(name.lower().lstrip("."))
    if found is None:
        raise UnknownFormat(f"Quotations cannot be written as ‘{name}’. Formats: {', '.join(QUOTATION_FORMATS)}.")
    return found


def render(listed: QuotationList, name: str, template: Path | None = None) -> bytes:
    """Quotations in a format, as the bytes of its file; by a team's `template`, a Word file or a folder.

    Raises UnknownFormat, NameWouldLeave, and BadTemplate.
    """
    refuse_names(listed.named)
    if template is not None:
        return _by_template(listed, quotation_format(name).name, template)
    return cast("bytes", import_module(quotation_format(name).module).render(listed))


def _by_template(listed: QuotationList, name: str, template: Path) -> bytes:
    if name == "docx":
        return cast("bytes", import_module("exports.quotations.word_document").render(listed, template))
    return cast("bytes", import_module("exports.quotations.templates").Template(template, name).render(listed))


def save_quotations(
    listed: QuotationList, path: Path, name: str | None = None, template: Path | None = None
) -> None:  # fmt: skip
    """Write quotations to a file, in the format named or that of the suffix; whole or not at all.

    Raises UnknownFormat and WriteFailed.
    """
    content = render(listed, name or path.suffix or "without a suffix", template)
    import_module("exports.saving").save(path, content)


def export(project: Project, path: Path) -> str:
    """Write what the suffix stands for (`WHOLE_FILES`); returns a line that says what was written.

    Raises UnknownFormat for other suffixes and WriteFailed when the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix in LATER:
        raise UnknownFormat(f"{path}: export to {LATER[suffix]} ({suffix}) is not supported yet. {_there()}")
    if suffix not in WHOLE_FILES:
        raise UnknownFormat(f"{path}: nothing is exported as ‘{suffix or 'no suffix'}’. {_there()}")
    return cast("str", import_module(WHOLE_FILES[suffix].module).write(project, path))


def _there() -> str:
    return f"Supported: {', '.join(WHOLE_FILES)}."
