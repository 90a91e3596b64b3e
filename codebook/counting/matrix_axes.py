"""What the rows and columns of a matrix may be: codes, what is known of documents, who coded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session

from codebook.coding.codings import STANCES, Coding
from codebook.paths import name_key
from codebook.retrieval.filters import suggestion
from codebook.retrieval.passages import Description
from codebook.scheme import codes
from codebook.scheme.codes import CodeTree
from transcripts import attributes, coders
from transcripts.document_labels import natural
from transcripts.errors import NotFound

NOTHING = "(none)"
"""The heading of what has no value on an axis."""
STANCE_MARK = " · "
"""Between a heading and a stance, where an axis is split by stance."""
SPLIT = " and stance"
"""Behind the name of an axis that is."""

OF_DOCUMENT: dict[str, Callable[[Description], tuple[str, ...]]] = {
    "kind": lambda known: (known.kind,),
    "group": lambda known: (known.group,),
    "area": lambda known: (known.area,),
    "case": lambda known: known.cases or ("",),
    "month": lambda known: (known.date[:7],),
    "participant": lambda known: (known.participant,),
    "document": lambda known: (known.label,),
}
OF_CODING = ("code", "theme", "coder", "stance")
NAMES = (*OF_CODING, *OF_DOCUMENT, "code:Theme/*", "attribute:NAME")


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a matrix. `headings` are what its lines are called, in order; a coding or document may have several.

    Exactly one of `of_document` and `of_coding` says which headings something belongs to. `by_stance` says that every
    heading stands once for each stance, as `Police · reports` (`split`).
    """

    name: str
    headings: tuple[str, ...]
    of_document: Callable[[Description], tuple[str, ...]] | None = None
    of_coding: Callable[[Coding], tuple[str, ...]] | None = None
    by_stance: bool = False

    @property
    def title(self) -> str:
        """What the axis is called above a table: `group and stance`."""
        return f"{self.name}{SPLIT}" if self.by_stance else self.name

    @property
    def is_of_codes(self) -> bool:
        """Whether the headings are codes or themes."""
        return self.name.partition(":")[0] in ("code", "theme")

    def holding(self, coding: Coding, known: Description) -> tuple[str, ...]:
        """The headings that a coding in a document counts under."""
        found = self.of_coding(coding) if self.of_coding is not None else self._of(known)
        return tuple(_with_stance(each, coding.stance or NOTHING) for each in found) if self.by_stance else found

    def may_hold(self, heading: str, known: Description, done: Collection[str]) -> bool:
        """Whether a document that these coders are done with can have anything under a heading: any can have any code,
        a coder's only those that this coder is done with.
        """
        if self.name == "coder":
            return self.apart(heading)[0] in done
        return self.of_document is None or self.apart(heading)[0] in self._of(known)

    def apart(self, heading: str) -> tuple[str, str]:
        """A heading and its stance, "" where the axis is not split."""
        return apart(heading) if self.by_stance else (heading, "")

    def _of(self, known: Description) -> tuple[str, ...]:
        return self.of_document(known) if self.of_document else ()


def split(axis: Axis) -> Axis:
    """An axis with every heading once for each stance."""
    stances = (*STANCES, NOTHING)
    headings = tuple(_with_stance(heading, stance) for heading in axis.headings for stance in stances)
    return replace(axis, headings=headings, by_stance=True)


def apart(heading: str) -> tuple[str, str]:
    """What a heading of a split axis is made of: the heading itself, and the stance."""
    itself, _, stance = heading.rpartition(STANCE_MARK)
    return itself, stance


def _with_stance(heading: str, stance: str) -> str:
    return f"{heading}{STANCE_MARK}{stance}"


def axis(session: Session, name: str, documents: Iterable[Description]) -> Axis:
    """The axis of a name in `NAMES`. Raises NotFound for another one, or a code or attribute that is not there."""
    word, _, rest = name.partition(":")
    word = word.strip().lower()
    tree = codes.tree(session)
    if word == "code" and rest:
        return _codes("code", _listed(tree, rest.strip()))
    made = {
        "code": lambda: _codes("code", list(tree)), "theme": lambda: _themes(tree),
        "coder": lambda: Axis("coder", tuple(sorted(coders.names(session))), of_coding=lambda c: (c.coder,)),
        "stance": lambda: Axis("stance", (*STANCES, NOTHING), of_coding=lambda c: (c.stance or NOTHING,)),
    }  # fmt: skip
    if word in made and not rest:
        return made[word]()
    if word == "attribute" and rest:
        return _described(name, partial(_attribute, _named(session, rest.strip())), documents)
    if word in OF_DOCUMENT and not rest:
        return _described(word, OF_DOCUMENT[word], documents)
    raise NotFound(f"A matrix has no ‘{name}’. Rows and columns are: {', '.join(NAMES)}.")


def _listed(tree: CodeTree, path: str) -> list[codes.Code]:
    """The codes of `Theme/*` (the theme and all below it), or the one code of a path."""
    stem = path.removesuffix("/*")
    found = tree.find(stem)
    return tree.under(found) if stem != path else [found]


def _codes(name: str, listed: list[codes.Code]) -> Axis:
    paths = {code.uid: (code.path,) for code in listed}
    return Axis(name, tuple(code.path for code in listed), of_coding=lambda coding: paths.get(coding.code, ()))


def _themes(tree: CodeTree) -> Axis:
    tops = {code.names[0]: code.path for code in tree if code.depth == 0}
    above = {code.uid: (tops[code.names[0]],) for code in tree}
    return Axis("theme", tuple(tops.values()), of_coding=lambda coding: above.get(coding.code, ()))


def _described(name: str, of: Callable[[Description], tuple[str, ...]], documents: Iterable[Description]) -> Axis:
    def named(known: Description) -> tuple[str, ...]:
        return tuple(value or NOTHING for value in of(known))

    found = {heading for known in documents for heading in named(known)}
    return Axis(name, tuple(sorted(found, key=lambda said: (said == NOTHING, natural(said)))), of_document=named)


def _attribute(name: str, known: Description) -> tuple[str, ...]:
    return (known.attributes.get(name, ""),)


def _named(session: Session, wanted: str) -> str:
    known = attributes.types(session)
    found = next((name for name in known if name_key(name) == name_key(wanted)), None)
    if found is None:
        raise NotFound(f"There is no attribute ‘{wanted}’.{suggestion(wanted, known)}")
    return found
