"""What the dialogs before an export ask, and the files that come of the answers; no screen here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlmodel import Session

from codebook.quoting.collected import collected
from codebook.retrieval.excerpts import retrieve
from codebook.retrieval.passages import descriptions
from coding_tui.dialogs.write_file import Field, FileFormat, Target
from coding_tui.views.retrieval import counted
from exports.formats import QUOTATION_FORMATS, save_quotations
from exports.manifests import recorded
from exports.manifests.kinds import rows_of_quotations
from exports.quotations.attribution import FIELDS, of_project, place_of_project
from exports.quotations.disclosure import SmallCell, risks
from exports.quotations.model import BadOption, Options, QuotationList, collected_quotations, quotations
from exports.quotations.notes import PLACES, Place
from transcripts import attributes
from transcripts.document_labels import natural
from transcripts.errors import WorkbenchError
from transcripts.project import Project

QUOTATIONS: Mapping[str, FileFormat] = {
    each.name: FileFormat(each.title, each.suffix) for each in QUOTATION_FORMATS.values()
}
CODED: Mapping[str, FileFormat] = {
    "docx": FileFormat("Word, codes as comments", ".docx"), "html": FileFormat("web page, codes beside", ".html"),
    "svg": FileFormat("portrait (SVG)", ".svg"), "png": FileFormat("portrait (PNG)", ".png"),
    "pdf": FileFormat("portrait (PDF)", ".pdf"),
}  # fmt: skip
PACKS: Mapping[str, FileFormat] = {
    "docx": FileFormat("Word documents", ""), "html": FileFormat("web pages", ""), "md": FileFormat("Markdown", ""),
}  # fmt: skip
TEMPLATES: Mapping[str, FileFormat] = {
    "md": FileFormat("for Markdown", ""), "html": FileFormat("for web pages", ""), "tex": FileFormat("for LaTeX", ""),
}  # fmt: skip
YES, NO = "yes", "no"


# -- how quotations are attributed --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attributing:
    """How a project attributes: its template, where it stands, what fields there are, whom it would let be known."""

    template: str
    place: Place
    fields: tuple[str, ...]
    small: tuple[SmallCell, ...]

    def told(self) -> Iterator[str]:
        """A line for each combination that fits too few people."""
        for cell in self.small:
            fits = "one person" if cell.people == 1 else f"{cell.people:,} people"
            yield f"‘{cell.told}’ fits {fits}: {counted(cell.quotations, 'document')}"


def attributing(session: Session) -> Attributing:
    """As it is settled now."""
    template = of_project(session)
    fields = (*FIELDS, *sorted(attributes.types(session)))
    return Attributing(template.template, place_of_project(session), fields, risks(session, template))


# -- quotations ---------------------------------------------------------------------------------------------------


def fields_of_quotations(now: Attributing, *, found: bool) -> tuple[Field, ...]:
    """What is asked before quotations are written: collected ones, or those that a query `found`."""
    each = (Field("per_document", "Most of each document", hint="all"),) if found else ()
    return (
        Field("attribution", "Attributed as", hint=f"as the project: {now.template}"),
        Field("place", "Attributions stand", now.place, choices=PLACES),
        Field("coarsen", "Leave out what few share", NO, choices=(NO, YES)),
        Field("inline", "In the line, up to words", "0", hint="0: all as blocks"),
        Field("question", "Print the question before", NO, choices=(NO, YES)),
        Field("context", "Turns around it", "0"),
        *each,
        Field("template", "A template of the team", hint="none: a .docx, or a folder"),
    )


def options_of(asked: Mapping[str, str]) -> tuple[Options, Path | None]:
    """The answers as options, and the team's template. Raises BadOption for what is no number."""
    place = next((each for each in PLACES if each == asked.get("place")), None)
    options = Options(
        attribution=asked.get("attribution") or None, per_document=_number(asked, "per_document") or None,
        context_turns=_number(asked, "context"), question=asked.get("question") == YES,
        coarsen=asked.get("coarsen") == YES, place=place, inline=_number(asked, "inline"),
    )  # fmt: skip
    template = asked.get("template", "")
    return options, Path(template).expanduser() if template else None


