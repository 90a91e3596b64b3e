"""To which file, in which format: asked before quotations are written."""

from __future__ import annotations

from pathlib import Path

from coding_tui.dialogs.write_file import FileFormat, Target, WriteFile
from exports.formats import QUOTATION_FORMATS

__all__ = ["ExportQuotations", "Target"]


class ExportQuotations(WriteFile):
    """The formats that quotations are written in."""

    def __init__(self, what: str, path: Path) -> None:
        formats = {each.name: FileFormat(each.title, each.suffix) for each in QUOTATION_FORMATS.values()}
        super().__init__(f"{what}, section by section", path, formats)
