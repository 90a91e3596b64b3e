"""What can be done about memos, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

MEMOS = (
    Command("memos.go_there", "Go to what it is about", "enter", "screen.go_there", "memos",
            "Its passage, document or code in the workbench.", "go there", 1),
    Command("memos.new", "New journal entry…", "ctrl+n", "screen.write_journal", "memos",
            "A memo on the project as a whole.", "new entry", 2, writes=True),
    Command("memos.edit", "Edit…", "e", "screen.edit_memo", "memos", "Write it anew; only your own.", "edit", 3,
            writes=True),
    Command("memos.topic", "What kind of thought it is…", "t", "screen.topic", "memos",
            "A word such as theory, method or question; none takes it away.", "topic", 5, writes=True),
    Command("memos.remove", "Remove", "x", "screen.remove_memo", "memos", "Take the memo away; ctrl+z brings it back.",
            "remove", 6, writes=True),
    Command("memos.link", "Follow a link…", "l", "screen.follow_link", "memos",
            "Go to the document, turn, passage or code that is named in it.", "link", 4),
    Command("memos.about", "About what", "k", "screen.next_about", "memos",
            "Everything, or only the journal, documents, passages, codings or codes.", "about what", 7),
    Command("memos.who", "By whom", "f", "screen.next_writer", "memos", "Everybody's, or one coder's.", "who", 8),
    Command("memos.today", "Today's log as a journal entry…", "d", "screen.write_log", "memos",
            "What you did today, in sentences, to be changed and kept.", "today", 9, writes=True),
    Command("memos.export", "Write to a file…", "o", "screen.export", "memos",
            "The memos that are listed, as Markdown with their links told in words, or as a table.", "write", 11),
    Command("memos.search", "Search in memos", "slash", "screen.ask", "memos",
            "Words in memos or in what they are about.", "search", 10),
    Command("memos.back", "Back to the search", "escape", "screen.ask", "memos", "Nothing typed is lost."),
    Command("memo.document", "Memo on this document…", "", "screen.memo_on_document", "workbench",
            "Write about the document in the reader.", writes=True),
    Command("memo.code", "Memo on this code…", "", "screen.memo_on_code", "workbench",
            "Write about the code highlighted in the codebook.", writes=True),
    Command("memo.span", "Memo on the selected words…", "", "screen.memo_on_words", "workbench",
            "Write about the selection, coded or not; m does so where none of your codings is under the cursor.",
            writes=True),
    Command("memo.journal", "New journal entry…", "", "screen.write_journal", "workbench",
            "A memo on the project as a whole.", writes=True),
)  # fmt: skip
