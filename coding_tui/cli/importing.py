"""Bringing files in: what the command line asks of an import session, and how it tells what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.diagnostics import finding
from coding_tui.cli.documents import COLUMNS, NUMBERS, row
from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, number, say
from coding_tui.cli.progress import progress
from coding_tui.cli.tables import table
from coding_tui.cli.trackers import tell

if TYPE_CHECKING:
    from transcripts.attributes import AttributeReport
    from transcripts.intake import ImportReport, Rules

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH...", readable=False, help="Files, or folders of them.")
]
Kind = Annotated[str, typer.Option(metavar="KIND", help="What they are: interview, panel …")]
Group = Annotated[str, typer.Option(metavar="GROUP", help="Whose they are: CPS, Police …")]
Area = Annotated[str, typer.Option(metavar="AREA", help="Where they are from.")]
Date = Annotated[str, typer.Option(metavar="DAY", help="When it was said: 2023-03-14, or a month as 2023-03.")]
Language = Annotated[str, typer.Option(metavar="LANGUAGE", help="Which it is in: en, cy …")]
Attributes = Annotated[
    Path | None, typer.Option(metavar="TABLE", help="A table whose first column is ‘document’; the others describe.")
]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="NAME=ROLE", help="participant, interviewer or other, in all files."),
]
Speakers = Annotated[
    list[str] | None, typer.Option("--speaker", metavar="LABEL=NAME", help="A label that stands for another speaker.")
]
Somebody = Annotated[
    list[str] | None, typer.Option("--somebody", metavar="LABEL", help="A label that names a speaker, though unsure.")
]
Nobody = Annotated[list[str] | None, typer.Option("--nobody", metavar="LABEL", help="A label that names no speaker.")]
Apart = Annotated[
    list[str] | None,
    typer.Option("--apart", metavar="LABEL=LABEL", help="Two labels that are two speakers; not asked about again."),
]
Skip = Annotated[
    list[str] | None, typer.Option("--skip", metavar="PATTERN", help="Files that stay out, as ‘*.bak’ or ‘panels/*’.")
]
Rows = Annotated[
    list[str] | None,
    typer.Option("--row", metavar="WRITTEN=LABEL", help="What a row of the attributes means; WRITTEN= is not here."),
]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="How to read text that is not UTF-8: cp1252, mac-roman …")]
AsTable = Annotated[
    str, typer.Option("--table", metavar="HOW", help="Read tables as turns, documents, cases, attributes or tracker.")
]
Unlabelled = Annotated[
    bool | None, typer.Option("--unlabelled/--labelled", help="Nobody is named in these files, or somebody is.")
]
RulesFile = Annotated[Path | None, typer.Option("--rules", metavar="FILE", help="Rules kept from an earlier batch.")]
SaveRules = Annotated[
    Path | None, typer.Option("--save-rules", metavar="FILE", help="Keep what was decided for the next batch.")
]
Duplicates = Annotated[bool, typer.Option("--duplicates", help="Also files whose very bytes are in already.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and keep nothing.")]

MOST_DOUBLES = 8
"""More files that are in already are not told one by one."""

_OF_A_TYPE = {"number": "numbers", "date": "dates", "yes/no": "yes or no"}


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("import")(import_)


def import_(
    project: ProjectPath, paths: Paths = None, kind: Kind = "", group: Group = "", area: Area = "", date: Date = "",
    language: Language = "", attributes: Attributes = None, roles: Roles = None, speakers: Speakers = None,
    apart: Apart = None, nobody: Nobody = None, somebody: Somebody = None, rows: Rows = None,
    encoding: Encoding = "", as_table: AsTable = "", unlabelled: Unlabelled = None, skip: Skip = None,
    rules_file: RulesFile = None, save_to: SaveRules = None,
    duplicates: Duplicates = False, coder: As = "", dry_run: DryRun = False, json: Json = False,
) -> None:  # fmt: skip
    """Bring transcripts, notes and tables into a project, as one step.

    What cannot be read is refused; the rest is in, and the program leaves with 1. Look first with --dry-run: it shows
    who speaks as what, which labels look like slips of others, and what is in doubt.
    """
    from transcripts.intake import FileRule, Rules, import_files, load_rules, save_rules

    if not paths and attributes is None:
        raise typer.BadParameter("name files or folders, or a table with --attributes", param_hint="PATH...")
    rules = _decided(load_rules(rules_file) if rules_file is not None else Rules(), speakers, roles, nobody, rows)
    for label in somebody or ():
        rules = rules.naming_somebody(label)
    for one, other in _pairs(apart, "--apart"):
        rules = rules.keeping_apart(one, other)
    said = {"kind": kind, "group": group, "area": area, "date": date, "language": language}
    about = {name: value for name, value in said.items() if value}
    if about or encoding or as_table or unlabelled is not None:
        rules = rules.for_files(FileRule("*", about, encoding, as_table, unlabelled))
    for pattern in skip or ():
        rules = rules.for_files(FileRule(pattern, skip=True))
    if save_to is not None:
        save_rules(rules, save_to)
    with opened(project) as found, progress("Reading") as reading, progress("Bringing in") as writing:
        report = import_files(
            found, paths or [], coder=who(coder), rules=rules, duplicates=duplicates, attributes=attributes,
            dry_run=dry_run, progress=reading, writing=writing,
        )  # fmt: skip
    if json:
        echo_json(report.as_json())
    else:
        _tell(report)
    if report.refused:
        raise finding()


def _decided(
    rules: Rules, speakers: list[str] | None, roles: list[str] | None, nobody: list[str] | None, rows: list[str] | None
) -> Rules:
    for label, name in _pairs(speakers, "--speaker"):
        rules = rules.merging(label, name)
    for name, role in _pairs(roles, "--role"):
        rules = rules.with_role(name, role)
    for label in nobody or ():
        rules = rules.naming_nobody(label)
    for written, label in _pairs(rows, "--row", may_be_empty=True):
        rules = rules.reading_row(written, label)
    return rules


def _pairs(given: Iterable[str] | None, option: str, *, may_be_empty: bool = False) -> list[tuple[str, str]]:
    pairs = [each.rpartition("=")[::2] for each in given or ()]
    if any(not left.strip() or not (right.strip() or may_be_empty) for left, right in pairs):
        raise typer.BadParameter("two names with = between", param_hint=option)
    return [(left.strip(), right.strip()) for left, right in pairs]


# -- telling ------------------------------------------------------------------------------------------------------


def _tell(report: ImportReport) -> None:
    imported = [each.summary for each in report.imported]
    ending = " would be imported; nothing was kept" if report.dry_run else " imported"
    echo(f"{number(len(imported), 'document')}{ending}, {number(sum(d.words for d in imported), 'word')}")
    if imported:
        echo("\n" + table(COLUMNS, [row(document) for document in imported], right=NUMBERS))
    _tell_speakers(report)
    _tell_proposals(report)
    for document in imported:
        for warning in document.warnings:
            say(f"{document.label}: {warning}")
    _tell_refused(report)
    if report.passed:
        say(f"Left out by the rules: {number(len(report.passed), 'file')}")
    for joined in report.joined:
        _tell_attributes(joined)
    for kept in report.trackers:
        tell(kept)


def _tell_refused(report: ImportReport) -> None:
    """One by one; of many files that are in already, when a folder is given again, only how many."""
    doubles = [each for each in report.refused if each.double]
    many = len(doubles) > MOST_DOUBLES
    for refusal in report.refused:
        if not (many and refusal.double):
            path = str(refusal.path).replace("\n", "\N{SYMBOL FOR NEWLINE}")
            say(f"Refused {path}: {refusal.reason}")
    if many:
        say(f"Refused {number(len(doubles), 'file')} as doubles, first {doubles[0].path}: {doubles[0].reason}")


def _tell_speakers(report: ImportReport) -> None:
    if not report.speakers or (len(report.imported) < 2 and not report.dry_run):
        return
    rows = [(each.name, each.role, each.turns, each.documents) for each in report.speakers]
    echo("\n" + table(("speaker", "role", "turns", "documents"), rows, right=("turns", "documents")))


def _tell_proposals(report: ImportReport) -> None:
    for each in report.proposals:
        turns = f"{each.odd_turns:,} and {number(each.into_turns, 'turn')}"
        pair = f'"{each.odd}={each.into}"'
        answers = f"If so: --speaker {pair}, if not: --apart {pair}"
        say(f"‘{each.odd}’ may be ‘{each.into}’ ({turns}): {each.why}. {answers}")
    for use in report.speakers:
        if use.seems:
            say(f'‘{use.name}’ seems to be the {use.seems}: {use.why}. If so: --role "{use.name}={use.seems}"')
    if report.proposals and not report.dry_run:
        say("They are in as they are written. To answer: coding-tui undo PROJECT, and import again with these flags.")


def _tell_attributes(report: AttributeReport) -> None:
    echo(f"\n{number(report.documents, report.subject)} described by the table of attributes")
    if report.columns:
        echo("\n" + table(("attribute", "type"), list(report.columns.items())))
    if report.unmatched:
        first = ", ".join(f"‘{label}’ (line {line})" for line, label in report.unmatched[:3])
        more = ", …" if len(report.unmatched) > 3 else ""
        say(f"No {report.subject} here for {number(len(report.unmatched), 'row')} of the attributes: {first}{more}")
    if report.without and report.subject == "document":
        first = ", ".join(f"‘{label}’" for label in report.without[:3]) + (", …" if len(report.without) > 3 else "")
        say(f"No row of the attributes for {number(len(report.without), 'document')} here: {first}")
    for near in report.near:
        answers = f'If so: --row "{near.written}={near.proposed}", if not: --row "{near.written}="'
        alike = f"{near.likeness:.0f} % alike"
        say(f"Line {near.line}: ‘{near.written}’ may mean ‘{near.proposed}’, {alike}. {answers}")
    for odd in report.odd:
        others = f"nearly all others are {_OF_A_TYPE[odd.type]}"
        say(f"‘{odd.column}’ is text because of line {odd.line}, ‘{odd.value}’: {others}")
    for remark in report.remarks:
        say(remark[:1].upper() + remark[1:])
