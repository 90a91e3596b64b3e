"""Drafts as files: their paragraphs, with headings, block quotations, rows of tables and notes told apart.

Word files, OpenDocument texts, web pages and Markdown say what is what. LaTeX is read as text with its commands taken
off. What other formats hold is read as transcripts are, in a process of its own: paragraphs without styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from exports.audit.latex import latex_paragraphs
from exports.audit.markdown_draft import markdown_paragraphs
from exports.audit.model import Paragraph
from exports.audit.open_draft import open_paragraphs
from exports.audit.web_draft import web_paragraphs
from exports.audit.word_draft import word_paragraphs
from transcripts.errors import ImportRefused, WorkbenchError
from transcripts.importing.archive import Archive
from transcripts.importing.decoding import decode
from transcripts.importing.pool import ReadingPool, Source

MOST_BYTES = 64 * 2**20
_UNFINISHED = re.compile(r"[\w,’'–—-]\s*$")
_LATEX = re.compile(rb"\\(?:documentclass|begin\{document\}|section\*?\{|chapter\*?\{)")


class BadDraft(WorkbenchError):
    """A draft that cannot be audited; `str()` says why and what to do."""


def read_draft(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft. Raises BadDraft for a file that cannot be read or holds no words."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadDraft(f"{path.name}: larger than {MOST_BYTES >> 20} MB. Save the draft without its pictures.")
        data = path.read_bytes()
        found = _paragraphs(data, path.name)
    except FileNotFoundError:
        raise BadDraft(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BadDraft(f"{path} is a folder. Name the draft itself.") from None
    except OSError as error:
        raise BadDraft(f"{path} cannot be read: {error.strerror or error}.") from None
    except ImportRefused as refused:
        raise BadDraft(f"{path.name}: {refused}") from None
    if not any(paragraph.text.strip() for paragraph in found):
        raise BadDraft(f"{path.name} holds no words.")
    return found


def _paragraphs(data: bytes, name: str) -> tuple[Paragraph, ...]:
    suffix = name.rpartition(".")[2].lower()
    if data.startswith(b"PK"):
        archive = Archive(data)
        if "word/document.xml" in archive.names:
            return word_paragraphs(archive)
        if suffix == "odt" and "content.xml" in archive.names:
            return open_paragraphs(archive)
    if suffix in ("html", "htm", "xhtml") and not data.startswith((b"%PDF", b"{\\rtf", b"PK")):
        return web_paragraphs(data)
    if suffix in ("md", "markdown", "txt", "tex", "") and b"\0" not in data[:4096]:
        text = decode(data).text
        if suffix == "tex" or _LATEX.search(data[:65536]):
            return latex_paragraphs(text)
        marked_up = suffix in ("md", "markdown")
        return markdown_paragraphs(text, marked_up=marked_up, wrapped=marked_up or "\n\n" in text)
    return _as_transcripts_are(data, name)


def _as_transcripts_are(data: bytes, name: str) -> tuple[Paragraph, ...]:
    with ReadingPool(1) as pool:
        (reading,) = pool.read_all([Source(name, lambda: data)])
    if reading.refusal is not None:
        raise reading.refusal
    text = "\n".join(_joined(line for document in reading.documents for line in document.text.split("\n")))
    return tuple(replace(each, unset=True) for each in markdown_paragraphs(text, marked_up=False, wrapped=False))


def _joined(lines: Iterable[str]) -> list[str]:
    """The lines, each with what goes on in the middle of its sentence: blocks that are moved in come in pieces."""
    found: list[str] = []
    for line in lines:
        if found and _UNFINISHED.search(found[-1]) and line[:1].islower():
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found
