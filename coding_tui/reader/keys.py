"""The reader's own keys. Each has an id, so that a key map can give it others."""

from __future__ import annotations

from textual.binding import Binding

_STEPS = (
    ("left", "left", "shift+left", "Back a character"),
    ("right", "right", "shift+right", "On a character"),
    ("word_left", "ctrl+left", "ctrl+shift+left", "Back a word"),
    ("word_right", "ctrl+right", "ctrl+shift+right", "On a word"),
    ("up", "up", "shift+up", "Up a row"),
    ("down", "down", "shift+down", "Down a row"),
    ("page_up", "pageup", "shift+pageup", "Up a page"),
    ("page_down", "pagedown", "shift+pagedown", "Down a page"),
    ("row_start", "home", "shift+home", "Start of the row"),
    ("row_end", "end", "shift+end", "End of the row"),
    ("start", "ctrl+home", "ctrl+shift+home", "Start of the document"),
    ("end", "ctrl+end", "ctrl+shift+end", "End of the document"),
    ("previous_turn", "left_square_bracket", "", "Previous turn"),
    ("next_turn", "right_square_bracket", "", "Next turn"),
    ("previous_answer", "A", "", "Previous answer, passing over the interviewer"),
    ("next_answer", "a", "", "Next answer, passing over the interviewer"),
    ("previous_sentence", "less_than_sign", "", "Previous sentence"),
    ("next_sentence", "greater_than_sign", "", "Next sentence"),
    ("previous_coding", "left_curly_bracket", "", "Previous coding"),
    ("next_coding", "right_curly_bracket", "", "Next coding"),
    ("previous_uncoded", "U", "", "Previous uncoded stretch"),
    ("next_uncoded", "u", "", "Next uncoded stretch"),
)

_ACTIONS = (
    ("anchor", "v", "toggle_anchor", "Start selecting"),
    ("take_word", "w", "take('word')", "Select the word; again: one more"),
    ("take_sentence", "s", "take('sentence')", "Select the sentence; again: one more"),
    ("take_turn", "t", "take('turn')", "Select the turn; again: one more"),
    ("grow", "plus", "grow", "Grow the selection"),
    ("shrink", "minus", "shrink", "Shrink the selection"),
    ("stretch", "e", "stretch", "Move the nearer edge of the coding"),
    ("finish_stretch", "enter", "finish_stretch", "Put the edge down here"),
    ("let_go", "escape", "let_go", "Let go"),
    ("copy", "ctrl+c", "copy", "Copy what is selected"),
)


def bindings() -> list[Binding]:
    """Every key of the reader; ids are `reader.` and the name, with `reader.select_` for moves that select."""
    found: list[Binding] = []
    for name, key, selecting_key, description in _STEPS:
        found.append(Binding(key, f"go('{name}')", description, id=f"reader.{name}", show=False))
        if selecting_key:
            action = f"go('{name}', True)"
            found.append(
                Binding(selecting_key, action, f"Select: {description.lower()}", id=f"reader.select_{name}", show=False)
            )
    for name, key, action, description in _ACTIONS:
        found.append(Binding(key, action, description, id=f"reader.{name}", show=False))
    return found
