"""What can be done on Compare, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.command import Command

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
COMPARE = (*_EVERY, *_COUNTING, *_MATRIX, *_TRACKERS)
