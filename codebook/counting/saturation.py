"""Saturation: how many codes are new in one interview more, over thousands of orders in which they could have come.

    made = saturation(session, orders=2000, seed=1)
    made.curves[0].median[k]      codes seen in k + 1 interviews, in the middle of all orders (`low`, `high`: 95 %)
    made.curves[0].reached        how many interviews it takes until so few codes are new, over the orders

The rule is that of Guest, Namey & Chen (2020), PLoS ONE 15(5), e0232076: the codes of the first `base` interviews are
the base; new codes in a run of `run` interviews, as a share of the base, are the new information; the first run where
that is no more than the threshold shows that saturation is reached. Runs follow each other by one interview, so that
they overlap. In their notation `6+2` is saturation at interview 6, with a run of 2 that shows it: 8 interviews. Numbers
here are of all interviews that it takes, the run's included; words are in the notation.

The mean curve is no estimate but exact: Σ over codes of 1 − C(n − f, k) / C(n, k) for a code in f of n
interviews (Colwell, Mao & Chang 2004, Ecology 85(10), 2717–2727).

A code that stood in the codebook before anybody coded is *a priori*: no interview can bring it up. Its curve shows when
a codebook is used up, and it saturates by construction; only codes that came up in coding can tell of saturation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from sqlmodel import Session

from codebook.counting.material import Material, material
from codebook.evidence.triangulation import listed, source_of
from codebook.retrieval.passages import Description
from codebook.scheme import codes
from transcripts.document_labels import natural
from transcripts.errors import WorkbenchError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALL = "all"
ORDERS, SEED, BASE, RUN, THRESHOLD = 2000, 1, 4, 2, 0.05
MOST_ORDERS = 100_000
BAND = (2.5, 97.5)
"""Per cent of the orders that lie below and above the bands."""


@dataclass(frozen=True, slots=True)
class Reached:
    """After how many interviews (those of the run included) saturation is reached: in how many of the orders at all,
    and among those the middle and 95 % of them. None where no order reaches it.
    """

    orders: int
    median: int | None
    low: int | None
    high: int | None

    def words(self, drawn: int, run: int) -> str:
        """`4+2 (4 to 6), in 93% of orders`, of so many that were drawn; `in no order`."""
        if self.median is None or self.low is None or self.high is None:
            return "in no order"
        band = f" ({self.low - run:,} to {self.high - run:,})" if self.low != self.high else ""
        where = f"{notation(self.median, run)}{band}"
        return where if self.orders == drawn else f"{where}, in {share_of(self.orders, drawn)} of orders"


def notation(reached: int, run: int) -> str:
    """`6+2`: reached at interview 6, and a run of 2 more that shows it, 8 interviews in all (Guest, Namey & Chen 2020,
    who write the run as a superscript).
    """
    return f"{reached - run:,}+{run:,}"


def share_of(some: int, of: int) -> str:
    """`93%`; never 0% for some, nor 100% for less than all."""
    percent = 100 * some / of
    return "<1%" if percent < 1 else ">99%" if 99.5 <= percent < 100 else f"{percent:.0f}%"


@dataclass(frozen=True, slots=True)
class Curve:
    """One group of interviews. Item k of each sequence is about k + 1 interviews.

    `codes` are all that are used in the group, `a_priori` those of them that were there before anybody coded. `mean` is
    exact, `median`, `low`, `high` are over the orders; `dated` is in the order of their dates, where all have one.
    `new` is the mean number of codes that the next interview brings. `reached` is over the orders, `reached_dated` in
    the order of dates (None: not reached, or no dates). `why_not` says why nothing can be said of saturation.
    """

    group: str
    documents: tuple[str, ...]
    codes: tuple[str, ...]
    a_priori: tuple[str, ...]
    mean: tuple[float, ...]
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    dated: tuple[int, ...]
    reached: Reached
    reached_dated: int | None
    why_not: str

    @property
    def new(self) -> tuple[float, ...]:
        """The new-information rate: codes that interview k + 1 adds, in the mean of all orders."""
        return tuple(now - before for before, now in zip((0.0, *self.mean), self.mean, strict=False))

    def reached_words(self, rule: Saturation) -> tuple[str | None, str | None]:
        """When saturation is reached over the orders, and by dates, in words; None where it cannot be said (too few
        interviews, no code, a date that nobody entered).
        """
        if not self.codes or len(self.documents) < rule.base + rule.run:
            return None, None
        dated = "not reached" if self.reached_dated is None else notation(self.reached_dated, rule.run)
        return self.reached.words(rule.orders, rule.run), dated if self.dated else None

    @property
    def by_construction(self) -> bool:
        """Whether every code was there before anybody coded."""
        return bool(self.codes) and len(self.a_priori) == len(self.codes)


@dataclass(frozen=True, slots=True)
class Saturation:
    """Curves of all interviews and of each group, with what they rest on; `themes` are the codes asked for, "" for all
    of them.
    """

    curves: tuple[Curve, ...]
    kind: str
    orders: int
    seed: int
    base: int
    run: int
    threshold: float
    emergent_only: bool
    notes: tuple[str, ...]
    themes: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How saturation is asked for; raises WorkbenchError for what cannot be."""

    orders: int = ORDERS
    seed: int = SEED
    base: int = BASE
    run: int = RUN
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        if not 1 <= self.orders <= MOST_ORDERS:
            raise WorkbenchError(f"Orders are a number from 1 to {MOST_ORDERS:,}.")
        if self.base < 1 or self.run < 1 or not 0 <= self.threshold < 1:
            raise WorkbenchError("Base and run are numbers of interviews, 1 or more; the threshold is a share below 1.")


