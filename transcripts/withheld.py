"""Names that must not leave: people who are spoken about, told to the project so that drafts and exports are searched.

The project keeps no name, only a keyed hash of each (BLAKE2b under a salt of its own), so that neither the tables of
the file nor its history can be read for them. Whoever has the file can still try a name against it: it is protected as
the project is. A name is its words without case, accents of typography or a possessive; it is found only where one of
the words has a capital, so that ‘will’ and ‘grace’ stay words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

from sqlmodel import Session, select

from transcripts.errors import Conflict, WorkbenchError
from transcripts.store.tables import Setting

_SETTING = "withheld names"
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ]{_LETTERS})*")
_POSSESSIVE = re.compile(r"'s?$")
_APART = re.compile(r"[\s.,\-‐-―\u00a0]*")
"""What may stand between two words of one name: `Anne-Marie`, `J. Smith`, `SMITH, Jo`."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The names of a project, to search texts for. False where it has none."""

    salt: str = ""
    hashes: frozenset[str] = frozenset()
    longest: int = 0
    """Words of the longest name."""

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand in a text: half-open code points, the longest at each place, none inside another."""
        words = [(_plain(each[0]), each.start(), each.end()) for each in _WORD.finditer(text)] if self else []
        at = 0
        while at < len(words):
            many = self._name_at(text, words, at)
            if many:
                last = text[: words[at + many - 1][2]]
                yield words[at][1], len(re.sub(r"['’ʼ][sS]?$", "", last))
            at += many or 1

    def _name_at(self, text: str, words: list[tuple[str, int, int]], at: int) -> int:
        """How many words a name has that begins with the `at`th word; 0 where none does."""
        many = 1
        while at + many < len(words) and many < self.longest and _APART.fullmatch(
            text, words[at + many - 1][2], words[at + many][1]
        ):  # fmt: skip
            many += 1
        for count in range(many, 0, -1):
            here = words[at : at + count]
            cased = any(_begins_a_name(text[start]) for _, start, _ in here)
            if cased and _hash(self.salt, [word for word, _, _ in here]) in self.hashes:
                return count
        return 0


def withheld(session: Session) -> Withheld:
    """The project's names that must not leave."""
    held = session.exec(select(Setting.value).where(Setting.name == _SETTING)).first()
    if held is None:
        return Withheld()
    kept = json.loads(held)
    return Withheld(kept["salt"], frozenset(kept["names"]), kept["longest"])


def withhold(session: Session, names: Iterable[str]) -> int:
    """Add names; returns how many are new. Raises Conflict for one without a letter."""
    before = withheld(session)
    salt = before.salt or token_hex(16)
    said = [_words(name) for name in names]
    if any(not words for words in said):
        raise Conflict("A name needs at least one letter. Nothing was added.")
    hashes = before.hashes | {_hash(salt, words) for words in said}
    longest = max([before.longest, *map(len, said)])
    if hashes != before.hashes:
        _store(session, Withheld(salt, hashes, longest))
    return len(hashes) - len(before.hashes)


def release(session: Session, names: Iterable[str]) -> int:
    """Take names off the list; returns how many were on it."""
    before = withheld(session)
    hashes = before.hashes - {_hash(before.salt, _words(name)) for name in names}
    if hashes != before.hashes:
        _store(session, Withheld(before.salt, hashes, before.longest))
    return len(before.hashes) - len(hashes)


def names_of_file(path: Path) -> list[str]:
    """The names in a text file, one on each line. Raises WorkbenchError."""
    from transcripts.importing.decoding import decode  # noqa: PLC0415 - only where there is a file

    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise WorkbenchError(f"{path} cannot be read: {error.strerror or error}.") from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def _store(session: Session, names: Withheld) -> None:
    row = session.get(Setting, _SETTING) or Setting(name=_SETTING, value="")
    row.value = json.dumps({"salt": names.salt, "names": sorted(names.hashes), "longest": names.longest})
    session.add(row)
    session.flush()


def _begins_a_name(letter: str) -> bool:
    """Whether a letter is a capital, or of a script that has none."""
    return letter.isupper() or (not letter.islower() and letter.isalpha())


def _words(name: str) -> list[str]:
    return [_plain(found[0]) for found in _WORD.finditer(name)]


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).replace("’", "'").replace("ʼ", "'").casefold()
    return _POSSESSIVE.sub("", folded)


def _hash(salt: str, words: Iterable[str]) -> str:
    return blake2b(" ".join(words).encode(), key=salt.encode(), digest_size=16).hexdigest()
