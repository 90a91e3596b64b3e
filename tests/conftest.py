"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The study's shared reference material, which is not part of the repository."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"needs {SHARED}, the shared reference material, which this checkout does not have beside it")
    return SHARED
