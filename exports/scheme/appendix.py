"""The codebook as the appendix of a paper: per theme a table of definitions, what belongs and what not, examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from codebook.coding.codings import Use, uses
from codebook.scheme.codes import Code, document, tree
from codebook.scheme.freezing import versions
from exports.pages import reports
from exports.pages.blocks import Block, Heading, Paragraph, Table
from transcripts.project import Project

NEAR_MISS = "Near miss:"
COLUMNS = ("Code", "Definition", "Belongs here", "Does not", "Example", "Codings", "Documents")


@dataclass(frozen=True, slots=True)
class Appendix:
    """A codebook with its counts, before it has a format. `frozen` says which version was frozen last, and when."""

    title: str
    version: str
    note: str
    frozen: str
    codes: tuple[Code, ...]
    uses: dict[str, Use]


def codebook_appendix(project: Project, *, retired: bool = False) -> Appendix:
    """Gather it, as the project's reader may see the counts; codes out of use only when asked for."""
    with project.reading() as session:
        book, counted, kept = document(session), uses(session), versions(session)
        codes = tuple(code for code in tree(session) if retired or code.entry.status != "retired")
    last = kept[-1] if kept else None
    frozen = f"Frozen as {last.name} on {last.frozen[:10]}. {last.note}".strip() if last else ""
    return Appendix(book.title, book.version, book.note, frozen, codes, counted)


def rows_of(appendix: Appendix) -> list[list[object]]:
    """What an appendix holds, for its manifest: each code with its rules and counts."""
    return [
        [code.path, code.version, {**asdict(code.entry), "uid": ""}, *_counts(appendix.uses.get(code.uid))]
        for code in appendix.codes
    ]  # fmt: skip


def _counts(use: Use | None) -> list[int]:
    return [use.codings, use.documents] if use else [0, 0]


def write_appendix(project: Project, path: Path, *, retired: bool = False) -> int:
    """Write it, its manifest beside it; returns how many codes it holds. Raises UnknownFormat, WriteFailed."""
    from exports.manifests import recorded  # noqa: PLC0415 - it knows every kind of export, this one too

    printed = codebook_appendix(project, retired=retired)
    save_appendix(printed, path)
    recorded(project, path, "codebook appendix", {"retired": retired}, rows_of(printed))
    return len(printed.codes)


def save_appendix(appendix: Appendix, path: Path) -> None:
    """Write it in the format of the suffix, whole or not at all. Raises UnknownFormat, WriteFailed."""
    title = f"Appendix: codebook{f' ‘{appendix.title}’' if appendix.title else ''}"
    printed = reports.Report(title, lambda: blocks(appendix), COLUMNS, lambda: _for_programs(appendix), wide=True)
    reports.save_report(printed, path, "the codebook is not printed")


def _for_programs(appendix: Appendix) -> Iterator[Sequence[object]]:
    """A row a code, themes too, each by its path."""
    for code in appendix.codes:
        _, *rules, _, _ = _row(code, appendix, 0)
        yield (code.path, *rules, *_counts(appendix.uses.get(code.uid)))


def blocks(appendix: Appendix) -> Iterator[Block]:
    """What is printed: how to read it, then each theme with its codes."""
    themes = [code for code in appendix.codes if code.depth == 0]
    yield Paragraph(_size(appendix, themes))
    for said in (appendix.note, appendix.frozen):
        if said:
            yield Paragraph(said)
    yield Paragraph("Codings counts each passage once for each coder who gave it the code; documents, those it is in. "
                    "Counts of a theme are its own, without the codes below it. A near miss is a passage that comes "
                    "close and does not belong.")  # fmt: skip
    loose = [theme for theme in themes if not _below(appendix, theme)]
    for theme in themes:
        below = _below(appendix, theme)
        if below:
            yield Heading(theme.name)
            yield from (Paragraph(text) for text in _theme(theme, appendix.uses.get(theme.uid)))
            yield Table(COLUMNS, tuple(_row(code, appendix, code.depth - 1) for code in below), words=5)
    if loose:
        yield Heading("Codes outside themes" if len(loose) < len(themes) else "Codes")
        yield Table(COLUMNS, tuple(_row(code, appendix, 0) for code in loose), words=5)


def _size(appendix: Appendix, themes: Sequence[Code]) -> str:
    version = f"Version {appendix.version}. " if appendix.version else ""
    codes = len(appendix.codes) - len(themes)
    return f"{version}{_many(len(themes), 'theme')} and {_many(codes, 'code')} below them."


def _below(appendix: Appendix, theme: Code) -> list[Code]:
    return [code for code in appendix.codes if code.depth and code.names[0] == theme.names[0]]


def _theme(theme: Code, use: Use | None) -> Iterator[str]:
    entry = theme.entry
    yield " ".join(part for part in (entry.brief, entry.full) if part) or "No definition was written."
    if entry.exclude:
        yield f"Does not belong: {'; '.join(entry.exclude)}."
    if theme.asks_stance:
        yield "Each coding says who holds the view: whether it is endorsed, acted on, reported or challenged."
    if use is not None:
        yield f"{_many(use.codings, 'coding')} of the theme itself in {_many(use.documents, 'document')}."


def _row(code: Code, appendix: Appendix, deep: int) -> tuple[str, ...]:
    entry, use = code.entry, appendix.uses.get(code.uid, Use(0, 0))
    status = f" ({entry.status})" if entry.status != "active" else ""
    ref = f"{entry.ref} " if entry.ref else ""
    return (
        f"{'– ' * deep}{ref}{entry.name}{status}", " ".join(part for part in (entry.brief, entry.full) if part),
        "; ".join(entry.include), "; ".join(entry.exclude), _examples(code), f"{use.codings:,}", f"{use.documents:,}",
    )  # fmt: skip


def _examples(code: Code) -> str:
    near = f"{NEAR_MISS} {code.entry.near_miss}" if code.entry.near_miss else ""
    return " ".join(part for part in (code.entry.typical, near) if part)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s' * (count != 1)}"
