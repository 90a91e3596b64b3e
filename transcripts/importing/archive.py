"""Zip containers and the XML in them, opened as if a stranger had sent them.

Limits and rules: reference "confidentiality and faults" §4.2. Nothing is ever extracted to disk; sizes are checked
before reading and again while reading, because the sizes a zip declares can lie.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from transcripts.errors import ImportRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = 2000
MEMBER_BYTES = 100 * 2**20
TOTAL_BYTES = 200 * 2**20
XML_BYTES = 60 * 2**20
RATIO = 200
"""Text compresses 5 to 20 times; a member over 1 MB that shrank more than this was made to fill the memory."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError,
    ValueError, OverflowError,
)  # fmt: skip
"""What Python's `zipfile` raises over bytes that are no zip, or not all of one."""
DAMAGED = "damaged: the file cannot be unpacked; get a fresh copy or save it again"


class Archive:
    """A zip in memory whose members are safe to read; raises ImportRefused where they are not."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise ImportRefused(DAMAGED) from None
        members = self._zip.infolist()
        _check(members)
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str, limit: int = XML_BYTES) -> bytes:
        """A member's bytes, at most `limit` of them."""
        try:
            with self._zip.open(name) as member:
                data = member.read(limit + 1)
        except _BROKEN:
            raise ImportRefused(DAMAGED) from None
        if len(data) > limit:
            raise ImportRefused(
                f"refused: its part {name!a} unpacks to more than {limit >> 20} MB, as no transcript does"
            )
        return data

    def xml(self, name: str) -> _Element:
        """The root of an XML member, without entities, document types or network."""
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> _Element:
    """Parse XML that may be hostile: a document type, broken markup or absurd depth is refused."""
    from lxml import etree  # noqa: PLC0415 - text files are read without it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        if b"<!DOCTYPE" in data[:4096]:
            raise ImportRefused(_DOCTYPE) from None
        raise ImportRefused(DAMAGED) from None
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise ImportRefused(_DOCTYPE)
    return root


_DOCTYPE = "refused: its XML declares a document type (DOCTYPE), as Word never does; open it in Word and save it again"


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise ImportRefused(f"refused: a container of {len(members)} parts is no transcript")
    seen: set[str] = set()
    for member in members:
        _check_member(member)
        if member.filename.casefold() in seen:
            raise ImportRefused(f"refused: two parts of it have the name {member.filename[:80]!a}")
        seen.add(member.filename.casefold())
    if sum(member.file_size for member in members) > TOTAL_BYTES:
        raise ImportRefused(f"refused: it unpacks to more than {TOTAL_BYTES >> 20} MB, which no transcript needs")


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or len(name) > 255:
        raise ImportRefused(f"refused: unsafe part name {name[:60]!a}")
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        raise ImportRefused(f"refused: its part {name[:60]!a} is a link to somewhere else")
    if member.flag_bits & 1:
        raise ImportRefused("protected by a password: save it without one")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ImportRefused(f"refused: its part {name[:60]!a} is packed as no word processor does; save it again")
    bomb = member.file_size > 2**20 and member.file_size > RATIO * max(member.compress_size, 1)
    if bomb or member.file_size > MEMBER_BYTES:
        raise ImportRefused(f"refused: its part {name[:60]!a} unpacks to {member.file_size >> 20} MB (a zip bomb?)")
