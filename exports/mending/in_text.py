"""A quotation's place in a draft that is text: Markdown, plain text, LaTeX or HTML, with its signs and line ends.

What a draft reads as “they’re” may be written `they're`, `they&rsquo;re` or with the line broken between two words. A
place is found by all the ways in which each character can be written; where emphasis or a command stands inside, none
is, and the author changes it by hand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from html.entities import codepoint2name
from typing import Literal

from exports.audit.model import Paragraph
from exports.mending.edits import Edit
from exports.pages.latex_words import escaped as latex

Kind = Literal["md", "txt", "tex", "html"]
KINDS: Mapping[str, Kind] = {
    ".md": "md", ".markdown": "md", ".txt": "txt", ".tex": "tex", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
_SPACE = r"[\s\u00a0]+(?:>[ \t]?)*[ \t]*"
_LATEX = {
    "“": "(?:``|“|\\\\enquote\\{)", "”": "(?:''|”)", "‘": "[`‘]", "’": "['’]", "—": "(?:---|—)", "–": "(?:--|–)",
    "…": r"(?:\\[lc]?dots(?:\{\})?|…)",
}  # fmt: skip
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>|#]")


def places(raw: str, kind: Kind, words: str) -> list[tuple[int, int]]:
    """All [start, end) where a draft's source may hold these words."""
    pattern = "".join(_written(kind, part) for part in _parts(words))
    return [found.span() for found in re.finditer(pattern, raw)]


def region(raw: str, paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> tuple[int, int, list[Paragraph]]:
    """[start, end) of the source in which a paragraph stands, and all paragraphs that stand there, in order."""
    line = _line(paragraph)
    if line is None:
        return 0, len(raw), list(paragraphs)
    starts = [0, *(found.end() for found in re.finditer("\n", raw))]
    after = min((number for each in paragraphs if (number := _line(each) or 0) > line), default=len(starts) + 1)
    end = starts[after - 1] if after <= len(starts) else len(raw)
    return starts[min(line, len(starts)) - 1], end, [each for each in paragraphs if _line(each) == line]


def put(raw: str, kind: Kind, at: int, words: str, edits: Sequence[Edit]) -> str:
    """The source with the edits of `words`, which begin at `at`, made in it."""
    bounds = [at]
    for part in _parts(words):
        found = re.compile(_written(kind, part)).match(raw, bounds[-1])
        assert found is not None  # `places` found all of it here
        bounds += [bounds[-1]] * (len(part) - 1) + [found.end()]
    write = _WRITERS[kind]
    for edit in sorted(edits, reverse=True):
        raw = raw[: bounds[edit.start]] + write(edit.words) + raw[bounds[edit.end] :]
    return raw


def _parts(words: str) -> list[str]:
    """Runs of white space, and single characters."""
    return re.findall(r"\s+|\S", words)


def _written(kind: Kind, part: str) -> str:
    """The ways in which a part may be written."""
    if part.isspace():
        return rf"(?:{_SPACE}|~|&nbsp;)" if kind in ("tex", "html") else _SPACE
    plain = re.escape(part)
    if kind == "md":
        return plain if part.isalnum() else rf"\\?{plain}"
    if kind == "tex":
        return _LATEX.get(part) or (rf"(?:{re.escape(latex(part))}|\\?{plain})" if not part.isalnum() else plain)
    if kind == "html" and not part.isalnum():
        code = ord(part)
        named = f"&{codepoint2name[code]};" if code in codepoint2name else f"&#{code};"
        return rf"(?:{named}|&#{code};|&#[xX]0*(?i:{code:x});|{plain})"
    return plain


def _line(paragraph: Paragraph) -> int | None:
    found = re.fullmatch(r"line (\d+)", paragraph.where)
    return int(found[1]) if found else None


def _in_html(words: str) -> str:
    return html.escape(words, quote=False)


def _in_markdown(words: str) -> str:
    return _MARKDOWN.sub(lambda sign: "\\" + sign[0], words)


def _as_it_is(words: str) -> str:
    return words


_WRITERS: Mapping[Kind, Callable[[str], str]] = {
    "md": _in_markdown, "txt": _as_it_is, "tex": latex, "html": _in_html,
}  # fmt: skip
