"""The worked study, made once in each process; who changes it works on a copy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coding_tui.demo.model import Study
from coding_tui.demo.project import build
from coding_tui.demo.study import generate

_KEPT = TemporaryDirectory(prefix="worked-")


@cache
def generated() -> Study:
    """What the worked study consists of, before it is a project."""
    return generate(seed=1)


@cache
def worked() -> Path:
    """The project and the files beside it, with short interviews."""
    path = Path(_KEPT.name) / "demo.qdb"
    build(path, words=600)
    return path
