"""The results of a measurement, and the JSON of `agreement`. A value that has no meaning is None, never 0, 1 or nan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from codebook.agreement.bands import benchmark, conclusions
from codebook.agreement.coefficients import Tally, ac1, alpha, bp, cohen, f1, fleiss, mean, percent, tally_contingency
from codebook.agreement.influence import Influence, driven
from codebook.agreement.intervals import KRIPPENDORFF, Interval, Limits
from codebook.agreement.together import Together


@dataclass(frozen=True)
class CodeAgreement:
    """Agreement on one code, or on one variable of a table of ratings.

    `units` those with at least two coders; `prevalence` share of their coder × unit cells that are coded; `kappa`
    mean of Cohen's κ over the pairs that define it, `kappa_low` and `kappa_high` the lowest and highest of them;
    `alpha_low` and `alpha_high` the 95 % interval, or `no_interval` why there is none; `undefined` why α has no value,
    in words; `flags` what to beware of, in words. `q_667` and `q_800`: how probable an α below these is. `band`:
    Landis and Koch's word by Gwet's benchmarking; `conclusions`: "firm", "tentative", "none" by the limits asked.
    `shift` is what α gains without `shift_document`, which moves it most; `without` α without each coder, for three or
    more. `exact_f1`, `half_f1` and `boundary_offset` (code points) are of whole passages, whatever the unit; `u_alpha`
    is Krippendorff's uα, by character only.
    """

    code: str
    units: int
    prevalence: float | None
    percent: float | None
    f1: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    kappa: float | None
    fleiss: float | None
    ac1: float | None
    bp: float | None
    undefined: str | None
    flags: tuple[str, ...]
    kappa_low: float | None = None
    kappa_high: float | None = None
    no_interval: str | None = None
    q_667: float | None = None
    q_800: float | None = None
    band: str | None = None
    conclusions: str | None = None
    shift: float | None = None
    shift_document: str | None = None
    without: Mapping[str, float | None] = field(default_factory=dict)
    exact_f1: float | None = None
    half_f1: float | None = None
    boundary_offset: float | None = None
    u_alpha: float | None = None


@dataclass(frozen=True)
class PairAgreement:
    """Two coders on one code, over the `units` (in `documents`, None for a table of ratings) that both of them did."""

    coders: tuple[str, str]
    code: str
    documents: int | None
    units: int
    kappa: float | None
    alpha: float | None
    f1: float | None


@dataclass(frozen=True)
class Summary:
    """Over the codes whose α is defined: how many, their mean α and lowest α, each code weighing the same."""

    documents: int | None
    units: int
    codes: int
    defined: int
    alpha_mean: float | None
    alpha_minimum: float | None
    conventions: Mapping[str, str]


@dataclass(frozen=True)
class Agreement:
    """One measurement: per code, per pair of coders and code, and in sum. `interval` names how α's limits arose.

    `fingerprint` is the SHA-256 of all that was measured (`Study.fingerprint`), None for a table of ratings. `limits`
    are the α that conclusions were asked for. `themes` (a theme with all the codes below it as one variable) and
    `together` (the codebook as a whole) are there where `measure_all` was asked.
    """

    unit: str
    coders: tuple[str, ...]
    documents: int | None
    interval: str | None
    codes: tuple[CodeAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    summary: Summary
    fingerprint: str | None = None
    limits: Limits = KRIPPENDORFF
    themes: tuple[CodeAgreement, ...] = ()
    together: Together | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists, ready for `json.dumps`, with the keys that DESIGN §5 promises."""
        plain: dict[str, Any] = _listed(asdict(self))
        plain["limits"] = self.limits._asdict()
        return plain


def code_agreement(
    code: str,
    tally: Tally,
    kappas: Sequence[float | None],
    undefined: str | None,
    flags: Sequence[str],
    coded: tuple[float | None, float | None],
) -> CodeAgreement:
    """All coefficients of one variable; `coded` is its prevalence and F1, which only a binary variable has."""
    return CodeAgreement(
        code=code,
        units=tally.units,
        prevalence=coded[0],
        percent=percent(tally),
        f1=coded[1],
        alpha=alpha(tally),
        alpha_low=None,
        alpha_high=None,
        kappa=mean(kappas),
        fleiss=fleiss(tally),
        # Where nothing varies chance has no measure: AC1 and BP would be 1 for a code that nobody used.
        ac1=None if undefined else ac1(tally),
        bp=None if undefined else bp(tally),
        undefined=undefined,
        flags=(*flags, *(() if undefined else _few_kappas(kappas))),
        kappa_low=min((kappa for kappa in kappas if kappa is not None), default=None),
        kappa_high=max((kappa for kappa in kappas if kappa is not None), default=None),
    )


def with_interval(
    code: CodeAgreement, interval: Interval, influence: Influence, labels: list[str], coders: tuple[str, ...]
) -> CodeAgreement:
    """The same with what resampling documents says of α; `labels` are the documents with units."""
    if code.alpha is None:
        return code
    return replace(
        code,
        alpha_low=interval.low,
        alpha_high=interval.high,
        no_interval=interval.why_not,
        q_667=interval.below_667,
        q_800=interval.below_800,
        band=benchmark(code.alpha, interval),
        conclusions=conclusions(interval),
        shift=influence.shift,
        shift_document=None if influence.document is None else labels[influence.document],
        without=dict(zip(coders, influence.without, strict=False)),
        flags=(*code.flags, *driven(influence, code.alpha, labels, coders)),
    )


def pair_agreement(
    coders: tuple[str, str], code: str, documents: int | None, table: Sequence[Sequence[int]], positive: int | None
) -> PairAgreement:
    """A pair's coefficients from their square table; `positive` is the category F1 is about, if there is one."""
    tally = tally_contingency(table)
    return PairAgreement(
        coders=coders,
        code=code,
        documents=documents,
        units=tally.units,
        kappa=cohen(table),
        alpha=alpha(tally),
        f1=None if positive is None else f1(tally, positive),
    )


def summary(codes: Sequence[CodeAgreement], documents: int | None, units: int, words: Mapping[str, str]) -> Summary:
    """The macro mean and the minimum, side by side: a mean alone hides the code that failed."""
    alphas = [code.alpha for code in codes if code.alpha is not None]
    return Summary(documents, units, len(codes), len(alphas), mean(alphas), min(alphas, default=None), words)


def _few_kappas(kappas: Sequence[float | None]) -> list[str]:
    defined = sum(kappa is not None for kappa in kappas)
    return [f"κ is defined for {defined} of {len(kappas)} pairs of coders"] if defined < len(kappas) else []


def _listed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _listed(one) for key, one in value.items()}
    return [_listed(one) for one in value] if isinstance(value, tuple | list) else value