def _number(asked: Mapping[str, str], name: str) -> int:
    said = asked.get(name, "") or "0"
    if not said.isdecimal():
        raise BadOption(f"‘{said}’ is no number of words, turns or quotations.")
    return int(said)


def write_collected(project: Project, target: Target) -> str:
    """Write the whole collection, its manifest beside it; returns what to say. Raises WorkbenchError."""
    options, template = options_of(target.asked)
    with project.reading() as session:
        listed = collected_quotations(session, collected(session), options)
    save_quotations(listed, target.path, target.format, template)
    asked = {"options": asdict(options)}
    recorded(project, target.path, "collected quotations", asked, rows_of_quotations(listed))
    return _said(listed, target.path)


def write_found(project: Project, query: str, target: Target) -> str:
    """Write what a query finds. Raises WorkbenchError."""
    options, template = options_of(target.asked)
    options = replace(options, title=query)
    with project.reading() as session:
        listed = quotations(session, retrieve(session, query).excerpts, options)
    save_quotations(listed, target.path, target.format, template)
    asked = {"query": query, "interviewer": False, "options": asdict(options)}
    recorded(project, target.path, "quotes", asked, rows_of_quotations(listed))
    return _said(listed, target.path)


def _said(listed: QuotationList, path: Path) -> str:
    small = sum(each.quotations for each in listed.small)
    known = f"; {counted(small, 'attribution')} fit too few people" if small else ""
    return f"Wrote {counted(len(listed.quotations), 'quotation')} to {path}{known}"


# -- coded transcripts, packs, templates --------------------------------------------------------------------------


def labels(session: Session) -> list[str]:
    """The documents, as a person counts."""
    return sorted((each.label for each in descriptions(session).values()), key=natural)


def fields_of_coded(documents: Sequence[str], now: str, coders: Sequence[str]) -> tuple[Field, ...]:
    """What is asked before a coded transcript is written."""
    return (
        Field("document", "Document", now, hint="its label", choices=tuple(documents)),
        Field("coders", "Only these coders", hint=f"all: {', '.join(coders)}"),
        Field("code", "Only this code", hint="all codes"),
    )


def write_coded(project: Project, target: Target) -> str:
    """Write a coded transcript or a portrait, its manifest beside it. Raises WorkbenchError."""
    from exports.coded.writing import write_coded as write  # noqa: PLC0415

    coders = [each.strip() for each in target.asked["coders"].split(",") if each.strip()]
    made = write(project, target.path, target.asked["document"], coders, target.asked["code"])
    return f"Wrote {made.text.label} with {counted(len(made.margin), 'coding')} to {target.path}"


def fields_of_packs() -> tuple[Field, ...]:
    """What is asked before packs are written."""
    return (Field("participants", "Only these participants", hint="all; a, b"),)


def write_packs(project: Project, target: Target) -> str:
    """Write packs into a new folder. Raises WorkbenchError."""
    from exports.coded.folder import fill  # noqa: PLC0415
    from exports.coded.packs import participants_wanted  # noqa: PLC0415

    named = [each.strip() for each in target.asked["participants"].split(",") if each.strip()]
    with project.reading() as session:
        wanted = participants_wanted(session, named)
    return f"Wrote {counted(fill(project, target.path, wanted, f'.{target.format}'), 'pack')} to {target.path}"


def write_templates(_project: Project, target: Target) -> str:
    """Put a format's templates into a folder. Raises WorkbenchError."""
    from exports.quotations.templates import write_defaults  # noqa: PLC0415

    many = len(write_defaults(target.path, target.format))
    return f"{counted(many, 'template')} to change in {target.path}: name the folder when you write quotations"


def place_of(session: Session, cite: str) -> tuple[str, int, int] | WorkbenchError:
    """Document (uid), start and end of what an id names; the error where it names nothing."""
    from codebook.quoting.citing import cited  # noqa: PLC0415

    try:
        place = cited(session, cite)[0].excerpt
    except WorkbenchError as error:
        return error
    return place.document_uid, place.start, place.end
