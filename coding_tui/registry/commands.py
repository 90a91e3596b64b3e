"""Everything a person can do, once: bindings, the command palette, the footer, the help page and docs/keys.md are made
from these entries. `python -m coding_tui.registry.commands` writes the page.

`where` says which keys are alive: `everywhere`, on a screen (`workbench`, `start`, a place's id), or in a pane of one
(`reader`, `documents`, `codebook`, `here`). `action` names who does it, as Textual runs it: `app.…` or `screen.…`.
A screen with many commands keeps them beside it and is added to `COMMANDS` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding

from coding_tui.reader import keys as reader_keys
from coding_tui.registry import dialog_commands, import_commands
from coding_tui.registry.command import Command, shown_key, shown_together
from coding_tui.registry.place_commands import HEADINGS, PLACE_COMMANDS
from coding_tui.registry.places import PLACES
from coding_tui.registry.presets import PRESETS, VIM
from coding_tui.registry.ruling_commands import DISAGREEMENTS, RULING
from coding_tui.registry.ruling_commands import HEADINGS as RULING_HEADINGS
from coding_tui.registry.split_commands import HEADINGS as SPLIT_HEADINGS
from coding_tui.registry.split_commands import READINGS, SPLIT
from coding_tui.registry.suggesting_commands import HEADINGS as SUGGESTING_HEADINGS
from coding_tui.registry.suggesting_commands import SUGGESTING
from coding_tui.widgets import list_keys

WHERE = {
    "everywhere": "Everywhere", "start": "Start page", "workbench": "Code", "reader": "In the transcript",
    "documents": "In the list of documents", "codebook": "In the codebook", "here": "In the codings here",
    "moving": "Moving and selecting in the transcript", "lists": "In lists of passages, steps, codes and the like",
    **SPLIT_HEADINGS, **HEADINGS, **import_commands.HEADINGS, **RULING_HEADINGS, **SUGGESTING_HEADINGS,
    **dialog_commands.HEADINGS,
}  # fmt: skip
"""The headings of the help page, in its order. A screen adds its own with its commands."""

EVEN_IN_DIALOGS = frozenset({"app.blank", "app.leave"})

_EVERYWHERE = (
    Command("app.palette", "Commands…", "ctrl+p", "app.command_palette", "everywhere",
            "Find anything this program can do by its name.", "commands", 90),
    Command("app.help", "Help: every key", "f1", "app.help", "everywhere", "All keys, and what works right now.",
            "help", 95),
    Command("app.blank", "Blank the screen", "f9", "app.blank", "everywhere",
            "Hide everything until a key is pressed.", "blank", 96),
    Command("app.jump", "Jump to a pane", "ctrl+j", "app.jump", "everywhere",
            "A letter stands on each pane; its key goes there.", "jump", 92),
    Command("app.undo", "Undo", "ctrl+z", "app.undo", "everywhere",
            "Undo the latest step, whatever it was; also after a restart.", "undo", 70, writes=True),
    Command("app.redo", "Redo", "ctrl+y", "app.redo", "everywhere", "Do again what was undone last.", writes=True),
    Command("app.theme", "Change the theme…", "", "app.change_theme", "everywhere",
            "Dark, light, monochrome and others."),
    Command("app.start", "Start page: other projects", "", "app.start_page", "everywhere",
            "Close this project and choose another."),
    Command("app.leave", "Leave", "ctrl+q", "app.quit", "everywhere", "Everything is saved already.", "leave", 97),
)  # fmt: skip

_START = (
    Command("start.open_recent", "Open the chosen project", "enter", "screen.open_chosen", "start", "Open it.",
            "open", 1),
    Command("start.new", "New project…", "n", "screen.new_project", "start",
            "An empty project, or one with the shipped codebook.", "new", 2),
    Command("start.open", "Open a project…", "o", "screen.open_project", "start", "Open a project file by its path.",
            "open another", 3),
    Command("start.import", "Import a folder…", "i", "screen.import_folder", "start",
            "Make a project from a folder of transcripts.", "import a folder", 4),
    Command("start.demo", "The worked study", "d", "screen.demo", "start",
            "Build a made-up study to try everything on.", "worked study", 5),
    Command("start.forget", "Take off the list", "delete", "screen.forget", "start",
            "Take a project off this list; the file stays.", "off the list", 8),
)  # fmt: skip

_WORKBENCH = (
    Command("pane.next", "Next pane", "tab", "screen.next_pane", "workbench",
            "Documents, transcript, codebook, codings here.", "pane", 60),
    Command("pane.previous", "Previous pane", "shift+tab", "screen.previous_pane", "workbench", "The other way round."),
    Command("document.replace", "Replace with a corrected transcript…", "", "screen.replace_document", "workbench",
            "See first what becomes of every coding and quotation of the document in the reader.", writes=True),
    Command("document.report", "What the last correction did…", "", "screen.read_report", "workbench",
            "The report of the last corrected transcript of the document in the reader."),
    Command("document.put_back", "Put back what a correction set aside…", "", "screen.put_back", "workbench",
            "Give a coding or quotation that was set aside the selected words.", writes=True),
    Command("lists.write", "Write a list to a file…", "", "screen.write_list", "workbench",
            "All codings, assignments, how far everybody is, documents, speakers, use of codes, saved queries."),
    Command("document.import", "Import files…", "ctrl+o", "screen.import_files", "workbench",
            "Look at files or a folder, say who speaks, then bring them in.", "import", 41, writes=True),
)  # fmt: skip

_READER = (
    Command("code.recent", "Apply a recent code", "1,2,3,4,5,6,7,8,9", "screen.apply_recent('{key}')", "reader",
            "Apply the code of that digit to the selection. Digits stay with their codes.", "code", 1, writes=True),
    Command("code.palette", "Apply a code…", "c,enter", "screen.apply_code", "reader",
            "Find a code by name, path, rules or cues and apply it to the selection.", "palette", 2, writes=True),
    Command("code.last", "Apply the last code again", "full_stop", "screen.apply_last", "reader",
            "The code applied last, to the selection.", "again", 3, writes=True),
    Command("coding.repeat", "The last action again", "comma", "screen.repeat", "reader",
            "What was done last, once more: to the selection, or to the coding under the cursor.", "repeat", 8,
            writes=True),
    Command("code.in_vivo", "Code in vivo", "i", "screen.in_vivo", "reader",
            "The selected words become a code, and are coded with it.", "in vivo", 4, writes=True),
    Command("coding.remove", "Uncode", "x", "screen.uncode", "reader",
            "Take the coding under the cursor away.", "uncode", 10, writes=True),
    Command("coding.recode", "Recode…", "r", "screen.recode", "reader",
            "Give the coding under the cursor another code; its place, memo and marks stay.", "recode", 13,
            writes=True),
    Command("coding.memo", "Memo…", "m", "screen.memo", "reader", "Write about the coding under the cursor.", "memo",
            11, writes=True),
    Command("coding.prompted", "Prompted, or not", "p", "screen.toggle_prompted", "reader",
            "The interviewer brought it up first.", "prompted", 16, writes=True),
    Command("coding.key", "Key passage, or not", "asterisk", "screen.toggle_key", "reader",
            "Mark the coding under the cursor as a key passage.", "key", 15, writes=True),
    Command("coding.stance", "Say who holds it…", "o", "screen.ask_stance", "reader",
            "Set the stance of the coding under the cursor.", "stance", 14, writes=True),
    Command("coding.certainty", "How sure: low, medium, high", "question_mark", "screen.next_certainty", "reader",
            "The next of them for the coding under the cursor; after high, not said.", "sure", 18, writes=True),
    Command("coding.life", "History of this coding", "h", "screen.tell_life", "reader",
            "Who made it, under which rules, and everything that was changed, undone and done again.", "history", 19),
    Command("coding.before", "How was this coded before?", "O", "screen.tell_before", "reader",
            "The settled passages most like the selection, ruled on or agreed by all: what they got and why; without "
            "a selection, like the coding under the cursor."),
    Command("coding.copy", "Copy its code", "y", "screen.copy_code", "reader",
            "Remember the code of the coding under the cursor, whoever made it, or those of the marked ones.",
            "copy code", 20, writes=True),
    Command("coding.copy_all", "Copy all codes here", "Y", "screen.copy_codes", "reader",
            "Remember the codes of all codings here.", writes=True),
    Command("code.paste", "Apply the copied codes", "equals_sign", "screen.apply_copied", "reader",
            "Give the selection the codes that were copied, as one step.", "copied codes", 4, writes=True),
    Command("code.look", "See the code in use", "l", "screen.look_at_use", "reader",
            "Go to a use of the code whose rules are in sight: the one that was ruled on last, else the latest key "
            "passage elsewhere, else the latest coding.", "in use", 22),
    Command("code.back", "Back from there", "b", "screen.go_back", "reader",
            "To where one was before.", "back", 0),
    Command("quotation.collect", "Collect as a quotation", "q", "screen.collect", "reader",
            "Put the selection aside for the report.", "collect", 9, writes=True),
    Command("document.done", "Done: nothing more to code here", "d", "screen.nothing_more", "reader",
            "In the selected words; with nothing selected, in the document: what is uncoded then means “no”. Again: "
            "not done.", "done", 30, writes=True),
    Command("document.next", "Next document to code", "right_parenthesis", "screen.next_document", "reader",
            "The next one in the list that is assigned to you and not done.", "next document", 40),
    Command("document.previous", "Previous document", "left_parenthesis", "screen.previous_document", "reader",
            "The one above it in the list."),
    Command("care.fold", "Show what is folded here, or fold it", "space", "screen.toggle_fold", "reader",
            "A passage flagged as distressing: shows it, or folds it again; so does enter there.", "show it",
            8),
    Command("care.fold_all", "Show all that is folded, or fold it", "z", "screen.toggle_folds", "reader",
            "Every passage of this document that is flagged as distressing.", "show all folded", 47),
    Command("care.flag", "Distressing, or not", "f", "screen.toggle_flag", "reader",
            "Flag the selection, or the turn, so that it is folded for everybody; where it is flagged, take that away.",
            "distressing", 46, writes=True),
    Command("find.open", "Find in this document", "slash", "screen.find", "reader",
            "Mark every place and go through them.", "find", 20),
    Command("find.next", "Next find", "n", "screen.find_next", "reader", "Go to the next marked place.", "next", 21),
    Command("find.previous", "Previous find", "N", "screen.find_previous", "reader", "Go to the one before."),
    Command("reader.go_to", "Go to a turn, time, line or document…", "g", "screen.go_to", "reader",
            "142 is a turn, 12:41 a time, l120 a line, 61% a share of the text, CPS 43 a document.", "go to", 45),
    Command("reader.clear", "Let go of marks", "escape", "screen.clear_marks", "reader",
            "Take away what a search marked."),
)  # fmt: skip

_PANES = (
    Command("documents.open", "Read this document", "enter", "screen.open_highlighted", "documents",
            "Open it in the reader.", "read", 1),
    Command("documents.group", "Group by something else", "ctrl+g", "screen.group_documents", "documents",
            "By kind and group, area, case, or how far you are.", "group", 2),
    Command("documents.filter", "Filter", "", "screen.show_documents", "documents",
            "Type to filter by label, kind, group and area; esc clears."),
    Command("codebook.apply", "Apply this code", "enter", "screen.apply_highlighted", "codebook",
            "Apply the highlighted code to what is selected in the transcript.", "apply", 1, writes=True),
    Command("codebook.new", "New code…", "ctrl+n", "screen.new_code", "codebook",
            "Make a code under the highlighted theme.", "new code", 2, writes=True),
    Command("codebook.look", "See the code in use", "ctrl+l", "screen.look_at_use", "codebook",
            "Go to a use of the highlighted code; b goes back.", "in use", 3),
    Command("here.mark", "Mark it, or not", "space", "screen.mark_coding", "here",
            "Keys that change a coding change all marked ones, as one step.", "mark", 2, writes=True),
    Command("here.mark_all", "Mark all of one's own", "a", "screen.mark_all", "here",
            "All of one's own codings here, or none.", "mark all", 3, writes=True),
    Command("here.unmark", "Let go of marks", "escape", "screen.unmark", "here",
            "Nothing is marked; again: back to the transcript."),
    Command("here.go", "Select its words", "enter", "screen.select_coding", "here",
            "Select what the highlighted coding holds.", "select", 1),
)  # fmt: skip


def _goings() -> tuple[Command, ...]:
    return tuple(
        Command(f"go.{p.id}", f"Go to {p.title}", p.key, f"app.go('{p.id}')", "everywhere", p.help + ".", "", 80)
        for p in PLACES
    )


def _movements(found: Iterable[Binding], owner: str, where: str) -> tuple[Command, ...]:
    """Keys that live with a widget."""
    return tuple(
        Command(b.id or b.action, b.description, b.key, f"{owner}.{b.action}", where, b.description + ".",
                *_FOOTER_OF_MOVES.get(b.id or "", ("", 50)))
        for b in found
    )  # fmt: skip


_FOOTER_OF_MOVES = {
    "reader.take_sentence": ("sentence", 5), "reader.take_turn": ("turn", 6), "reader.take_word": ("word", 7),
    "reader.next_uncoded": ("uncoded", 24), "reader.next_answer": ("next answer", 25),
    "reader.next_coding": ("next coding", 23), "reader.stretch": ("edge", 12),
    "reader.finish_stretch": ("put the edge here", 0), "reader.let_go": ("let go", 17),
}  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    *_EVERYWHERE, *_goings(), *_START, *_WORKBENCH, *_READER, *SPLIT, *_PANES, *READINGS, *PLACE_COMMANDS,
    *DISAGREEMENTS, *RULING, *SUGGESTING,
    *import_commands.IMPORT_COMMANDS, *dialog_commands.DIALOGS, *_movements(reader_keys.bindings(), "reader", "moving"),
    *_movements(list_keys.bindings(), "list", "lists"),
)  # fmt: skip


def command(id: str) -> Command:
    """The command of an id."""
    return next(each for each in COMMANDS if each.id == id)


def bindings(where: str) -> list[Binding]:
    """The keys of one place, for a widget's or screen's `BINDINGS`."""
    found = []
    for each in COMMANDS:
        if each.where == where and each.keys:
            for key in each.keys.split(","):
                many = "{key}" in each.action
                found.append(
                    Binding(key, each.action.replace("{key}", key), each.title, show=False,
                            id=f"{each.id}.{key}" if many else each.id, key_display=shown_key(key),
                            priority=each.id in EVEN_IN_DIALOGS)
                )  # fmt: skip
    return found


def keys_page() -> str:
    """docs/keys.md."""
    lines = ["# Keys", "",
            "Made from `coding_tui/registry/commands.py`; a test compares the two. Nothing needs alt or",
             "shift+ctrl. Where a terminal does not send shift+arrows, `v` starts a selection.", "",
             "The first column has the keys of the preset `plain`, the second what `vim` has in their place. Any of",
             "them can be others, by the command's name in the last column: [Your own keys](own-keys.md).", ""]
    for where, heading in WHERE.items():
        lines += [f"## {heading}", "", "| plain | vim | what | | name |", "|---|---|---|---|---|"]
        for each in COMMANDS:
            if each.where == where:
                vim = PRESETS[VIM].get(each.id, "").split(",")
                lines.append(f"| {_in_page(each.key_list) or 'ctrl+p'} | {_in_page(vim)} | {each.title} | {each.help} "
                             f"| {each.id} |")  # fmt: skip
        lines.append("")
    return "\n".join(lines)


def _in_page(keys: Sequence[str]) -> str:
    shown = shown_together([key for key in keys if key])
    return f"`{shown.replace('|', chr(92) + '|')}`" if shown else ""


if __name__ == "__main__":
    print(keys_page(), end="")
