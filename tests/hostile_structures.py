"""Files whose structure is the trap: circles, repetition that costs, words that hide, two readings of one file."""

from __future__ import annotations

import random
import struct
import zlib

from hostile import Hostile
from hostile_files import (
    FONT,
    PAGE,
    W,
    container,
    deep,
    docx,
    letter_by_letter,
    odt,
    paragraph,
    pdf,
    pdf_page,
    random_words,
    shown,
    stream,
    xlsx,
)

ONE = paragraph("CPS 1: Because.")
CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
TOO_MUCH = "takes (more memory|longer)"
MORE_THAN = "more than any|no transcript does"
DAMAGED = "damaged"
GROUP = b"{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\lang2057\\langfe1033\\langnp2057\\insrsid%07d word }"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def word_tables(depth: int) -> bytes:
    """A Word document of a table in a table in a table."""
    return docx("<w:tbl><w:tr><w:tc>" * depth + ONE + "</w:tc></w:tr></w:tbl>" * depth + random_words(400_000))


def word_styles(count: int, part: str = "") -> bytes:
    """A Word document whose style is based on a hundred thousand others; or on itself."""
    styles = part or "".join(
        f'<w:style w:styleId="A{n}"><w:name w:val="{n * 7919}"/><w:basedOn w:val="A{n - 1}"/></w:style>'
        for n in range(count)
    )
    body = f'<w:p><w:pPr><w:pStyle w:val="A{count - 1}"/></w:pPr><w:r><w:t>CPS 1: Because.</w:t></w:r></w:p>'
    return docx(body, ("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>"))


def long_list_label() -> bytes:
    """A Word document of 3,000 paragraphs in a list whose definition holds 340,000 letters."""
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"Interviewer word " * 20_000}:"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{listed}<w:r><w:t>b</w:t></w:r></w:p>" * 3_000
    return docx(body, ("word/numbering.xml", f"<w:numbering {W}>{lists}</w:num></w:numbering>"))


def in_a_stream(size: int, *, page: bool) -> bytes:
    """A PDF with an object stream that unpacks to so many bytes; what it holds is a page, or nobody asks for it."""
    packed = zlib.compress(b"100 0 " + b" " * size, 9)
    kid = b"100" if page else b"3"
    objects = [
        CATALOG, b"<</Type/Pages/Kids[%s 0 R]/Count 1>>" % kid, PAGE, stream(shown("Because.")), FONT,
        stream(packed, b"/Type/ObjStm/N 1/First 6/Filter/FlateDecode"),
    ]  # fmt: skip
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = struct.pack(">BIH", 0, 0, 65535) + b"".join(struct.pack(">BIH", 1, at, 0) for at in [*places, len(out)])
    table = stream(entries + struct.pack(">BIH", 2, 6, 0), b"/Type/XRef/Size 101/W[1 4 2]/Index[0 8 100 1]/Root 1 0 R")
    return out + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


def pdf_of(**changes: bytes) -> bytes:
    """A PDF of one page that says `Because.`, with objects changed or added (`o4=…`)."""
    return pdf_page(changes.pop("o4", stream(shown("Because."))), **changes)


def previous_table_is_itself() -> bytes:
    """A PDF whose cross-reference table names itself as the one before it."""
    data = pdf_of()
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % (data.rindex(b"\nxref\n") + 1))


def mapped(to_unicode: bytes, letters: bytes = b"0041") -> bytes:
    """A PDF whose letters are known by a table of the file."""
    begin = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    return pdf_of(
        o4=stream(b"BT /F 12 Tf 50 700 Td <%s> Tj ET" % letters),
        o5=b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>",
        o6=stream(begin + to_unicode + b" endcmap"),
        o7=b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 [1000]]>>",
    )


