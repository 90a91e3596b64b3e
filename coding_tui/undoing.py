"""Screens with decisions that are in no step of the project yet: undo and redo are about those there."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class OwnDecisions(Protocol):
    """A screen that takes back what was decided on it."""

    def take_back(self) -> None:
        """Take back the latest decision, or say that there is none."""

    def decide_again(self) -> None:
        """Do again what was taken back last, or say that there is none."""
