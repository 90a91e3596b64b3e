"""Key presets: which commands have other keys than the registry gives them. `plain` is the registry itself.

`vim`: letters move as in vim, `v` starts a selection; what stood on those letters is a shift away. Keys that vim has no
use for stay as they are, and so do arrows, function keys and ctrl+z.
"""

from __future__ import annotations

from collections.abc import Mapping

PLAIN, VIM = "plain", "vim"

PRESETS: Mapping[str, Mapping[str, str]] = {
    PLAIN: {},
    VIM: {
        # moving
        "reader.left": "left,h", "reader.down": "down,j", "reader.up": "up,k", "reader.right": "right,l",
        "reader.word_right": "ctrl+right,w", "reader.word_left": "ctrl+left,b",
        "reader.row_start": "home,0", "reader.row_end": "end,dollar_sign", "reader.end": "ctrl+end,G",
        "reader.page_down": "pagedown,ctrl+d", "reader.page_up": "pageup,ctrl+u",
        "reader.previous_sentence": "left_parenthesis", "reader.next_sentence": "right_parenthesis",
        "reader.previous_turn": "left_curly_bracket", "reader.next_turn": "right_curly_bracket",
        "reader.previous_coding": "left_square_bracket", "reader.next_coding": "right_square_bracket",
        "reader.previous_uncoded": "K", "reader.next_uncoded": "J",
        "document.previous": "less_than_sign", "document.next": "greater_than_sign",
        # selecting
        "reader.take_word": "W", "reader.take_turn": "t,V",
        # doing
        "app.undo": "ctrl+z,u", "app.redo": "ctrl+y,ctrl+r",
        "coding.repeat": "full_stop", "code.last": "comma",
        "code.paste": "p,equals_sign", "coding.prompted": "P",
        "coding.life": "H", "code.look": "L", "code.back": "B",
        # lists
        "list.down": "down,j", "list.up": "up,k", "list.last": "end,G",
        "memos.about": "K", "import.kind": "K", "audit.keep": "K", "disagreements.kind": "K",
        "incident.link": "K", "retrieve.keep": "K",
    },
}  # fmt: skip
"""For each preset, keys by command, as Textual writes them, comma between."""
