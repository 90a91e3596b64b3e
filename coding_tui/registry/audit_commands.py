"""What can be done with the findings of an audit, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

HEADINGS = {"audit": "In the audit of a draft"}
AUDIT = (
    Command("audit.read", "Read it in its document", "enter", "screen.read_it", "audit",
            "Go to the workbench, at what was really said.", "read", 1),
    Command("audit.exact", "Copy the exact words", "equals_sign", "screen.take_exact", "audit",
            "Put what was really said on the clipboard, to be pasted into the draft.", "exact words", 2),
    Command("audit.mend", "Put the exact words into the draft", "w", "screen.mend", "audit",
            "Shown as a difference first. The draft as it was is kept beside it.", "replace", 3),
    Command("audit.card", "Evidence card of a claim", "e", "screen.card", "audit",
            "Spans by source, counter-examples, who was asked and silent, agreement, quotations.", "evidence", 2),
    Command("audit.write", "Write cards or the audit to a file", "o", "screen.write_cards", "audit",
            "Evidence cards of the draft's claims, or the report of the audit.", "write", 8),
    Command("audit.keep", "Let it stand, or ask again", "k", "screen.keep", "audit",
            "With a reason, on the project's record; the next audit does not ask again.", "keep", 4, writes=True),
    Command("audit.all", "What needs a look, or everything", "f", "screen.show_all", "audit",
            "Also sound quotations, and what was kept.", "everything", 5),
    Command("audit.again", "Audit it again", "r", "screen.again", "audit",
            "Read the draft anew. That happens by itself when its file changes.", "again", 7),
    Command("audit.lift", "Show what is folded here, or fold it", "v", "screen.lift", "audit",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("audit.leave", "Back to the quotations", "escape", "screen.leave", "audit", "To Quotations.", "back", 6),
)  # fmt: skip