def saturation(
    session: Session, *, themes: str = "", kind: str = "interview", rule: Rule | None = None,
    emergent_only: bool = False,
) -> Saturation:  # fmt: skip
    """Curves over the documents of a kind that somebody is done with: all of them, then each group by itself.

    `themes` asks for the codes of a path or `Theme/*` only; `emergent_only` for those that came up in coding. Raises
    NotFound for a code that is not there, WorkbenchError for a kind of which nothing is done.
    """
    rule = rule or Rule()
    tree = codes.tree(session)
    counting = material(session, "")
    before = _a_priori(session)
    wanted = {code.uid: code.path for code in (listed(tree, themes) if themes else tree)}
    if emergent_only:
        wanted = {uid: path for uid, path in wanted.items() if uid not in before}
    able = [source.description for uid, source in counting.sources.items() if uid in counting.done]
    known = [each for each in able if each.kind == kind]
    if not known:
        raise WorkbenchError(f"Nobody is done with a document of the kind ‘{kind}’.")
    found = _found(counting, wanted)
    groups: dict[str, list[Description]] = defaultdict(list)
    for each in known:
        groups[source_of(each)].append(each)
    in_order = dict(sorted(groups.items(), key=lambda item: natural(item[0])))
    asked = {ALL: known, **in_order} if len(groups) > 1 else in_order
    curves = tuple(_curve(name, inside, found, wanted, before, rule) for name, inside in asked.items())
    return Saturation(
        curves, kind, rule.orders, rule.seed, rule.base, rule.run, rule.threshold, emergent_only,
        (*counting.notes, *counting.undone("left out", kind)), themes,
    )  # fmt: skip


def _a_priori(session: Session) -> frozenset[str]:
    """Codes (uids) that were in the codebook before the first coding, by the journal."""
    connection = session.connection()
    began = connection.exec_driver_sql(
        "SELECT min(step) FROM change WHERE tablename = 'coding' AND before IS NULL"
    ).scalar()
    rows = connection.exec_driver_sql(
        "SELECT uid, min(step) FROM change WHERE tablename = 'code' AND before IS NULL GROUP BY uid"
    )
    return frozenset(uid for uid, step in rows if began is None or step < began)


def _found(counting: Material, wanted: Mapping[str, str]) -> dict[str, set[str]]:
    """The codes (uids) in each document."""
    found: dict[str, set[str]] = {}
    for uid, made in counting.codings.items():
        if used := wanted.keys() & {coding.code for coding in made}:
            found[uid] = used
    return found


