"""PDF, ODT and RTF files written by hand, for tests: what pypdf and others only read, with every byte in sight."""

from __future__ import annotations

import io
import textwrap
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 0.6
"""Ems of every Courier letter."""


@dataclass
class Sheet:
    """One page of a PDF: A4, origin at its upper left corner, Courier."""

    content: list[str] = field(default_factory=list)
    extra: str = ""

    def put(self, x: float, y: float, text: str, font: str = "F1", size: float = 10) -> None:
        """Words at a baseline. Font F3 can show any character, by its number; the others what cp1252 has."""
        shown = text.encode("utf-16-be").hex() if font == "F3" else text.encode("cp1252").hex()
        self.content.append(f"BT /{font} {size} Tf 1 0 0 1 {x:.2f} {842 - y:.2f} Tm <{shown}> Tj ET")

    def put_all(self, x: float, y: float, lines: Sequence[str], leading: float = 12) -> float:
        """Lines below one another; the place of the next one."""
        for line in lines:
            self.put(x, y, line)
            y += leading
        return y


def pdf(sheets: Sequence[Sheet], trailer: str = "") -> bytes:
    """A PDF of these pages with the fonts F1 (Courier), F2 (Courier-Bold) and F3 (any character, by ToUnicode)."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    for name in ("Courier", "Courier-Bold"):
        objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>")
    objects += [
        "<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/DW 600"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream("1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange"),
    ]
    kids = []
    fonts = "<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>"
    for sheet in sheets:
        objects.append(_stream("\n".join(sheet.content)))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{fonts}"
            f"/Contents {len(objects)} 0 R{sheet.extra}>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return _file(objects, trailer)


def _stream(content: str) -> str:
    data = zlib.compress(content.encode("latin-1"), 9)
    return f"<</Length {len(data)}/Filter/FlateDecode>>stream\n{data.decode('latin-1')}\nendstream"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def wrapped(text: str, letters: int) -> list[str]:
    """A paragraph as the lines that fit, words unbroken."""
    return textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)


def zipped(parts: dict[str, str]) -> bytes:
    """A zip container of these parts, always the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in parts.items():
            container.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
BOLD = '<style:text-properties fo:font-weight="bold"/>'
STYLES = (
    f'<style:style style:name="T1" style:family="text">{BOLD}</style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Strong_20_Line"/>'
    '<style:style style:name="T3" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>'
)
NAMED = f'<style:style style:name="Strong_20_Line" style:family="paragraph">{BOLD}</style:style>'


def odt(body: str, *, master: str = "", **parts: str) -> bytes:
    """An .odt: styles T1 (bold), T2 (hidden), T3 (not bold) for words, P1 (bold by its parent) for paragraphs."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {NAMESPACES}><office:styles>{NAMED}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, "styles.xml": styles, **parts})


def flat_odt(body: str) -> bytes:
    """The same as one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{NAMED}</office:styles><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def rtf(body: str, head: str = r"\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fswiss\fcharset0 Helvetica;}}") -> bytes:
    """An RTF document of this body, which holds only what cp1252 has."""
    return f"{{\\rtf1{head}\n{body}}}".encode("cp1252")


def rtf_words(text: str) -> str:
    """Any text in RTF's ASCII: marks escaped, other characters by their UTF-16 units with `?` for old readers."""
    out = []
    for letter in text:
        if letter in "\\{}":
            out.append("\\" + letter)
        elif letter in "\n\t":
            out.append("\\line " if letter == "\n" else "\\tab ")
        elif " " <= letter <= "~":
            out.append(letter)
        else:
            units = letter.encode("utf-16-le")
            numbers = (int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2))
            out += [f"\\u{number}?" for number in numbers]
    return "".join(out)
