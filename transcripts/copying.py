"""A whole copy of an open project: for a backup, and before an update."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from transcripts.errors import ProjectError
from transcripts.safe_file import forget_unfinished
from transcripts.store.engine import vacuum_into


def copy_to(engine: Engine, target: Path) -> None:
    """A whole copy of an open project, made without disturbing it; appears under its name only when complete."""
    if target.exists():
        raise ProjectError(f"{target} exists already. Choose another name; nothing was changed.")
    if not target.parent.is_dir():
        raise ProjectError(f"There is no folder {target.parent}. Make it first, or choose another place.")
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        forget_unfinished(target)
        beside.unlink(missing_ok=True)
        vacuum_into(engine, beside, target)
        os.chmod(beside, 0o600)
        os.replace(beside, target)
    except OSError as error:
        raise ProjectError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
