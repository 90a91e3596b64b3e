"""What HTML's elements mean for the words in them (WHATWG HTML, “Rendering” and “Parsing”)."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base basefont bgsound br col embed frame hr img input link meta param source track wbr")
FORMATTING = _names("a abbr b big cite code em font i mark nobr q s small span strike strong sub sup tt u")
BOLD = _names("b strong h1 h2 h3 h4 h5 h6 th")
BLOCKS = _names(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu ol p pre section summary table tbody tfoot thead
    ul caption option optgroup select tr listing xmp plaintext
    """
)
"""What stands on lines of its own."""

LEFT_OUT = {
    "head": "head", "title": "head", "nav": "menus", "script": "scripts", "style": "scripts", "template": "hidden",
    "datalist": "hidden", "svg": "drawings", "rt": "readings", "rp": "readings", "del": "deletions",
    "noscript": "without", "iframe": "without", "noembed": "without", "noframes": "without", "object": "without",
    "audio": "without", "video": "without", "canvas": "without",
}  # fmt: skip
"""Elements whose words do not come in, and why."""

SAID = (
    ("hidden", "of hidden text"),
    ("menus", "of menus"),
    ("notes", "of comments and notes"),
    ("furniture", "of page headers and footers"),
    ("deletions", "of tracked deletions"),
    ("drawings", "of drawings"),
    ("fields", "typed into the fields of a form"),
    ("readings", "of reading aids (ruby)"),
    ("numbers", "of automatic lists"),
    ("without", "for browsers without scripts, frames or sound"),
)

CLOSES = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("td", "th", "tr"), "td": ("td", "th"),
    "th": ("td", "th"), "option": ("option",), "tbody": ("td", "th", "tr"),
}  # fmt: skip
"""Which elements end where another begins, as end tags may be left out."""
