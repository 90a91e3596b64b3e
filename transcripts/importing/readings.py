"""What a person needs to see to confirm how a file's bytes were read: its own words, and how else they could read."""

from __future__ import annotations

import re

from transcripts.importing.model import Doubt

_TELLING = re.compile(r"[^\s\x00-\x7f]")
_WORD = re.compile(r"[^\s<>]{0,20}[^\s\x00-\x7f][^\s<>]{0,20}")
_SHOWN = 4
_NAMES = {
    "cp1252": "Windows-1252 (cp1252), as it is not UTF-8",
    "utf-16-le": "UTF-16 (utf-16-le), though it has no byte-order mark",
    "utf-16-be": "UTF-16 (utf-16-be), though it has no byte-order mark",
}
_OTHERS = {"cp1252": ("mac-roman",)}
_USUAL = frozenset("“”‘’–—…£€«»°§éèêëàâäáåæçîïíôöóøœùûüúñßÉÈÀÂÄÁÅÆÇÎÔÖØÜÑ¿¡½\u00a0")
"""Beyond ASCII, what Western European transcripts are made of."""
_TWICE = re.compile("[ÂÃ][\u0080-\u00bf\u0152-\u2122]|â€[\u0080-\u00bf\u0152-\u2122]")
"""What two or three bytes of UTF-8 look like as Windows-1252."""
_FEWEST = 2
"""So many different ones: `AMANHÃ”` in capitals before a quotation mark is none."""
_LOOKED_AT = 1 << 20


def in_doubt(data: bytes, text: str, encoding: str) -> Doubt:
    """The doubt about `text`, which is `data` read with `encoding`: words that would look wrong if it were another."""
    said = f"read as {_NAMES[encoding]}: check " + _quoted(_telling_words(text) or text.split(maxsplit=_SHOWN)[:_SHOWN])
    for other in _OTHERS.get(encoding, ()):
        reading = data.decode(other)
        if _likeliness(reading) > _likeliness(text):
            said += f"; read as {other} it would say {_quoted(_telling_words(reading))}"
    return Doubt("encoding", encoding, said)


def _telling_words(text: str) -> list[str]:
    """Up to four words, each with a character beyond ASCII that those before it do not have."""
    words: list[str] = []
    seen: set[str] = set()
    for match in _WORD.finditer(text):
        new = set(_TELLING.findall(match[0])) - seen
        if new:
            seen |= new
            words.append(match[0].strip(".,;:!?()[]"))
        if len(words) == _SHOWN:
            break
    return words


def _quoted(words: list[str]) -> str:
    return ", ".join(f"‘{word}’" for word in words)


def _likeliness(text: str) -> float:
    """The share of usual ones among the characters beyond ASCII."""
    beyond = _TELLING.findall(text, 0, 1 << 16)
    return sum(character in _USUAL for character in beyond) / len(beyond) if beyond else 1.0


def decoded_wrongly(text: str) -> str:
    """A remark on `Whereâ€™s`, UTF-8 that some program read as Windows-1252 before, and saved so; else empty."""
    if not ("Ã" in text or "Â" in text or "â€" in text):
        return ""
    found = dict.fromkeys(match[0] for match in _TWICE.finditer(text, 0, _LOOKED_AT) if _once(match[0]))
    shown = ", ".join(f"‘{wrong}’ for ‘{_once(wrong)}’" for wrong in list(found)[:_SHOWN])
    return f"decoded wrongly before it was saved ({shown}): get the source" if len(found) >= _FEWEST else ""


def _once(wrong: str) -> str:
    try:
        return wrong.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def lost_before(text: str) -> tuple[str, ...]:
    """One line about characters that were lost when the file was written."""
    lost = text.count("\ufffd")
    if not lost:
        return ()
    lost_ones = "1 character" if lost == 1 else f"{lost} characters"
    return (f"{lost_ones} lost before import (shown as \ufffd): compare the source",)
