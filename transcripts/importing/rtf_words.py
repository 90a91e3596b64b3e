"""The vocabulary of RTF (Word 2007 Rich Text Format Specification 1.9.1): characters, code pages, destinations."""

from __future__ import annotations

import codecs

CHARACTERS = {
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "bullet": "\u2022", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "tab": "\t", "line": "\n", "lbr": "\n", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060",
    "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}

TEXT, NOTHING = "text", ""
"""Where words go: into the text, nowhere, or onto a pile whose words are counted."""

PILES = {
    "footnote": "footnotes", "annotation": "comments", "header": "headers", "headerl": "headers", "headerr": "headers",
    "headerf": "headers", "footer": "headers", "footerl": "headers", "footerr": "headers", "footerf": "headers",
    "moMath": "formulas", "shptxt": "boxes", "dptxbxtext": "boxes", "listtext": "lists", "pntext": "lists",
    "fldinst": "fields",
}  # fmt: skip
_PLAIN = (
    "fonttbl colortbl stylesheet info pict objdata objclass objname nonshppict shprslt nonesttables datafield "
    "formfield generator listtable listoverridetable rsidtbl revtbl themedata colorschememapping datastore "
    "latentstyles xmlnstbl mmathPr filetbl atnid atnauthor atnref atndate atnicn atntime atnparent atrfstart "
    "atrfend bkmkstart bkmkend private1 falt fname panose xe tc tcn rxe txe sp sn sv background ftnsep ftnsepc "
    "ftncn aftnsep aftnsepc aftncn pgptbl userprops docvar template operator htmltag mhtmltag upr stextflow"
)
SILENT = frozenset(_PLAIN.split())
"""Destinations that hold no words of the document."""
OPEN = frozenset({"shpinst", "shppict", "do", "ud", "nesttableprops", "fldrslt", "result", "shpgrp", "shp", "objattph"})
"""Destinations whose words, or those of a group inside, belong to the document although old readers pass over some."""

_CHARSETS = {
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
SYMBOL_CHARSET = 2
_PAGES = {
    10000: "mac_roman", 10001: "shift_jis", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2",
    10079: "mac_iceland", 10081: "mac_turkish", 1361: "johab", 20127: "ascii", 20866: "koi8_r", 65001: "utf-8",
    51932: "euc_jp", 51949: "euc_kr", 54936: "gb18030", **{28590 + n: f"iso8859_{n}" for n in range(1, 16)},
}  # fmt: skip


def codec_of_page(page: int) -> str:
    """Python's name for a Windows code page; "" if it has none."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


def codec_of_charset(charset: int) -> str:
    """The code page of a font's character set; "" where the document's own holds."""
    return codec_of_page(_CHARSETS[charset]) if charset in _CHARSETS else ""
