"""Who codes what: assigning documents, and assignments as tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.codings import tell_report
from coding_tui.cli.options import AnyTable, As, Json, ProjectPath, TablePath, opened, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number

if TYPE_CHECKING:
    from sqlmodel import Session

    from codebook.team.sampling import Asked, Plan

noun = typer.Typer(help="Assignments as a table: bring them in, take them out.", rich_markup_mode=None)

Labels = Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT...", help="Labels of documents.")]
OneByOne = Annotated[
    list[str] | None, typer.Option("--coder", metavar="CODER", help="Who is to code them; may be repeated.")
]
Coders = Annotated[str, typer.Option("--coders", metavar="A,B", help="The same, in one list.")]
Double = Annotated[float | None, typer.Option("--double", metavar="S", help="Draw this share for two coders, 0 to 1.")]
Strata = Annotated[str, typer.Option("--by", metavar="FIELDS", help="Draw from each: group, kind, area, with commas.")]
Again = Annotated[
    float | None, typer.Option("--again", metavar="S", help="Draw this share of what a coder finished, to code anew."),
]  # fmt: skip
Words = Annotated[int, typer.Option("--words", metavar="N", help="With --again: so many of each, in one stretch.")]
Days = Annotated[int, typer.Option("--days", metavar="N", help="With --again: coded so long ago, or longer.")]
Minimum = Annotated[int, typer.Option("--minimum", metavar="N", help="At least so many of each.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same seed draws the same sample.")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND", help="The round of coding, such as calibration.")]
Sealed = Annotated[bool, typer.Option("--sealed", help="Closed to one another until everybody is done.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be assigned.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")]
Kind = Annotated[str, typer.Option(metavar="KIND", help="Documents of this kind.")]
Group = Annotated[str, typer.Option(metavar="GROUP", help="Documents of this group.")]
Area = Annotated[str, typer.Option(metavar="AREA", help="Documents from this area.")]
Everything = Annotated[bool, typer.Option("--all", help="Every document.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(assign)
    app.command()(unseal)
    app.add_typer(noun, name="assignments")


def assign(
    project: ProjectPath, labels: Labels = None, *, coder: OneByOne = None, coders: Coders = "", kind: Kind = "",
    group: Group = "", area: Area = "", everything: Everything = False, double: Double = None, by: Strata = "",
    minimum: Minimum = 1, seed: Seed = 1, round: Round = "main", sealed: Sealed = False, again: Again = None,
    words: Words = 0, days: Days = 14, dry_run: DryRun = False, who_asks: As = "", json: Json = False,
) -> None:  # fmt: skip
    """Give documents to coders: by label, by what they are, with a sample of them coded twice, or to code anew.

    --kind, --group and --area together mean documents that are all of it. What somebody has already stays as it is.
    --double draws a share of every stratum for two coders, spread over time, the rest for one, the words shared evenly.
    --again draws from what one coder finished, for them to code anew without their own first codings in sight.
    """
    if again is not None:
        if labels or kind or group or area or everything or double is not None or by:
            raise typer.BadParameter("it is of what one coder finished: give --coder alone", param_hint="--again")
        _draw_again(project, [*(coder or []), *_names(coders)], (again, words, days, seed), who(who_asks),
                    dry_run=dry_run, json=json)  # fmt: skip
        return
    if double is not None:
        if labels or kind or group or area or everything or coder:
            raise typer.BadParameter("a sample is of all documents: give --coders, --by", param_hint="--double")
        _draw(project, _asked(coders, double, by, minimum, seed, round, sealed), who(who_asks), dry_run=dry_run,
              json=json)  # fmt: skip
        return
    names = [*(coder or []), *_names(coders)]
    if not names:
        raise typer.BadParameter("say who is to code: --coder Ann", param_hint="--coder")
    if by or dry_run or json:
        raise typer.BadParameter("these are about a sample; say which share: --double 0.2", param_hint="--double")
    if not (labels or kind or group or area or everything):
        raise typer.BadParameter("say which: labels, --kind, --group, --area or --all", param_hint="DOCUMENT")
    if labels and (kind or group or area or everything):
        raise typer.BadParameter("give labels, or say what they are, not both", param_hint="DOCUMENT")
    from codebook.team.assignments import give

    with opened(project) as found, found.step(f"Documents for {', '.join(names)}", who(who_asks)) as session:
        wanted = _chosen(session, labels or [], {"kind": kind, "group": group, "area": area})
        added = sum(give(session, wanted, name, round=round, sealed=sealed) for name in names)
    echo(f"{number(added, 'assignment')} made, {len(wanted) * len(set(names)) - added:,} there already")


def _names(said: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))


def _asked(coders: str, share: float, by: str, minimum: int, seed: int, round: str, sealed: bool) -> Asked:
    from codebook.team.sampling import Asked

    return Asked(tuple(_names(coders)), share, tuple(_names(by)), minimum, seed, round, sealed)


def _draw(path: Path, asked: Asked, coder: str, *, dry_run: bool, json: bool) -> None:
    from codebook.team.sampling import carry_out, plan

    with opened(path) as found:
        label = f"A sample to code twice in the round ‘{asked.round}’ (seed {asked.seed})"
        if dry_run:
            with found.reading() as session:
                made = plan(session, asked)
        else:
            with found.step(label, coder) as session:
                made = plan(session, asked)
                carry_out(session, made)
    if json:
        echo_json({**made.as_json(), "assigned": not dry_run})
        return
    _tell_plan(made, "Would assign" if dry_run else "Assigned")


def _tell_plan(made: Plan, deed: str) -> None:
    asked = made.asked
    sealed = ", sealed" if asked.sealed else ""
    echo(f"{deed} in the round ‘{asked.round}’: {number(len(made.twice), 'document')} to two coders{sealed}, "
         f"{number(len(made.once), 'document')} to one · seed {asked.seed}\n")  # fmt: skip
    strata = [(*each.values, each.documents, each.drawn) for each in made.strata]
    echo_table((*asked.by, "documents", "drawn"), strata, counted=number(len(strata), "stratum", "strata"),
               right=("documents", "drawn"))  # fmt: skip
    echo("")
    rows = [
        (name, sum(name in d.coders for d in made.twice), sum(name in d.coders for d in made.once), f"{words:,}")
        for name, words in made.words.items()
    ]
    echo_table(("coder", "double", "alone", "words"), rows, counted=number(len(rows), "coder"),
               right=("double", "alone", "words"))  # fmt: skip
    echo("")
    echo_table(("document", "words", "coders"), [(d.label, f"{d.words:,}", ", ".join(d.coders)) for d in made.twice],
               counted="To be coded twice", right=("words",))  # fmt: skip


def _draw_again(
    path: Path, names: list[str], asked: tuple[float, int, int, int], coder: str, *, dry_run: bool, json: bool
) -> None:
    from codebook.team.recoding import AskedAgain, carry_out_again, plan_again

    if len(names) != 1:
        raise typer.BadParameter("say whose work: one --coder", param_hint="--again")
    share, words, days, seed = asked
    wanted = AskedAgain(names[0], share, words, days, seed)
    with opened(path) as found:
        if dry_run:
            with found.reading(whole=True) as session:
                made = plan_again(session, wanted)
        else:
            with found.step(f"Drawn for {names[0]} to code again (seed {seed})", coder) as session:
                made = plan_again(session, wanted)
                carry_out_again(session, made)
    if json:
        echo_json({**made.as_json(), "assigned": not dry_run})
        return
    deed = "Would assign" if dry_run else "Assigned"
    echo(f"{deed} to {names[0]} in the round ‘{made.round}’, sealed: {number(len(made.drawn), 'document')} of "
         f"{made.able:,} that could be · seed {seed}\n")  # fmt: skip
    rows = [(d.label, "all" if d.part is None else f"{d.part[0]}–{d.part[1]}", f"{d.words:,}", d.coded[:10])
            for d in made.drawn]  # fmt: skip
    echo_table(("document", "part", "words", "first coded"), rows, counted="To be coded again", right=("words",))


def unseal(
    project: ProjectPath, labels: Labels = None, *, everything: Everything = False, round: Round = "main",
    why: Why = "", coder: As = "",
) -> None:  # fmt: skip
    """Take the seal off documents in a round before everybody is done: on the record, and for good.

    They count as not coded blind from then on. Documents that everybody finished are open already.
    """
    if bool(labels) == everything:
        raise typer.BadParameter("say which: labels, or --all", param_hint="DOCUMENT")
    from codebook.team.assignments import assignments
    from codebook.team.sealing import unseal as take_off
    from transcripts.document_labels import find

    with opened(project) as found:
        with found.reading() as session:
            sealed = [each.document for each in assignments(session, round=round) if each.sealed]
            wanted = [find(session, label) for label in dict.fromkeys(labels or [])] or sealed
        many = take_off(found, wanted, round=round, who=who(coder), why=why)
    echo(f"{number(many, 'document')} unsealed in the round ‘{round}’")


def _chosen(session: Session, labels: Sequence[str], like: dict[str, str]) -> list[str]:
    """The uids of the documents that are meant. Raises NotFound when there are none."""
    from transcripts.document_labels import find
    from transcripts.documents import summaries
    from transcripts.errors import NotFound

    if labels:
        return [find(session, label) for label in dict.fromkeys(labels)]
    wanted = {name: value for name, value in like.items() if value}
    alike = [d.uid for d in summaries(session) if all(getattr(d, name) == value for name, value in wanted.items())]
    if not alike:
        raise NotFound(f"No document is of {', '.join(f'{n} ‘{v}’' for n, v in wanted.items()) or 'this project'}.")
    return alike


@noun.command("import")
def import_(project: ProjectPath, path: TablePath, coder: As = "", json: Json = False) -> None:
    """Take a table of assignments in, as one step.

    Columns: document,coder,state, the state being assigned, started or done. Bad rows are refused by their line.
    """
    from codebook.team.assignment_table import import_assignments

    with opened(project) as found:
        tell_report(import_assignments(found, path, coder=who(coder)), "assignment", json=json)


@noun.command()
def export(project: ProjectPath, path: AnyTable) -> None:
    """Write every assignment to a table; as .csv or .xlsx it can come back."""
    with opened(project) as found:
        write_listed(found, path, "assignments", {}, "assignment")
