"""What becomes of files made to harm: each with the reason for refusing it, or with what must be read of it."""

from __future__ import annotations

from hostile import Hostile
from hostile_files import (
    EXTERNAL,
    LAUGHS,
    ODF,
    ODT,
    QUADRATIC,
    REMOTE,
    W,
    container,
    deep,
    deep_kids,
    docx,
    encrypted_pdf,
    flate_bomb,
    form_in_itself,
    kids_in_a_circle,
    letter_by_letter,
    link,
    lying_size,
    many_objects,
    many_pages,
    odt,
    overlapping,
    paragraph,
    password_bit,
    pdf_page,
    random_words,
    shown,
    stream,
    xlsx,
)
from hostile_structures import STRUCTURES

__all__ = ["ALL", "Hostile"]

SPEECH = "Interviewer: Why?\nCPS 1: Because of the queue.\n"


NO_DOCTYPE = "declares a document type"
BOMB = "zip bomb|unpacks to more than"
TOO_MUCH = "takes (more memory|longer)|no transcript|than any transcript"
DAMAGED = "damaged"
ONE = paragraph("CPS 1: Because.")

CONTAINERS = (
    Hostile("zip bomb", "a.docx", lambda: docx(ONE, ("word/media.bin", bytes(300 * 2**20))), BOMB, heavy=True),
    Hostile("zip bomb, small", "a.docx", lambda: docx(ONE, ("word/media.bin", bytes(9 * 2**20))), BOMB),
    Hostile("zip bomb in the text", "a.docx", lambda: docx(b" " * (70 * 2**20)), BOMB),
    Hostile("zip in a zip", "a.zip", lambda: container([("a.zip", container([("b", bytes(2**20))]))]), "zip archive"),
    Hostile("sizes that lie", "a.docx", lambda: lying_size(docx(ONE, ("word/x", bytes(2**20)))), DAMAGED),
    Hostile("parts that overlap", "a.docx", overlapping, "refused|damaged"),
    Hostile("60,000 parts", "a.docx", lambda: docx(ONE, *((f"word/{n}", b"") for n in range(60_000))), "60002 parts",
            heavy=True),
    Hostile("a name twice", "a.docx", lambda: docx(ONE, ("Word/Document.xml", b"")), "two parts"),
    Hostile("a path upwards", "a.docx", lambda: docx(ONE, ("../../../etc/cron.d/x", b"")), "unsafe part name"),
    Hostile("an absolute path", "a.docx", lambda: docx(ONE, ("/etc/passwd", b"")), "unsafe part name"),
    Hostile("a Windows path", "a.docx", lambda: docx(ONE, ("C:\\x", b""), ("..\\..\\x", b"")), "unsafe part name"),
    Hostile("a link", "a.docx", lambda: docx(ONE, (link("word/media"), b"/etc/passwd")), "link to somewhere"),
    Hostile("an encrypted part", "a.docx", lambda: password_bit(docx(ONE)), "password"),
    Hostile("cut short", "a.docx", lambda: docx(ONE)[:-40], DAMAGED),
)  # fmt: skip

