"""Real footnotes and endnotes in a Word document, which python-docx writes none of.

A document has them as a part of its own (ECMA-376-1, 17.11): two separators, then a note for each reference to one.
"""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from docx.shared import Pt
from lxml import etree

from exports.quotations.notes import Place

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = {"footnote": (CT.WML_FOOTNOTES, RT.FOOTNOTES), "endnote": (CT.WML_ENDNOTES, RT.ENDNOTES)}


class WordNotes:
    """The notes of one document: `add` gives the run that refers to a note, `finish` writes their part."""

    def __init__(self, document: Any, place: Place) -> None:
        self.kind = place
        self._document = document
        self._root = etree.Element(qn(f"w:{place}s"), nsmap={"w": nsmap["w"]})
        self._many = 0
        self._add_styles()
        for identity, name in ((-1, "separator"), (0, "continuationSeparator")):
            note = self._note(identity, name)
            etree.SubElement(etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r")), qn(f"w:{name}"))

    def add(self, text: str) -> Any:
        """A note; returns the run that refers to it."""
        self._many += 1
        paragraph = etree.SubElement(self._note(self._many), qn("w:p"))
        style = etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:pStyle"))
        style.set(qn("w:val"), self._style_id("text"))
        etree.SubElement(self._mark(paragraph), qn(f"w:{self.kind}Ref"))
        words = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"))
        words.text = f" {text}"
        words.set(_SPACE, "preserve")
        run = self._mark(None)
        etree.SubElement(run, qn(f"w:{self.kind}Reference")).set(qn("w:id"), str(self._many))
        return run

    def finish(self) -> None:
        """Put the part into the document."""
        content, relation = _TYPES[self.kind]
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        self._document.part.relate_to(Part(PackURI(f"/word/{self.kind}s.xml"), content, blob, package), relation)
        self._number()

    def _number(self) -> None:
        """1, 2, 3 in every section: Word counts endnotes i, ii, iii unless it is told (ECMA-376-1, 17.11.17)."""
        for section in self._document.sections:
            if section._sectPr.find(qn(f"w:{self.kind}Pr")) is None:
                numbered = etree.Element(qn(f"w:{self.kind}Pr"))
                etree.SubElement(numbered, qn("w:numFmt")).set(qn("w:val"), "decimal")
                heads = {qn("w:headerReference"), qn("w:footerReference")}
                section._sectPr.insert(sum(each.tag in heads for each in section._sectPr), numbered)

    def _note(self, identity: int, name: str = "") -> Any:
        note = etree.SubElement(self._root, qn(f"w:{self.kind}"))
        if name:
            note.set(qn("w:type"), name)
        note.set(qn("w:id"), str(identity))
        return note

    def _mark(self, paragraph: Any) -> Any:
        """A run in the style of references."""
        run = etree.Element(qn("w:r")) if paragraph is None else etree.SubElement(paragraph, qn("w:r"))
        style = etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rStyle"))
        style.set(qn("w:val"), self._style_id("reference"))
        return run

    def _style_id(self, name: str) -> str:
        found: str = self._document.styles[f"{self.kind} {name}"].style_id
        return found

    def _add_styles(self) -> None:
        styles = self._document.styles
        if {f"{self.kind} text", f"{self.kind} reference"} <= {style.name for style in styles}:
            return  # a team's template has them as the team made them
        text = styles.add_style(f"{self.kind} text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style, text.font.size = styles["Normal"], Pt(9)
        text.paragraph_format.space_after = Pt(0)
        reference = styles.add_style(f"{self.kind} reference", WD_STYLE_TYPE.CHARACTER)
        reference.font.superscript = True
