"""Draws workbench.svg, the picture in the README, from the app itself on the worked study.

Run: python docs/pictures/draw.py [PROJECT]     (a study made by `make demo`; without one it is built and thrown away)

Look at the picture before committing it. It is of made-up material; the app refuses to draw real studies.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from workbenches import Driver, running, settle

from coding_tui.demo.project import build

PICTURE = Path(__file__).with_name("workbench.svg")
DOCUMENT = "CPS 32"
SIZE = (124, 38)


async def draw(project: Path) -> str:
    """The workbench as Ann sees it, with the cursor in a coding of an interview that two people coded."""
    async with running(project, coder="Ann", size=SIZE, read_only=True) as driver:
        await _open(driver, DOCUMENT)
        await driver.press("right_curly_bracket", "right_curly_bracket")
        return driver.app.export_screenshot(title="coding-tui")


async def _open(driver: Driver, label: str) -> None:
    bench = driver.bench
    line = next(each for each in bench.lines or () if each.label == label)
    bench.open(line.uid)
    await settle(driver.pilot)
    bench.reader.focus()
    await settle(driver.pilot)


def main() -> None:
    """Draw it."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "worked-study.qdb"
        if not project.exists():
            build(project)
        picture = asyncio.run(draw(project))
    PICTURE.write_text(picture, encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture.encode()):,} bytes")


if __name__ == "__main__":
    main()
