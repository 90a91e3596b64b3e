"""The words of a file that we wrote, told from its bytes: what somebody reads who opens it, and what is beside that.

A piece is what is read without a break: a paragraph, a cell, a value. Signs that a format needs are taken off, so that
`Jo\\` at the end of a line of Markdown and `Smith` in the next stand together as they will be read.
"""

from __future__ import annotations

import io
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

UNREADABLE: Final = None
"""What is said of pictures and PDFs."""
_PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_BREAK = "\n\x00\n"
"""Stands between pieces in one text; no name goes across it."""
_PARTS = {"body", "div", "p", "li", "td", "th", "tr", "table", "section", "figure", "figcaption", "blockquote", "h1",
          "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption", "title", "ol", "ul", "head", "aside", "header", "footer",
          "desc", "text"}  # fmt: skip
_UNSEEN = {"style", "script", "sup"}
_FURNITURE = re.compile(r"/(?:theme/|fontTable|styles|stylesWithEffects|settings|webSettings|numbering)[^/]*")
"""Parts of an archive that say how it looks: names of fonts and styles are nobody's."""
_LATEX = {r"\textquotesingle": "'", r"\textquoteright": "’"}


def words_of(data: bytes) -> list[str] | None:
    """The texts in a file's bytes, each read without a break; UNREADABLE for what only eyes read."""
    if data.startswith(_PICTURES):
        return UNREADABLE
    if data.startswith(b"PK"):
        return list(_of_archive(data))
    text = data.decode("utf-8-sig", "replace")
    if text.lstrip().startswith("<"):
        return list(_of_page(data))
    if text.lstrip().startswith(("{", "[")):
        try:
            return list(strings(json.loads(text)))
        except ValueError:
            pass
    return [text, _without_signs(text)]


def strings(value: Any) -> Iterator[str]:
    """Every string in a value as JSON has it, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            yield str(name)
            yield from strings(held)
    elif isinstance(value, (list, tuple)):
        for held in value:
            yield from strings(held)


def _without_signs(text: str) -> str:
    """Markdown and LaTeX as they are read; any other text stays as it is but for the same signs."""
    for command, sign in _LATEX.items():
        text = text.replace(command + "{}", sign)
    text = re.sub(r"(?m)^[ \t]*(?:>[ \t]?)+", "", text)
    return re.sub(r"\\(?=[^\w]|$)|\\\\|\{\}|[*{}]", "", text).replace("~", " ")


def _of_archive(data: bytes) -> Iterator[str]:
    """Word, Excel, OpenDocument, REFI-QDA: the words in every part of it."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except BadZipFile:
        yield data.decode("utf-8", "replace")
        return
    for name, held in members:
        yield name
        if _FURNITURE.search(name):
            continue
        if held.lstrip().startswith(b"<"):
            yield from _of_part(held)
        else:
            yield from words_of(held) or ()


def _of_part(held: bytes) -> Iterator[str]:
    """A part in XML: paragraphs and strings that are cut into runs as one text, other values one by one."""
    from lxml import etree  # noqa: PLC0415 - only where names are withheld

    root = etree.fromstring(held, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ("p", "si", "is", "h"):
            yield "".join(_run(each) for each in element.iter(etree.Element))
        elif not len(element) and element.text and name not in ("t", "delText"):
            yield element.text
        for attribute, value in element.attrib.items():
            if etree.QName(attribute).localname in ("author", "name", "descr", "title", "initials"):
                yield str(value)


def _run(element: Any) -> str:
    local = element.tag.rpartition("}")[2]
    if local in ("tab", "br", "cr", "line-break", "s"):
        return " "
    return (element.text or "") if local in ("t", "delText", "p", "h", "span", "a") else ""


def _of_page(data: bytes) -> Iterator[str]:
    """A web page or a drawing: what is read, block by block, and what is read out."""
    from lxml import html  # noqa: PLC0415

    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    yield from "".join(_blocks(root)).split("\x00")
    for element in root.iter():
        for attribute in ("aria-label", "title", "alt", "content", "href"):
            if (value := element.get(attribute)) is not None and isinstance(element.tag, str):
                yield value
        if (drawn := str(element.get("src") or "")).startswith("data:image/svg+xml;base64,"):
            yield from words_of(b64decode(drawn.partition(",")[2])) or ()


def _blocks(element: Any) -> Iterator[str]:
    """An element's words in order, a break around every block."""
    if isinstance(element.tag, str) and element.tag not in _UNSEEN:
        apart = _BREAK if element.tag in _PARTS else "\n" if element.tag == "br" else ""
        yield apart + (element.text or "")
        for inner in element:
            yield from _blocks(inner)
        yield apart
    yield element.tail or ""
