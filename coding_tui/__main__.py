"""`coding-tui` and `python -m coding_tui`."""

from __future__ import annotations

import sys


def main() -> None:
    """Do what the program was called with; leaves with 0 done, 1 finding or failure, 2 wrong usage, 130 stopped."""
    try:
        from coding_tui.cli.program import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
