"""What can be done about passages that coders read differently, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

HEADINGS = {"disagreements": "In the list of disagreements", "ruling": "In both readings of a disagreement"}

DISAGREEMENTS = (
    Command("disagreements.open", "Both readings side by side", "enter", "screen.both_readings", "disagreements",
            "The passage as two coders coded it, and what to decide about it.", "both readings", 1),
    Command("disagreements.next", "Next that is open", "u", "screen.next_open", "disagreements",
            "The next one nobody has ruled on, round to the first.", "next open", 2),
    Command("disagreements.code", "Of every code, or of one", "c", "screen.every_code", "disagreements",
            "The places of all codes, or of the code one came from.", "every code", 3),
    Command("disagreements.kind", "Only one kind", "k", "screen.next_kind", "disagreements",
            "Boundaries, omissions, another code instead, and so on, one kind after the other.", "kind", 4),
    Command("disagreements.settled", "With or without what is settled", "f", "screen.hide_settled", "disagreements",
            "Everything, or only what nobody has ruled on.", "open only", 5),
    Command("disagreements.read", "Read it in its document", "g", "screen.read_it", "disagreements",
            "Go to the workbench, at this place.", "read", 6),
    Command("disagreements.export", "Write to a file…", "o", "screen.export", "disagreements",
            "The passages that are listed, with who coded what, as a table.", "write", 7),
    Command("disagreements.lift", "Show what is folded here, or fold it", "v", "screen.lift", "disagreements",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("disagreements.back", "Back to the table", "escape", "screen.leave_list", "disagreements",
            "To Agreement.", "back", 8),
)  # fmt: skip

RULING = (
    Command("ruling.first", "The first coder's stands", "1", "screen.decide_one(0)", "ruling",
            "Rule that the reading on the left stands.", "left", 1, writes=True),
    Command("ruling.second", "The second coder's stands", "2", "screen.decide_one(1)", "ruling",
            "Rule that the reading on the right stands.", "right", 2, writes=True),
    Command("ruling.both", "Both stand", "3", "screen.decide('all')", "ruling",
            "Rule that everybody's codings stand.", "both", 3, writes=True),
    Command("ruling.new", "A new span or code", "4", "screen.decide_new", "ruling",
            "Rule for the passage selected in either reading, with a code of the codebook.", "new span", 4,
            writes=True),
    Command("ruling.readings", "Keep both readings", "5", "screen.decide('readings')", "ruling",
            "Nothing is decided between them: that they differ is a finding.", "keep both readings", 5, writes=True),
    Command("ruling.neither", "Neither stands", "6", "screen.decide('neither')", "ruling",
            "Rule that nothing is coded here.", "neither", 6, writes=True),
    Command("ruling.example", "Attach as an example", "y", "screen.attach('typical')", "ruling",
            "With the ruling, or after it, write the passage into the code's rules as a typical example.",
            "example", 7, writes=True),
    Command("ruling.near_miss", "Attach as a near miss", "m", "screen.attach('near_miss')", "ruling",
            "With the ruling, or after it, write the passage into the code's rules as a near miss.",
            "near miss", 8, writes=True),
    Command("ruling.take_back", "Take the ruling back", "x", "screen.take_back", "ruling",
            "The disagreement is open again; an example that it gave the codebook stays.", "take back", 12,
            writes=True),
    Command("ruling.next", "Next disagreement", "n", "screen.next_one", "ruling",
            "In the order of the list, round to the first.", "next", 9),
    Command("ruling.previous", "Previous disagreement", "N", "screen.previous_one", "ruling", "The one before."),
    Command("ruling.open", "Next that is open", "o", "screen.next_open", "ruling",
            "The next one nobody has ruled on.", "next open", 10),
    Command("ruling.other", "Go to the other reader", "vertical_line,tab", "screen.other_reader", "ruling",
            "From one coder's reading to the other's.", "other reader", 13),
    Command("ruling.coders", "Between whom…", "p", "screen.choose_pair", "ruling",
            "Two other coders, where more than two finished it.", "pair", 14),
    Command("ruling.fold", "Show what is folded here, or fold it", "space", "screen.toggle_fold", "ruling",
            "A passage flagged as distressing, in both readings.", "show it", 15),
    Command("ruling.read", "Read it in its document", "g", "screen.read_it", "ruling",
            "Go to the workbench, at this place.", "code here", 16),
    Command("ruling.back", "Back to the list", "escape", "screen.leave_ruling", "ruling",
            "To the list of disagreements.", "back", 11),
)  # fmt: skip
