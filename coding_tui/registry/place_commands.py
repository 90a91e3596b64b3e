"""What can be done on the screens beside the workbench, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.audit_commands import AUDIT
from coding_tui.registry.audit_commands import HEADINGS as AUDIT_HEADINGS
from coding_tui.registry.codes_commands import CODES
from coding_tui.registry.command import Command
from coding_tui.registry.compare_commands import COMPARE
from coding_tui.registry.compare_commands import HEADINGS as COMPARE_HEADINGS
from coding_tui.registry.memo_commands import MEMOS
from coding_tui.registry.search_commands import SEARCH
from coding_tui.registry.triangulation_commands import HEADINGS as TRIANGULATION_HEADINGS
from coding_tui.registry.triangulation_commands import TRIANGULATION

HEADINGS = {
    "query": "In the fields of Retrieve and Search", "retrieve": "Retrieve", "search": "Search",
    **COMPARE_HEADINGS, **TRIANGULATION_HEADINGS, "agreement": "Agreement", "quotations": "Quotations",
    **AUDIT_HEADINGS, "memos": "Memos", "codes": "Codebook", "history": "History", "settings": "Settings",
    "replacing": "In a corrected transcript, before it is written",
    "replaced": "In the report of a corrected transcript",
}  # fmt: skip

_RETRIEVE = (
    Command("query.ask", "Ask", "enter", "screen.submit", "query", "Look for what the query means.", "ask", 0),
    Command("query.leave", "Go on to what was found", "down", "screen.leave_query", "query",
            "From the field to the list.", "what was found", 1),
    Command("query.way", "Words, their forms, pattern, or nearly", "ctrl+r", "screen.next_way", "query",
            "In Search, from the field: look for the same in another way.", "words or pattern", 2),
    Command("query.role", "Everybody's words, or whose", "ctrl+o", "screen.next_role", "query",
            "In Search, from the field: everybody's words, participants' or interviewers'.", "whose words", 3),
    Command("retrieve.read", "Read it in its document", "enter", "screen.read_it", "retrieve",
            "Go to the workbench, at this place.", "read", 1),
    Command("retrieve.collect", "Collect as quotations", "q", "screen.collect", "retrieve",
            "Put the marked passages, or this one, aside for the report.", "collect", 2, writes=True),
    Command("retrieve.sort", "Sort by something else", "s", "screen.sort", "retrieve",
            "Group, document, code, coder, length, key passages, the reverse, agreement.", "sort", 3),
    Command("retrieve.order", "Sort by…", "S", "screen.choose_order", "retrieve", "Any of these orders, from a list."),
    Command("retrieve.ask", "Ask something else", "slash", "screen.ask", "retrieve", "Back to the query.", "query", 4),
    Command("retrieve.build", "Build a query from lists…", "b,ctrl+b", "screen.build", "retrieve",
            "A code, then operators, codes and filters, each from a list; the query is written for you.", "build", 5),
    Command("retrieve.saved", "Saved queries…", "o", "screen.saved", "retrieve",
            "Queries that have a name; enter asks one.", "saved", 6),
    Command("retrieve.keep", "Keep this query under a name…", "k", "screen.save_query", "retrieve",
            "It is then asked as @name, here, in matrices and on the command line.", "keep query", 8, writes=True),
    Command("retrieve.rename_query", "Rename a saved query…", "m", "screen.rename_query", "retrieve",
            "Also where other saved queries ask for it.", "rename query", 11, writes=True),
    Command("retrieve.remove_query", "Remove a saved query…", "x", "screen.remove_query", "retrieve",
            "Undone like everything else; one that another saved query asks for stays.", "remove query", 12,
            writes=True),
    Command("retrieve.recode", "Recode…", "r", "screen.recode_found", "retrieve",
            "Give your codings behind the marked passages, or this one, another code.", "recode", 6, writes=True),
    Command("retrieve.stance", "Who holds it…", "t", "screen.stance_found", "retrieve",
            "Say the stance of your codings behind the marked passages, or this one.", "stance", 7, writes=True),
    Command("retrieve.export", "Write what was found to a file…", "e", "screen.export", "retrieve",
            "All that the query finds as quotations, attributed, as a document or a table.", "write", 9),
    Command("retrieve.spread", "Spread, and negative cases", "u", "screen.spread", "retrieve",
            "Who is silent though asked, who says the reverse, how it is spread, who is not heard.", "spread", 7),
    Command("retrieve.negative", "Go to a negative case…", "n", "screen.go_to_negative", "retrieve",
            "To the question that somebody leaves unanswered, to who says the reverse, to who is not heard.",
            "negative cases", 8),
    Command("retrieve.widen", "More around it", "w", "screen.widen", "retrieve",
            "One, two, four, eight turns either side.", "widen", 10),
    Command("retrieve.lift", "Show what is folded here, or fold it", "v", "screen.lift", "retrieve",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("retrieve.back", "Back to the query", "escape", "screen.ask", "retrieve", "Nothing typed is lost.", "", 50),
)  # fmt: skip

_AGREEMENT = (
    Command("agreement.card", "Everything about this code", "enter", "screen.card", "agreement",
            "The units side by side, pairs of coders, coders left out, drift, and what codes are taken for each other.",
            "card", 1),
    Command("agreement.why", "Why it disagrees", "d", "screen.disagreements", "agreement",
            "The passages of this code that were read differently, by their share of 1 − α, to rule on.",
            "why it disagrees", 2),
    Command("agreement.filter", "Filter…", "f", "screen.filter", "agreement",
            "Only codes whose path holds some words; nothing shows them all again.", "filter", 5),
    Command("agreement.unit", "Another unit", "u", "screen.next_unit", "agreement",
            "Sentences, turns, documents or characters.", "unit", 2),
    Command("agreement.pair", "Which coders", "p", "screen.choose_pair", "agreement",
            "All coders, or two of them.", "pair", 3),
    Command("agreement.round", "Another round", "r", "screen.next_round", "agreement",
            "Rounds of coding, one by one.", "round", 6),
    Command("agreement.sort", "Sort by something else", "s", "screen.sort", "agreement",
            "The codebook's order, lowest α first, most used first, names.", "sort", 4),
    Command("agreement.methods", "Methods paragraph", "m", "screen.methods", "agreement",
            "What the numbers rest on, in words to print.", "methods", 5),
    Command("agreement.meaning", "What these figures mean", "w", "screen.meaning", "agreement",
            "Every column in words, and what to beware of.", "what these mean", 5),
    Command("agreement.whole", "The codebook as a whole", "a", "screen.whole", "agreement",
            "α of sets of codes, and Krippendorff's unitizing family: where, and what.", "whole codebook", 6),
    Command("agreement.again", "Code again, unseen…", "n", "screen.code_again", "agreement",
            "Draw from what you finished, to code anew without what you coded before in sight; r compares.",
            "code again", 9, writes=True),
    Command("agreement.export", "Write to a file…", "o", "screen.export", "agreement",
            "The report with tables, figures and disagreements, the table alone, or one figure.", "write", 8),
    Command("agreement.stop", "Stop measuring", "escape", "screen.stop", "agreement",
            "Sentences that were found stay found.", "stop", 0),
)  # fmt: skip

_QUOTATIONS = (
    Command("quotations.read", "Read it in its document", "enter", "screen.read_it", "quotations",
            "Go to the workbench, at this place.", "read", 1),
    Command("quotations.up", "Move up", "shift+up", "screen.move(-1)", "quotations",
            "Before the one above it, or into the section above.", "move up", 2, writes=True),
    Command("quotations.down", "Move down", "shift+down", "screen.move(1)", "quotations",
            "After the one below it, or into the section below.", "down", 3, writes=True),
    Command("quotations.section", "Put into a section…", "e", "screen.section", "quotations",
            "Put the marked quotations, or this one, into a new or an old section.", "section", 4, writes=True),
    Command("quotations.trim", "Cut or explain…", "t", "screen.trim", "quotations",
            "Say how it is to be printed: cuts as …, words of your own in [brackets].", "trim", 5, writes=True),
    Command("quotations.note", "Note…", "n", "screen.note", "quotations",
            "Say why it was collected, or what to do with it.", "note", 5, writes=True),
    Command("quotations.remove", "Take out", "x", "screen.remove_it", "quotations",
            "Take the marked quotations, or this one, out; codings stay.", "take out", 6, writes=True),
    Command("quotations.export", "Write to a file…", "o", "screen.export", "quotations",
            "All collected quotations, section by section, as a document or a table.", "write", 7),
    Command("quotations.attribution", "How people are named…", "h", "screen.attribute", "quotations",
            "The project's template of attributions; then which of them fit too few people.", "named as", 9,
            writes=True),
    Command("quotations.place", "Where attributions stand…", "", "screen.stand", "quotations",
            "Below the quotation, in footnotes or in endnotes.", writes=True),
    Command("quotations.withhold", "Names that must not leave…", "w", "screen.withhold", "quotations",
            "Add names of people who are spoken about; nothing with one of them is written or copied.", "names", 10,
            writes=True),
    Command("quotations.release", "Names that may leave again…", "", "screen.release", "quotations",
            "Take names off the list.", writes=True),
    Command("quotations.coded", "A coded transcript, or a portrait…", "d", "screen.write_coded", "quotations",
            "A document with its codes in the margin, or drawn: where in it which code stands.", "transcript", 11),
    Command("quotations.packs", "Packs for participants…", "p", "screen.write_packs", "quotations",
            "A file for each participant: all that was coded and quoted of what they said.", "packs", 12),
    Command("quotations.templates", "Templates to change…", "", "screen.write_templates", "quotations",
            "Put the templates of quotations into a folder, for the team to change and use."),
    Command("quotations.cite", "Go to an id…", "g", "screen.go_to_id", "quotations",
            "To the passage that an id such as CPS43:142-144 names.", "id", 13),
    Command("quotations.lift", "Show what is folded here, or fold it", "v", "screen.lift", "quotations",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("quotations.audit", "Audit a draft…", "a", "screen.audit", "quotations",
            "Look every quotation of a draft up, word for word.", "audit", 8),
    Command("quotations.balance", "Balance of voices", "b", "screen.balance", "quotations",
            "Which groups and participants are used, and who is not heard.", "balance", 8),
)  # fmt: skip

_HISTORY = (
    Command("history.changes", "Read what it changed", "enter", "screen.read_changes", "history",
            "Go to the rows at the right, before and after.", "changes", 1),
    Command("history.undo_to", "Undo to here…", "u", "screen.undo_to_here", "history",
            "Undo this step and every step after it, one by one, after asking.", "undo to here", 2, writes=True),
    Command("history.who", "By whom", "f", "screen.next_coder", "history",
            "Everybody's steps, or one coder's.", "who", 3),
    Command("history.export", "Write to a file…", "o", "screen.export", "history",
            "The steps that are listed, as a table.", "write", 4),
    Command("history.back", "Back to the steps", "escape", "screen.back_to_steps", "history",
            "To the list at the left."),
)  # fmt: skip

_SETTINGS = (
    Command("settings.change", "Change it", "enter", "screen.change", "settings",
            "Take the highlighted theme; it is remembered.", "take this theme", 1),
    Command("settings.name", "Work as somebody else…", "ctrl+n", "screen.name", "settings",
            "Whose codings are made from now on, until you leave.", "coder", 2),
    Command("settings.keys", "Keys: plain or as in vim…", "ctrl+k", "screen.choose_keys", "settings",
            "Which preset of keys holds; your own keys stand over it.", "keys", 6),
    Command("settings.own_keys", "Own keys: make the file, or read it again", "ctrl+o", "screen.take_own_keys",
            "settings", "A file beside the settings with every command in it, to give any of them other keys.",
            "own keys", 7),
    Command("settings.fold", "Fold flagged passages, or not", "ctrl+d", "screen.toggle_folding", "settings",
            "Whether passages flagged as distressing are folded when a document opens.", "fold", 3),
    Command("settings.idle", "Blank when nobody is there…", "ctrl+t", "screen.ask_idle", "settings",
            "After how many minutes without a key the screen goes blank; 0 is never.", "idle", 4),
    Command("settings.limit", "A limit for a day…", "ctrl+l", "screen.ask_limit", "settings",
            "After how many minutes of transcripts you are told, once a day; 0 is never.", "limit", 5),
)  # fmt: skip

_REPLACING = (
    Command("replacing.accept", "Accept what is shown", "enter", "screen.accept", "replacing",
            "It becomes what is shown at the right; go on to the next.", "accept", 1),
    Command("replacing.aside", "Set it aside", "x", "screen.set_aside", "replacing",
            "It gets no place in the new text; it is kept and can be put back by hand.", "set aside", 2, writes=True),
    Command("replacing.likely", "Put it where it may belong", "l", "screen.take_likely", "replacing",
            "What is lost goes to the likely place that is shown, what is in doubt to the other one.", "put it here", 3,
            writes=True),
    Command("replacing.all", "What needs looking at, or everything", "f", "screen.show_all", "replacing",
            "Also what only moved, and what was kept.", "everything", 5),
    Command("replacing.replace", "Replace the text…", "r", "screen.replace", "replacing",
            "Everything as decided, as one step, after asking.", "replace", 4, writes=True),
    Command("replacing.lift", "Show what is folded here, or fold it", "v", "screen.lift", "replacing",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("replacing.leave", "Leave everything as it is", "escape", "screen.leave", "replacing",
            "Back to the transcript; nothing was changed.", "leave", 6),
)  # fmt: skip

_REPLACED = (
    Command("replaced.read", "Read it in its document", "enter", "screen.read_it", "replaced",
            "Go to the workbench, at its words in the new text.", "read", 1),
    Command("replaced.all", "What needs looking at, or everything that changed", "f", "screen.show_all", "replaced",
            "Also what only moved.", "everything", 2),
    Command("replaced.lift", "Show what is folded here, or fold it", "v", "screen.lift", "replaced",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("replaced.leave", "Back to the transcript", "escape", "screen.leave", "replaced",
            "To the workbench.", "back", 3),
)  # fmt: skip

PLACE_COMMANDS: tuple[Command, ...] = (
    *_RETRIEVE, *SEARCH, *COMPARE, *TRIANGULATION, *_AGREEMENT, *_QUOTATIONS, *AUDIT, *MEMOS, *CODES, *_HISTORY,
    *_SETTINGS,
    *_REPLACING, *_REPLACED,
)  # fmt: skip
