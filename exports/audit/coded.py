"""What the team made of the passages that a draft quotes: their codes, where coders differ, who is not heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from codebook.coding.codings import Coding, codings
from codebook.retrieval.passages import Description, descriptions
from codebook.reviewing.rulings import Ruling, rulings
from codebook.scheme import codes
from codebook.scheme.codes import Code
from codebook.spans import overlaps
from codebook.team.assignments import assignments
from exports.audit.claims import ClaimReader, Known
from exports.audit.model import Finding
from exports.audit.themes import Themes

_ENOUGH = 4
"""Quotations of a section that have to be coded before what most of them are coded with says what it is about."""
_MOST = 0.6
_MANY = 10
"""Quotations of a draft before it is said who is not quoted."""


class Coded:
    """The codings of a project, asked about passages. What its session may not see is not in it."""

    def __init__(self, session: Session, named: Mapping[str, str] | None = None) -> None:
        """`named` gives, by words of the draft, the code (path) that they mean. Raises NotFound for one that is not."""
        self.tree = codes.tree(session)
        self.themes = Themes(self.tree, {words: self.tree.find(path) for words, path in (named or {}).items()})
        self._by_uid = self.tree.by_uid()
        self._below = {code.uid: frozenset(each.uid for each in self.tree.under(code)) for code in self.tree}
        self._known: Mapping[str, Description] = descriptions(session)
        self._uids = {each.label: uid for uid, each in self._known.items()}
        self._made: dict[str, list[Coding]] = {}
        for each in codings(session):
            self._made.setdefault(each.document, []).append(each)
        self._done: dict[tuple[str, str], set[str]] = {}
        for given in assignments(session):
            if given.state == "done":
                self._done.setdefault((given.document, given.round), set()).add(given.coder)
        self._ruled: dict[str, list[Ruling]] = {}
        for ruling in rulings(session):
            if not ruling.stale:
                self._ruled.setdefault(ruling.at.document, []).append(ruling)

    def claim_reader(self) -> ClaimReader:
        """What counts the draft's claims."""
        finished = {document for document, _ in self._done}
        found = (
            Known(each.kind, each.group, uid in finished, _stances(self._made.get(uid, ())))
            for uid, each in self._known.items()
        )
        return ClaimReader(found, self.themes, self._below)

    def told(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Each finding, with remarks on its codes: not its section's theme, or coders who differ."""
        sections: dict[str, list[Finding]] = {}
        for finding in findings:
            if _is_placed(finding):
                sections.setdefault(finding.quotation.paragraph.section, []).append(finding)
        about = {section: self._about(section, found) for section, found in sections.items()}
        return tuple(
            replace(finding, remarks=(*finding.remarks, *self._remarks(finding, about))) if _is_placed(finding)
            else finding
            for finding in findings
        )  # fmt: skip

    def unheard(self, findings: Sequence[Finding]) -> list[str]:
        """A remark for each group of interviews that a draft of some length quotes nobody of."""
        quoted = [self._known[self._uids[each.document]] for each in findings if each.document and _is_placed(each)]
        if len(quoted) < _MANY:
            return []
        heard = {each.group for each in quoted}
        there = Counter(each.group for each in self._known.values() if each.kind == "interview" and each.group)
        return [
            f"nobody of {group} is quoted ({many:,} interview{'s' * (many != 1)} in the project)"
            for group, many in sorted(there.items())
            if group not in heard
        ]

    def disputed(self, document: str, here: tuple[int, int], path: str) -> str:
        """Who gave a code (path) somewhere in [start, end) of a document (uid), and who is done with it and did not; ""
        where nobody differs, or that was ruled on.
        """
        code = next((uid for uid, known in self._by_uid.items() if known.path == path), "")
        there = self._made.get(document, ())
        made = [each for each in there if each.code == code and overlaps((each.start, each.end), here)]
        return self._differing(document, here, code, made) if made else ""

    # -- one passage

    def _codings_at(self, finding: Finding) -> list[Coding]:
        uid = self._uids.get(finding.document or "", "")
        here = (finding.start or 0, finding.end or 0)
        return [each for each in self._made.get(uid, ()) if overlaps((each.start, each.end), here)]

    def _remarks(self, finding: Finding, about: Mapping[str, tuple[Code, str] | None]) -> Iterable[str]:
        made = self._codings_at(finding)
        theme = about.get(finding.quotation.paragraph.section)
        if (
            theme is not None
            and finding.verdict != "wrong-source"
            and not any(each.code in self._below[theme[0].uid] for each in made)
        ):
            names = dict.fromkeys(self._by_uid[each.code].path for each in made)
            has = f"coded {' and '.join(f'‘{name}’' for name in names)}" if names else self._uncoded(finding)
            yield f"{has}, but its section is about ‘{theme[0].path}’ ({theme[1]})"
        for code in dict.fromkeys(each.code for each in made):
            uid, here = self._uids[finding.document or ""], (finding.start or 0, finding.end or 0)
            if differing := self._differing(uid, here, code, [each for each in made if each.code == code]):
                yield differing

    def _uncoded(self, finding: Finding) -> str:
        uid = self._uids[finding.document or ""]
        return "not coded" if any(document == uid for document, _ in self._done) else "not coded yet"

    def _differing(self, uid: str, here: tuple[int, int], code: str, made: Sequence[Coding]) -> str:
        """Who is done with the document, and did not give the code here; "" where that was ruled on, or nobody."""
        ruled = self._ruled.get(uid, ())
        if any(code in each.at.codes and overlaps((each.at.start, each.at.end), here) for each in ruled):
            return ""
        for round in dict.fromkeys(each.round for each in made):
            done = self._done.get((uid, round), set())
            gave = {each.coder for each in made if each.round == round and each.coder in done}
            if gave and done - gave:
                others = " and ".join(sorted(done - gave))
                return (
                    f"‘{self._by_uid[code].path}’ is disputed here: {' and '.join(sorted(gave))} gave it, {others} not"
                )
        return ""

    # -- one section

    def _about(self, section: str, findings: Sequence[Finding]) -> tuple[Code, str] | None:
        """The theme of a section, and how that is known."""
        if (named := self.themes.of_heading(section)) is not None:
            return named, "its heading says so"
        held = [{each.code for each in self._codings_at(finding)} for finding in findings]
        coded = [each for each in held if each]
        counts = Counter(code for each in coded for code in each)
        for code, many in counts.most_common(1):
            if len(coded) >= _ENOUGH and many >= _MOST * len(coded):
                return self._by_uid[code], f"{many:,} of its {len(findings):,} quotations are coded so"
        return None


def _is_placed(finding: Finding) -> bool:
    """Whether it is known which passage is quoted."""
    return finding.start is not None and finding.verdict not in ("term", "ambiguous")


def _stances(made: Iterable[Coding]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for each in made:
        found.setdefault(each.code, set()).add(each.stance)
    return {code: frozenset(stances) for code, stances in found.items()}
