"""What can be done on Compare, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.command import Command

HEADINGS = {"comparing": "Compare: every view", "compare": "Compare: the matrix"}
COMPARE = (
    Command("comparing.view", "Another view", "1,2,3,4,5,6,7,8,9", "screen.view('{key}')", "comparing",
            "The views of Compare by their digits in the first line.", "view", 30),
    Command("compare.read", "Read what is behind the cell", "enter", "screen.read_cell", "compare",
            "Its passages in Retrieve, exactly those that it counts.", "its passages", 1),
    Command("compare.rows", "Rows…", "r", "screen.choose_rows", "compare",
            "Themes, codes, groups, kinds, areas, attributes, cases, coders, months, participants, documents.", "rows",
            2),
    Command("compare.columns", "Columns…", "c", "screen.choose_columns", "compare", "Likewise.", "columns", 3),
    Command("compare.count", "What is counted…", "n", "screen.choose_count", "compare",
            "Codings, documents, participants, words, or their share of what is said.", "count", 4),
    Command("compare.base", "Out of what…", "d", "screen.choose_base", "compare",
            "What is eligible, the row, the column, or everything.", "out of", 5),
    Command("compare.percent", "Numbers or per cent", "p", "screen.toggle_percent", "compare",
            "`11 of 33`, or `33 %`.", "per cent", 6),
    Command("compare.query", "Which text counts…", "slash", "screen.ask_query", "compare",
            "Only what a query means, such as kind:interview.", "query", 7),
    Command("compare.stance", "Split columns by stance, or not", "s", "screen.toggle_stances", "compare",
            "Who endorses, acts on, reports, challenges.", "stance", 9),
    Command("compare.turn", "Rows to columns", "t", "screen.transpose", "compare", "And columns to rows.", "turn", 10),
    Command("compare.empty", "Rows without anything, or not", "z", "screen.toggle_empty", "compare",
            "Show them, or leave them out.", "empty rows", 11),
    Command("compare.export", "Write to a file…", "o", "screen.export", "compare",
            "The matrix as CSV, Excel, Markdown or LaTeX.", "write", 8),
)  # fmt: skip
