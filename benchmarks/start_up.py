"""How long `coding-tui --help` takes, beside importing typer; and the workbench, beside a bare Textual app.

Run: python benchmarks/start_up.py [--app]

CPU time of whole processes, from the start of Python; for the workbench until its first document can be read. Compiled
modules are kept in a folder of their own and are there before anything is measured, as on a machine where the program
was started before.
"""

from __future__ import annotations

import sys
import tempfile
from os import environ
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import DEVNULL, run

from codebook.project import create_project
from coding_tui.demo import project as demo

ROUNDS = 15
APP_ROUNDS = 7
LIMIT_MS, LIMIT_RATIO = 600, 1.5
BASE = [sys.executable, "-c", "import typer"]
HELP = [str(Path(sys.executable).with_name("coding-tui")), "--help"]
WITH_STORE = """
import sqlmodel, codebook.tables
"""
BARE = """
import asyncio
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready")
app = Bare()
"""
OURS = """
import gc
gc.disable()  # as cli.opening does, until the app is up
import asyncio, sys
from pathlib import Path
from coding_tui.app import make_app
from coding_tui.settings import Settings
path = Path(sys.argv[1])
app = make_app(path, "Ann", settings=Settings(path.with_suffix(".json")))
"""
UNTIL = """
import time
def most():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
async def main():
    async with app.run_test(size=(120, 40)) as pilot:
        while not (READY):
            await asyncio.sleep(0.002)
        await pilot.pause()
        print(time.process_time() * 1000, most())
asyncio.run(main())
"""
READY_OURS = 'app.screen_stack and hasattr(app.screen, "reader") and app.screen.is_mounted and app.screen.opened'


def surroundings() -> dict[str, str]:
    """The environment, with a place for compiled modules."""
    kept = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "coding-tui-benchmarks"))}


def seconds(command: list[str]) -> float:
    """The processor time that a command takes."""
    before = getrusage(RUSAGE_CHILDREN)
    run(command, stdout=DEVNULL, check=True, env=surroundings())
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def started(program: str, ready: str, *arguments: str) -> list[float]:
    """CPU milliseconds from the start of Python to a screen that can be used, and megabytes at most."""
    command = [sys.executable, "-c", program + UNTIL.replace("READY", ready), *arguments]
    said = run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1], env=surroundings())
    return [float(number) for number in said.stdout.split()]


def measure_help() -> None:
    """Print the ratio; the two take turns, and the least of each counts, so that other work on the machine does not."""
    pairs = [(seconds(BASE), seconds(HELP)) for _ in range(ROUNDS + 1)][1:]
    base, help_ = (min(times) for times in zip(*pairs, strict=True))
    print(f"import typer      {base * 1000:6.0f} ms")
    print(f"coding-tui --help {help_ * 1000:6.0f} ms   {help_ / base:.2f} × (promised: < 2)")


def measure_workbench(folder: Path) -> None:
    """A bare app, the worked study and an empty project, in turn; the least of each counts here too."""
    worked, empty = folder / "worked.qdb", folder / "empty.qdb"
    demo.build(worked)
    create_project(empty, coder="Ann").close()
    ready_empty = READY_OURS.replace("app.screen.opened", "app.screen.lines is not None")
    ways = {
        "a bare Textual app": (BARE, "True"),
        "the same, beside the store's library": (WITH_STORE + BARE, "True"),
        "the workbench, worked study": (OURS, READY_OURS, str(worked)),
        "the workbench, empty project": (OURS, ready_empty, str(empty)),
    }
    found = [{name: started(*way) for name, way in ways.items()} for _ in range(APP_ROUNDS + 1)][1:]
    least = {name: min(each[name][0] for each in found) for name in ways}
    bare = least["a bare Textual app"]
    for name, spent in least.items():
        room = max(each[name][1] for each in found)
        print(f"{name:36s} {spent:6.0f} ms   {room:4.0f} MB   {spent / bare:.2f} × bare")
    print(f"wanted: at most {LIMIT_MS} ms and {LIMIT_RATIO} × bare")


def main() -> None:
    """Print the ratios; `--app` leaves out `--help`."""
    if "--app" not in sys.argv:
        measure_help()
    with tempfile.TemporaryDirectory() as folder:
        measure_workbench(Path(folder))


if __name__ == "__main__":
    main()
