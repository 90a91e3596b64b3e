"""The codebook, and the codings under the cursor, as rows. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from codebook.coding.codings import CERTAINTIES, Coding
from codebook.notes.span_memos import SpanMemo
from coding_tui.views.recent_codes import RecentCodes
from coding_tui.views.workbench_view import STANCE_MARKS, CodebookView
from coding_tui.widgets.rows import Row


def code_rows(view: CodebookView, recent: RecentCodes) -> list[Row]:
    """Rows for all codes with their counts; ◇ marks themes that ask for stance, a digit the recent ones."""
    parents = {code.parent for code in view.tree}
    rows = []
    for code in view.tree:
        many = view.totals[code.uid]
        asks = "◇ " if code.depth == 0 and code.asks_stance else ""
        digit = recent.digit(code.uid)
        retired = code.entry.status == "retired"
        rows.append(
            Row(
                code.uid, code.name, code.depth, f"{asks}{many:,}" if many else asks.strip(), str(digit or " "),
                view.hues[code.uid], code.uid in parents, " ".join((code.path, *code.entry.cues)), quiet=retired,
            )
        )  # fmt: skip
    return rows


def memo_rows(memos: Iterable[SpanMemo]) -> list[Row]:
    """Rows for the memos on passages here: the first line, and whose it is."""
    return [Row(memo.uid, memo.title, 0, memo.coder, "¶") for memo in memos]


def here_rows(codings: Iterable[Coding], view: CodebookView, marked: Collection[str] = ()) -> list[Row]:
    """Rows for codings: code, coder, ◇ and the stance's beginning, how sure, “prompted”, ★ key, ¶ memo; ✓ marked."""
    rows = []
    for coding in codings:
        code = view.by_uid.get(coding.code)
        asks = code is not None and code.asks_stance
        stance = f"◇ {STANCE_MARKS[coding.stance] or '?'}" if asks or coding.stance else ""
        sure = "" if coding.certainty is None else f"? {CERTAINTIES.get(coding.certainty, coding.certainty)}"
        said = (coding.coder, stance, sure, "prompted" if coding.prompted else "")
        signs = (*said, "★" * coding.key, "¶" * bool(coding.memo))
        name = "a code that is gone" if code is None else code.name
        rows.append(
            Row(
                coding.uid, name, 0, " ".join(sign for sign in signs if sign), "✓" if coding.uid in marked else " ",
                view.hues.get(coding.code, 0),
            )
        )  # fmt: skip
    return rows
