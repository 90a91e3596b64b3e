"""Footnotes for a Word file: python-docx cannot write them, so the part is put into the zip."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# Word wants these two before any note of the text.
_RULES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def with_footnotes(docx: bytes, notes: tuple[str, ...]) -> bytes:
    """The file with these notes, numbered from 1, which its text refers to already; members keep their dates."""
    if not notes:
        return docx
    added = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}"/>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdNotes" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/>',
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename in added:
                end, piece = added[member.filename]
                content = content.replace(end.encode(), (piece + end).encode())
            target.writestr(member, content)
        part = zipfile.ZipInfo("word/footnotes.xml", source.infolist()[0].date_time)
        part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
        target.writestr(part, _part(notes))
    return out.getvalue()


def _part(notes: tuple[str, ...]) -> bytes:
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t xml:space="preserve">{escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, start=1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:footnotes xmlns:w="{_W}">{_RULES}{written}</w:footnotes>'.encode()
