"""What every test may ask for."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual.app
import textual.pilot
from hypothesis import settings
from resting import wait_for_idle
from studies import small_study

from codebook.project import create_project
from transcripts.project import Project

textual.app.wait_for_idle = textual.pilot.wait_for_idle = wait_for_idle

signal.signal(signal.SIGINT, signal.default_int_handler)
"""Programs that are started here hear Ctrl-C, also where the tests themselves run behind `&`, which turns it off."""

settings.register_profile("same", derandomize=True, deadline=None)
"""The examples that `make test` tries, the same for the same code; `make test-all` looks for new ones."""

_ran = 0


def pytest_runtest_logfinish() -> None:
    """Now and then let go of what apps held on to: each keeps all that it finds from the collector (`on_ready`)."""
    global _ran
    _ran += 1
    if _ran % 40 == 0:
        gc.unfreeze()
        gc.collect()


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The study's shared reference material, which is not part of the repository."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"needs {SHARED}, the shared reference material, which this checkout does not have beside it")
    return SHARED


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with create_project(tmp_path / "study.qdb", coder="Ann") as made:
        yield made


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """A project with two short interviews."""
    with small_study(tmp_path / "study.qdb") as made:
        yield made


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose name no picture shows, in a place where clocks show UTC."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # what stands in captions
    time.tzset()
    yield Path("study.qdb")
    monkeypatch.undo()
    time.tzset()
