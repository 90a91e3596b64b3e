"""People's words in LaTeX: every sign as it was said, none of them a command, and none run together into another."""

from __future__ import annotations

import re

from exports.words import visible

_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "[": "{[}", "]": "{]}",
}  # fmt: skip
_ONE_BY_ONE = re.compile(r"[\\{}$&%#_~^`\"<>|\[\]]|-(?=-)|,(?=,)|'(?=')")
"""Signs that mean something, and those that LaTeX would join: `--` is a dash, `,,` a quotation mark. A single `'` is
let be: it prints as an apostrophe.
"""
PREAMBLE = r"""\documentclass{article}
\usepackage{iftex}
\ifPDFTeX\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{textcomp}\else\usepackage{fontspec}\fi
"""
"""The beginning of a file of its own, for pdflatex as for xelatex and lualatex, which know more letters."""


def escaped(text: str) -> str:
    """Words that LaTeX prints as they are; line feeds stay line feeds."""
    return _ONE_BY_ONE.sub(lambda sign: _SIGNS.get(sign[0], sign[0] + "{}"), visible(text))
