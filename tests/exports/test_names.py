"""Names that must not leave: found in drafts, kept out of quotations, and nowhere in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call, coded_study, done

from transcripts.withheld import Withheld, withheld, withhold


def names_of(*names: str) -> Withheld:
    from hashlib import blake2b  # the promise of the file format: BLAKE2b of the words under the salt

    hashes = {blake2b(" ".join(name.split()).encode(), key=b"s", digest_size=16).hexdigest() for name in names}
    return Withheld("s", frozenset(hashes), max(len(name.split()) for name in names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We asked Jo Smith about it.", ["Jo Smith"]),
        ("JO SMITH’s file, and Jo-Smith again", ["JO SMITH", "Jo-Smith"]),
        ("Jo went; Smith stayed.", []),
        ("Grace said grace with grace.", ["Grace"]),
        ("O’Brien and O'Brien's sister", ["O’Brien", "O'Brien"]),
        ("Zoë, decomposed: Zoe\u0308", ["Zoë", "Zoe\u0308"]),
        ("王伟说", ["王伟说"]),
        ("Gracefully done", []),
        ("", []),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, found: list[str]) -> None:
    names = names_of("jo smith", "grace", "o'brien", "zoë", "王伟说")
    assert [text[start:end] for start, end in names.found(text)] == found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return coded_study(tmp_path)


def test_a_draft_that_names_somebody_fails_and_the_file_holds_no_name(project: Path, tmp_path: Path) -> None:
    listed = tmp_path / "names.txt"
    listed.write_text("Queequeg Smith\n\nQueequeg\n", "utf-8")
    assert done("names", project, "--file", listed, "--as", "Ann").out == "2 names added\n2 names must not leave\n"
    assert done("names", project, "Queequeg", "--as", "Ann").out == "0 names added\n2 names must not leave\n"
    draft = tmp_path / "draft.md"
    draft.write_text(
        "“Nobody calls us” (CPS 2).\n\n| who |\n|---|\n| Queequeg’s sister |\n\nn[^1]\n\n[^1]: Queequeg Smith", "utf-8"
    )
    found = call("audit", project, draft, "--json", "--as", "Ann")
    assert found.code == 1
    assert [(each["text"], each["where"]) for each in found.json["names"]] == [
        ("Queequeg", "line 5"), ("Queequeg Smith", "line 9"),
    ]  # fmt: skip
    assert "original name left in  line 5  Queequeg\n" in call("audit", project, draft, "--as", "Ann").out
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("study.qdb*"))
    assert b"ueequeg" not in raw
    done("names", project, "--file", listed, "--release", "--as", "Ann")
    assert done("audit", project, draft, "--json", "--as", "Ann").json["names"] == []


@pytest.mark.parametrize("name", ["q.md", "q.docx", "q.html", "q.tex", "q.csv", "q.xlsx", "q.json"])
def test_quotations_with_a_name_are_not_written(project: Path, tmp_path: Path, name: str) -> None:
    done("names", project, "Délais", "--as", "Ann")
    target = tmp_path / name
    refused = call("quotes", project, "Delay", "--output", target, "--as", "Ben")
    assert refused.code == 1
    assert "A name that must not leave stands in CPS 2:" in refused.err
    assert "Délais" not in refused.err
    assert not target.exists()
    assert call("quotes", project, "Delay", "--json", "--as", "Ben").code == 1
    assert done("quotes", project, "Partnership/*", "--json", "--as", "Ben").json


def test_a_name_without_letters_is_refused_and_undo_takes_names_back(project: Path) -> None:
    assert "needs at least one letter" in call("names", project, "42", "--as", "Ann").err
    done("names", project, "Jo", "--as", "Ann")
    done("undo", project, "--as", "Ann")
    assert done("names", project, "--json").json == {"names": 0}


def test_what_a_transcript_replaced_and_a_draft_put_back_is_told(tmp_path: Path) -> None:
    project, words = tmp_path / "p.qdb", tmp_path / "CPS 1.txt"
    words.write_text("Interviewer: Who?\nCPS 1: We rang [DC-A] about the file on the very same day.\n", "utf-8")
    done("new", project, "--as", "Ann")
    done("import", project, words, "--as", "Ann")
    draft = tmp_path / "draft.md"
    draft.write_text("“We rang Queequeg about the file on the very same day” (CPS 1).", "utf-8")
    (quote,) = call("audit", project, draft, "--json").json["quotes"]
    assert quote["verdict"] == "altered"
    assert quote["remarks"] == [
        "the transcript has [DC-A] where the draft has ‘Queequeg’: is it an original name left in?"
    ]


def test_names_are_kept_as_hashes_of_their_own_project(project: Path, tmp_path: Path) -> None:
    from codebook.project import open_project

    with open_project(project) as first, first.step("w", "Ann") as session:
        assert withhold(session, ["Jo", "jo", "JO’s"]) == 1
        one = withheld(session)
    other = coded_study(tmp_path / "other") if (tmp_path / "other").mkdir() is None else project
    with open_project(other) as second, second.step("w", "Ann") as session:
        withhold(session, ["Jo"])
        assert withheld(session).hashes != one.hashes
