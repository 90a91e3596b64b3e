"""Rules for importing: what a person decided about one batch of files, and what that means for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from glob import escape
from pathlib import PurePosixPath

from transcripts.cell_types import day
from transcripts.errors import WorkbenchError
from transcripts.importing import TABLES, Decisions
from transcripts.importing.months import month_of
from transcripts.importing.names import key_of

ROLES = ("participant", "interviewer", "other")


class BadRules(WorkbenchError):
    """A rules file that cannot be read, or says something that is no rule."""


@dataclass(frozen=True, slots=True)
class FileRule:
    """What holds for files whose name, or path inside the folder named, matches the pattern `match`.

    A pattern that begins with `/` is about the whole path, as of `/CPS 1.txt` in the folder named and in none below.
    `unlabelled`, `skip` and `again` (it comes in though its very bytes are in already) are None where nothing is said.
    """

    match: str
    about: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    table: str = ""
    unlabelled: bool | None = None
    skip: bool | None = None
    again: bool | None = None

    def __post_init__(self) -> None:
        """Raises BadRules for a way to read tables that is none, and for a date that is none."""
        if self.table and self.table not in TABLES:
            raise BadRules(f"Tables are read as {', '.join(TABLES)}; not as ‘{self.table}’.")
        checked(self.about)

    def holds(self, name: str) -> bool:
        """Whether the rule is about a file of this name (a path inside the folder named, with `/`)."""
        if self.match.startswith("/"):
            return fnmatchcase(name, self.match[1:])
        return self.match == name or any(fnmatchcase(each, self.match) for each in (name, PurePosixPath(name).name))


def checked(about: Mapping[str, str]) -> Mapping[str, str]:
    """What is known of files, its date as it is kept: a day, or a month as 2023-03. Raises BadRules for another."""
    said = about.get("date", "")
    when = day(said) or month_of(said)
    if said and when is None:
        raise BadRules(f"‘{said}’ is no date: write a day as 2023-03-14, or a month as 2023-03.")
    return {**about, "date": when} if when else about


def only(name: str) -> str:
    """The pattern that is about the file of this name (a path inside the folder named) and no other."""
    return f"/{escape(name)}"


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything decided for a batch; each change is a new value, so that one can go back.

    Later rules for files win over earlier ones, and all of them over `about` and `encoding`.
    `roles` and `names` are by the label as it is written; `names` give the speaker that it stands for, `nobody` are
    labels that name none, `somebody` those that do although no document shows it; `apart` pairs of labels that are two
    people however alike; `rows` the document (or
    participant, or case) that a row of a table of attributes means by what it writes; empty for one that is not here.
    """

    about: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    nobody: frozenset[str] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    files: tuple[FileRule, ...] = ()
    rows: Mapping[str, str] = field(default_factory=dict)
    somebody: frozenset[str] = frozenset()

    # -- what holds for one file -----------------------------------------------------------------------------------

    def decisions(self, name: str) -> Decisions:
        """How a file of this name is read."""
        rules = [rule for rule in self.files if rule.holds(name)]
        return Decisions(
            encoding=next((rule.encoding for rule in reversed(rules) if rule.encoding), self.encoding),
            names={key_of(label): speaker for label, speaker in self.names.items()},
            roles={key_of(speaker): role for speaker, role in self.roles.items()},
            not_speakers=frozenset(map(key_of, self.nobody)),
            speakers=frozenset(map(key_of, self.somebody)),
            unlabelled=self.unlabelled(name),
            table=next((rule.table for rule in reversed(rules) if rule.table), ""),
        )

    def facts(self, name: str) -> dict[str, str]:
        """What is known of a file of this name: kind, group, area, date, language."""
        found = dict(self.about)
        for rule in self.files:
            if rule.holds(name):
                found.update(rule.about)
        return {key: value for key, value in checked(found).items() if value}

    def unlabelled(self, name: str) -> bool:
        """Whether nobody is named in a file of this name."""
        return self._switched("unlabelled", name)

    def skips(self, name: str) -> bool:
        """Whether a file of this name is left out."""
        return self._switched("skip", name)

    def again(self, name: str) -> bool:
        """Whether a file of this name comes in though another has its very bytes."""
        return self._switched("again", name)

    def _switched(self, switch: str, name: str) -> bool:
        said = [getattr(rule, switch) for rule in self.files if rule.holds(name)]
        return next((each for each in reversed(said) if each is not None), False)

    # -- deciding --------------------------------------------------------------------------------------------------

    def with_role(self, speaker: str, role: str) -> Rules:
        """A speaker's role, in all files. Raises BadRules for a role that is none."""
        return replace(self, roles={**self.roles, speaker: _role(role, speaker)})

    def merging(self, odd: str, into: str) -> Rules:
        """A label that stands for another speaker, wherever it comes; what stood for it follows. Raises BadRules."""
        known = {key_of(label): name for label, name in self.names.items()}
        target = known.get(key_of(into), into)
        if odd == target or key_of(odd) == key_of(target) != key_of(into):
            raise BadRules(f"‘{odd}’ and ‘{into}’ are one speaker already.")
        names = {label: target if key_of(name) == key_of(odd) else name for label, name in self.names.items()}
        return replace(self, names={**names, odd: target})

    def naming_nobody(self, label: str) -> Rules:
        """A label that names no speaker: its words belong to the turn before."""
        return replace(self, nobody=self.nobody | {label})

    def naming_somebody(self, label: str) -> Rules:
        """A label that names a speaker wherever a line begins with it, though the document alone does not show it."""
        return replace(self, somebody=self.somebody | {label}, nobody=self.nobody - {label})

    def keeping_apart(self, one: str, other: str) -> Rules:
        """Two labels that are two speakers; their merging is not proposed again."""
        return replace(self, apart=self.apart | {frozenset((one, other))})

    def reading_row(self, written: str, label: str) -> Rules:
        """What a table of attributes means by another name; nothing here, where `label` is empty."""
        return replace(self, rows={**self.rows, written: label})

    def for_files(self, rule: FileRule) -> Rules:
        """One more rule for files; a rule with the same pattern is taken up into it."""
        same = next((each for each in self.files if each.match == rule.match), None)
        if same is not None:
            rule = FileRule(
                rule.match, {**same.about, **rule.about}, rule.encoding or same.encoding, rule.table or same.table,
                same.unlabelled if rule.unlabelled is None else rule.unlabelled,
                same.skip if rule.skip is None else rule.skip, same.again if rule.again is None else rule.again,
            )  # fmt: skip
        return replace(self, files=(*(each for each in self.files if each is not same), rule))


def _role(role: str, speaker: str) -> str:
    if role not in ROLES:
        raise BadRules(f"‘{role}’ is no role for ‘{speaker}’: one of {', '.join(ROLES)}.")
    return role
