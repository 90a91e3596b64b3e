"""Files made to harm whoever reads them, each built when asked for; none is kept."""

from __future__ import annotations

import base64
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
ODT = "application/vnd.oasis.opendocument.text"


# -- containers ---------------------------------------------------------------------------------------------------


def container(members: Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]) -> bytes:
    """A zip of these members, compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str | bytes, *more: tuple[str | zipfile.ZipInfo, bytes | str], prologue: str = "") -> bytes:
    """A Word document of this body."""
    inside = body.encode() if isinstance(body, str) else body
    document = f"{prologue}<w:document {W}><w:body>".encode() + inside + b"</w:body></w:document>"
    return container([("[Content_Types].xml", TYPES), ("word/document.xml", document), *more])


def paragraph(words: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def odt(body: str, prologue: str = "", **parts: str) -> bytes:
    """An OpenDocument text of this body."""
    content = f"{prologue}<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
    return container([("mimetype", ODT), ("content.xml", content + "</office:document-content>"), *parts.items()])


def xlsx(sheet: str, strings: str = "", prologue: str = "") -> bytes:
    """A workbook of one sheet."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return container([
        ("[Content_Types].xml", types),
        ("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/officeDocument" '
                        'Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook {SHEET} xmlns:r="{relation}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
                            "</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">'
         f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
         f'<Relationship Id="r2" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
        ("xl/sharedStrings.xml", f"<sst {SHEET}>{strings}</sst>"),
        ("xl/worksheets/sheet1.xml", f"{prologue}<worksheet {SHEET}>{sheet}</worksheet>"),
    ])  # fmt: skip


def link(name: str) -> zipfile.ZipInfo:
    """A member that is a symbolic link."""
    member = zipfile.ZipInfo(name)
    member.create_system, member.external_attr = 3, 0o120777 << 16
    return member


def overlapping() -> bytes:
    """A zip whose directory names one compressed megabyte a thousand times (after David Fifield, 2019)."""
    data = zlib.compress(bytes(2**20), 9)[2:-4]
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(bytes(2**20)), len(data), 2**20, 17, 0)
    out = io.BytesIO(local + b"word/document.xml" + data)
    out.seek(0, io.SEEK_END)
    begin = out.tell()
    for number in range(1000):
        name = b"word/document.xml" if not number else b"word/%d.xml" % number
        head = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, zlib.crc32(bytes(2**20)), len(data), 2**20, len(name),
            0, 0, 0, 0, 0, 0,
        )  # fmt: skip
        out.write(head + name)
    size = out.tell() - begin
    out.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, size, begin, 0))
    return out.getvalue()


def lying_size(data: bytes) -> bytes:
    """The same zip, whose directory and headers say that every part unpacks to 10 bytes."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 4] = struct.pack("<I", 10)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def password_bit(data: bytes) -> bytes:
    """The same zip, whose parts are marked as encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


# -- XML ----------------------------------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE d [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip
QUADRATIC = f'<!DOCTYPE d [<!ENTITY a "{"x" * 50_000}">]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">'


def random_words(count: int) -> str:
    """Characters that no compression makes much smaller, so that a bomb is not told by its ratio."""
    return base64.b64encode(random.Random(count).randbytes(count * 3 // 4)).decode()


def deep(tag: str, depth: int, inside: str = "x") -> str:
    """An element in itself, again and again."""
    return f"<{tag}>" * depth + inside + f"</{tag}>" * depth


# -- PDF ----------------------------------------------------------------------------------------------------------


def pdf(objects: dict[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, with a cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    begin, count = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    for number in range(1, count):
        out.write(b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f"))
    out.write(b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, begin))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"


def pdf_page(content: bytes, **changes: bytes) -> bytes:
    """A PDF of one page, whose content stream is given as an object."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE, 4: content, 5: FONT,
    }  # fmt: skip
    objects.update({int(number[1:]): value for number, value in changes.items()})
    return pdf(objects)


def shown(words: str) -> bytes:
    """A content stream that shows words."""
    return b"BT /F 12 Tf 50 700 Td (%s) Tj ET" % words.encode()


def letter_by_letter(letters: int, *, seen: bool = True) -> bytes:
    """A content stream that puts every letter in its place, as some programs print; or does all but show them."""
    return b"BT /F 10 Tf 50 700 Td " + (b"5 0 Td (x) Tj\n" if seen else b"5 0 Td () Tj\n") * letters + b"ET"


def flate_bomb(layers: int, size: int) -> bytes:
    """A content stream of zeros, compressed so many times over."""
    data = b" " * size
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[" + b"/FlateDecode" * layers + b"]")


def encrypted_pdf() -> bytes:
    """A page that only a password opens."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_page(stream(shown("Because."))))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def form_in_itself() -> bytes:
    """A page that draws a form which draws itself."""
    resources = b"/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>"
    form = stream(shown("Because.") + b" /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)
    page = PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    return pdf_page(stream(b"/X Do"), o3=page, o6=form)


def kids_in_a_circle() -> bytes:
    """A tree of pages whose root is its own child."""
    return pdf_page(stream(shown("Because.")), o2=b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>")


def deep_kids(depth: int) -> bytes:
    """A tree of pages as deep as a well."""
    objects = {1: b"<</Type/Catalog/Pages 10 0 R>>", 4: stream(shown("Because.")), 5: FONT}
    for number in range(10, 10 + depth):
        objects[number] = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 1)
    objects[10 + depth] = PAGE
    return pdf(objects)


def many_pages(count: int, content: bytes = b"") -> bytes:
    """A tree with one page so many times."""
    return pdf_page(stream(content), o2=b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count))


def many_objects(count: int) -> bytes:
    """A page among a million objects that nobody refers to."""
    objects = dict.fromkeys(range(6, count), b"0")
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE,
        4: stream(shown("Because.")), 5: FONT, **objects,
    })  # fmt: skip
