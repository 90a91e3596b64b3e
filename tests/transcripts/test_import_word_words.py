"""No word of a Word document vanishes in silence: it is in the text, or in a count of what was left out."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.importing import ImportedText, read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
TEXTS = {f"{{{W}}}t", f"{{{W}}}delText", f"{{{M}}}t"}

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
RUNS = st.sampled_from(
    [
        "<w:r><w:t>@</w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>@</w:t><w:tab/><w:t>@</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>@</w:t></w:r>",
        "<w:r><w:delText>@</w:delText></w:r>",
        "<m:oMath><m:r><m:t>@</m:t></m:r></m:oMath>",
        "<w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>@</w:t></w:r></w:rubyBase></w:ruby>",
        "<w:rPr><w:t>@</w:t></w:rPr>",
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>',
        FIELD.format("separate"),
        FIELD.format("end"),
    ]
)
WRAPPERS = st.sampled_from(
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:ins>{}</w:ins>",
        "<w:del>{}</w:del>",
        "<w:moveFrom>{}</w:moveFrom>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:unheardOf>{}</w:unheardOf>",
        '<w:fldSimple w:instr=" PAGE ">{}</w:fldSimple>',
        '<w:fldSimple w:instr="REF a">{}</w:fldSimple>',
        "<w:r><w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing></w:r>",
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
    ]
)
INLINE = st.recursive(
    RUNS,
    lambda inside: st.builds(lambda wrap, parts: wrap.replace("{}", "".join(parts)), WRAPPERS, st.lists(inside)),
    max_leaves=8,
)
PARAGRAPHS = st.lists(INLINE, max_size=4).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>")
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inside: st.builds(
        lambda wrap, parts: wrap.replace("{}", "".join(parts)),
        st.sampled_from(
            [
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
                "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                "<w:del>{}</w:del>",
                "<w:unheardOf>{}</w:unheardOf>",
            ]
        ),
        st.lists(inside, max_size=3),
    ),
    max_leaves=6,
)


def numbered(body: str) -> str:
    """Each @ as a word of its own, so that every one of them can be found again."""
    words = iter(range(10_000))
    return re.sub("@", lambda _: f" w{next(words)} ", body)


def packed(body: str, notes: str) -> bytes:
    names = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:m="{M}"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        container.writestr("word/comments.xml", f"<w:comments {names}>{notes}</w:comments>")
    return out.getvalue()


def words_of_package(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = [ElementTree.fromstring(container.read(name)) for name in container.namelist()]
    return [word for part in parts for e in part.iter() if e.tag in TEXTS for word in (e.text or "").split()]


def counted(imported: ImportedText) -> int:
    return sum(int(number) for line in imported.warnings for number in re.findall(r"(\d+) words?\b", line))


@settings(max_examples=400)
@given(st.lists(BLOCKS, max_size=4).map("".join), st.lists(PARAGRAPHS, max_size=2))
def test_every_word_is_in_the_text_or_counted(body: str, notes: list[str]) -> None:
    comments = "".join(f"<w:comment>{note}</w:comment>" for note in notes)
    xml = numbered(f"<w:p><w:r><w:t>First</w:t></w:r></w:p>{body}||{comments}")
    data = packed(*xml.split("||"))
    imported = read_bytes(data, "a.docx")
    words, kept = words_of_package(data), set(re.split(r"[\s/^_]+", imported.text))
    missing = [word for word in words if word not in kept]
    assert len(missing) <= counted(imported)
    if not any("where Word has none" in line for line in imported.warnings):
        assert len(missing) == counted(imported)
