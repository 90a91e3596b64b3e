"""What can be done on Compare, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

HEADINGS = {
    "comparing": "Compare: every view", "counting": "Compare: the matrix, and the trackers",
    "compare": "Compare: the matrix", "trackers": "Compare: the trackers",
    "together": "Compare: codes that stand together", "framework": "Compare: the framework matrix",
}  # fmt: skip
_EVERY = (
    Command("comparing.view", "Another view", "1,2,3,4,5,6,7,8,9", "screen.view('{key}')", "comparing",
            "The views of Compare by their digits in the first line.", "view", 30),
)  # fmt: skip
_COUNTING = (
    Command("compare.read", "Read what is behind the cell", "enter", "screen.read_cell", "counting",
            "Its passages in Retrieve, exactly those that it counts.", "its passages", 1),
    Command("compare.rows", "Rows…", "r", "screen.choose_rows", "counting",
            "Themes, codes, groups, kinds, areas, attributes, cases, coders, months, participants, documents.", "rows",
            2),
    Command("compare.count", "What is counted…", "n", "screen.choose_count", "counting",
            "Codings, documents, participants, words, or their share of what is said.", "count", 5),
    Command("compare.next_base", "Out of the next thing", "d", "screen.next_base", "counting",
            "What is eligible, those asked, the row, the column, everything, one after the other.", "out of", 6),
    Command("compare.base", "Out of what…", "D", "screen.choose_base", "counting",
            "The same from a list that says what each of them is."),
    Command("compare.percent", "Numbers or per cent", "p", "screen.toggle_percent", "counting",
            "`11 of 33`, or `33 %`.", "per cent", 7),
    Command("compare.chart", "Table or chart", "c", "screen.toggle_chart", "counting",
            "The same numbers drawn: shades, bars, or a line of months.", "chart", 4),
    Command("compare.kind", "Another kind of chart", "v", "screen.next_kind", "counting",
            "Heat map, bars, small multiples; of months a timeline.", "kind of chart", 4),
    Command("compare.query", "Which text counts…", "slash", "screen.ask_query", "counting",
            "Only what a query means, such as kind:interview.", "query", 8),
    Command("compare.empty", "Rows without anything, or not", "z", "screen.toggle_empty", "counting",
            "Show them, or leave them out.", "empty rows", 12),
    Command("compare.export", "Write to a file…", "o", "screen.export", "counting",
            "As a table (CSV, Excel, Markdown, LaTeX), as zeros and ones for R, as a figure (SVG, PNG, PDF, web page).",
            "write", 9),
)  # fmt: skip
_MATRIX = (
    Command("compare.columns", "Columns…", "a", "screen.choose_columns", "compare",
            "What goes across: the same as rows may be.", "columns", 3),
    Command("compare.stance", "Split columns by stance, or not", "s", "screen.toggle_stances", "compare",
            "Who endorses, acts on, reports, challenges.", "stance", 10),
    Command("compare.turn", "Rows to columns", "t", "screen.transpose", "compare", "And columns to rows.", "turn", 11),
)  # fmt: skip
_TRACKERS = (
    Command("trackers.choose", "Which figures…", "t", "screen.choose_trackers", "trackers",
            "All trackers, one of them, or one of its columns, below the counts of the same months.", "figures", 3),
)  # fmt: skip
_TOGETHER = (
    Command("together.read", "Read where both are", "enter", "screen.read_pair", "together",
            "The passages of both codes that stand together, in Retrieve.", "passages", 1),
    Command("together.codes", "Which codes…", "r", "screen.choose_codes", "together",
            "All codes, the themes, or the codes of one theme.", "codes", 2),
    Command("together.way", "Together how…", "w", "screen.choose_way", "together",
            "By the text that both are on, in the same turn or document, or near each other.", "together how", 3),
    Command("together.near", "How near…", "n", "screen.ask_near", "together",
            "So many turns or sentences from one to the other.", "near", 6),
    Command("together.measure", "Numbers, Jaccard or lift", "p", "screen.next_measure", "together",
            "How many units hold both; of those with either, the share with both; how much more than by chance.",
            "measure", 4),
    Command("together.chart", "Table or chart", "c", "screen.toggle_chart", "together", "The same drawn.", "chart", 5),
    Command("together.kind", "Another kind of chart", "v", "screen.next_kind", "together",
            "A heat map, or bars of the pairs that are together most.", "kind of chart", 5),
    Command("together.query", "Which text counts…", "slash", "screen.ask_query", "together",
            "Only what a query means, such as kind:interview.", "query", 7),
    Command("together.empty", "Codes that stand alone, or not", "z", "screen.toggle_empty", "together",
            "Show them, or leave them out.", "lone codes", 9),
    Command("together.export", "Write to a file…", "o", "screen.export", "together",
            "Every pair with its indices as a table, or a heat map as a figure.", "write", 8),
)  # fmt: skip
_FRAMEWORK = (
    Command("framework.read", "Read its passages", "enter", "screen.read_cell", "framework",
            "All passages of the cell in Retrieve; in the list at the right, the one in its document.", "passages", 2),
    Command("framework.write", "Write the summary…", "e", "screen.write_summary", "framework",
            "Your own words on what is said, the passages beside them; ctrl+l links one.", "write", 1, writes=True),
    Command("framework.link", "Write, and link these passages…", "l", "screen.link_passages", "framework",
            "Your summary with links to the marked passages, or the highlighted one, at its end.", "link", 4,
            writes=True),
    Command("framework.remove", "Take your summary away", "backspace,delete", "screen.take_away", "framework",
            "Of this cell; others' stay.", "", 20, writes=True),
    Command("framework.next", "Next to write", "n", "screen.next_due", "framework",
            "The next cell with passages and nothing of yours.", "next to write", 3),
    Command("framework.go", "Go to a link…", "g", "screen.follow_link", "framework",
            "To the passage that a summary links to.", "links", 6),
    Command("framework.pane", "To the passages, and back", "tab", "screen.next_pane", "framework",
            "The list at the right, where space marks.", "pane", 5),
    Command("framework.subject", "Participants or cases", "s", "screen.turn_subject", "framework",
            "Whose row it is.", "cases", 7),
    Command("framework.themes", "Themes…", "r", "screen.choose_themes", "framework",
            "Themes, all codes, or the codes of one theme.", "themes", 8),
    Command("framework.query", "Which passages…", "slash", "screen.ask_query", "framework",
            "Only those that a query means.", "query", 10),
    Command("framework.lift", "Show what is folded here, or fold it", "v", "screen.lift", "framework",
            "The words of a passage that is flagged as distressing.", "show it", 9),
    Command("framework.export", "Write to a file…", "o", "screen.export", "framework",
            "All summaries with links to their passages: Word, Excel, Markdown, CSV, LaTeX.", "write to a file", 11),
)  # fmt: skip
COMPARE = (*_EVERY, *_COUNTING, *_MATRIX, *_TRACKERS, *_TOGETHER, *_FRAMEWORK)
