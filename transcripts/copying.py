"""A whole copy of an open project, for a backup and before an update; and where a new file may come to be."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from transcripts.errors import ProjectError
from transcripts.safe_file import forget_unfinished
from transcripts.store.engine import vacuum_into


def require_new(path: Path) -> None:
    """Raise ProjectError unless a file of this name can come to be: nothing is there, and its folder is."""
    if path.exists():
        raise ProjectError(f"{path} exists already. Choose another name; nothing was changed.")
    if not path.parent.is_dir():
        raise ProjectError(f"There is no folder {path.parent}. Make it first, or choose another place.")


def copy_to(engine: Engine, target: Path) -> None:
    """A whole copy of an open project, made without disturbing it; appears under its name only when complete."""
    require_new(target)
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
