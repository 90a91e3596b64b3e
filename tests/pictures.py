"""When the pictures of the screens can be compared: they are of one Textual on one Python, letter for letter."""

from __future__ import annotations

import sys

import pytest
import textual

TAKEN_WITH = ("8.2.8", (3, 11))

comparable = pytest.mark.skipif(
    (textual.__version__, sys.version_info[:2]) != TAKEN_WITH,
    reason="the pictures were taken with Textual 8.2.8 on Python 3.11",
)
