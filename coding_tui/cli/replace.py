"""A corrected transcript in the place of an old one: what becomes of everything that was coded, quoted or noted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, number, say

if TYPE_CHECKING:
    from transcripts.importing.decisions import Decisions
    from transcripts.project import Project

Label = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's label.")]
File = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The corrected transcript; none: the last report.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and keep nothing.")]
ReportPath = Annotated[
    Path | None, typer.Option("--report", metavar="TABLE", help="Write every line: .csv, .xlsx, .md or .tex.")
]
RulesFile = Annotated[Path | None, typer.Option("--rules", metavar="FILE", help="Rules kept from an import.")]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="How to read text that is not UTF-8: cp1252, mac-roman …")]

HEADER = (
    "about", "what", "coder", "verdict", "differs", "doubtful", "reason", "by_hand", "old_start", "old_end", "old_text",
    "new_start", "new_end", "new_text", "memo",
)  # fmt: skip
SIGNS = {"kept": "=", "moved": "→", "changed": "≠", "lost": "✗"}
COUNTED = {"kept": "kept", "moved": "moved", "changed": "with other words", "lost": "lost"}
DIFFERS = {"spacing": " (only spaces differ)", "typography": " (only typography differs)"}
LOOKED_AT = ("lost", "changed", "moved", "kept")
SHOWN = 200
MOVED_SHOWN = 60


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("replace")(replace)


def replace(
    project: ProjectPath, document: Label, file: File = None, rules: RulesFile = None, encoding: Encoding = "",
    coder: As = "", dry_run: DryRun = False, report: ReportPath = None, json: Json = False,
) -> None:  # fmt: skip
    """Replace a document's text by a corrected one, as one step; codings, memos and quotations go along.

    Each is kept (same words, same place), moved (same words elsewhere), changed (its words were corrected) or lost
    (no place can be named honestly: it is set aside in the report, and can be put back by hand in the app). Where one
    text says once more what the other says, or it is not certain how far a passage reaches, its place is in doubt, and
    the report says why.
    Leaves with 1 when anything was changed, lost or is in doubt, so that somebody looks. Without FILE:
    the last report again.
    """
    with opened(project) as found:
        if file is None:
            answer = _again(found, document)
        else:
            answer = _replaced(found, document, file, _decisions(file, rules, encoding), who(coder), dry_run)
    if json:
        echo_json(answer)
    else:
        _tell(answer)
    if report is not None:
        _write(report, answer["items"])
    if answer["counts"]["changed"] or answer["counts"]["lost"] or answer["doubtful"]:
        raise finding()


def _decisions(file: Path, rules: Path | None, encoding: str) -> Decisions:
    from dataclasses import replace as altered

    from transcripts.intake import Rules, load_rules

    found = (Rules() if rules is None else load_rules(rules)).decisions(file.name)
    return altered(found, encoding=encoding) if encoding else found


def _replaced(
    project: Project, label: str, file: Path, decisions: Decisions, coder: str, dry_run: bool
) -> dict[str, Any]:
    """What was done, or with a dry run would be, as `--json` says it."""
    from codebook.coding.replacing import preview, read_correction, replace_document
    from transcripts.document_labels import find

    content, imported = read_correction(file, decisions)
    with project.reading() as session:
        seen = preview(session, find(session, label), imported)
    same = seen.changes_nothing(content)
    if not (same or dry_run):
        replace_document(project, seen, original=content, source_name=file.name, coder=coder)
    names = {"kept": seen.speakers.kept, "new": seen.speakers.new, "gone": seen.speakers.gone}
    return {
        "document": seen.label, "old": seen.old_source, "new": file.name, "same": same, "dry_run": dry_run,
        "replaced": not (same or dry_run), "counts": seen.counts, "doubtful": seen.doubtful,
        "speakers": {k: list(v) for k, v in names.items()},
        "warnings": list(imported.warnings), "items": [each.as_json() for each in seen.items],
    }  # fmt: skip


def _again(project: Project, label: str) -> dict[str, Any]:
    """The last report, as `--json` says it; what was kept is only counted there."""
    from codebook.coding.replacements import reports
    from transcripts.document_labels import find
    from transcripts.errors import NotFound

    with project.reading() as session:
        found = reports(session, find(session, label))
    if not found:
        raise NotFound(f"The text of ‘{label}’ was never replaced. To replace it, name the corrected file after it.")
    last = found[0]
    return {
        "document": last.label, "old": last.old_source, "new": last.new_source, "coder": last.coder,
        "when": last.replaced, "counts": last.counts, "doubtful": last.doubtful,
        "items": [each.as_json() for each in last.items],
    }  # fmt: skip


# -- telling ------------------------------------------------------------------------------------------------------


def _tell(answer: dict[str, Any]) -> None:
    counts, names = answer["counts"], answer.get("speakers", {"new": [], "gone": []})
    if answer.get("same"):
        echo(f"‘{answer['document']}’ has exactly this text from exactly this file: nothing to do")
        return
    echo(f"{answer['document']}: {answer['old']} → {answer['new']}{_ending(answer)}")
    total = number(sum(counts.values()), "coding, quotation or memo", "codings, quotations and memos")
    doubt = f"; {answer['doubtful']:,} of them in doubt" if answer["doubtful"] else ""
    echo(f"{total}: " + ", ".join(f"{counts[verdict]:,} {said}" for verdict, said in COUNTED.items()) + doubt)
    looked_at = [item for item in answer["items"] if _needs_looking(item)]
    for item in sorted(looked_at, key=lambda item: (LOOKED_AT.index(item["verdict"]), not item["doubtful"])):
        _tell_item(item)
    moved = [item for item in answer["items"] if item["verdict"] == "moved" and not _needs_looking(item)]
    if moved:
        echo("")
    for item in moved:
        _tell_moved(item)
    for what, listed in (("new", names["new"]), ("no longer there", names["gone"])):
        if listed:
            say(f"Speakers {what}: {', '.join(listed)}")
    for warning in answer.get("warnings", ()):
        say(f"{answer['document']}: {warning}")


def _ending(answer: dict[str, Any]) -> str:
    if "when" in answer:
        return f", by {answer['coder']}, {answer['when'][:16].replace('T', ' ')} UTC"
    return ", replaced" if answer["replaced"] else ", only tried: nothing was kept"


def _needs_looking(item: dict[str, Any]) -> bool:
    return item["verdict"] in ("lost", "changed") or item["doubtful"]


def _tell_item(item: dict[str, Any]) -> None:
    """What it is and where, then the old words and the new ones under one another."""
    old, new = item["old"], item["new"]
    before, after = _shown(old["text"], new["text"] if new else "")
    echo(f"\n{_verdict(item)}\n  {_about(item)}\n  old  {before}")
    if new:
        echo(f"  new  {after}")


def _tell_moved(item: dict[str, Any]) -> None:
    """The same in one line."""
    words, _ = _shown(item["old"]["text"], "")
    echo(f"{_verdict(item)}  {_about(item)}  {words[:MOVED_SHOWN]}{'…' if len(words) > MOVED_SHOWN else ''}")


def _verdict(item: dict[str, Any]) -> str:
    by, why = ", by hand" if item["by_hand"] else "", f": {item['reason']}" if item["reason"] else ""
    return f"{SIGNS[item['verdict']]} {item['verdict']}{by}{why}{DIFFERS.get(item['differs'], '')}"


def _about(item: dict[str, Any]) -> str:
    old, new = item["old"], item["new"]
    where = f"{old['start']:,}–{old['end']:,}" + (f" → {new['start']:,}–{new['end']:,}" if new else "")
    thing = item["what"] if item["about"] == "coding" else f"{item['about']} ‘{item['what']}’".removesuffix(" ‘’")
    return f"{thing} · {item['coder']} · {where}"


def _shown(old: str, new: str) -> tuple[str, str]:
    """Both wordings on a line each, cut where nothing differs, so that what was corrected is in sight."""
    first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, first - SHOWN // 2) if max(len(old), len(new)) > SHOWN else 0
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    words = " ".join(text[start : start + SHOWN].split())
    return f"{'…' if start else ''}{words}{'…' if start + SHOWN < len(text) else ''}"


def _write(path: Path, items: list[dict[str, Any]]) -> None:
    from exports.tables import save_rows

    rows = [
        [
            i["about"], i["what"], i["coder"], i["verdict"], i["differs"], "yes" if i["doubtful"] else "", i["reason"],
            "yes" if i["by_hand"] else "",
            *(i["old"][part] for part in ("start", "end", "text")),
            *((i["new"] or {}).get(part, "") for part in ("start", "end", "text")), i["memo"],
        ]
        for i in items
    ]  # fmt: skip
    save_rows(path, HEADER, rows, "What a corrected text moves: places and words before and after.")
    say(f"{number(len(rows), 'line')} written to {path}")
