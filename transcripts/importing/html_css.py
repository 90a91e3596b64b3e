"""What a page's own styles say that matters to its words: what is bold, and what nobody sees."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_SELECTOR = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9]*)?(?:\.([\w-]+))?\s*")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_KEPT_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)(?!-line)", re.IGNORECASE)
_FLOATS = re.compile(r"float\s*:\s*(?:left|right)|position\s*:\s*absolute", re.IGNORECASE)
_NOTES = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote)(?:-list)?", re.IGNORECASE)
_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\s*(?P<tag>[a-zA-Z][a-zA-Z0-9]*)?(?:\.(?P<class>[\w-]+))?::?(?:before|after)\s*", re.IGNORECASE
)
_CONTENT = re.compile(r"content\s*:\s*[\"']([^\"'\\]{0,200})[\"']", re.IGNORECASE)
_BOLD_WORDS = {"bold": True, "bolder": True, "normal": False, "lighter": False}


@dataclass(frozen=True, slots=True)
class Look:
    """How an element's words look; `bold` None: as those around it. `hidden` names why they are not seen, or "".

    `floats`: other words flow around them.
    """

    bold: bool | None = None
    hidden: str = ""
    spaces_kept: bool = False
    floats: bool = False

    def under(self, nearer: Look) -> Look:
        """This look where a nearer rule says nothing else."""
        bold = self.bold if nearer.bold is None else nearer.bold
        return Look(bold, nearer.hidden or self.hidden, nearer.spaces_kept or self.spaces_kept, nearer.floats)


PLAIN = Look()


def look_of(declarations: str) -> Look:
    """What `font-weight: 700; display: none` says."""
    weight = _WEIGHT.search(declarations)
    bold = None
    if weight is not None:
        word = weight[1].lower()
        bold = int(word) >= 600 if word.isascii() and word.isdigit() else _BOLD_WORDS.get(word)
    return Look(
        bold, _why_hidden(declarations), bool(_KEPT_SPACE.search(declarations)), bool(_FLOATS.search(declarations))
    )


def _why_hidden(declarations: str) -> str:
    if _HIDDEN.search(declarations):
        return "hidden"
    if "mso-" not in declarations.lower():
        return ""
    if _NOTES.search(declarations):
        return "notes"
    return "numbers" if _NUMBER.search(declarations) else ""


class Sheet:
    """The looks of a page's classes and elements, for rules of one element, one class or both."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, str], Look] = {}
        self._writes: dict[tuple[str, str], str] = {}
        self.written: Counter[str] = Counter()
        """Words that the sheet puts before or after an element's own, and how often it does."""

    def add(self, css: str) -> None:
        """The rules in a `<style>`."""
        for part in "".join(piece.partition("/*")[0] for piece in css.split("*/")).split("}"):
            before, _, declarations = part.rpartition("{")
            if "content" in declarations:
                self._note_words(before.rpartition("{")[2], declarations)
            look = look_of(declarations)
            for selector in before.rpartition("{")[2].split(",") if look != PLAIN else ():
                match = _SELECTOR.fullmatch(selector)
                if match is not None and (match[1] or match[2]):
                    key = ((match[1] or "").lower(), match[2] or "")
                    self._looks[key] = self._looks.get(key, PLAIN).under(look)

    def _note_words(self, selectors: str, declarations: str) -> None:
        """`.q::before {content: "Interviewer: "}`."""
        content = _CONTENT.search(declarations)
        if content is not None and any(letter.isalpha() for letter in content[1]):
            for selector in selectors.split(","):
                match = _WRITTEN.fullmatch(selector)
                if match is not None and (match["tag"] or match["class"]):
                    self._writes[(match["tag"] or "").lower(), match["class"] or ""] = " ".join(content[1].split())

    def look(self, tag: str, attributes: dict[str, str]) -> Look:
        """How an element looks by the sheet and its own style."""
        if self._writes:
            names = ["", *attributes.get("class", "").split()]
            self.written.update(
                words for name in names for key in ({(tag, name), ("", name)}) if (words := self._writes.get(key))
            )
        if not attributes and not self._looks:
            return PLAIN
        look = self._looks.get((tag, ""), PLAIN)
        for name in attributes.get("class", "").split():
            look = look.under(self._looks.get(("", name), PLAIN)).under(self._looks.get((tag, name), PLAIN))
        if "style" in attributes:
            look = look.under(look_of(attributes["style"]))
        return look.under(Look(hidden="hidden")) if "hidden" in attributes else look
