"""The codebook as code: what is wrong with it, what differs between two, and two edited copies merged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import Json, ReadAs, opened, opened_for
from coding_tui.cli.output import echo, echo_data, echo_json, number, say

if TYPE_CHECKING:
    from codebook.scheme.comparing import Difference
    from codebook.scheme.document import CodebookDocument

Codebook = Annotated[
    str, typer.Argument(metavar="FILE", help="A codebook in YAML, or the name of a shipped one: soteria.")
]
Either = "A codebook in YAML, the name of a shipped one, a project, or PROJECT@VERSION."
Checked = Annotated[Path, typer.Argument(metavar="FILE|PROJECT", help=Either)]
Old = Annotated[Path, typer.Argument(metavar="A", help=f"The older one. {Either}")]
New = Annotated[Path, typer.Argument(metavar="B", help=f"The newer one. {Either}")]
Base = Annotated[Path, typer.Argument(metavar="BASE", help="The file that both were made from; may be empty.")]
Ours = Annotated[Path, typer.Argument(metavar="OURS", help="Your file.")]
Theirs = Annotated[Path, typer.Argument(metavar="THEIRS", help="The other one.")]
Merged = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Where to write the merged codebook, OURS too; else to stdout.")
]


def add_to(noun: typer.Typer) -> None:
    """Put these commands below `codes`."""
    noun.command()(check)
    noun.command()(diff)
    noun.command()(merge)


def check(source: Checked, reader: ReadAs = "", json: Json = False) -> None:
    """Check a codebook: what cannot be read, by file and line; then what would mislead its coders.

    Looks for missing exclusion rules and pointers that lead nowhere, names and definitions nearly alike, codes outside
    every theme, cues of two codes. In a project also for codes unused, used once or over-broad, and cues that no
    document says. Leaves with 1 if there is anything to look at.
    """
    from codebook.scheme import linting, usage

    codebook, used = read_codebook(str(source)), None
    codebook.check(str(source))
    if is_project(source):
        with opened_for(source, reader, "the check of the codebook") as found, found.reading() as session:
            used = usage.usage(session)
    findings = linting.lint(codebook, used)
    if json:
        echo_json([{"code": f.code, "line": f.line, "lint": f.lint, "what": f.what, "advice": f.advice}
                   for f in findings])  # fmt: skip
    else:
        for each in findings:
            where = f"{source}, line {each.line}: " if each.line and not is_project(source) else ""
            echo(f"{where}‘{each.code}’ {each.what}. {each.advice}. ({each.lint})")
        _sum_up(codebook, len(findings))
    if findings:
        raise finding()


def _sum_up(codebook: CodebookDocument, findings: int) -> None:
    placed = list(codebook.walk())
    themes = sum(each.depth == 0 for each in placed)
    size = f"{number(themes, 'theme')}, {number(len(placed) - themes, 'code')} below them"
    echo(f"{number(findings, 'thing')} to look at: {size}" if findings else f"No problems: {size}")


def diff(old: Old, new: New, reader: ReadAs = "", json: Json = False) -> None:
    """Say what differs between two codebooks, and what it means for who codes by them.

    An exclusion makes a code narrower, an inclusion wider; where one of the two is a project, changed rules say how
    many of its codings were made under the old text. Leaves with 1 if they differ.
    """
    from codebook.scheme.comparing import compare
    from codebook.scheme.usage import told

    before, after = read_codebook(str(old)), read_codebook(str(new))
    counted = _counted(old, new, before, reader)
    differences = compare(before, after)
    if json:
        echo_json([_as_json(each, counted) for each in differences])
    else:
        for each in differences:
            echo(f"`{each.code}`: {told(each, counted)}" if each.code else f"heading: {each.what}")
            _quote("-", each.was)
            _quote("+", each.now)
        echo("No differences" if not differences else f"{number(len(differences), 'difference')}")
    if differences:
        raise finding()


def _counted(old: Path, new: Path, before: CodebookDocument, reader: str) -> Mapping[str, int]:
    from codebook.scheme.usage import made_under

    project = new if is_project(new) else old
    if not is_project(project):
        return {}
    with opened_for(project, reader, "codings made under an old text") as found, found.reading() as session:
        return made_under(session, before)


def _quote(sign: str, words: str) -> None:
    for line in words.splitlines():
        echo(f"    {sign} {line}")


def _as_json(each: Difference, counted: Mapping[str, int]) -> dict[str, object]:
    many = counted.get(each.code) if each.rules and counted else None
    return {"code": each.code, "kind": each.kind, "what": each.what, "rules": each.rules, "was": each.was,
            "now": each.now, "codings": many}  # fmt: skip


def merge(base: Base, ours: Ours, theirs: Theirs, output: Merged = None) -> None:
    """Merge two edited copies of a codebook file, by meaning: codes moved and renamed are the same codes still.

    Where both changed the same thing differently, ours stands, a comment above the code says what theirs was, all are
    listed, and it leaves with 1. For git: `git config merge.codebook.driver "coding-tui codes merge %O %A %B --output
    %A"`, and `*.yaml merge=codebook` in .gitattributes.
    """
    from codebook.scheme.combining_text import combine_files

    sides = [path.read_bytes() for path in (base, ours, theirs)]
    text, combined = combine_files(sides[0], sides[1], sides[2], (str(base), str(ours), str(theirs)))
    if output is None:
        echo_data(text)
    else:
        from exports.saving import save

        save(output, text.encode())
    for clash in combined.clashes:
        say(f"clash: {clash.words()}")
    if combined.clashes:
        raise finding()


# -- reading codebooks ----------------------------------------------------------------------------------------------


def read_codebook(name: str) -> Any:
    """The codebook of a file, of a project or a version frozen in it (PROJECT@v1.0), or a shipped one.

    Raises WorkbenchError, or OSError.
    """
    from codebook.scheme import codes, freezing, yaml_format

    place, at, frozen = name.rpartition("@")
    if at and is_project(Path(place)) and not Path(name).exists():
        with opened(Path(place)) as found, found.reading(whole=True) as session:
            return freezing.version(session, frozen).document()
    if is_project(Path(name)):
        with opened(Path(name)) as found, found.reading(whole=True) as session:
            return codes.document(session, uids=True)
    if name in yaml_format.shipped():
        return yaml_format.load_shipped(name)
    return yaml_format.load(Path(name).read_bytes(), name)


def is_project(path: Path) -> bool:
    """Whether there is a project file of this name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"
