"""Code paths survive being written and read, whatever the names are made of."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from codebook.paths import BadNameError, clean_name, format_path, name_key, parse_path, path_key, split_path


def _is_name(text: str) -> bool:
    try:
        return clean_name(text) == text
    except BadNameError:
        return False


NAMES = st.text(alphabet=st.one_of(st.sampled_from("/\\ aB*:\"'–é"), st.characters()), min_size=1, max_size=12).filter(
    _is_name
)


@given(st.lists(NAMES, min_size=1, max_size=5))
def test_a_path_comes_back_as_it_was(names: list[str]) -> None:
    path = format_path(names)
    assert parse_path(path) == tuple(names)
    assert len(split_path(path)) == len(names)


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4))
def test_two_paths_are_never_written_alike(one: list[str], other: list[str]) -> None:
    assume(one != other)
    assert format_path(one) != format_path(other)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Delay", ("Delay",)),
        ("Partnership/early contact", ("Partnership", "early contact")),
        (" Partnership / early contact ", ("Partnership", "early contact")),
        (r"Myths/and\/or", ("Myths", "and/or")),
        (r"a\\/b", ("a\\", "b")),
        (r"a\b", ("a\\b",)),
        ("a\\", ("a\\",)),
        (r"a\/", ("a/",)),
    ],
)
def test_paths_as_people_write_them(path: str, names: tuple[str, ...]) -> None:
    assert parse_path(path) == names


@pytest.mark.parametrize("path", ["", "  ", "/a", "a/", "a//b", "a/ /b", "a\nb", "a\u2028b", "a\x1b[31mb", "a\udcffb"])
def test_what_is_no_path_is_refused_in_one_line(path: str) -> None:
    with pytest.raises(BadNameError) as refused:
        parse_path(path)
    message = str(refused.value)
    assert len(message.splitlines()) == 1
    assert message.isprintable()


def test_long_names_are_shortened_in_messages() -> None:
    with pytest.raises(BadNameError) as refused:
        parse_path("x" * 10_000 + "\n!")
    with pytest.raises(BadNameError) as also_refused:
        parse_path("/" + "x" * 10_000)
    assert len(str(also_refused.value)) < 200
    assert len(str(refused.value)) < 200


def test_case_spaces_and_unicode_form_do_not_make_a_new_name() -> None:
    assert name_key("Early  Contact ") == name_key("early contact")
    assert name_key("caf\u00e9") == name_key("CAFE\u0301")
    assert name_key("Straße") == name_key("STRASSE")
    assert path_key(("A", "b")) == path_key(("a", "B"))
    assert name_key("delay") != name_key("delays")


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
