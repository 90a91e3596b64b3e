"""The quote audit: is every quotation of a draft in the project, word for word, and by whom the draft says?"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.diagnostics import STOPPED
from coding_tui.cli.options import Json, ProjectPath, ReadAs, opened, opened_for
from coding_tui.cli.output import echo, echo_json, number, say
from coding_tui.cli.progress import progress

if TYPE_CHECKING:
    from exports.audit.judging import Judge
    from exports.audit.model import Audit

Draft = Annotated[
    Path, typer.Argument(metavar="DRAFT", help="The draft: .docx, .md, .txt, .tex, .odt, .rtf, .html or .pdf.")
]
Comments = Annotated[
    Path | None, typer.Option("--annotate", metavar="OUT.docx", help="Write a Word draft again, with comments.")
]
Output = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Write the report: .md, .csv, .xlsx or .tex.")
]
Theme = Annotated[
    list[str] | None,
    typer.Option("--theme", metavar="WORDS=CODE", help="What words of the draft mean, also headings. May be repeated."),
]  # fmt: skip
Watch = Annotated[
    bool, typer.Option("--watch", help="Audit again whenever the draft or the project is saved, until ctrl+c.")
]
Mending = Annotated[
    bool, typer.Option("--mend", help="Show what exact words would take the place of what; --write puts them there.")
]
Write = Annotated[
    bool, typer.Option("--write", help="With --mend: write the draft; as it was, it is kept as DRAFT.bak beside it.")
]
Only = Annotated[
    list[int] | None,
    typer.Option("--only", metavar="N", help="With --mend: only this one, by its number. May be repeated."),
]  # fmt: skip
Everything = Annotated[bool, typer.Option("--all", help="Show sound quotations too.")]


WATCH = 0.5
"""Seconds between looks at the draft's file."""


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(audit)


def audit(
    project: ProjectPath, draft: Draft, annotate: Comments = None, output: Output = None,
    theme: Theme = None, everything: Everything = False, watch: Watch = False, mending: Mending = False,
    write: Write = False, only: Only = None, reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Look every quotation of a draft up, word for word, and say what is not as it was said.

    Exit code 1 when something needs a look: words that differ, another's words, cuts that remove a “not”, texts put
    together, and what is not found. Nothing found is not nothing said: the project may not hold it.
    Sentences that say of how many something holds (“most officers …”) are counted.
    """
    if watch:
        if annotate or output or json:
            raise typer.BadParameter("it shows findings here, and writes nothing", param_hint="--watch")
        with suppress(KeyboardInterrupt):
            _watch(project, draft, reader, named(theme or []), everything)
        say(f"{draft.name} is watched no longer")
        raise typer.Exit(STOPPED)
    if mending:
        _mend(project, draft, reader, write=write, only=only or [])
        return
    from exports.audit.report import as_text
    from transcripts.leaving import known_in

    found, _ = _audited(project, draft, reader, named(theme or []))
    known = known_in(draft.read_bytes())
    _write_out(project, reader, found, draft, named(theme or []), annotate, output)
    if json:
        echo_json(found.as_json(), known=known)
    else:
        echo(as_text(found, everything=everything), known)
    for path in (annotate, output):
        if path is not None:
            say(f"Written to {path}")
    if not found.findings:
        say(f"{draft.name} quotes nobody: no quotation marks and no block quotations were found.")
    raise typer.Exit(1 if found.needs_a_look else 0)


def _write_out(
    project: Path, reader: str, found: Audit, draft: Path, themes: dict[str, str], annotate: Path | None,
    output: Path | None,
) -> None:  # fmt: skip
    """Write what is to be written, with the same eyes that the audit was made with."""
    if annotate is None and output is None:
        return
    from exports.audit.writing import write_annotated, write_audit

    with opened(project) as study:
        study.reader = reader.strip() or None
        if annotate is not None:
            write_annotated(study, annotate, found, draft, themes)
        if output is not None:
            write_audit(study, output, found, draft, themes)


def _watch(project: Path, draft: Path, reader: str, named: dict[str, str], everything: bool) -> None:
    """Audit again after every change, until ctrl+c; a draft that is being written is waited for."""
    from exports.audit.report import as_text
    from transcripts.errors import WorkbenchError

    before = None
    while True:
        if (_saved(draft), _saved(project, Path(f"{project}-wal"))) != before:
            draft_then = _saved(draft)
            try:
                echo(as_text(_audited(project, draft, reader, named)[0], everything=everything))
            except WorkbenchError as error:
                say(str(error))
            say(f"{draft.name} is watched: ctrl+c ends")
            before = draft_then, _saved(project, Path(f"{project}-wal"))  # the audit may have kept its index
        time.sleep(WATCH)


def _saved(*paths: Path) -> list[tuple[int, int]]:
    """When files were written last, and how long they are; nothing for one that is not there."""
    found = []
    for path in paths:
        with suppress(OSError):
            stat = path.stat()
            found.append((stat.st_mtime_ns, stat.st_size))
    return found


def _audited(project: Path, draft: Path, reader: str, named: dict[str, str]) -> tuple[Audit, Judge]:
    from exports.audit.auditing import audit as audit_draft
    from exports.audit.auditing import judge_of

    with opened_for(project, reader, "an audit") as found, progress("Quotations") as step:
        judge = judge_of(found)
        with found.reading() as session:
            told = audit_draft(session, draft, judge, lambda done, all: step(done, all, draft.name), named=named)
            return told, judge


def _mend(project: Path, draft: Path, reader: str, *, write: bool, only: list[int]) -> None:
    """Show the exact words for what differs, and put them into the draft when that is wanted."""
    from exports.audit.report import differing
    from exports.mending.mending import mend, mends

    audited, judge = _audited(project, draft, reader, {})
    could = mends(judge, audited)
    if unknown := sorted(set(only) - {each.number for each in could}):
        raise typer.BadParameter(f"there is no number {unknown[0]}: {len(could)} could be mended", param_hint="--only")
    wanted = [each for each in could if not only or each.number in only]
    for each in wanted:
        quotation = each.finding.quotation
        echo(f"{each.number}  {each.finding.verdict}  {quotation.attribution or 'nobody named'}  "
             f"{quotation.paragraph.where}\n   {differing(each.shown())}")  # fmt: skip
    if not could:
        say("Nothing has exact words that could take its place.")
    elif not write:
        say(f"{number(len(wanted), 'quotation')} would be mended. --write does it; the draft as it is is kept.")
    else:
        made = mend(draft, wanted)
        for one, why in made.refused:
            say(f"{one.number} was not mended: {why}")
        if made.kept is not None:
            say(f"{number(len(made.done), 'quotation')} mended in {draft}; as it was: {made.kept}")
        if made.refused:
            raise typer.Exit(1)


def named(given: list[str]) -> dict[str, str]:
    """What words mean, of `WORDS=CODE`. Raises BadParameter."""
    found = {}
    for each in given:
        words, sign, code = each.partition("=")
        if not (sign and words.strip() and code.strip()):
            raise typer.BadParameter(f"‘{each}’ is not WORDS=CODE, as in delay=Theme/Delay", param_hint="--theme")
        found[words.strip()] = code.strip()
    return found
