"""The methods paragraph: what a reader has to know to judge an agreement, and to compute it again."""

from __future__ import annotations

from importlib.metadata import version

from codebook.agreement.report import Agreement

_TOPICS = {
    "unit": "Unit",
    "variable": "Variable",
    "missing": "Missing",
    "percent": "Percent agreement",
    "alpha": "α",
    "kappa": "κ",
    "fleiss": "Fleiss",
    "f1": "F1",
    "chance": "Chance",
    "interval": "Interval",
}


def methods(agreement: Agreement, round: str | None = None, codebook: str = "", oneself: str = "") -> list[str]:
    """What the numbers rest on, as paragraphs of plain text; `codebook` says which one it was, and its version.

    `oneself` is the coder who is compared with themself, between the main round and this one.
    """
    topics = agreement.summary.conventions
    rest = [f"{_TOPICS.get(name, name)}: {said}." for name, said in topics.items() if name != "universe"]
    book = [f"Codebook: {codebook}."] if codebook else []
    return [_sample(agreement, round, oneself), *book, *rest, _result(agreement), _again(agreement)]


def _sample(agreement: Agreement, round: str | None, oneself: str) -> str:
    who = ", ".join(agreement.coders) or "nobody"
    when = f" in the {round} round" if round else ""
    documents = "" if agreement.documents is None else f"{_counted(agreement.documents, 'document')} and "
    units = _counted(agreement.summary.units, agreement.unit)
    counts = agreement.summary.conventions.get("universe", "")
    coders = _counted(len(agreement.coders), "coder")
    between = f"between {coders} ({who}){when}"
    if oneself:
        between = f"of one coder ({oneself}) with themself, between the main and the {round} round"
    return f"Agreement was measured {between}, on {documents}{units}. What counts: {counts}."


def _result(agreement: Agreement) -> str:
    total = agreement.summary
    spread = ""
    if total.alpha_mean is not None and total.alpha_minimum is not None:
        lowest, mean = _number(total.alpha_minimum), _number(total.alpha_mean)
        spread = f", mean {mean}, lowest {lowest}, each code weighing the same"
    return f"α is defined for {total.defined:,} of {_counted(total.codes, 'code')}{spread}."


def _again(agreement: Agreement) -> str:
    data = "" if agreement.fingerprint is None else f"; SHA-256 of what was measured {agreement.fingerprint}"
    return f"Computed by coding-tui {version('coding-tui')}{data}."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _number(value: float) -> str:
    said = f"{value:.2f}".replace("-", "−")
    return "0.00" if said == "−0.00" else said
