"""Rules for importing as a YAML file, read as strictly as it is written.

all: {kind: interview, group: CPS, encoding: cp1252}
speakers:
  Anna: {role: interviewer}
  Particpant: {is: Participant}
  Break: {is: nobody}
apart: [[Ann, Anne]]
rows: {CPS43: CPS 43}
files:
  - {match: "panels/*", kind: panel}
  - {match: "*.bak", skip: true}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from transcripts.adding import DESCRIPTIONS
from transcripts.intake.rules import BadRules, FileRule, Rules, checked
from transcripts.safe_file import written_whole

NOBODY = "nobody"
SOMEBODY = "speaker"
_SWITCHES = ("skip", "unlabelled", "again")
_WORDS = ("encoding", "table", *DESCRIPTIONS)
_BYTES = 1 << 20
_HEAD = "# Rules for importing interviews: coding-tui import PROJECT FILES --rules THIS\n"


def save(rules: Rules, path: Path) -> None:
    """Write the rules, whole or not at all. Raises WriteFailed."""
    text = _HEAD + yaml.safe_dump(_as_plain(rules), allow_unicode=True, sort_keys=False, width=110)
    with written_whole(path) as beside:
        beside.write_text(text, encoding="utf-8")


def _as_plain(rules: Rules) -> dict[str, Any]:
    speakers: dict[str, dict[str, str]] = {name: {"role": role} for name, role in rules.roles.items()}
    for label, name in rules.names.items():
        speakers.setdefault(label, {})["is"] = name
    for label in sorted(rules.nobody):
        speakers.setdefault(label, {})["is"] = NOBODY
    for label in sorted(rules.somebody - set(rules.names)):
        speakers.setdefault(label, {})["is"] = SOMEBODY
    everywhere = {**rules.about, **({"encoding": rules.encoding} if rules.encoding else {})}
    plain = {
        "all": everywhere, "speakers": speakers, "apart": sorted(map(sorted, rules.apart)),
        "rows": dict(rules.rows), "files": [_file_as_plain(rule) for rule in rules.files],
    }  # fmt: skip
    return {key: value for key, value in plain.items() if value}


def _file_as_plain(rule: FileRule) -> dict[str, Any]:
    said: dict[str, Any] = {"match": rule.match, **rule.about}
    said |= {name: value for name in ("encoding", "table") if (value := getattr(rule, name))}
    said |= {name: value for name in _SWITCHES if (value := getattr(rule, name)) is not None}
    return said


def load(path: Path) -> Rules:
    """Rules from a file. Raises BadRules, in one line, for a file that cannot be read or a rule that is none."""
    try:
        data = path.read_bytes()
        plain = yaml.safe_load(data.decode("utf-8-sig")) if len(data) <= _BYTES else None
    except OSError as error:
        raise BadRules(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise BadRules(f"{path} is not UTF-8 text; save it again as UTF-8.") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise BadRules(f"{path}{where}: not YAML. See docs/importing.md for what rules look like.") from error
    if plain is None:
        plain = {} if len(data) <= _BYTES else []
    try:
        return _rules(_mapping(plain, "the file"))
    except BadRules as error:
        raise BadRules(f"{path}: {error}") from None


def _rules(plain: Mapping[str, Any]) -> Rules:
    _only(plain, ("all", "speakers", "apart", "rows", "files"), "a section")
    everywhere = _mapping(plain.get("all", {}), "all")
    _only(everywhere, ("encoding", *DESCRIPTIONS), "a rule for all files")
    rules = Rules(
        about=checked({name: _word(everywhere[name], name) for name in DESCRIPTIONS if name in everywhere}),
        encoding=_word(everywhere.get("encoding", ""), "encoding"),
    )
    for label, said in _mapping(plain.get("speakers", {}), "speakers").items():
        rules = _with_speaker(rules, _word(label, "speakers"), _mapping(said, f"speaker ‘{label}’"))
    for pair in _list(plain.get("apart", []), "apart"):
        names = [_word(each, "apart") for each in _list(pair, "apart")]
        if len(names) != 2:
            raise BadRules("apart: each line is a pair of labels, as in [Ann, Anne].")
        rules = rules.keeping_apart(*names)
    for written, label in _mapping(plain.get("rows", {}), "rows").items():
        rules = rules.reading_row(_word(written, "rows"), _word(label, "rows"))
    return replace(rules, files=tuple(_file_rule(each) for each in _list(plain.get("files", []), "files")))


def _with_speaker(rules: Rules, label: str, said: Mapping[str, Any]) -> Rules:
    _only(said, ("is", "role"), f"a rule for speaker ‘{label}’")
    stands_for = _word(said.get("is", ""), "is")
    if stands_for == NOBODY:
        rules = rules.naming_nobody(label)
    elif stands_for == SOMEBODY:
        rules = rules.naming_somebody(label)
    elif stands_for:
        rules = rules.merging(label, stands_for)
    return rules.with_role(label, _word(said["role"], "role")) if "role" in said else rules


def _file_rule(plain: Any) -> FileRule:
    said = _mapping(plain, "files")
    if not said.get("match"):
        raise BadRules('files: every rule needs ‘match’, a pattern of file names such as "panels/*".')
    _only(said, ("match", *_SWITCHES, *_WORDS), f"a rule for files ‘{said['match']}’")
    return FileRule(
        _word(said["match"], "match"),
        {name: _word(said[name], name) for name in DESCRIPTIONS if name in said},
        encoding=_word(said.get("encoding", ""), "encoding"),
        table=_word(said.get("table", ""), "table"),
        unlabelled=_switch(said, "unlabelled"),
        skip=_switch(said, "skip"),
        again=_switch(said, "again"),
    )


def _only(said: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    unknown = next((name for name in said if name not in tuple(known)), None)
    if unknown is not None:
        raise BadRules(f"‘{unknown}’ is not {what}; known are {', '.join(known)}.")


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadRules(f"{where}: names with values are expected.")
    return {str(key): each for key, each in value.items()}


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadRules(f"{where}: a list is expected.")
    return value


def _word(value: Any, where: str) -> str:
    if isinstance(value, (dict, list)):
        raise BadRules(f"{where}: a word is expected.")
    return "" if value is None else str(value)


def _switch(said: Mapping[str, Any], name: str) -> bool | None:
    value = said.get(name)
    if not isinstance(value, bool | None):
        raise BadRules(f"{name}: true or false is expected.")
    return value
