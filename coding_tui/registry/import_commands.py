"""What can be done while files are on their way in, for the one registry in `commands`."""

from __future__ import annotations

from coding_tui.registry.command import Command

HEADINGS = {"import": "Import", "import-files": "Import: the files", "import-speakers": "Import: who speaks"}

IMPORT_COMMANDS: tuple[Command, ...] = (
    Command("import.commit", "Bring them in", "ctrl+s", "screen.commit", "import",
            "Everything that is ready becomes documents, as one step.", "bring in", 1, writes=True),
    Command("import.next", "The other list", "tab", "screen.other_list", "import",
            "From the files to those who speak, and back.", "other list", 2),
    Command("import.add", "More files…", "ctrl+o", "screen.add_files", "import",
            "Another file or folder, beside these.", "more files", 8),
    Command("import.somebody", "A label names somebody…", "s", "screen.names_somebody", "import",
            "Lines that begin with it are a speaker’s turns, though no document shows it.", "names somebody", 9),
    Command("import.load", "Rules from a file…", "ctrl+l", "screen.load_rules", "import",
            "Decide as in an earlier batch.", "use rules", 20),
    Command("import.save", "Keep the rules…", "ctrl+w", "screen.save_rules", "import",
            "Write what was decided here to a file, for the next batch.", "keep rules", 21),
    Command("import.leave", "Stop; leave", "escape", "screen.stop", "import",
            "While files are read or brought in: stop, and what is unfinished is not in. Else leave; nothing is in.",
            "leave", 30),
    Command("import.read", "Look at it", "enter", "screen.look", "import-files",
            "Go to what was understood of this file.", "look", 3),
    Command("import.kind", "Kind…", "k", "screen.describe('kind')", "import-files",
            "What the marked files, or this one, are: interviews, panels.", "kind", 4),
    Command("import.group", "Group…", "g", "screen.describe('group')", "import-files", "Whose they are.", "group", 5),
    Command("import.area", "Area…", "a", "screen.describe('area')", "import-files", "Where they are from.", "area", 6),
    Command("import.date", "Date…", "d", "screen.describe('date')", "import-files", "When it was said."),
    Command("import.encoding", "Encoding…", "e", "screen.choose_encoding", "import-files",
            "How text that is not UTF-8 is read; look at the words in doubt.", "encoding", 9),
    Command("import.table", "How a table is read…", "t", "screen.choose_table", "import-files",
            "A row a turn, a document or a case; facts about documents; figures by month."),
    Command("import.unlabelled", "Nobody is named here, or somebody is", "u", "screen.toggle_unlabelled",
            "import-files", "Take no labels for speakers in the marked files, or this one.", "nobody named", 10),
    Command("import.skip", "Leave out, or take in", "x", "screen.toggle_skip", "import-files",
            "The marked files, or this one, do not come in.", "leave out", 7),
    Command("import.correct", "It corrects a document…", "c", "screen.correct", "import-files",
            "Another document has this label: see what becomes of its codings if this text takes its place.",
            "corrects", 11),
    Command("import.accept", "Yes: the same", "enter,y", "screen.accept", "import-speakers",
            "The label stands for the other speaker, in all files; the row for what is proposed.", "same", 3),
    Command("import.apart", "No: not the same", "n", "screen.keep_apart", "import-speakers",
            "They are two speakers, or the row is about nothing here; it is not asked again.", "not the same", 4),
    Command("import.role", "Another role", "r", "screen.next_role", "import-speakers",
            "Participant, interviewer or other, in all files.", "role", 5),
    Command("import.merge", "Stands for…", "m", "screen.merge", "import-speakers",
            "Say which speaker this label stands for, in all files.", "stands for", 6),
    Command("import.nobody", "Names nobody", "x", "screen.names_nobody", "import-speakers",
            "The label is no speaker: its words belong to the turn before.", "nobody", 7),
)  # fmt: skip
