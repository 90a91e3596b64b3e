"""Templates that a team can change: three text files that say what a page, a section and a quotation look like.

`page.EXT`, `section.EXT` and `quotation.EXT` stand in one folder; EXT is md, html or tex. `[[name]]` is filled in and
escaped as the format needs. A line whose fields are all empty is left out. A value of several lines repeats the signs
before it on its line (so that `> [[words]]` stays a block quotation). Everything else is printed as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from exports.pages.latex_words import PREAMBLE
from exports.pages.latex_words import escaped as latex
from exports.quotations.context import Line
from exports.quotations.markdown import escaped as markdown
from exports.quotations.model import Quotation, QuotationList
from exports.quotations.web_page import POLICY
from exports.words import one_line, visible
from transcripts.errors import WorkbenchError

PARTS = ("page", "section", "quotation")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "page": ("title", "remarks", "sections"),
    "section": ("heading", "quotations"),
    "quotation": (
        "words", "attribution", "question", "before", "after", "note", "id", "document", "start", "end", "codes",
        "coder", "group", "area", "date",
    ),
}  # fmt: skip
"""What each file may fill in."""
_FIELD = re.compile(r"\[\[(\w*)\]\]")

DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "md": {
        "page": "# [[title]]\n\n[[remarks]]\n\n[[sections]]\n",
        "section": "## [[heading]]\n\n[[quotations]]\n",
        "quotation": "*[[question]]*\n\n> [[words]]\n>\n> — [[attribution]]\n\n[[note]]\n",
    },
    "html": {
        "page": '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        "<title>[[title]]</title>\n<style>blockquote { white-space: pre-line; }</style>\n</head>\n<body>\n"
        "<h1>[[title]]</h1>\n<p>[[remarks]]</p>\n[[sections]]\n</body>\n</html>\n",
        "section": "<h2>[[heading]]</h2>\n[[quotations]]\n",
        "quotation": "<p><em>[[question]]</em></p>\n<blockquote>[[words]]</blockquote>\n"
        "<p>— [[attribution]]</p>\n<p>[[note]]</p>\n",
    },
    "tex": {
        "page": PREAMBLE + "\\begin{document}\n\n\\section*{[[title]]}\n\n[[remarks]]\n\n[[sections]]\n\n"
        "\\end{document}\n",
        "section": "\\subsection*{[[heading]]}\n\n[[quotations]]\n",
        "quotation": "\\emph{[[question]]}\n\n\\begin{quote}\n[[words]]\n\n\\hfill --- [[attribution]]\n"
        "\\end{quote}\n\n[[note]]\n",
    },
}  # fmt: skip
"""What a team begins with: about what the formats write themselves."""
_BREAKS = {"md": "\\", "html": "", "tex": "\\\\"}
"""What keeps the end of a line."""
_ESCAPES: Mapping[str, Callable[[str], str]] = {"md": markdown, "html": html.escape, "tex": latex}


class BadTemplate(WorkbenchError):
    """A template that cannot be used; `str()` says where and why."""


class Template:
    """Three files, read once."""

    def __init__(self, folder: Path, form: str) -> None:
        """Raises BadTemplate for a folder without them, a field that is not known, or a format that has none."""
        if form not in DEFAULTS:
            raise BadTemplate(f"Templates are for {', '.join(DEFAULTS)}, and for docx a Word file; not for {form}.")
        self._escape, self._break = _ESCAPES[form], _BREAKS[form]
        self._parts = {part: _read(folder / f"{part}.{form}", part) for part in PARTS}

    def render(self, listed: QuotationList) -> bytes:
        """The whole file."""
        sections = [
            self._filled("section", {"heading": self._line(heading), "quotations": "\n".join(quotations)})
            for heading, group in listed.by_heading()
            for quotations in [map(self._quotation, group)]
        ]
        remarks = "\n".join(map(self._line, listed.remarks))
        page = {"title": self._line(listed.title), "remarks": remarks, "sections": "\n".join(sections)}
        return self._filled("page", page).encode("utf-8", "replace")

    def _quotation(self, one: Quotation) -> str:
        excerpt, context = one.excerpt, one.context
        values = {
            "words": self._lines(one.printed), "attribution": one.attribution, "question": one.question or "",
            "before": "\n".join(map(self._said, context.before if context else ())),
            "after": "\n".join(map(self._said, context.after if context else ())), "note": one.note, "id": one.cite,
            "document": excerpt.document, "start": str(excerpt.start), "end": str(excerpt.end),
            "codes": ", ".join(excerpt.codes), "coder": excerpt.coder, "group": excerpt.group, "area": excerpt.area,
            "date": excerpt.date,
        }  # fmt: skip
        ready = ("words", "before", "after")
        return self._filled("quotation", {k: v if k in ready else self._line(v) for k, v in values.items()})

    def _filled(self, part: str, values: Mapping[str, str]) -> str:
        lines: list[str] = []
        for line in self._parts[part].split("\n"):
            fields = [values[name] for name in _FIELD.findall(line)]
            if fields and not any(fields):
                continue
            if len(fields) == 1 and "\n" in fields[0]:
                before, _, after = re.split(r"(\[\[\w+\]\])", line, maxsplit=1)
                repeated = "" if re.search(r"\w", before) else before
                first, *rest = fields[0].split("\n")
                lines += [before + first, *(repeated + each for each in rest)]
                lines[-1] += after
            else:
                lines.append(_FIELD.sub(lambda found: values[found[1]], line))
        return "\n".join(lines)

    def _lines(self, text: str) -> str:
        lines = (self._escape(line.strip()) for line in visible(text).split("\n") if line.strip())
        return f"{self._break}\n".join(lines)

    def _line(self, text: str) -> str:
        return self._escape(one_line(text))

    def _said(self, line: Line) -> str:
        return self._line(f"{line.speaker}: {line.text}" if line.speaker else line.text)


def write_defaults(folder: Path, form: str) -> list[Path]:
    """Put the templates of a format into a folder, for a team to change. Raises BadTemplate where one is there."""
    from exports.saving import save  # noqa: PLC0415 - reading templates writes nothing

    if form not in DEFAULTS:
        raise BadTemplate(f"There are templates for {', '.join(DEFAULTS)}. For docx any Word file is one.")
    targets = {part: folder / f"{part}.{form}" for part in PARTS}
    if there := next((path for path in targets.values() if path.exists()), None):
        raise BadTemplate(f"{there} is there already. Nothing was written.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadTemplate(f"{folder} cannot be made: {error.strerror}.") from error
    for part, path in targets.items():
        save(path, DEFAULTS[form][part].encode())
    return list(targets.values())


def _read(path: Path, part: str) -> str:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadTemplate(f"{path} is missing or cannot be read. Begin with: coding-tui templates FOLDER") from None
    for number, line in enumerate(text.split("\n"), 1):
        for name in _FIELD.findall(line):
            if name not in FIELDS[part]:
                known = ", ".join(FIELDS[part])
                raise BadTemplate(f"{path}, line {number}: there is no field [[{name}]]. Fields: {known}.")
    return text
