"""Rich Text Format: the words in reading order, with what is set in bold. Read by a small reader of our own.

Paragraphs end with LF; the cells of a table row stand on one line, set apart by TABs. Insertions are kept and
deletions dropped. Text boxes follow the paragraph that holds them. What is left out is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterator

from transcripts.importing.decoding import canonical
from transcripts.importing.model import Extract
from transcripts.importing.rtf_body import Body
from transcripts.importing.speaker_column import turns_in_rows


def read(data: bytes) -> tuple[Extract]:
    """The words of an RTF file. Raises ImportRefused if no word processor can have made it."""
    body = Body(data)
    text = canonical(str(body.written)).removesuffix("\n")
    bold = tuple((start, min(end, len(text))) for start, end in body.written.bold if start < len(text))
    warnings = (*_broken(body), *_changed(body), *_left_out(body))
    turns = turns_in_rows(text, body.written.tables)
    return (Extract(text, "rtf", bold=bold, by_line=True, turns=turns, warnings=warnings),)


def _broken(body: Body) -> Iterator[str]:
    counts = body.counts
    if body.open_groups:
        yield "the file ends before its end (braces are open): compare the last words with the source"
    if counts["unbalanced"] or counts["beyond"]:
        yield "the file goes on after its last brace: it was read to its end; compare it with the source"
    if counts["unknown page"]:
        yield f"code page {counts['unknown page']} is not known; read as Windows-1252: check accents and quotes"
    if counts["lost"]:
        yield f"{_count(counts['lost'], 'character')} cannot be read (shown as \ufffd): compare the source"
    if counts["private"]:
        yield f"{_count(counts['private'], 'symbol')} of a special font shown as \ufffd"
    if counts["symbols"]:
        yield f"{_count(counts['symbols'], 'letter')} set in a symbol font read as ordinary ones: compare the source"


def _changed(body: Body) -> Iterator[str]:
    deleted = _words(body, "deleted")
    if deleted or body.counts["insertions"]:
        kept, dropped = _count(body.counts["insertions"], "insertion"), _count(body.counts["deletions"], "deletion")
        words = f" ({_count(deleted, 'word')})" if deleted else ""
        yield f"tracked changes: {kept} kept, {dropped}{words} left out"
    if body.written.boxes:
        yield f"{_count(body.written.boxes, 'text box', 'text boxes')} put after the paragraph that holds it"


def _left_out(body: Body) -> Iterator[str]:
    notes = [_count(body.counts[f"{one}s"], one) for one in ("comment", "footnote") if body.counts[f"{one}s"]]
    if notes:
        noted = _words(body, "comments") + _words(body, "footnotes")
        yield f"{', '.join(notes)} left out ({_count(noted, 'word')}; kept in the original file)"
    if _words(body, "hidden"):
        yield f"hidden text left out: {_count(_words(body, 'hidden'), 'word')}"
    if _words(body, "contents"):
        yield f"table of contents and page numbers left out: {_count(_words(body, 'contents'), 'word')}"
    if _words(body, "readings"):
        yield f"readings beside characters (ruby) left out: {_count(_words(body, 'readings'), 'word')}"
    if body.counts["formulas"]:
        yield f"formulas left out: {body.counts['formulas']}"
    if body.counts["objects"]:
        yield f"embedded objects left out: {body.counts['objects']}"
    if body.counts["pictures"]:
        yield f"{_count(body.counts['pictures'], 'picture')} left out"
    if body.counts["controls"]:
        controls = _count(body.counts["controls"], "drop-down list or check box", "drop-down lists and check boxes")
        yield f"{controls} left out"
    if body.counts["binary"]:
        yield f"{_count(body.counts['binary'], 'byte')} of binary data among the words left out: compare the source"
    if body.counts["fallbacks"]:
        yield (
            f"{_count(body.counts['fallbacks'], 'word')} that the file gives for programs without Unicode left out: "
            "compare the source"
        )
    for line in dict.fromkeys(" ".join(line.split()) for line in "".join(body.piles.get("headers", [])).split("\n")):
        if any(letter.isalpha() for letter in line):
            yield f"page header or footer left out: “{line[:60]}”"


def _words(body: Body, pile: str) -> int:
    return len("".join(body.piles.get(pile, [])).split())


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
