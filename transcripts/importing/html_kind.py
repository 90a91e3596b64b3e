"""Whether bytes are a web page, told from how they begin, whatever the file is called."""

from __future__ import annotations

import codecs
import re

_HEAD = 4096
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,3}<(?:!doctype\s+html|(?:html|head|body|meta)[\s>/])",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:p|div|span|table|br|h[1-6]|b|strong|ul|ol|pre|section|article)[\s>/]", re.IGNORECASE)
_MAIL = re.compile(r"(?:[!-9;-~]{1,76}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}){1,40}", re.IGNORECASE)
_NAMES = (".html", ".htm", ".xhtml")


def page_kind(data: bytes, name: str) -> str:
    """`html`, `mht` (a page and its pictures in one file) or ""; the name `.html` is enough where tags follow."""
    text = _beginning(data)
    if _BEGINS.match(text):
        return "html"
    if name.lower().endswith(_NAMES) and _TAG.search(text):
        return "html"
    headers = _MAIL.match(text)
    if headers is not None and "mime-version:" in headers[0].lower():
        return "mht" if re.search(r"content-type:\s*(?:multipart/|text/html)", headers[0], re.IGNORECASE) else ""
    return ""


def _beginning(data: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2:_HEAD].decode(encoding, "replace")
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1").replace("\r\n", "\n")
