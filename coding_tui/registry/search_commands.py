"""What can be done on Search, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

SEARCH = (
    Command("search.read", "Read it in its document", "enter", "screen.read_it", "search",
            "Go to the workbench, at this place.", "read", 1),
    Command("search.code", "Code what is ticked…", "c", "screen.code_hits", "search",
            "Choose a code for the ticked places, or this one; what it comes to is said before it is done.", "code", 2,
            writes=True),
    Command("search.tick_all", "Tick all, or none", "a", "screen.tick_all", "search",
            "Space ticks one place; this ticks every place that is listed.", "tick all", 3),
    Command("search.unit", "Code words, sentences or turns", "u", "screen.next_unit", "search",
            "How wide places are coded: the words found, their whole sentences, their whole turns.", "unit", 4),
    Command("search.collect", "Collect as quotations", "q", "screen.collect", "search",
            "Put the ticked places, or this one, aside for the report.", "collect", 5, writes=True),
    Command("search.way", "Words, their forms, pattern, or nearly", "w", "screen.next_way", "search",
            "The words themselves, all forms of them, a regular expression, or nearly the same.", "words or pattern",
            6),
    Command("search.role", "Whose words", "o", "screen.next_role", "search",
            "Everybody's words, only participants', or only interviewers'.", "whose words", 7),
    Command("search.ask", "Search for something else", "slash", "screen.ask", "search", "Back to the query.", "query",
            8),
    Command("search.limit", "Only in…", "i", "screen.limit", "search",
            "Keep to documents, speakers, or what is within or outside a code.", "only in", 9),
    Command("search.export", "Write what was found to a file…", "e", "screen.export", "search",
            "Every place with its context, as a table.", "write", 10),
    Command("search.lift", "Show what is folded here, or fold it", "v", "screen.lift", "search",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("search.back", "Back to the words", "escape", "screen.ask", "search", "Nothing typed is lost.", "", 50),
)  # fmt: skip
