"""Taking files in: what was found, what is understood of it, what a person decides, and then one step of the project.

`ImportSession` answers the questions that the app's import screen and the command line ask alike; `Rules` are a
person's decisions, kept in a file for the next batch; `import_files` is a session without questions.
"""

from transcripts.intake.report import Imported, ImportReport, Refusal
from transcripts.intake.rules import Rules
from transcripts.intake.session import Entry, ImportSession, import_files

__all__ = ["Entry", "ImportReport", "ImportSession", "Imported", "Refusal", "Rules", "import_files"]
