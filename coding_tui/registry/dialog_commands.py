"""The keys of dialogs, of the palette of codes and of the question who holds it, for the one registry in `commands`.

What they do is the dialog's: `own` gives it their bindings, under an action of its own.
"""

from __future__ import annotations

from textual.binding import Binding

from coding_tui.registry.command import Command

HEADINGS = {
    "palette": "In the palette of codes", "stance": "At the question who holds it", "dialogs": "In every dialog",
    "summary": "Writing a summary", "text": "In what is read over the screen", "review": "In codings one by one",
    "reason": "At the question why it is ruled so", "build": "Building a query",
    "several": "Choosing several of a list", "asking": "At the question which text counts",
    "confirm": "At a question with two answers",
}  # fmt: skip
WITHIN = dict.fromkeys(("summary", "text", "review", "reason", "build", "several", "asking", "confirm"), "dialogs")
"""Places that lie in another: its keys are alive in them too."""

_PALETTE = (
    Command("palette.down", "Down a code", "down", "dialog.down", "palette", "The field keeps what is typed."),
    Command("palette.up", "Up a code", "up", "dialog.up", "palette", "The field keeps what is typed."),
    Command("palette.page_down", "Down eight codes", "pagedown", "dialog.page_down", "palette", "Further down."),
    Command("palette.page_up", "Up eight codes", "pageup", "dialog.page_up", "palette", "Further up."),
    Command("palette.stay", "Apply it, and stay", "space", "dialog.stay", "palette",
            "Before anything is typed, after the first blank, or on a code that one walked to: several codes at once."),
    Command("palette.new", "Make it a new code", "ctrl+n", "dialog.new", "palette",
            "What is typed becomes a code under the highlighted theme; Theme/Code puts it elsewhere."),
    Command("palette.close", "Leave", "escape,tab,shift+tab", "dialog.close", "palette", "Nothing further is applied."),
)  # fmt: skip
_STANCE = (
    Command("stance.endorses", "Endorses", "e", "dialog.endorses", "stance", "The speaker holds it."),
    Command("stance.acts_on", "Acts on", "a", "dialog.acts_on", "stance", "The speaker goes by it."),
    Command("stance.reports", "Reports", "r", "dialog.reports", "stance", "The speaker says that others hold it."),
    Command("stance.challenges", "Challenges", "c", "dialog.challenges", "stance", "The speaker speaks against it."),
    Command("stance.unclear", "Unclear", "u", "dialog.unclear", "stance", "It cannot be told."),
    Command("stance.later", "Later", "escape", "dialog.later", "stance",
            "It stays undecided. So it does with any other key, which then does what it does in the transcript."),
)  # fmt: skip
_DIALOGS = (
    Command("dialog.leave", "Leave", "escape", "dialog.leave", "dialogs", "Nothing is done."),
    Command("dialog.do", "Keep, make or take it", "ctrl+s", "dialog.do", "dialogs",
            "What is written is kept, what is asked for is made, the path is taken."),
    Command("dialog.list", "On to the list", "down", "dialog.list", "dialogs", "From a field to the list below it."),
)  # fmt: skip
_SUMMARY = (
    Command("summary.link", "Link the passage", "ctrl+l", "dialog.link", "summary",
            "A link to the highlighted passage, where one writes."),
    Command("summary.next", "Next passage", "ctrl+n", "dialog.next", "summary", "Round to the first; one writes on."),
)  # fmt: skip
_TEXT = (
    Command("text.close", "Close", "enter,q", "dialog.close_text", "text", "Back to the screen."),
    Command("text.copy", "Copy it", "c", "dialog.copy", "text", "Where copying it is harmless."),
)  # fmt: skip
_REVIEW = (
    Command("review.holds", "Still holds", "h", "dialog.holds", "review", "Under the rules as they are now."),
    Command("review.other", "Other code…", "r", "dialog.other", "review", "It gets another code."),
    Command("review.uncode", "Uncode", "x", "dialog.uncode", "review", "It is taken away."),
    Command("review.part", "Give it to a part", "1,2,3,4,5,6,7,8,9", "dialog.part('{key}')", "review",
            "To the part of that digit."),
    Command("review.typical", "Typical example", "t", "dialog.typical", "review", "It goes into the code's rules."),
    Command("review.near_miss", "Near miss", "n", "dialog.near_miss", "review", "It goes into the code's rules."),
    Command("review.later", "Later", "l", "dialog.later", "review", "It stays as it is, and is there next time."),
    Command("review.show", "Show what is folded here, or fold it", "v", "dialog.show", "review",
            "The words of a passage that is flagged as distressing."),
)  # fmt: skip
_REASON = (
    Command("reason.slip", "Slip", "s", "dialog.slip", "reason", "One of them did not mean it."),
    Command("reason.boundary", "Boundary", "b", "dialog.boundary", "reason", "Where it begins or ends."),
    Command("reason.definition", "Definition", "d", "dialog.definition", "reason", "The rules were read otherwise."),
    Command("reason.context", "Context", "c", "dialog.context", "reason", "What stands around it decides."),
    Command("reason.interpretation", "Interpretation", "i", "dialog.interpretation", "reason",
            "The words can be read in two ways."),
    Command("reason.double_meaning", "Double meaning", "m", "dialog.double_meaning", "reason", "Both are right."),
    Command("reason.other", "Other", "o", "dialog.other", "reason", "Something else; the note says what."),
)  # fmt: skip
_BUILD = (
    Command("build.join", "Join something to it…", "a", "dialog.join", "build",
            "AND, OR, AND NOT, WITHIN, NEAR and the others, with another code, or with several."),
    Command("build.only", "Only some of it…", "f", "dialog.only", "build",
            "Narrow the highlighted part by kind, group, coder, date, stance, words and whatever else is known."),
    Command("build.never", "Not, or not any more", "n", "dialog.never", "build",
            "AND NOT for AND, never for only, and back."),
    Command("build.joint", "Joined otherwise…", "o", "dialog.joint", "build",
            "Another of AND, OR, WITHIN … before the highlighted part."),
    Command("build.remove", "Take it out", "x", "dialog.remove", "build", "The part with its filters, or one filter."),
    Command("build.undo", "Take the last change back", "ctrl+z,u", "dialog.undo", "build", "As often as one likes."),
    Command("build.redo", "Do it again", "ctrl+y", "dialog.redo", "build", "What was taken back."),
)  # fmt: skip
_SEVERAL = (
    Command("several.mark", "Mark it, or not", "tab,space", "dialog.mark", "several",
            "Enter then takes all that are marked. While something is looked for, a blank belongs to that."),
)  # fmt: skip
_ASKING = (
    Command("asking.build", "Build it from lists…", "ctrl+b", "dialog.build", "asking",
            "The builder of queries, with what is in the line taken apart."),
)  # fmt: skip
_CONFIRM = (
    Command("confirm.other", "The other answer", "left,right", "dialog.other_answer", "confirm",
            "From one button to the other, as tab goes; enter presses it."),
)  # fmt: skip

DIALOGS: tuple[Command, ...] = (*_PALETTE, *_STANCE, *_DIALOGS, *_SUMMARY, *_TEXT, *_REVIEW, *_REASON, *_BUILD,
                                *_SEVERAL, *_ASKING, *_CONFIRM)  # fmt: skip
_BY_ID = {each.id: each for each in DIALOGS}


def own(id: str, action: str) -> list[Binding]:
    """The keys of a command (id) as bindings of a dialog that does `action` for it."""
    each = _BY_ID[id]
    return [Binding(key, action, each.title, show=False, id=id) for key in each.key_list]
