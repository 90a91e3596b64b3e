"""What can be done on the codebook's screen, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.command import Command

CODES = (
    Command("codes.rename", "Rename…", "r", "screen.rename", "codes", "Its codings and its history stay with it.",
            "rename", 1, writes=True),
    Command("codes.move", "Move below another…", "m", "screen.move_below", "codes",
            "With all codes below it, to another theme or to the top.", "move", 2, writes=True),
    Command("codes.up", "Move up", "left_square_bracket", "screen.shift(-1)", "codes",
            "Before the code above it in the same theme.", writes=True),
    Command("codes.down", "Move down", "right_square_bracket", "screen.shift(1)", "codes",
            "Behind the code below it in the same theme.", writes=True),
    Command("codes.merge", "Merge into another…", "i", "screen.merge", "codes",
            "It, or the marked codes: all their codings become the other's, after saying how many.", "merge", 3,
            writes=True),
    Command("codes.split", "Split…", "s", "screen.split", "codes",
            "New codes below it, and its codings shown one by one, a digit for each part.", "split", 4, writes=True),
    Command("codes.give", "Give its codings to the codes below", "d", "screen.give_out", "codes",
            "One by one, a digit for each code below it; what a split left to be read.", "give out", 5, writes=True),
    Command("codes.again", "Read again what its change made stale", "w", "screen.read_again", "codes",
            "Your codings made under another text: still holds, other code, uncode, later, one key each.", "read again",
            5, writes=True),
    Command("codes.group", "Group under a theme…", "g", "screen.group", "codes",
            "It, or the marked codes, below a theme that is made when it is new.", "group", 6, writes=True),
    Command("codes.promote", "Promote from in vivo…", "p", "screen.promote", "codes",
            "A name of the team's; the words become its typical example.", "promote", 7, writes=True),
    Command("codes.colour", "Colour…", "c", "screen.recolour", "codes",
            "A hue from 1 to 12, or its theme's.", "colour", 8, writes=True),
    Command("codes.retire", "Retire, or take into use again", "x", "screen.retire", "codes",
            "It is offered no more; its codings stay.", "retire", 9, writes=True),
    Command("codes.edit", "Edit its rules…", "e", "screen.edit", "codes",
            "All its parts as the codebook's file has them; what was coded before can be read again.", "edit", 10,
            writes=True),
    Command("codes.freeze", "Freeze the codebook…", "f", "screen.freeze", "codes",
            "Keep it as it stands, under a name such as v1.0.", "freeze", 11, writes=True),
    Command("codes.history", "Its history", "h", "screen.tell_history", "codes", "What became of it, in sentences.",
            "history", 12),
    Command("codes.print", "Print as an appendix…", "o", "screen.print_appendix", "codes",
            "The codebook as a Word document, web page or Markdown.", "print", 13),
)  # fmt: skip
