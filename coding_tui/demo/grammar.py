"""Sentence templates: `{one|another} <slot>`, compiled once and expanded as often as wanted.

Braces hold alternatives and nest; angle brackets name a slot that the caller fills. Square brackets are ordinary
text, as in `[laughs]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_TOKEN = re.compile(r"[{}|]|<[a-z]+>|[^{}|<]+|<")
_SPACES = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+([,.;:?!])")
_COMMAS = re.compile(r",(?:\s*,)+")
_COMMA_BEFORE_END = re.compile(r",\s*(?=[.;:?])")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeio](?!ne\b|nce\b)|ISVA|OIC|IP\b|NFA|SHPO|hour|honest|u(?!ni|s[eu]))")
_WRONG_AN = re.compile(r"\b([Aa])n (?=[b-df-gj-np-tv-z])")
_APART = re.compile(r"\s+(?='(?:s|ve|re|ll|d|m)\b)")
_LEADING = re.compile(r"^[\s,;:.]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that the caller fills by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, of which one is taken, each as likely."""

    options: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: words, choices and slots in order."""

    parts: tuple[str | Choice | Slot, ...]


class TemplateError(ValueError):
    """A template whose braces do not match; `str()` holds the template."""


Fill = Callable[[str], "str | Template"]


def compile_template(text: str) -> Template:
    """Read a template; raises TemplateError."""
    tokens = _TOKEN.findall(text)
    options, rest = _options(tokens, 0)
    if rest != len(tokens) or len(options) != 1:
        raise TemplateError(f"Braces or bars do not match: {text}")
    return options[0]


def expand(template: Template, rng: Random, fill: Fill) -> str:
    """One sentence of the template, tidied: capital first, no doubled space or comma, “an” before a vowel."""
    words: list[str] = []
    _expand(template, rng, fill, words)
    return tidy("".join(words))


def tidy(text: str) -> str:
    """Put right what empty alternatives leave behind, and start with a capital."""
    text = _SPACES.sub(" ", text)
    text = text.replace(" of of ", " of ")
    text = _BEFORE_MARK.sub(r"\1", text)
    text = _COMMA_BEFORE_END.sub("", _COMMAS.sub(",", text))
    text = _ARTICLE.sub(r"\1n ", _LEADING.sub("", _APART.sub("", text)).strip())
    text = _WRONG_AN.sub(r"\1 ", text)
    return text[:1].upper() + text[1:]


def _options(tokens: list[str], at: int) -> tuple[list[Template], int]:
    options: list[Template] = []
    parts: list[str | Choice | Slot] = []
    while at < len(tokens) and tokens[at] != "}":
        token = tokens[at]
        at += 1
        if token == "{":
            inner, at = _options(tokens, at)
            if at >= len(tokens):
                raise TemplateError(f"A brace is not closed: {''.join(tokens)}")
            parts.append(Choice(tuple(inner)))
            at += 1
        elif token == "|":
            options.append(Template(tuple(parts)))
            parts = []
        else:
            parts.append(Slot(token[1:-1]) if token.startswith("<") and token.endswith(">") else token)
    return [*options, Template(tuple(parts))], at


def _expand(template: Template, rng: Random, fill: Fill, words: list[str]) -> None:
    for part in template.parts:
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, Choice):
            _expand(part.options[int(rng.random() * len(part.options))], rng, fill, words)
        else:
            filled = fill(part.name)
            if isinstance(filled, str):
                words.append(filled)
            else:
                _expand(filled, rng, fill, words)
