"""The audit against what is planted: the worked study's draft, and hundreds of quotations changed in known ways."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from worked_study import generated

from coding_tui.demo.draft import as_markdown
from coding_tui.demo.model import Study, StudyDocument
from coding_tui.demo.word_files import draft_docx
from exports.audit.attributions import Labels
from exports.audit.corpus import Corpus
from exports.audit.drafts import read_draft
from exports.audit.judging import Judge
from exports.audit.model import VERDICTS, Finding, Paragraph, Quotation
from exports.audit.quotations import quotations
from transcripts.texts import DocumentText, SpokenTurn


@pytest.fixture(scope="module")
def study() -> Study:
    return generated()


def as_stored(document: StudyDocument) -> DocumentText:
    """The document as the store gives it."""
    turns = tuple(
        SpokenTurn(number, turn.start, turn.start, turn.end, turn.speaker, turn.role, None)
        for number, turn in enumerate(document.turns)
    )
    return DocumentText(document.label, document.label, document.text, turns)


@pytest.fixture(scope="module")
def judge(study: Study) -> Judge:
    return Judge(Corpus(as_stored(document) for document in study.documents))


def audited(path: Path, study: Study, judge: Judge) -> list[Finding]:
    labels = Labels(document.label for document in study.documents)
    return [judge.judged(each) for each in quotations(read_draft(path), labels)]


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_every_planted_defect_is_found_with_its_class_and_nothing_sound_is_accused(
    study: Study, judge: Judge, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"draft.{suffix}"
    path.write_bytes(as_markdown(study.draft).encode() if suffix == "md" else draft_docx(study.draft))
    findings = audited(path, study, judge)

    def key(text: str) -> str:
        return text.strip().rstrip(".,")

    confusion = Counter((each.verdict, key(each.quotation.text)) for each in findings)
    assert confusion == Counter((quote.verdict, key(quote.text)) for quote in study.draft.quotes)
    places = {key(each.quotation.text): each for each in findings}
    for quote in study.draft.quotes:
        if quote.document is not None and quote.verdict != "ambiguous":
            found = places[key(quote.text)]
            assert found.document == quote.document
            assert found.start is not None
            assert found.end is not None
            assert found.start < quote.end  # type: ignore[operator]
            assert quote.start < found.end  # type: ignore[operator]


def test_the_page_s_table_is_what_is_found_today(study: Study, judge: Judge, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(as_markdown(study.draft), encoding="utf-8")
    planted = {quote.text.strip().rstrip(".,"): quote.verdict for quote in study.draft.quotes}
    found: Counter[tuple[str, bool]] = Counter()
    for each in audited(path, study, judge):
        as_planted = planted[each.quotation.text.strip().rstrip(".,")]
        found[as_planted, as_planted == each.verdict] += 1
    page = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8")
    table = re.findall(r"^\| ([a-z-]+) \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
    assert {name: (int(right), int(wrong)) for name, right, wrong in table} == {
        name: (found[name, True], found[name, False]) for name in VERDICTS
    }
    assert f"holds {found.total()} quotations with planted defects" in page


def test_what_is_said_is_the_slice_of_the_document(study: Study, judge: Judge, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(as_markdown(study.draft), encoding="utf-8")
    found = [each for each in audited(path, study, judge) if each.document is not None]
    assert len(found) > 60
    for each in found:
        assert study.document(each.document).text[each.start : each.end] == each.said  # type: ignore[arg-type]
        if each.verdict == "verbatim":
            assert each.said.rstrip(".") == each.quotation.text.rstrip(".")


Change = Callable[[str, random.Random], str | None]


def _one_word(text: str, chance: random.Random) -> str | None:
    words = text.split(" ")
    at = chance.randrange(1, len(words) - 1)
    if not words[at].isalpha():
        return None
    words[at] = chance.choice(["rarely", "officers", "court", "without", "sooner"])
    return " ".join(words)


def _word_left_out(text: str, chance: random.Random) -> str | None:
    words = text.split(" ")
    at = chance.randrange(2, len(words) - 2)
    alone = words[at - 1].lower() != words[at].lower() != words[at + 1].lower()
    return " ".join(words[:at] + words[at + 1 :]) if words[at].isalpha() and len(words[at]) > 3 and alone else None


def _misread(text: str, chance: random.Random) -> str | None:
    found = [each for each in re.finditer(r"rn|m|cl|l", text) if each.start() > 2]
    if not found:
        return None
    one = chance.choice(found)
    return text[: one.start()] + {"rn": "m", "m": "rn", "cl": "d", "l": "1"}[one[0]] + text[one.end() :]


def _typeset(text: str, chance: random.Random) -> str | None:
    changed = text.replace("'", "’").replace(" - ", " – ").replace("fi", "ﬁ")
    return changed if changed != text else None


def _cut(text: str, chance: random.Random) -> str | None:
    words = text.split(" ")
    if len(words) < 14:
        return None
    first = chance.randrange(4, len(words) - 8)
    return " ".join(words[:first]) + chance.choice([" … ", " [...] ", " ... "]) + " ".join(words[first + 3 :])


def _clarified(text: str, chance: random.Random) -> str | None:
    found = re.search(r" (it|they|that|we|you) ", text)
    return None if found is None else f"{text[: found.start()]} [the unit] {text[found.end() :]}"


def _tidied(text: str, _chance: random.Random) -> str | None:
    found = re.search(r"(?<=\w), (?:you know|I mean|um|er), (?=\w)", text)
    return None if found is None else f"{text[: found.start()]} {text[found.end() :]}"


CHANGES: dict[str, tuple[str, Change]] = {
    "as it was said": ("verbatim", lambda text, _chance: text),
    "typeset": ("typography", _typeset),
    "cut": ("elided", _cut),
    "clarified": ("bracketed", _clarified),
    "tidied": ("cleaned", _tidied),
    "one word": ("altered", _one_word),
    "a word left out": ("altered", _word_left_out),
    "misread by a scanner": ("altered", _misread),
}


def changed_quotations(study: Study, how: Change, seed: int, many: int) -> list[tuple[str, str]]:
    """So many (document, changed sentence), each of a sentence of ten words or more that stands once in the study."""
    chance = random.Random(seed)
    corpus = "\n".join(document.text for document in study.documents)
    passages = list(study.passages)
    chance.shuffle(passages)
    found: list[tuple[str, str]] = []
    for passage in passages:
        for start, end in passage.sentences:
            text = study.document(passage.document).text[start:end].rstrip(".")
            changed = how(text, chance) if text.count(" ") > 9 and corpus.count(text) == 1 else None
            if changed is not None and (changed == text or changed not in corpus):
                found.append((passage.document, changed))
            if len(found) == many:
                return found
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_done_to_a_quotation_is_told(study: Study, judge: Judge, name: str) -> None:
    verdict, how = CHANGES[name]
    made = changed_quotations(study, how, seed=5, many=60)
    findings = []
    for document, text in made:
        paragraph = Paragraph(text, "text", "line 1", "", 1)
        findings.append(judge.judged(Quotation(paragraph, 0, len(text), document, document)))
    right = sum(each.document == document for each, (document, _) in zip(findings, made, strict=True))
    assert len(made) == 60
    assert right >= 0.995 * len(made)
    told: Counter[str] = Counter(each.verdict for each in findings)
    assert told[verdict] >= 0.98 * len(made), told
    if verdict == "altered":
        assert not told["verbatim"] + told["typography"]


def _otherwise(text: str, chance: random.Random) -> str | None:
    """The words of a sentence with one thing done to them that authors do by mistake, or on purpose."""
    words = text.split(" ")
    at = chance.randrange(1, len(words) - 2)
    if not words[at].isalpha():
        return None
    what = chance.randrange(7)
    if what == 0:
        words[at : at + 2] = [words[at + 1], words[at]]
    elif what == 1:
        words.insert(at, "not")
    elif what == 2:
        words.insert(at, words[at])
    elif what == 3:
        words[at : at + 2] = [words[at] + words[at + 1]]
    elif what == 4:
        words[at] += "?"
    elif what == 5:
        words.insert(at, "[never]")
    else:
        words[at] = chance.choice("aeiou") + words[at][1:]
    changed = " ".join(words)
    return None if changed.casefold() == text.casefold() else changed


def test_no_text_with_other_words_is_called_sound(study: Study, judge: Judge) -> None:
    made = [each for each in changed_quotations(study, _otherwise, seed=23, many=400)]
    told: Counter[str] = Counter()
    for document, text in made:
        finding = judge.judged(Quotation(Paragraph(text, "text", "line 1", "", 1), 0, len(text), document, document))
        told[finding.verdict] += 1
        assert finding.document == document
        assert finding.needs_a_look, f"{finding.verdict}: {text} / {finding.said}"
    assert told["altered"] >= 0.98 * len(made)


def test_without_a_name_the_right_document_is_found(study: Study, judge: Judge) -> None:
    for document, text in changed_quotations(study, CHANGES["as it was said"][1], seed=11, many=60):
        paragraph = Paragraph(text, "text", "line 1", "", 1)
        found = judge.judged(Quotation(paragraph, 0, len(text)))
        assert found.document == document or found.verdict == "ambiguous"
