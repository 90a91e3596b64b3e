"""Everything that goes wrong: what it is called, where it is told, and with which number the program leaves.

0 done · 1 a finding or a failure · 2 wrong usage · 130 stopped by Ctrl-C. A traceback never reaches the terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from coding_tui.cli.output import say
from transcripts.errors import WorkbenchError

DONE, FINDING, WRONG_USAGE, STOPPED = 0, 1, 2, 130
# Every complaint of the argument parser; typer brings the parser along without a public name for this class.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def finding() -> typer.Exit:
    """Raise it when the work is done and something was found wrong: the program leaves with 1."""
    return typer.Exit(FINDING)


def exit_code(work: Callable[[], object]) -> int:
    """Do the work; tell what went wrong in one or two lines on stderr; return the number to leave with."""
    try:
        work()
        sys.stdout.flush()
    except typer.Exit as left:
        return _flushed(left.exit_code)
    except KeyboardInterrupt:
        say("Stopped. Steps that were finished are kept; nothing of the unfinished one is.")
        return STOPPED
    except BrokenPipeError:
        _forget_stdout()
        return DONE
    except Exception as error:
        _settled_stdout()
        say(_explained(error))
        return WRONG_USAGE if isinstance(error, UsageError) else FINDING
    return DONE


def _explained(error: Exception) -> str:
    if isinstance(error, UsageError):
        return _usage(error)
    if isinstance(error, WorkbenchError):
        return str(error)
    return _system(error) if isinstance(error, OSError) else _unexpected(error)


def _usage(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    command = "coding-tui" if context is None else context.command_path
    said = getattr(error, "format_message", error.__str__)()
    return f"{said.strip()}\nSee: {command} --help"


def _system(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return f"The system refused: {reason}. Nothing of an unfinished step was kept."
    return f"{os.fsdecode(error.filename)}: {reason}."


def _unexpected(error: Exception) -> str:
    kind = type(error).__name__
    said = f"A fault in this program stopped the work ({kind}); nothing of the unfinished step was kept."
    try:
        return f"{said}\nWhere it happened is noted, without any text of the project, in {_note(error)}"
    except OSError as refused:
        return f"{said}\nWhere it happened could not be noted: {refused.strerror}."


def _note(error: Exception) -> Path:
    """Write down where an error arose: neither locals nor messages, which may quote what people said."""
    from datetime import UTC, datetime

    import platformdirs

    folder = Path(platformdirs.user_state_dir("coding-tui", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
    with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8") as file:
        file.write("\n".join(_trail(error)) + "\n")
    return path


def _trail(error: BaseException | None) -> list[str]:
    from coding_tui.faults import places

    lines: list[str] = []
    while error is not None and len(lines) < 1000:
        kind = type(error)
        lines += [f"{kind.__module__}.{kind.__qualname__}", *(f"  {place}" for place in places(error))]
        error = error.__cause__ or error.__context__
    return lines


def _flushed(code: int) -> int:
    refused = _settled_stdout()
    if refused is None or isinstance(refused, BrokenPipeError):
        return code
    say(_explained(refused))
    return FINDING


def _settled_stdout() -> OSError | None:
    """Write out what is still buffered; where stdout takes nothing more, forget it and return why."""
    try:
        sys.stdout.flush()
    except OSError as refused:
        _forget_stdout()
        return refused
    return None


def _forget_stdout() -> None:
    """Whoever read us has gone, or has no room; what is still buffered must not complain when Python closes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def forget_terminal() -> None:
    """The terminal is gone: what an app still wanted to show must not turn its exit code into Python's own, 120."""
    _forget_stdout()
    os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
