"""Taking files in: what was found, what is understood of it, what a person decides, and then one step of the project.

`ImportSession` answers the questions that the app's import screen and the command line ask alike; `Rules` are a
person's decisions, kept in a file for the next batch; `import_files` is a session without questions.
"""

from transcripts.intake.entries import Entry
from transcripts.intake.one_file import read_transcript
from transcripts.intake.report import Imported, ImportReport, Refusal, SpeakerUse
from transcripts.intake.rules import FileRule, Rules
from transcripts.intake.rules_file import load as load_rules
from transcripts.intake.rules_file import save as save_rules
from transcripts.intake.session import ImportSession
from transcripts.intake.straight import import_files

__all__ = [
    "Entry", "FileRule", "ImportReport", "ImportSession", "Imported", "Refusal", "Rules", "SpeakerUse", "import_files",
    "load_rules", "read_transcript", "save_rules",
]  # fmt: skip