def _curve(
    name: str, inside: Sequence[Description], found: Mapping[str, set[str]], wanted: Mapping[str, str],
    before: frozenset[str], rule: Rule,
) -> Curve:  # fmt: skip
    in_order = sorted(inside, key=lambda each: (each.date, natural(each.label)))
    sets = [found.get(each.uid, set()) for each in in_order]
    used = [uid for uid in wanted if any(uid in each for each in sets)]
    counts = accumulated(sets, used, rule)
    low, middle, high = _bands(counts)
    dated = tuple(_in_turn(sets)) if all(each.date for each in in_order) else ()
    return Curve(
        name, tuple(each.label for each in in_order), tuple(wanted[uid] for uid in used),
        tuple(wanted[uid] for uid in used if uid in before), tuple(mean_curve(sets)), middle, low, high, dated,
        _reached(counts, rule), reached_at(dated, rule) if dated else None, _why_not(len(sets), used, before, rule),
    )  # fmt: skip


def _why_not(many: int, used: Sequence[str], before: frozenset[str], rule: Rule) -> str:
    if not used:
        return "no code is used here"
    if many < rule.base + rule.run:
        there = "1 interview is" if many == 1 else f"{many:,} interviews are"
        return f"{there} fewer than base and run need ({rule.base} + {rule.run})"
    if all(uid in before for uid in used):
        return "all codes were there before anybody coded: they saturate by construction"
    return ""


# -- the algebra --------------------------------------------------------------------------------------------------


def mean_curve(sets: Sequence[set[str]]) -> list[float]:
    """The mean number of codes in k interviews, over all orders, exactly; k from 1 to all."""
    many = len(sets)
    held = Counter(code for each in sets for code in each)
    alike = Counter(held.values())
    return [
        sum(codes * (1 - comb(many - frequency, k) / comb(many, k)) for frequency, codes in alike.items())
        for k in range(1, many + 1)
    ]  # fmt: skip


def _in_turn(sets: Iterable[set[str]]) -> Iterable[int]:
    seen: set[str] = set()
    for each in sets:
        seen |= each
        yield len(seen)


def accumulated(sets: Sequence[set[str]], used: Sequence[str], rule: Rule) -> NDArray[np.int64]:
    """(orders, interviews): how many codes are seen in the first k + 1 interviews of each random order, by the seed."""
    import numpy as np  # noqa: PLC0415

    many = len(sets)
    random = np.random.default_rng(rule.seed)
    places = random.permuted(np.tile(np.arange(many), (rule.orders, 1)), axis=1)
    new = np.zeros((rule.orders, many), np.int64)
    rows = np.arange(rule.orders)
    for code in used:
        holding = [at for at, each in enumerate(sets) if code in each]
        new[rows, places[:, holding].min(axis=1)] += 1
    return new.cumsum(axis=1)


def _bands(counts: NDArray[np.int64]) -> tuple[tuple[float, ...], ...]:
    import numpy as np  # noqa: PLC0415

    low, middle, high = np.percentile(counts, [BAND[0], 50, BAND[1]], axis=0)
    return tuple(low.tolist()), tuple(middle.tolist()), tuple(high.tolist())


def reached_at(counts: Sequence[int], rule: Rule) -> int | None:
    """After how many interviews one order reaches saturation: `counts[k]` codes are seen in k + 1 interviews."""
    if len(counts) < rule.base + rule.run or not counts[rule.base - 1]:
        return None
    base = counts[rule.base - 1]
    for end in range(rule.base + rule.run, len(counts) + 1):
        if (counts[end - 1] - counts[end - rule.run - 1]) / base <= rule.threshold:
            return end
    return None


def _reached(counts: NDArray[np.int64], rule: Rule) -> Reached:
    import numpy as np  # noqa: PLC0415

    many = counts.shape[1]
    if many < rule.base + rule.run:
        return Reached(0, None, None, None)
    base = counts[:, rule.base - 1 : rule.base]
    fresh = counts[:, rule.base + rule.run - 1 :] - counts[:, rule.base - 1 : many - rule.run]
    few = (fresh / np.maximum(base, 1) <= rule.threshold) & (base > 0)  # a share: 29 of 100 are 0.29, not more
    ever = few.any(axis=1)
    if not ever.any():
        return Reached(0, None, None, None)
    ends = few[ever].argmax(axis=1) + rule.base + rule.run
    low, middle, high = np.percentile(ends, [BAND[0], 50, BAND[1]], method="nearest")
    return Reached(int(ever.sum()), int(middle), int(low), int(high))