XML = (
    Hostile("billion laughs", "a.docx", lambda: docx(paragraph("&a9;"), prologue=LAUGHS), NO_DOCTYPE),
    Hostile("quadratic", "a.docx", lambda: docx(paragraph("&a;" * 50_000), prologue=QUADRATIC), NO_DOCTYPE),
    Hostile("a file asked for", "a.docx", lambda: docx(paragraph("&a;"), prologue=EXTERNAL), NO_DOCTYPE),
    Hostile("a server asked", "a.docx", lambda: docx(ONE, prologue=REMOTE), NO_DOCTYPE),
    Hostile("doctype after comments", "a.docx", lambda: docx(ONE, prologue=f"<!--{' ' * 9000}-->{REMOTE}"), NO_DOCTYPE),
    Hostile("doctype in UTF-16", "a.docx", lambda: container([
        ("word/document.xml", f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<w:document {W}/>'.encode("utf-16"))]),
        NO_DOCTYPE),
    Hostile("100,000 deep", "a.docx", lambda: docx(deep("w:p", 100_000, random_words(400_000))), f"{DAMAGED}|deep"),
    Hostile("200 tables in each other", "a.docx", lambda: docx(
        "<w:tbl><w:tr><w:tc>" * 60 + paragraph("CPS 1: Because.") + "</w:tc></w:tr></w:tbl>" * 60),
        said=r"Because|nested"),
    Hostile("5 million paragraphs", "a.docx", lambda: docx(b"<w:p/>" * 5_000_000), BOMB),
    Hostile("a million paragraphs", "a.docx", lambda: docx(
        "".join(paragraph(f"CPS {n}: x") for n in range(600_000))), TOO_MUCH, heavy=True),
    Hostile("a huge attribute", "a.docx", lambda: docx(f'<w:p w:x="{"x" * 11_000_000}"/>'), f"{BOMB}|{DAMAGED}"),
    Hostile("a huge word", "a.docx", lambda: docx(paragraph("x" * 11_000_000)), f"{BOMB}|{DAMAGED}"),
    Hostile("odt: laughs", "a.odt", lambda: odt("<text:p>&a9;</text:p>", LAUGHS), NO_DOCTYPE),
    Hostile("odt: a file asked for", "a.odt", lambda: odt("<text:p>&a;</text:p>", EXTERNAL), NO_DOCTYPE),
    Hostile("odt: deep", "a.odt", lambda: odt(deep("text:span", 100_000, random_words(600_000))), f"{DAMAGED}|deep"),
    Hostile("odt: sections in each other", "a.odt", lambda: odt(
        deep("text:section", 200, "<text:p>CPS 1: Because.</text:p>")), said="Because"),
    Hostile("odt: a billion blanks", "a.odt", lambda: odt('<text:p>CPS 1: a<text:s text:c="1000000000"/>b</text:p>'),
            said="a"),
    Hostile("odt: repeated cells", "a.odt", lambda: odt(
        '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="100000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'),
        said="2 rows or cells that the file repeats"),
    Hostile("flat odt: laughs", "a.fodt", lambda: (
        f'<?xml version="1.0"?>{LAUGHS}<office:document {ODF} office:mimetype="{ODT}"><office:body><office:text>'
        "<text:p>&a9;</text:p></office:text></office:body></office:document>").encode(), NO_DOCTYPE),
    Hostile("xlsx: laughs", "a.xlsx", lambda: xlsx("<sheetData/>", prologue=LAUGHS), NO_DOCTYPE),
    Hostile("xlsx: huge dimension", "a.xlsx", lambda: xlsx(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is>'
        "</c></row></sheetData>"), "larger than any table", heavy=True),
    Hostile("xlsx: many strings", "a.xlsx", lambda: xlsx(
        "<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>", "<si><t>x</t></si>" * 3_000_000), BOMB),
    Hostile("xlsx: many rows", "a.xlsx", lambda: xlsx("<sheetData>" + "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>Speaker {n}</t></is></c></row>' for n in range(400_000))
        + "</sheetData>"), "400,000 rows", heavy=True),
)  # fmt: skip

PDF = (
    Hostile("pdf: flate bomb", "a.pdf", lambda: pdf_page(flate_bomb(1, 300 * 2**20)), "page 1", heavy=True),
    Hostile("pdf: nested bomb", "a.pdf", lambda: pdf_page(flate_bomb(3, 300 * 2**20)), "page 1", heavy=True),
    Hostile("pdf: small bomb", "a.pdf", lambda: pdf_page(flate_bomb(2, 80 * 2**20)), "page 1"),
    Hostile("pdf: password", "a.pdf", encrypted_pdf, "password"),
    Hostile("pdf: kids in a circle", "a.pdf", kids_in_a_circle, DAMAGED),
    Hostile("pdf: deep kids", "a.pdf", lambda: deep_kids(20_000), DAMAGED),
    Hostile("pdf: form in itself", "a.pdf", form_in_itself, "paints more than any page"),
    Hostile("pdf: pages without end", "a.pdf", lambda: many_pages(200_000), DAMAGED, heavy=True),
    Hostile("pdf: one page of words 2,000 times", "a.pdf", lambda: many_pages(2_000, letter_by_letter(3_000)), TOO_MUCH,
            heavy=True),
    Hostile("pdf: 2,000 busy pages without words", "a.pdf", lambda: many_pages(
        2_000, letter_by_letter(3_000, seen=False)), TOO_MUCH, heavy=True),
    Hostile("pdf: a page that takes too long", "a.pdf", lambda: pdf_page(stream(letter_by_letter(400_000))), TOO_MUCH,
            heavy=True),
    Hostile("pdf: many objects", "a.pdf", lambda: many_objects(400_000), said="Because", heavy=True),
    Hostile("pdf: length of a stream in itself", "a.pdf", lambda: pdf_page(
        b"<</Length 4 0 R>>\nstream\n" + shown("Because.") + b"\nendstream"), DAMAGED),
    Hostile("pdf: nested arrays", "a.pdf", lambda: pdf_page(stream(b"[" * 100_000 + b"]" * 100_000)), "page 1"),
    Hostile("pdf: no end", "a.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj <<" * 100_000, DAMAGED),
    Hostile("pdf: xref in a circle", "a.pdf", lambda: pdf_page(stream(shown("Because."))).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Prev 9 /XRefStm 9"), said="Because"),
    Hostile("pdf: random", "a.pdf", lambda: b"%PDF-1.4\n" + bytes(range(256)) * 400, DAMAGED),
)  # fmt: skip

TEXT = (
    Hostile("one line of 50 MB", "a.txt", lambda: b"A: " + b"word " * 10_000_000, TOO_MUCH, heavy=True),
    Hostile("one line of 5 MB", "a.txt", lambda: SPEECH.encode() + b"word " * 1_000_000, said="word", heavy=True),
    Hostile("labels alone", "a.txt", lambda: b"A:\nB:\n" * 300_000, TOO_MUCH, heavy=True),
    Hostile("colons alone", "a.txt", lambda: (":" * 200_000 + "\n").encode(), said=":"),
    Hostile("brackets alone", "a.txt", lambda: (("[" * 50_000 + "\n") * 3).encode(), said=r"\["),
    Hostile("blanks alone between", "a.txt", lambda: ("A" + " " * 300_000 + ": b\n").encode(), said=": b"),
    Hostile("digits and colons", "a.txt", lambda: ("1:" * 100_000 + "\n").encode(), said="1:"),
    Hostile("NUL", "a.txt", lambda: SPEECH.replace("Because", "Be\0cause").encode(), "binary data"),
    Hostile("bidi", "a.txt", lambda: SPEECH.replace("Because", "Be\u202ecause\u2066").encode(),
            said="Be\u202ecause\u2066"),
    Hostile("escapes", "a.txt", lambda: (SPEECH * 20 + "CPS 1: \x1b]52;c;aGk=\x07\x9b31m\n").encode(),
            said="\x1b]52;c;aGk=\x07\x9b31m"),
    Hostile("escapes in a label", "a.txt", lambda: SPEECH.replace("CPS 1", "CP\x1b[31mS 1").encode(), said="queue"),
    Hostile("invisible flood", "a.txt", lambda: SPEECH.replace("Because", "\u200b" * 300_000 + "Because").encode(),
            said="Because"),
    Hostile("combining flood", "a.txt", lambda: SPEECH.replace("Because", "e" + "\u0301" * 300_000).encode(),
            said="queue"),
    Hostile("a million cues", "a.vtt", lambda: ("WEBVTT\n\n" + "".join(
        f"00:00:{n % 60:02}.000 --> 00:00:{n % 60:02}.900\n<v A{n % 7}>x {n}\n\n" for n in range(600_000))).encode(),
        TOO_MUCH, heavy=True),
    Hostile("cue tags in each other", "a.vtt", lambda: (
        "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<v A>" * 50_000 + "Because\n").encode(), said="Because"),
    Hostile("cue tags that never close", "a.vtt", lambda: (
        "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<" * 50_000 + "Because\n").encode(), said="Because"),
    Hostile("rtf: deep", "a.rtf", lambda: b"{\\rtf1 " + b"{" * 100_000 + b"Because" + b"}" * 100_000 + b"}", "nested",
            said="Because"),
    Hostile("rtf: bin that lies", "a.rtf", lambda: b"{\\rtf1 CPS 1: Because\\bin999999999 of the queue.}",
            said="Because"),
    Hostile("rtf: negative bin", "a.rtf", lambda: b"{\\rtf1 CPS 1: Because \\bin-5 of it.}", said="Because"),
    Hostile("rtf: number without end", "a.rtf", lambda: b"{\\rtf1 Because\\u" + b"9" * 100_000 + b" ?}",
            said="Because"),
    Hostile("rtf: control word without end", "a.rtf", lambda: b"{\\rtf1 Because\\" + b"a" * 500_000 + b" ?}",
            said="Because"),
    Hostile("rtf: a picture of 20 MB", "a.rtf", lambda: b"{\\rtf1 Because{\\pict " + b"00" * 10_000_000 + b"}}",
            said="Because", heavy=True),
    Hostile("rtf: half a million groups", "a.rtf", lambda: b"{\\rtf1 " + b"{\\b x}" * 500_000 + b"}",
            TOO_MUCH, said="x", heavy=True),
    Hostile("html: deep", "a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"Because", said="Because"),
    Hostile("html: half a million tags", "a.html", lambda: b"<html><body>" + b"<b>x</b>" * 500_000, TOO_MUCH,
            said="x", heavy=True),
    Hostile("html: attributes", "a.html", lambda: b"<html><body><p " + b"a=1 " * 200_000 + b">Because", said="Because"),
    Hostile("html: entities", "a.html", lambda: b"<html><body><p>Because &#xD800;&#1114112;&#0;&#x110000;" +
            b"&amp" * 100_000, said="Because"),
    Hostile("html: comment that never ends", "a.html", lambda: b"<html><body><p>Because<!--" + b"--" * 200_000,
            said="Because"),
    Hostile("json: deep", "a.json", lambda: b"[" * 100_000 + b"]" * 100_000, "not JSON"),
    Hostile("json: deep objects", "a.json", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "not JSON"),
    Hostile("json: huge number", "a.json", lambda:
            b'{"segments":[{"start":' + b"9" * 100_000 + b',"end":1,"text":"a"}]}',
            "not JSON"),
    Hostile("json: no number", "a.json", lambda: b'{"segments":[{"start":NaN,"end":Infinity,"text":"Because"}]}',
            said="1 time that is none"),
    Hostile("json: time beyond the world", "a.json", lambda: (
        b'{"segments":[{"start":1e308,"end":1e308,"text":"Because"},{"start":-5,"end":-4,"text":"b"}]}'), 
        said="times? that (are|is) none"),
    Hostile("json: half surrogate", "a.json", lambda: b'{"segments":[{"start":0,"end":1,"text":"Because \\ud800"}]}',
            said="Because \ufffd"),
    Hostile("csv: a field of 60 MB", "a.csv", lambda: b"speaker,text\nA," + b"word " * 12_000_000, TOO_MUCH,
            heavy=True),
    Hostile("csv: a quote that never closes", "a.csv", lambda: b'speaker,text\nA,"' + b"a,b\n" * 100_000,
            "do not match"),
    Hostile("csv: NUL", "a.csv", lambda: b"speaker,text\nA,Be\0cause\nB,so\n", "binary data"),
    Hostile("csv: 100,000 columns", "a.csv", lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n" +
            b"," * 99_999 + b"\n", said="99998 columns left out", heavy=True),
    Hostile("csv: 300,000 rows", "a.csv", lambda: b"speaker,text\n" + b"A,one\nB,two\n" * 150_000, TOO_MUCH,
            heavy=True),
)  # fmt: skip

ALL = (*CONTAINERS, *XML, *PDF, *TEXT, *STRUCTURES)
