"""What the figures of agreement mean and what to beware of, in words for the screen: the caveats, one key away."""

from __future__ import annotations

from collections.abc import Iterable

from coding_tui.widgets.lines import Piece

MEANING = (
    ("α", "Krippendorff's: how far coders agree beyond what chance gives, for any number of coders, what is missing "
     "left out. 1 is all, 0 is chance. The headline; read it with its interval and with how often the code is used."),
    ("[ ]", "95 % interval: how far α would move with other documents and the same coders. It draws whole documents, "
     "since sentences of one interview are not independent. Fewer than 5 documents carry none, nor does a code on "
     "which no two coders ever agreed; the reason stands below the table."),
    ("+ below", "The theme with every code below it, as one variable: coded where any of them is."),
    ("F1", "Of what at least one coder marked, how much both did. For a rare code α and κ come close to it."),
    ("κ", "Cohen's, for two coders; here the mean of the pairs. It rewards coders who use a code unequally often, and "
     "falls when nearly everything is coded, or nearly nothing, though people agree as much."),
    ("AC1, BP, percent", "Near 1 for every rare code, whoever coded: two who mark 1 % of the text at random reach .98. "
     "Never report them alone."),
    ("–", "No value, which is neither 0 nor 1: nobody used the code, or everybody used it everywhere. The reason "
     "stands below the table."),
    ("unit", "Characters ask whether people marked the same words, sentences and turns whether they saw the same "
     "thing, documents whether they found it in the same interviews. One passage over a whole document can swamp "
     "characters."),
    ("firm, tentative", "By the interval and the protocol's limits (Krippendorff's .800 and .667 unless changed), "
     "for α alone. Landis and Koch's bands are customs, “clearly arbitrary” by their own words."),
)  # fmt: skip


def meaning() -> Iterable[Piece]:
    """What the columns mean, and what to beware of, to read."""
    for name, words in MEANING:
        yield f"{name}  ", "strong"
        yield f"{words}\n", "text"
