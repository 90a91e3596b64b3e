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
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\makeatletter
\ifPDFTeX
\def\CodeOfLetter#1:#2\relax{\expandafter\UTFviii@hexnumber\expandafter{\the\numexpr\decode@UTFviii#2\relax}}
\def\UTFviii@undefined@err#1{{\footnotesize[U+\expandafter\CodeOfLetter\string#1\relax]\allowbreak}}
\fi
\makeatother
"""
"""The beginning of a file of its own, for pdflatex as for xelatex and lualatex, which know more letters.

What pdflatex has no letter for, such as an emoji, it prints as its code point, `[U+1F642]`, in place of an error.
"""

_OURS = {
    "α": r"\alpha", "κ": r"\kappa", "π": r"\pi", "φ": r"\varphi", "δ": r"\delta", "ν": r"\nu", "Σ": r"\Sigma",
    "Κ": r"\mathrm{K}", "−": "-", "≤": r"\leq", "≥": r"\geq", "×": r"\times", "→": r"\to", "≠": r"\neq",
    "●": r"\bullet", "◐": r"\oplus", "○": r"\circ", "✕": r"\times",
}  # fmt: skip
"""Signs of our own that pdflatex does not know. At one in somebody's words it stops, so that none is lost."""


def own_signs() -> str:
    """Lines of a preamble that teach pdflatex the signs that this program uses."""
    known = "".join(
        rf"\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{\ensuremath{{{said}}}}}" + "\n" for sign, said in _OURS.items()
    )
    return f"\\ifPDFTeX\n{known}\\fi\n"


def escaped(text: str) -> str:
    """Words that LaTeX prints as they are; line feeds stay line feeds."""
    return _ONE_BY_ONE.sub(lambda sign: _SIGNS.get(sign[0], sign[0] + "{}"), visible(text))
