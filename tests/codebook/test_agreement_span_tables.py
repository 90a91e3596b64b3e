"""Two tables of codings compared without a project, and what is wrong with one said in a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import done

from codebook.agreement import measure
from codebook.agreement.span_tables import read_study
from transcripts.errors import TableError

HEADER = "document,start,end,code\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_two_files_give_what_a_study_of_them_gives(tmp_path: Path) -> None:
    """Both 10 of 100, only Ann 10, only Ben 10; a third text nobody coded counts as well."""
    ann = written(tmp_path, "ann.csv", HEADER + "D1,0,20,Delay\n")
    ben = written(tmp_path, "ben.csv", HEADER + "D1,10,30,Delay\n")
    lengths = written(tmp_path, "lengths.csv", "document,characters\nD1,100\nD2,50\n")
    [got] = measure(read_study([ann, ben], lengths), "character").codes
    assert (got.units, got.f1) == (150, 0.5)
    assert got.alpha == pytest.approx(1 - 299 * 20 / (40 * 260))
    shown = done("agreement", "--tables", ann, ben, "--lengths", lengths, "--json")
    assert json.loads(shown.out)["codes"][0]["alpha"] == got.alpha
    said = done("agreement", "--tables", ann, ben, "--lengths", lengths, "--methods").out
    assert "2 coders (ann, ben), on 2 documents and 150 characters" in said
    assert "no interval: 2 documents" in said
    nobody = written(tmp_path, "cem.csv", HEADER)
    assert measure(read_study([ann, nobody], lengths), "character").codes[0].f1 == 0.0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("document,start,end\nD1,0,5\n", "no column code"),
        (HEADER + "D1,0,101,Delay\n", "line 2: 0–101 is no passage of a text of 100 characters"),
        (HEADER + "D1,5,5,Delay\n", "line 2: 5–5 is no passage"),
        (HEADER + "D1,-1,5,Delay\n", "line 2: start is a whole number from 0 on, not ‘-1’"),
        (HEADER + "D9,0,5,Delay\n", "does not say how long ‘D9’ is"),
        (HEADER + "D1,0,5,\n", "line 2: no code is given"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(tmp_path: Path, text: str, complaint: str) -> None:
    ann, ben = written(tmp_path, "ann.csv", text), written(tmp_path, "ben.csv", HEADER)
    lengths = written(tmp_path, "lengths.csv", "document,characters\nD1,100\n")
    with pytest.raises(TableError, match=complaint):
        read_study([ann, ben], lengths)


def test_one_coder_is_not_enough(tmp_path: Path) -> None:
    ann = written(tmp_path, "ann.csv", HEADER + "D1,0,5,Delay\n")
    lengths = written(tmp_path, "lengths.csv", "document,characters\nD1,100\n")
    with pytest.raises(TableError, match="agreement needs two coders, and here is 1"):
        read_study([ann, ann], lengths)
    with pytest.raises(TableError, match="‘D1’ has a length already"):
        read_study([ann, ann], written(tmp_path, "twice.csv", "document,characters\nD1,100\nD1,9\n"))
