"""Small files of the person's own on this machine, as JSON: readable by nobody else, never half written.

One that cannot be read or written is no reason to stop.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def kept(path: Path) -> Any:
    """What is kept at `path`; None when there is nothing that can be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep(path: Path, values: dict[str, Any]) -> bool:
    """Write values in place of what was kept; says whether that worked."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=1)
        os.replace(beside, path)
    except (OSError, UnicodeEncodeError):
        return False
    return True