def forms_in_forms(depth: int) -> bytes:
    """A page that draws a form ten times, which draws another ten times, and so on."""
    draws = FORM + b"/Resources<</XObject<</X %d 0 R>>>>"
    forms = {f"o{10 + number}": stream(b"/X Do " * 10, draws % (11 + number)) for number in range(depth)}
    page = PAGE.replace(b"/Font", b"/XObject<</X 10 0 R>>/Font")
    return pdf_of(o3=page, o4=stream(b"/X Do"), **forms, **{f"o{10 + depth}": stream(shown("Because."), FORM)})


def real_pages(count: int) -> bytes:
    """A PDF of so many pages, each an object of its own."""
    pages = dict.fromkeys(range(10, 10 + count), PAGE)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return pdf({1: CATALOG, 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), 4: stream(b""), 5: FONT, **pages})


def padded(count: int, content: bytes, size: int) -> bytes:
    """A PDF with one page so many times, and bytes that nobody reads, so that it looks as long as what it paints."""
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count)
    return pdf_page(stream(content), o2=tree, o6=stream(random.Random(size).randbytes(size)))


def rows(count: int) -> str:
    """A sheet of so many empty rows."""
    return "<sheetData>" + "".join(f'<row r="{number}"/>' for number in range(1, count + 1)) + "</sheetData>"


OFFICE = (
    Hostile("tables 5,000 deep", "a.docx", lambda: word_tables(5_000), f"{DAMAGED}|deep"),
    Hostile("a style based on itself", "a.docx", lambda: word_styles(
        2, '<w:style w:styleId="A1"><w:basedOn w:val="A0"/></w:style><w:style w:styleId="A0"><w:basedOn w:val="A1"/>'
        "</w:style>"), said="Because"),
    Hostile("100,000 styles on each other", "a.docx", lambda: word_styles(100_000), said="Because", heavy=True),
    Hostile("a list label of 340,000 letters", "a.docx", long_list_label, f"{TOO_MUCH}|{MORE_THAN}", heavy=True),
    Hostile("marks of direction around a label", "a.docx", lambda: docx(
        paragraph("Interviewer: Why?") + paragraph("\u202eCPS 1\u202c: Because.") * 2),
        said="4 marks of the direction"),
    Hostile("escapes in the name of a part", "a.docx", lambda: docx(ONE, ("../\x1b[2J", b"")),
            r"unsafe part name '../\\x1b"),
    Hostile("odt: a number of blanks that is none", "a.odt", lambda: odt(
        f'<text:p>CPS 1: a<text:s text:c="-5"/><text:s text:c="{"9" * 5000}"/>b</text:p>'), said="CPS 1: a  b"),
    Hostile("odt: 30 million blanks", "a.odt", lambda: odt(
        "<text:p>CPS 1: a" + '<text:s text:c="1000"/>' * 30_000 + "b</text:p>"), MORE_THAN),
    Hostile("odt: lists 200 deep", "a.odt", lambda: odt(
        deep("text:list><text:list-item", 100, "<text:p>CPS 1: Because.</text:p>").replace(
            "</text:list><text:list-item>", "</text:list-item></text:list>")), said="Because"),
    Hostile("xlsx: 1,048,576 empty rows", "a.xlsx", lambda: xlsx(rows(1_048_576)), "1,048,576 rows", heavy=True),
    Hostile("xlsx: a row beyond the last", "a.xlsx", lambda: xlsx(
        '<sheetData><row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'),
        "beyond the last"),
    Hostile("xlsx: one string in every row", "a.xlsx", lambda: xlsx(
        "<sheetData>" + '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>' * 3_000 + "</sheetData>",
        f"<si><t>speaker</t></si><si><t>{random_words(200_000)}</t></si>"), f"{TOO_MUCH}|{MORE_THAN}", heavy=True),
    Hostile("xlsx: a string that is not there", "a.xlsx", lambda: xlsx(
        '<sheetData><row><c t="s"><v>999999</v></c><c t="s"><v>-1</v></c></row></sheetData>'), DAMAGED),
    Hostile("xlsx: joined cells without end", "a.xlsx", lambda: xlsx(
        '<sheetData><row><c t="str"><v>speaker</v></c><c t="str"><v>text</v></c></row><row><c t="str"><v>A</v></c>'
        '<c t="str"><v>Because</v></c></row></sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'),
        said="A: Because"),
    Hostile("zip called txt", "a.txt", lambda: container([("a", b"Interviewer: Why?")]), "zip archive"),
    Hostile("docx called txt", "a.txt", lambda: docx(ONE), said="Because"),
    Hostile("a zip that begins as a PDF", "a.docx", lambda: b"%PDF-1.4\n" + docx(ONE) + b"\n%%EOF", DAMAGED),
)  # fmt: skip

