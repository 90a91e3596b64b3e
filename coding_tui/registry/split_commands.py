"""What can be done with two readers beside each other, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

HEADINGS = {"readings": "In two coders' readings"}

SPLIT = (
    Command("split.open", "Read another document beside it…", "backslash", "screen.split", "reader",
            "A second reader, beside this one or below it, with its own place; keys are about the one with the focus.",
            "beside it", 48),
    Command("split.other", "Go to the other reader", "vertical_line", "screen.other_reader", "reader",
            "From one of two readers to the other.", "other reader", 19),
    Command("split.close", "Close the second reader", "ctrl+w", "screen.close_split", "reader",
            "One reader again, at the place it was.", "one reader", 20),
    Command("split.document", "Read it beside the other", "ctrl+t", "screen.open_beside", "documents",
            "Open the highlighted document in a second reader.", "beside it", 3),
    Command("readings.open", "As two coders coded it…", "ampersand", "screen.read_both", "reader",
            "This document twice, each with one coder's codings: they scroll together, differences are marked.",
            "two coders", 49),
)  # fmt: skip

READINGS = (
    Command("readings.next", "Next difference", "n", "screen.next_difference", "readings",
            "Go to the next place where the two differ, round to the first.", "next difference", 1),
    Command("readings.previous", "Previous difference", "N", "screen.previous_difference", "readings",
            "Go to the one before."),
    Command("readings.read", "Read it in its document", "enter", "screen.read_it", "readings",
            "Go to the workbench, at this place.", "code here", 2),
    Command("readings.other", "Go to the other reader", "vertical_line,tab", "screen.other_reader", "readings",
            "From one coder's reading to the other's.", "other reader", 3),
    Command("readings.coders", "Between whom…", "p", "screen.choose_pair", "readings",
            "Two other coders, where more than two coded it.", "pair", 4),
    Command("readings.fold", "Show what is folded here, or fold it", "space", "screen.toggle_fold", "readings",
            "A passage flagged as distressing, in both readings.", "show it", 5),
    Command("readings.back", "Back to the transcript", "escape", "screen.leave_readings", "readings",
            "To the workbench, as one left it.", "back", 6),
)  # fmt: skip
