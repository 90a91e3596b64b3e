"""Messages that name keys name the person's own: in words of ours a command's key stands as `«command.id»`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import coding_tui
from coding_tui.registry.keymap import CLOSINGS, KeyMap

HERE = Path(coding_tui.__file__).parent
ELSEWHERE = {"cli", "demo"}
"""The command line has no keys, nor has the worked study."""
IN_DIALOGS = re.compile(r"\besc\b|(?:^|· )[a-z] (?:leave|later|copy|show|keep)\b")
"""What a hint at the foot of a dialog would say of a key that is another person's other key."""
LISTING = {"commands.py", "keymap.py", "own_keys.py", "presets.py", "places.py", "command.py"}
"""Where keys are given to commands, or spelt."""
KEY = re.compile(
    r"(?<![«\w])(?:F[1-9]\b|ctrl\+[a-z]\b)"
    r"|(?<![\w'’‘“.,«·-])[a-z|+/*=](?: (?:asks|undoes|goes|makes|says|shows|puts|opens|finds|writes|reads|takes|"
    r"collects|brings|imports|copies|keeps|settles|adds|links|audits|measures|codes|in the|with nothing)\b)"
)
FIXED = {
    "F1": "a measure: the harmonic mean of precision and recall",
}


def words_of_ours(file: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings, with their lines."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def files() -> Iterator[Path]:
    for file in sorted(HERE.rglob("*.py")):
        if not ELSEWHERE & set(file.relative_to(HERE).parts) and not file.name.endswith(tuple(LISTING)):
            yield file


def hard_coded(words: str) -> list[str]:
    for phrase in (*CLOSINGS, *FIXED):
        words = words.replace(phrase, "")
    return [found[0] for found in KEY.finditer(words)] if " " in words.strip() else []


def test_no_message_names_a_key_that_a_person_may_have_given_away() -> None:
    found = [
        f"{file.relative_to(HERE)}:{line}: {key!r} in {words[:90]!r}"
        for file in files() for line, words in words_of_ours(file) for key in hard_coded(words)
    ]  # fmt: skip
    assert found == []


def test_no_hint_of_a_dialog_names_a_key_but_by_its_command() -> None:
    found = [
        f"{file.name}:{line}: {words!r}"
        for file in sorted((HERE / "dialogs").glob("*.py")) for line, words in words_of_ours(file)
        if IN_DIALOGS.search(words)
    ]  # fmt: skip
    assert found == []
    assert IN_DIALOGS.search("l later · v show folded")
    assert IN_DIALOGS.search("enter put there · esc leave")


def test_the_finder_finds() -> None:
    assert hard_coded("No codes yet. F2 goes to the transcripts; q collects them.") == ["F2", "q collects"]
    assert hard_coded("Press ctrl+o again.") == ["ctrl+o"]
    assert hard_coded("Cohen's F1 of it · ctrl+z undoes") == []


def test_what_messages_close_with_are_the_persons_keys() -> None:
    own = KeyMap(changed={"app.undo": ("u",), "go.quotations": ("f3",), "app.redo": ()})
    assert own.closing("Applied ‘A’ · ctrl+z undoes") == "Applied ‘A’ · u undoes"
    assert own.closing("1 quotation · F6 Quotations · ctrl+z undoes") == "1 quotation · F3 Quotations · u undoes"
    assert own.closing("Undid “A” · ctrl+y does it again") == "Undid “A” · ctrl+p “Redo” does it again"
    assert KeyMap().closing("Applied ‘A’ · ctrl+z undoes") == "Applied ‘A’ · ctrl+z undoes"