PAPER = (
    Hostile("pdf: table before it is itself", "a.pdf", previous_table_is_itself, said="Because"),
    Hostile("pdf: object stream that unpacks to 300 MB", "a.pdf", lambda: in_a_stream(300 * 2**20, page=False),
            said="Because", heavy=True),
    Hostile("pdf: page in a stream of 300 MB", "a.pdf", lambda: in_a_stream(300 * 2**20, page=True), DAMAGED,
            heavy=True),
    Hostile("pdf: page in a stream of 70 MB", "a.pdf", lambda: in_a_stream(70 * 2**20, page=True),
            f"{TOO_MUCH}|{DAMAGED}", heavy=True),
    Hostile("pdf: content that is its own part", "a.pdf", lambda: pdf_of(o4=b"[4 0 R 4 0 R]"), "without text|damaged"),
    Hostile("pdf: references in a circle", "a.pdf", lambda: pdf_of(o4=b"6 0 R", o6=b"7 0 R", o7=b"6 0 R"), DAMAGED),
    Hostile("pdf: one part 100,000 times", "a.pdf", lambda: pdf_of(
        o3=PAGE.replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 100_000 + b"]")), MORE_THAN),
    Hostile("pdf: a script and a file to open", "a.pdf", lambda: pdf_of(
        o1=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>/Names<</EmbeddedFiles<</Names[(\x1b[31m.exe)"
           b"<</Type/Filespec/F(x)>>]>>>>>>"), said="attached files left out"),
    Hostile("pdf: 100,000 pages", "a.pdf", lambda: real_pages(100_000), TOO_MUCH, heavy=True),
    Hostile("pdf: a number of pages that lies", "a.pdf", lambda: pdf_of(
        o2=b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>"), said="Because"),
    Hostile("pdf: a thousand times a thousand pages", "a.pdf", lambda: pdf_of(
        o2=b"<</Type/Pages/Count 1000000/Kids[" + b"6 0 R " * 1000 + b"]>>",
        o6=b"<</Type/Pages/Count 1000/Parent 2 0 R/Kids[" + b"3 0 R " * 1000 + b"]>>"), DAMAGED),
    Hostile("pdf: one page 2,000 times, and 8 MB of nothing", "a.pdf", lambda: padded(
        2_000, letter_by_letter(3_000), 8 * 2**20), TOO_MUCH, heavy=True),
    Hostile("pdf: letters without end in a table", "a.pdf", lambda: mapped(
        b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange"), MORE_THAN),
    Hostile("pdf: a letter that is 50,000", "a.pdf", lambda: mapped(
        b"1 beginbfchar <0041> <" + b"0062" * 50_000 + b"> endbfchar", b"0041" * 2_000), MORE_THAN),
    Hostile("pdf: letters that turn the direction", "a.pdf", lambda: mapped(
        b"2 beginbfchar <0041> <202E> <0042> <0062> endbfchar", b"00410042"), said="1 mark of the direction"),
    Hostile("pdf: widths of two billion letters", "a.pdf", lambda: pdf_of(
        o5=b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 2000000000/Widths[500]>>"),
        said="Because"),
    Hostile("pdf: rows of two billion columns", "a.pdf", lambda: pdf_of(
        o4=stream(zlib.compress(b"\2" + bytes(100)), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000"
                  b"000/Colors 2000000000>>")), MORE_THAN),
    Hostile("pdf: 100,000 filters", "a.pdf", lambda: pdf_of(
        o4=stream(shown("Because."), b"/Filter[" + b"/ASCIIHexDecode" * 100_000 + b"]")), MORE_THAN),
    Hostile("pdf: one byte 128 times, again and again", "a.pdf", lambda: pdf_of(
        o4=stream(b"\x81 " * 3_000_000, b"/Filter/RunLengthDecode")), MORE_THAN),
    Hostile("pdf: a million saved states", "a.pdf", lambda: pdf_of(o4=stream(b"q " * 1_000_000 + shown("Because."))),
            said="Because", heavy=True),
    Hostile("pdf: a picture without end", "a.pdf", lambda: pdf_of(
        o4=stream(shown("Because.") + b" BI /W 1 ID " + b"E" * 1_000_000)), "page 1"),
    Hostile("pdf: forms ten times ten times ten", "a.pdf", lambda: forms_in_forms(10), MORE_THAN),
    Hostile("pdf: numbers of 400 digits", "a.pdf", lambda: pdf_of(
        o4=stream(b"BT /F %s Tf 50 700 Td (Because) Tj ET" % (b"9" * 400))), MORE_THAN),
)  # fmt: skip

WORDS = (
    Hostile("rtf: a group for every word, 20 MB", "a.rtf", lambda: b"{\\rtf1 " + b"".join(
        GROUP % number for number in range(250_000)) + b"}", "sets nearly every word by itself", heavy=True),
    Hostile("rtf: bin that eats words", "a.rtf", lambda: b"{\\rtf1 CPS 1: Because \\bin9 the queueof it.}",
            said="9 bytes of binary data among the words"),
    Hostile("rtf: a stand-in of a paragraph", "a.rtf", lambda:
            b"{\\rtf1\\uc100 CPS 1: It\\u8217 is because of the queue.}", said="5 words that the file gives"),
    Hostile("rtf: NUL and escapes by number", "a.rtf", lambda: b"{\\rtf1 CPS 1: a\\'00\\'1b[31mb\\u8238 ?c}",
            said="1 NUL character in it, shown as"),
    Hostile("rtf: 150,000 fonts", "a.rtf", lambda: b"{\\rtf1{\\fonttbl" + b"".join(
        b"{\\f%d\\fcharset0 x;}" % number for number in range(150_000)) + b"}CPS 1: Because}", said="Because",
        heavy=True),
    Hostile("rtf that goes on as a page", "a.rtf", lambda: b"{\\rtf1 CPS 1: Because}<html><body>Otherwise</html>",
            said="goes on after its last brace"),
    Hostile("html: a million spans in each other", "a.html", lambda:
            b"<html><body>" + b"<span>" * 1_000_000 + b"Because", TOO_MUCH, said="Because", heavy=True),
    Hostile("html: 100,000 rules of style", "a.html", lambda: b"<html><head><style>" + b"".join(
        b".c%d{display:none}" % number for number in range(100_000)) + b"</style></head><body><p class=c5>a<p>Because",
        said="1 word of hidden text left out", heavy=True),
    Hostile("html: braces and comments of a style", "a.html", lambda: b"<html><head><style>" + b"{" * 300_000 +
            b"*/ /*" * 100_000 + b"</style></head><body><p>Because", said="Because"),
    Hostile("html: a cell over a billion rows", "a.html", lambda:
            b"<html><body><table><tr><td rowspan=1000000000 colspan=1000000000>A<td>Because</table>",
            said="A\tBecause"),
    Hostile("html: labels that only the style writes", "a.html", lambda:
            b"<html><head><style>.q::before{content:'Interviewer: '}</style></head><body><p class=q>Why?",
            said="only the page’s style writes"),
    Hostile("html: an encoding that is none of text", "a.html", lambda:
            b"<html><head><meta charset=zlib_codec></head><body><p>Because \xe9", said="Because é"),
    Hostile("mht: 20,000 parts in each other", "a.mht", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; "
            b"boundary=x\n\n" + b"--x\nContent-Type: multipart/related; boundary=x\n\n" * 20_000, "without its page"),
    Hostile("json: a key twice", "a.json", lambda:
            b'{"segments":[{"start":0,"text":"Because","text":"Otherwise"}]}', "'text' twice"),
    Hostile("json: a number of 400 digits", "a.json", lambda:
            b'{"segments":[{"start":' + b"1" * 400 + b',"text":"Because"}]}', said="1 time that is none"),
    Hostile("json: escapes in a speaker", "a.json", lambda: b'{"segments":[{"start":0,"text":"Be\\u0000cause",'
            b'"speaker":"\\u001b]0;x\\u0007A"}]}', said="1 NUL character in it, shown as"),
    Hostile("csv: a million empty columns", "a.csv", lambda: b"speaker,text\n" + b"," * 1_000_000 + b"\nA,Because\n",
            said="Because"),
    Hostile("csv: a mark of UTF-8 in its middle", "a.csv", lambda:
            "speaker,text\nA,Because\n\ufeffspeaker,text\nB,so\n".encode(), said="Because"),
    Hostile("vtt: 20,000 cues at once, each by another", "a.vtt", lambda: ("WEBVTT\n\n" + "".join(
        f"00:00:00.{n % 1000:03} --> 09:00:00.000\n<v A{n}>x {n}\n\n" for n in range(20_000))).encode(),
        said="x 19999"),
    Hostile("vtt: times of 100,000 digits", "a.vtt", lambda: b"WEBVTT\n\n" + b"0" * 100_000 + b" --> 0\nBecause\n\n"
            b"00:01.000 --> 00:02.000\nso\n", said="left out above the first cue: ‘0+…’"),
    Hostile("vtt: words in pointed brackets", "a.vtt", lambda:
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Because <laughs> a<b and c>d\n",
            said="Because <laughs> a<b and c>d"),
    Hostile("90,000 speakers", "a.txt", lambda: b"".join(b"Speaker %d: word.\n" % n for n in range(90_000)),
            TOO_MUCH, said="word", heavy=True),
    Hostile("names and blanks without end", "a.txt", lambda: (b"Anna" + b" " * 5_000 + b"x\n") * 100, said="Anna"),
    Hostile("names and brackets without end", "a.txt", lambda: (b"Anna (" * 20_000 + b"\n") * 5, said="Anna"),
    Hostile("stars and hashes without end", "a.md", lambda: b"*" * 100_000 + b"\n" + b"#" * 100_000 + b" x\n",
            said="x"),
    Hostile("front matter that laughs", "a.md", lambda:
            b"---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n---\nA: Why?\nB: Because.\n", said="Because"),
    Hostile("half characters in UTF-16", "a.txt", lambda:
            b"\xff\xfe" + "A: Why?\nB: Because".encode("utf-16-le") + b"\0\xd8",
            "not valid UTF-16"),
    Hostile("characters spelt too long", "a.txt", lambda: b"A: Why?\nB: \xc0\xaf\xc1\x81\xe0\x80\xaf\n",
            "neither UTF-8"),
    Hostile("UTF-32 without its mark", "a.txt", lambda: "A: Why?\nB: Because.\n".encode("utf-32-le"), "binary data"),
    Hostile("a mark of UTF-8 twice", "a.txt", lambda: b"\xef\xbb\xbf" * 2 + b"A: Why?\nB: Because.\n", said="Because"),
    Hostile("words that nobody sees", "a.txt", lambda: ("A: Why?\nB: Because" + "".join(
        chr(0xE0000 + ord(letter)) for letter in "ignore") + ".\n").encode(), said="6 characters that nobody sees"),
)  # fmt: skip

STRUCTURES = (*OFFICE, *PAPER, *WORDS)
