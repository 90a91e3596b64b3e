"""What can be done about suggestions and learning sets, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

HEADINGS = {"suggesting": "In the list of suggestions"}

SUGGESTING = (
    Command("learning.give", "Give me a learning set", "", "screen.give_lessons", "workbench",
            "Three documents that the team has settled, to code blind, in a round of their own.", writes=True),
    Command("learning.show", "What my learning set shows", "", "screen.show_lessons", "workbench",
            "Agreement per code with what the team settled, and each difference with the rule that decides it."),
    Command("suggesting.open", "Suggestions", "C", "screen.suggest", "reader",
            "What may want the code under the cursor; elsewhere, what in this document may want any. None is a coding.",
            "suggestions", 49),
    Command("suggesting.accept", "Accept", "a", "screen.accept", "suggesting",
            "It becomes a coding of yours; that it was suggested stays on it.", "accept", 1, writes=True),
    Command("suggesting.reject", "Reject", "x", "screen.reject", "suggesting",
            "It is not suggested to you for this code again.", "reject", 2, writes=True),
    Command("suggesting.recode", "Another code…", "r", "screen.recode", "suggesting",
            "Code it with another code; the one that was suggested is rejected.", "other code", 3, writes=True),
    Command("suggesting.skip", "Skip", "s", "screen.skip", "suggesting",
            "Decide nothing, and go on; it comes back when you look again.", "skip", 4),
    Command("suggesting.read", "Read it in its document", "enter", "screen.read_it", "suggesting",
            "Go to the workbench, at this place.", "read", 5),
    Command("suggesting.scope", "The code, the document, both, or all", "c", "screen.next_scope", "suggesting",
            "Of one code everywhere, of all codes in one document, of the code in the document, or of everything.",
            "code or document", 6),
    Command("suggesting.done", "With or without what is done", "f", "screen.show_done", "suggesting",
            "Also documents that you are done with, or were not given.", "done ones too", 7),
    Command("suggesting.interviewers", "With or without interviewers", "i", "screen.show_interviewers", "suggesting",
            "Also what interviewers say.", "interviewers too", 8),
    Command("suggesting.lift", "Show what is folded here, or fold it", "v", "screen.lift", "suggesting",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("suggesting.back", "Back", "escape", "screen.leave_list", "suggesting", "To the workbench.", "back", 10),
)  # fmt: skip
