"""An audit for people: both texts one above the other, differences marked by signs, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from exports.audit.model import VERDICTS, Audit, Claim, Finding, NameLeft
from exports.words import one_line

_WORST = (
    "not-found", "source-not-loaded", "wrong-source", "altered", "stitched", "elided", "ambiguous", "cleaned",
    "bracketed", "typography", "verbatim", "term",
)  # fmt: skip
MEANINGS = {
    "verbatim": "word for word", "typography": "word for word but for marks, dashes or capitals",
    "elided": "cut, with a sign", "bracketed": "words put in square brackets",
    "cleaned": "fillers or repetitions left out without a sign", "altered": "words that are not as they were said",
    "stitched": "put together from several places", "wrong-source": "said by somebody else",
    "ambiguous": "said in several documents, and nobody is named", "not-found": "not in the project",
    "source-not-loaded": "attributed to a document that the project does not have",
    "term": "words in marks that quote nobody",
}  # fmt: skip


def summed_up(audit: Audit) -> str:
    """`64 quotations: 20 verbatim, 6 altered …; 21 need a look`."""
    look = sum(finding.needs_a_look for finding in audit.findings)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in audit.summary().items())
    many = f"{len(audit.findings):,} quotation{'s' * (len(audit.findings) != 1)}"
    return f"{many}{': ' * bool(counts)}{counts}; {look} need{'s' * (look == 1)} a look" if audit.findings else many


def joined(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Both texts side by side, neighbouring differences taken together."""
    found: list[tuple[str, str]] = []
    for said, written in pairs:
        if found and said != written and found[-1][0] != found[-1][1]:
            before = found.pop()
            found.append((f"{before[0]} {said}".strip(), f"{before[1]} {written}".strip()))
        else:
            found.append((said, written))
    return found


def marked_difference(pairs: Sequence[tuple[str, str]]) -> str:
    """One line that shows both texts: [-said-] words that the draft has not, {+written+} words that nobody said."""
    shown: list[str] = []
    for said, written in joined(pairs):
        if said == written:
            shown.append(written)
        else:
            shown += [f"[-{said}-]"] * bool(said) + [f"{{+{written}+}}"] * bool(written)
    return one_line(" ".join(shown))


def differing(pairs: Sequence[tuple[str, str]]) -> str:
    """One line that shows what a draft has and what it will have: [-now-], {+then+}."""
    shown = [now if now == then else f"[-{now}-]" * bool(now) + f"{{+{then}+}}" * bool(then) for now, then in pairs]
    return one_line("".join(shown))


def as_text(audit: Audit, *, everything: bool = False) -> str:
    """The report for a terminal: what needs a look, or `everything`; then the summary."""
    shown = [finding for finding in _sorted(audit.findings) if everything or finding.needs_a_look or finding.remarks]
    blocks = ["\n".join(_lines(finding)) for finding in shown]
    blocks += ["\n".join(_claim_lines(claim)) for claim in audit.claims if everything or claim.needs_a_look]
    blocks += ["\n".join(_name_line(each) for each in audit.names)] * bool(audit.names)
    return "\n\n".join([*blocks, "\n".join([summed_up(audit), *_claims_summed_up(audit), *audit.remarks])])


def _name_line(name: NameLeft) -> str:
    return f"original name left in  {name.paragraph.where}  {one_line(name.text)}"


def _claims_summed_up(audit: Audit) -> list[str]:
    if not audit.claims:
        return []
    verdicts = [claim.verdict for claim in audit.claims]
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(sorted(verdicts)))
    return [f"{len(verdicts):,} claim{'s' * (len(verdicts) != 1)} of how many: {counts}"]


def _claim_lines(claim: Claim) -> list[str]:
    whose = claim.group or "everybody"
    lines = [
        f"claim {claim.verdict}  {whose}  {claim.paragraph.where}",
        f"  draft   {one_line(claim.text)}",
        f"  “{claim.quantifier}” is taken to mean {claim.threshold}",
    ]
    if not claim.counts:
        return [*lines, "  no code shares its words: say which one they mean with --theme ‘WORDS=CODE’"]
    lines += [f"  counted {one_line(each.words())}" for each in claim.counts]
    lines += [f"  {one_line(claim.kept)}"] * bool(claim.kept)
    return lines + ["  say which one is meant with --theme ‘WORDS=CODE’"] * (len(claim.counts) > 1)


def _lines(finding: Finding) -> list[str]:
    quotation = finding.quotation
    whose = f"  {quotation.attribution}" if quotation.attribution else "  (nobody named)"
    lines = [
        f"{finding.verdict}{whose}  {quotation.paragraph.where}",
        f"  draft   {one_line(quotation.text)}",
    ]
    if finding.document is not None:
        speaker = f", {finding.speaker}" if finding.speaker and finding.speaker != finding.document else ""
        lines.append(f"  source  {one_line(finding.said)}  ({finding.place}{speaker})")
    if _differs(finding):
        lines.append(f"  both    {marked_difference(finding.pairs)}")
    lines += [f"  {part}" for part in (one_line(finding.detail), *finding.remarks, one_line(finding.kept)) if part]
    return lines


def _differs(finding: Finding) -> bool:
    return any(said != written for said, written in finding.pairs)


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: _WORST.index(finding.verdict))


def as_markdown(audit: Audit) -> str:
    """The report as Markdown: a summary, then every quotation with both texts."""
    lines = [f"# Quotations of {one_line(audit.draft)}, audited", "", summed_up(audit) + ".", ""]
    lines += [f"- {_escaped(remark)}" for remark in audit.remarks] + [""] * bool(audit.remarks)
    lines += ["| verdict | quotations | what it means |", "|---|---:|---|"]
    counts = audit.summary()
    lines += [f"| {verdict} | {counts[verdict]} | {MEANINGS[verdict]} |" for verdict in VERDICTS if verdict in counts]
    for finding in _sorted(audit.findings):
        lines += ["", f"## {finding.verdict}: {_escaped(finding.quotation.attribution) or 'nobody named'}", ""]
        lines += [f"- in the draft ({finding.quotation.paragraph.where}): {_escaped(finding.quotation.text)}"]
        if finding.document is not None:
            where = _escaped(finding.place)
            lines.append(f"- in the project ({where}): {_escaped(finding.said)}")
        if _differs(finding):
            lines.append(f"- both: {_escaped(marked_difference(finding.pairs))}")
        lines += [f"- {_escaped(part)}" for part in (finding.detail, *finding.remarks, finding.kept) if part]
    for claim in audit.claims:
        first, *rest = _claim_lines(claim)
        lines += ["", f"## {_escaped(first)}", "", *(f"- {_escaped(line)}" for line in rest)]
    if audit.names:
        lines += ["", "## original names left in", "", *(f"- {_escaped(_name_line(each))}" for each in audit.names)]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    text = one_line(text)
    for sign in "\\`*_[]<>|#{}":
        text = text.replace(sign, "\\" + sign)
    return text
