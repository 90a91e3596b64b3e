"""What can go wrong, as a person would want to be told.

WorkbenchError              anything a command reports in one or two lines, without a traceback
├── ProjectError            the project file: absent, not a project, newer than this program, locked, damaged
├── ImportRefused           a file that cannot become a document
├── TableError              a table of codings, assignments, attributes or ratings that cannot be read at all
├── NotFound                a document, code, coder … that the project does not hold
└── Conflict                a change that would break a rule of the project (a second document of the same label …)
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """Base of all errors meant for people: `str()` says what, where and what to do, in one or two lines."""


class ProjectError(WorkbenchError):
    """The project file cannot be used."""


class Outdated(ProjectError):
    """The project file is of an older program, and opening it for reading alone does not bring it up to date."""


class ImportRefused(WorkbenchError):
    """A file cannot become a document; `str()` is the reason alone, without the path."""


class TableError(WorkbenchError):
    """A table cannot be read at all (single bad rows are reported, not raised)."""


class NotFound(WorkbenchError):
    """Something named does not exist in the project."""


class Conflict(WorkbenchError):
    """A change that the project's rules refuse."""
