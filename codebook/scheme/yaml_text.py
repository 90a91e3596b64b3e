"""How a codebook is written when nobody wrote it before: one layout, readable, the same for the same document.

Words that any YAML reader would take for text stand bare, others in quotes; a long text is folded at 100 columns, a
text of several lines stands as a block, `cues` stand in brackets while they fit a line. Whatever is empty is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from codebook.scheme.document import CodebookDocument, CodeEntry

WIDTH = 100
Value = str | int | bool | tuple[str, ...] | tuple[CodeEntry, ...]
TOP_KEYS = ("title", "version", "note", "codes")
CODE_KEYS = (
    *("name", "ref", "uid", "status", "since", "colour", "asks_stance"),
    *("brief", "full", "include", "exclude", "typical", "near_miss", "cues", "codes"),
)

_PLAIN = re.compile(r"[^\W\d_“‘][^\n]*")
_NOT_PLAIN = re.compile(r": |:$| #|[ \t]$")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,:\[\]{}]")
_TAKEN_FOR_OTHER = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_RESISTS_BLOCK = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]| \n| $|^[ \n]|\n+$")


def document_fields(document: CodebookDocument) -> dict[str, Value]:
    """What the top of the file says, in order, without what is empty; `codes` always."""
    fields: dict[str, Value] = {
        "title": document.title,
        "version": document.version,
        "note": document.note.strip(),
        "codes": document.entries,
    }
    return {key: value for key, value in fields.items() if value or key == "codes"}


def entry_fields(entry: CodeEntry) -> dict[str, Value]:
    """What the file says of one code, in order, without what is empty or goes without saying."""
    fields: dict[str, Value | None] = {key: getattr(entry, key) for key in CODE_KEYS if key != "codes"}
    fields["status"] = "" if entry.status == "active" else entry.status
    fields["codes"] = entry.children
    tidy = {key: value.strip() if isinstance(value, str) else value for key, value in fields.items()}
    return {key: value for key, value in tidy.items() if value is not None and value not in ("", ())}


def write_document(document: CodebookDocument) -> str:
    """The whole file."""
    lines = [line for key, value in document_fields(document).items() for line in write_field(key, value, 0)]
    return "".join(f"{line}\n" for line in lines)


def write_field(key: str, value: Value, column: int) -> list[str]:
    """The lines of one key and its value, indented by `column` spaces, without line ends."""
    margin = " " * column
    if isinstance(value, bool):
        return [f"{margin}{key}: {'true' if value else 'false'}"]
    if isinstance(value, int):
        return [f"{margin}{key}: {value}"]
    if isinstance(value, str):
        return _labelled(f"{margin}{key}:", value, column)
    words = [item for item in value if isinstance(item, str)]
    entries = [item for item in value if isinstance(item, CodeEntry)]
    if key == "cues" or not value:
        bracketed = f"{margin}{key}: [{', '.join(_inline(word, in_flow=True) for word in words)}]"
        if not value or len(bracketed) <= WIDTH:
            return [bracketed]
    items = [line for word in words for line in _labelled(f"{margin}  -", word, column + 2)]
    return [f"{margin}{key}:", *items, *write_entries(entries, column + 2)]


def write_entries(entries: Sequence[CodeEntry], column: int) -> list[str]:
    """The lines of a list of codes whose dashes stand at `column`; blank lines part those that say more than a name."""
    lines: list[str] = []
    for index, entry in enumerate(entries):
        written = write_entry(entry, column)
        if index and len(written) > 1:
            lines.append("")
        lines += written
    return lines


def write_entry(entry: CodeEntry, column: int) -> list[str]:
    """The lines of one code whose dash stands at `column`."""
    lines = [line for key, value in entry_fields(entry).items() for line in write_field(key, value, column + 2)]
    return [f"{' ' * column}- {lines[0].lstrip()}", *lines[1:]]


def _labelled(label: str, text: str, column: int) -> list[str]:
    inline = f"{label} {_inline(text)}"
    blockable = not _RESISTS_BLOCK.search(text)
    margin = " " * (column + 2)
    if blockable and "\n" in text:
        return [f"{label} |-", *(margin + line if line else "" for line in text.split("\n"))]
    if blockable and len(inline) > WIDTH and "  " not in text:
        return [f"{label} >-", *(margin + line for line in _folded(text, WIDTH - len(margin)))]
    return [inline]


def _folded(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _inline(text: str, *, in_flow: bool = False) -> str:
    if _ESCAPED.search(text):
        quoted = json.dumps(text, ensure_ascii=False)
        return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)
    plain = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and text.casefold() not in _TAKEN_FOR_OTHER
    if plain and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text)):
        return text
    return "'" + text.replace("'", "''") + "'"
