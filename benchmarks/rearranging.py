"""The codebook rearranged under 15,000 codings, undone row by row; and a codebook of 5,000 codes read, checked, merged.

    python benchmarks/rearranging.py

The project is that of benchmarks/queries.py. A change is previewed and made, as app and command line do it; undo must
bring every row back, else this stops. Beside each stands the least that the same rows cost: one UPDATE of all codings
of the code, with the journal's triggers, in a step. Beside checking and merging stands reading the file. CPU seconds,
least of several runs: absolute times move with the machine, ratios hardly do.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

from queries import fill
from sqlmodel import Session

from codebook.coding import codings
from codebook.project import create_project
from codebook.scheme import codes, linting, restructuring
from codebook.scheme.codes import CodeTree
from codebook.scheme.combining_text import combine_files
from codebook.scheme.restructuring import Outcome, carry_out, preview
from codebook.scheme.yaml_format import dump, load
from transcripts.project import Project

RUNS = 3
PROMISED = 0.3
"""Seconds for each change of the tree, on the machine that they were promised for."""
CODES_OF_A_BIG_BOOK = 5_000
KEPT = ("code", "code_definition", "coding", "memo", "ruling", "collected_quotation")

Change = Callable[[Session, CodeTree], Outcome]


def favourite(tree: CodeTree) -> codes.Code:
    """The code with 2,000 codings."""
    return tree.find("Code 0")


def halves(session: Session, tree: CodeTree) -> Outcome:
    """Split it, with every coding given to one of two parts."""
    code = favourite(tree)
    made = codings.codings(session, codes=[code.uid], round=None)
    given = {each.uid: ("one", "other")[at % 2] for at, each in enumerate(made)}
    return restructuring.split(session, code, ("one", "other"), given)


CHANGES: dict[str, Change] = {
    "merge": lambda s, t: restructuring.merge(s, [favourite(t)], t.find("Code 1")),
    "merge of a theme": lambda s, t: restructuring.merge(s, list(t.under(t.find("Theme 2")))[1:], t.find("Code 1")),
    "split": halves,
    "move": lambda s, t: restructuring.move(s, favourite(t), t.find("Theme 3")),
    "group": lambda s, t: restructuring.group(s, [t.find(f"Code {n}") for n in range(6)], "New theme"),
    "retire": lambda s, t: restructuring.retire(s, t.find("Theme 0")),
}


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Add what is done inside, in CPU seconds."""
    began = process_time()
    yield
    into.append(process_time() - began)


def rows(project: Project) -> dict[str, list[Any]]:
    """Every row that a change of the tree may touch."""
    with project.reading(whole=True) as session:
        ask = session.connection().exec_driver_sql
        return {table: sorted(map(tuple, ask(f"SELECT * FROM {table}")), key=repr) for table in KEPT}


def plainly(project: Project) -> float:
    """One UPDATE of the codings of the favourite."""
    taken: list[float] = []
    for _ in range(RUNS):
        with timed(taken), project.step("Plain", "bench") as session:
            tree = codes.tree(session)
            ids = (tree.find("Code 1").uid, favourite(tree).uid)
            session.connection().exec_driver_sql("UPDATE coding SET code_uid = ? WHERE code_uid = ?", ids)
        project.undo("bench")
    return min(taken)


def rearrange(project: Project) -> None:
    """Every change: looked at, made, undone."""
    before, least = rows(project), plainly(project)
    print(f"{len(before['coding']):,} codings; 2,000 of them in one UPDATE {least:6.3f} s")
    for name, change in CHANGES.items():
        looked: list[float] = []
        made: list[float] = []
        undone: list[float] = []
        for _ in range(RUNS):
            with timed(looked):
                told = preview(project, lambda s, c=change: c(s, codes.tree(s)), "bench")
            with timed(made):
                carry_out(project, lambda s, c=change: c(s, codes.tree(s)), told.label, "bench")
            with timed(undone):
                project.undo("bench")
            if rows(project) != before:
                raise SystemExit(f"{name}: undo did not bring every row back")
        seconds = min(made)
        print(f"{name:<18} look {min(looked):6.3f} s, make {seconds:6.3f} s ({seconds / least:4.1f} ×, "
              f"{seconds / PROMISED:4.0%} of what is promised), undo {min(undone):6.3f} s")  # fmt: skip


def big_book(changed: str) -> bytes:
    """50 themes of 99 codes with rules."""
    lines = ["title: Big", "codes:"]
    each = CODES_OF_A_BIG_BOOK // 50 - 1
    for theme in range(50):
        lines += [f"- name: Theme {theme}", f"  brief: What theme {theme} is about.", "  codes:"]
        for number in range(theme * each, theme * each + each):
            word = _spelt(number)
            rule = changed if number % 100 == 0 else "is said"
            lines += [f"  - name: {word}", f"    brief: Where {word} {rule} of work.",
                      f"    exclude: [not {word}]", f"    cues: [cue {word}]"]  # fmt: skip
    return ("\n".join(lines) + "\n").encode()


def _spelt(number: int) -> str:
    """A word for a number, unlike that of its neighbours."""
    parts = ("ba", "ke", "lo", "mi", "nu", "pra", "sto", "twe", "ghi", "vry")
    return "".join(parts[int(digit)] + "rstnlmkpdf"[(int(digit) + at) % 10] for at, digit in enumerate(f"{number:04}"))


def files() -> None:
    """5,000 codes."""
    ours, theirs, base = big_book("is heard"), big_book("is meant"), big_book("is said")
    found = load(base, "base")
    work: dict[str, Callable[[], Any]] = {
        "read": lambda: load(base, "base"),
        "write": lambda: dump(found),
        "check": lambda: linting.lint(found),
        "merge two": lambda: combine_files(base, ours, theirs, ("base", "ours", "theirs")),
    }
    taken: dict[str, float] = {}
    for name, each in work.items():
        spent: list[float] = []
        for _ in range(RUNS):
            with timed(spent):
                each()
        taken[name] = min(spent)
        print(f"{name:<18} {taken[name]:6.2f} s ({taken[name] / taken['read']:4.1f} × reading)")


def main() -> None:
    """Both."""
    with tempfile.TemporaryDirectory() as folder, create_project(Path(folder) / "bench.qdb", coder="bench") as project:
        fill(project, 1)
        rearrange(project)
    print(f"\nA codebook of {CODES_OF_A_BIG_BOOK:,} codes")
    files()


if __name__ == "__main__":
    main()
