"""Draws workbench.svg, the picture in the README, from the app itself on the worked study.

Run: python docs/pictures/draw.py [PROJECT]     (a study made by `make demo`; without one it is built and thrown away)

Look at the picture before committing it. It is of made-up material only; the app refuses to write its screen to a file.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(Path(__file__).resolve().parents[2] / "tests"))

from workbenches import Driver, running, settle

from codebook.coding.codings import Coding, codings
from codebook.paths import format_path
from codebook.project import open_project
from codebook.scheme import codes
from codebook.spans import overlaps
from coding_tui.demo.project import build
from transcripts.document_labels import find

PICTURE = Path(__file__).with_name("workbench.svg")
CODER = "Ann"
DOCUMENTS = ("CPS 45", "CPS 32", "CPS 40", "CPS 34", "CPS 49", "CPS 24", "CPS 56")
SIZE = (122, 36)


def place(project: Path) -> tuple[str, int, str]:
    """A document (uid), an offset in it where two coders read the same words differently, and the theme (uid)."""
    with open_project(project, read_only=True) as opened, opened.reading() as session:
        tree = codes.tree(session)
        by_uid = tree.by_uid()
        for label in DOCUMENTS:
            uid = find(session, label)
            made = codings(session, documents=[uid])
            for one, other in combinations(made, 2):
                if CODER in (one.coder, other.coder) and 800 < one.start < 6000 and _differ(one, other):
                    theme = tree.find(format_path(by_uid[one.code].names[:1]))
                    return uid, max(one.start, other.start), theme.uid
    raise SystemExit("No two coders differ in these documents: choose others.")


def _differ(one: Coding, other: Coding) -> bool:
    shared = overlaps((one.start, one.end), (other.start, other.end))
    return shared and one.code != other.code and one.coder != other.coder


async def draw(project: Path) -> str:
    """The workbench as Ann sees it: an interview two people coded, a theme open, the rules of the code in sight."""
    uid, offset, theme = place(project)
    async with running(project, coder=CODER, size=SIZE) as driver:
        bench = driver.bench
        bench.document_list.highlight(uid, center=True)
        bench.code_list.highlight(theme)
        bench.code_list.action_fold(False)
        bench.open(uid, at=offset)
        await _look_at(driver, offset)
        return driver.app.export_screenshot(title="coding-tui")


async def _look_at(driver: Driver, offset: int) -> None:
    await settle(driver.pilot)
    driver.bench.reader.focus()
    driver.bench.reader.move_to(offset, center=True)
    await settle(driver.pilot)


def main() -> None:
    """Draw it, from a copy."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "worked-study.qdb"
        if len(sys.argv) > 1:
            shutil.copy(sys.argv[1], project)
        else:
            build(project)
        picture = asyncio.run(draw(project))
    PICTURE.write_text(picture, encoding="utf-8")
    print(f"{PICTURE.name}: {len(picture.encode()):,} bytes")


if __name__ == "__main__":
    main()
