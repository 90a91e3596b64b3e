"""A terminal that is closed, a session that ends: the work is in the file, the terminal as it was, the place known."""

from __future__ import annotations

import json
import signal
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import done
from terminals import Terminal, terminal
from workbenches import make_study, stored

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

CODED = "We speak to the police before the file exists now."


def code_and_begin_a_memo(there: Terminal) -> None:
    """Code a sentence, blank words of a memo half typed."""
    there.until("We speak to the police")
    there.until_quiet()
    there.press("s")
    there.until_quiet()
    there.press("c")
    there.until_quiet()
    there.press("early\r")
    there.until("Applied ‘Early contact’")
    there.until_quiet()
    there.press("m")
    there.until("ctrl+s keep")
    there.press("half a thought")
    there.until_quiet()


def terminated(there: Terminal) -> None:
    there.process.send_signal(signal.SIGTERM)
    assert there.ended() == 128 + signal.SIGTERM
    assert there.stream.modes() <= {"7", "25"}  # it wraps lines and shows its cursor, as every terminal does
    assert termios.tcgetattr(there.ours)[:6] == there.manners
    assert "Traceback" not in there.stream.text


def closed(there: Terminal) -> None:
    there.close()
    assert there.process.wait(timeout=40) == 128 + signal.SIGHUP


@pytest.mark.parametrize("end", [terminated, closed])
def test_what_was_coded_and_what_is_being_typed_is_kept(end: Callable[[Terminal], None], tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    with terminal(tmp_path, "open", path, "--as", "Ann") as there:
        code_and_begin_a_memo(there)
        end(there)
    ((code, coding),) = stored(path)
    assert (code, coding.coder, coding.memo) == ("Partnership/Early contact", "Ann", "half a thought")
    settings = json.loads((tmp_path / "coding-tui" / "settings.json").read_text(encoding="utf-8"))
    assert settings["places"][str(path)]["document"] == coding.document
    assert done("check", path).out == "No problems\n"
    assert not path.with_name("study.qdb-wal").exists()
