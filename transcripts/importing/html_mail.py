"""Web pages saved with their pictures in one file (.mht, .mhtml): the page is the first part that is HTML."""

from __future__ import annotations

from email import message_from_bytes, policy

from transcripts.errors import ImportRefused
from transcripts.importing import html_page
from transcripts.importing.model import Extract

_NO_PAGE = "a saved web page (MHTML) without its page: open it in a browser or in Word and save it as .docx"


def read(data: bytes, chosen: str = "") -> tuple[Extract]:
    """The words of the page. Raises ImportRefused where there is none."""
    for part in message_from_bytes(data, policy=policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return html_page.read(page, chosen, part.get_content_charset() or "")
    raise ImportRefused(_NO_PAGE)
