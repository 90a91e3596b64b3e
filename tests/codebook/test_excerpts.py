"""Excerpts from real projects: whose words, what was asked, and the algebra of queries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from studies import TEXTS, add, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.counting.matrices import matrix
from codebook.counting.matrix_queries import cell_query
from codebook.query import QueryNotFound, QuerySyntaxError
from codebook.retrieval.excerpts import everything, excerpts, retrieve
from codebook.retrieval.filters import field_of
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import attribute_values, attributes, coders, document_labels, documents
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.spreadsheets import read_table
from transcripts.texts import document_text

PROMISED = "document start end text codes coder speaker question attribution stance"


def code(project: Project, label: str, words: str, path: str, coder: str = "Ann", **marks: object) -> str:
    """Code the first place where a document says the words."""
    with project.step(f"Apply ‘{path}’", coder) as session:
        uid = document_labels.find(session, label)
        start = document_text(session, uid).text.index(words)
        place = (uid, start, start + len(words), codes.ensure(session, path), coders.ensure(session, coder))
        return codings.apply(session, NewCoding(*place, **marks))  # type: ignore[arg-type]


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Project]:
    """Two interviews and a note: three themes, two coders."""
    with small_study(tmp_path / "coded.qdb") as project:
        known = {"kind": "early advice", "area": "D", "date": "2022-11-05"}
        add(project, "Advice 3", "Nobody is named here. It is slow.\n", **known)
        with project.step("Describe", "Ann") as session:
            for label, date in (("CPS 1", "2023-03-14"), ("CPS 2", "2023-04")):
                uid = document_labels.find(session, label)
                documents.describe(session, uid, kind="interview", group="CPS", area="C", date=date)
                documents.set_participant(session, uid, f"Prosecutor {label[-1]}")
                documents.add_case(session, uid, "Case 7")
        code(project, "CPS 1", "speak to the police earlier", "Partnership/early contact")
        across = "to the police earlier. They call us"
        code(project, "CPS 1", across, "Partnership/early contact", "Ben", memo="both ways")
        code(project, "CPS 1", "They call us, and it works", "Partnership/phone", key=True)
        code(project, "CPS 2", "“queues” 🙂", "Delay")
        code(project, "CPS 2", "Délais — “queues” 🙂 everywhere", "Delay", "Ben", stance="reports")
        code(project, "CPS 2", "What changed?", "Delay")
        code(project, "Advice 3", "It is slow", "Delay")
        yield project


def found(project: Project, asked: str, **options: bool) -> list[tuple[str, str]]:
    """Where and what a query finds."""
    with project.reading() as session:
        return [(e.document, e.text) for e in excerpts(session, asked, **options)]


def test_a_single_code_yields_its_codings_one_by_one_in_reading_order(coded: Project) -> None:
    assert found(coded, '"Partnership/early contact"') == [
        ("CPS 1", "speak to the police earlier"),
        ("CPS 1", "to the police earlier. They call us"),
    ]
    assert found(coded, "Delay") == [
        ("Advice 3", "It is slow"),
        ("CPS 2", "Délais — “queues” 🙂 everywhere"),
        ("CPS 2", "“queues” 🙂"),
    ]


def test_an_excerpt_knows_who_speaks_what_was_asked_and_whose_coding_it_is(coded: Project) -> None:
    with coded.reading() as session:
        first, second = excerpts(session, "early contact")
        (note, *_) = excerpts(session, "Delay")
    assert (first.speaker, first.role, first.question) == ("CPS 1", "participant", "What changed?")
    assert (first.coder, first.codes, first.stance, first.key) == ("Ann", ("Partnership/early contact",), "", False)
    assert (second.coder, second.memo) == ("Ben", "both ways")
    assert (first.kind, first.group, first.area, first.date) == ("interview", "CPS", "C", "2023-03-14")
    assert (first.participant, first.cases) == ("Prosecutor 1", ("Case 7",))
    assert (note.speaker, note.role, note.question) == (None, None, None)


def test_json_has_the_promised_keys_and_the_text_of_its_place(coded: Project) -> None:
    with coded.reading() as session:
        for excerpt in everything(session).excerpts:
            said = excerpt.as_json()
            assert set(PROMISED.split()) <= set(said)
            assert said["attribution"] == excerpt.document
            assert isinstance(said["codes"], list)
            if excerpt.document in TEXTS:
                assert said["text"] == TEXTS[excerpt.document][said["start"] : said["end"]]
        assert excerpt.as_json("one prosecutor")["attribution"] == "one prosecutor"


def test_and_or_and_not_give_the_text_with_the_codings_behind_it(coded: Project) -> None:
    assert found(coded, "early contact AND phone") == [("CPS 1", "They call us")]
    assert found(coded, "early contact OR phone") == [
        ("CPS 1", "speak to the police earlier. They call us, and it works")
    ]
    assert found(coded, "phone AND NOT early contact") == [("CPS 1", ", and it works")]
    with coded.reading() as session:
        (both,) = excerpts(session, "early contact AND phone")
        (without,) = excerpts(session, "phone AND NOT early contact")
    assert both.codes == ("Partnership/early contact", "Partnership/phone")
    assert (both.coder, both.key, both.memo) == ("Ben, Ann", True, "both ways")
    assert (without.codes, without.coder) == (("Partnership/phone",), "Ann")


def test_a_theme_means_itself_and_with_a_star_all_below_it(coded: Project) -> None:
    with coded.reading() as session:
        alone = retrieve(session, "Partnership")
        below = retrieve(session, "Partnership/*")
    assert alone.excerpts == ()
    assert alone.notes == ("‘Partnership’ itself has no codings; below it there are 3. Ask for “Partnership/*”.",)
    assert [e.codes for e in below.excerpts] == [
        ("Partnership/early contact",), ("Partnership/early contact",), ("Partnership/phone",)
    ]  # fmt: skip
    assert below.notes == ()


def test_the_interviewers_words_are_left_out_and_counted_unless_asked_for(coded: Project) -> None:
    with coded.reading() as session:
        usual = retrieve(session, "Delay group:CPS")
        all_of_it = retrieve(session, "Delay group:CPS", include_interviewer=True)
    assert (len(usual.excerpts), usual.interviewer) == (2, 1)
    assert (len(all_of_it.excerpts), all_of_it.interviewer) == (3, 0)
    assert [e.text for e in all_of_it.excerpts if e.role == "interviewer"] == ["What changed?"]
    assert found(coded, "Delay role:interviewer") == [("CPS 2", "What changed?")]
    assert found(coded, "Delay speaker:Interviewer") == [("CPS 2", "What changed?")]
    assert ("CPS 2", "What changed?") not in found(coded, "Delay NOT role:other")


def test_a_passage_that_runs_from_question_into_answer_stays(coded: Project) -> None:
    code(coded, "CPS 2", "Why?\nCPS 2: Nobody calls us.", "Silence")
    assert found(coded, "Silence") == [("CPS 2", "Why?\nCPS 2: Nobody calls us.")]


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("Delay kind:interview", ["CPS 2", "CPS 2"]),
        ("Delay kind:Interview coder:ben", ["CPS 2"]),
        ("Delay NOT kind:interview", ["Advice 3"]),
        ("Delay area:D,E", ["Advice 3"]),
        ("Delay stance:reports", ["CPS 2"]),
        ("Delay stance:none", ["Advice 3", "CPS 2"]),
        ("key:yes", ["CPS 1"]),
        ('* document:"CPS 1" coder:Ann', ["CPS 1", "CPS 1"]),
        ("document:Adv*", ["Advice 3"]),
        ('speaker:"cps 2"', ["CPS 2", "CPS 2"]),
        ('participant:"Prosecutor 2" case:"Case 7"', ["CPS 2", "CPS 2"]),
        ("Delay date:2023", ["CPS 2", "CPS 2"]),
        ("* date:2022-07..2023-03", ["Advice 3", "CPS 1", "CPS 1", "CPS 1"]),
        ("* date:2023-04..", ["CPS 2", "CPS 2"]),
        ("group:Judges", []),
    ],
)
def test_filters_narrow_by_what_is_known(coded: Project, asked: str, labels: list[str]) -> None:
    assert [label for label, _ in found(coded, asked)] == labels


def test_an_attribute_of_the_team_filters_too(coded: Project, tmp_path: Path) -> None:
    table = tmp_path / "attributes.csv"
    table.write_text("document,Years of service\nCPS 1,12\nCPS 2,3\n", encoding="utf-8")
    with coded.step("Attributes", "Ann") as session:
        attributes.join(session, read_table(table))
    assert {label for label, _ in found(coded, "* years-of-service:12")} == {"CPS 1"}
    with coded.reading() as session:
        assert excerpts(session, "phone")[0].attributes == {"Years of service": "12"}


@pytest.mark.parametrize(
    ("name", "field"),
    [("Years (of service)", "years-of-service"), ("2nd post", "attribute-2nd-post"), ("Rank/level?", "rank-level")],
)
def test_an_attribute_with_signs_in_its_name_is_asked_for_with_dashes(coded: Project, name: str, field: str) -> None:
    with coded.step("Attributes", "Ann") as session:
        attribute_values.give(session, [(document_labels.find(session, "CPS 1"), {name: "12"})])
    assert field_of(name) == field
    assert {label for label, _ in found(coded, f"* {field}:12")} == {"CPS 1"}
    with coded.reading() as session:
        counted = matrix(session, "code", f"attribute:{name}")
        assert "12" in counted.columns
        for column in range(len(counted.columns)):
            asked_again = excerpts(session, cell_query(counted, 0, column))
            assert {uid for one in asked_again for uid in one.codings} == set(counted.cells[0][column].codings)


def test_an_attribute_called_like_a_field_is_asked_for_by_its_whole_name(coded: Project, tmp_path: Path) -> None:
    table = tmp_path / "attributes.csv"
    table.write_text("document,Role\nCPS 1,lead\nCPS 2,deputy\n", encoding="utf-8")
    with coded.step("Attributes", "Ann") as session:
        attributes.join(session, read_table(table))
    assert {label for label, _ in found(coded, "* attribute-role:lead")} == {"CPS 1"}
    assert {label for label, _ in found(coded, "* role:participant attribute-Role:dep*")} == {"CPS 2"}
    with coded.reading() as session, pytest.raises(NotFound, match="nothing called ‘attribute-rank’"):
        excerpts(session, "* attribute-rank:1")


@pytest.mark.parametrize(
    ("asked", "position", "said"),
    [
        ("Dely", 0, "There is no code ‘Dely’. Did you mean ‘Delay’?"),
        ("Blame/Delay", 0, "Did you mean ‘Delay’?"),
        ("Delay OR erly contact", 9, "Partnership/early contact"),
        ("Delay colour:red", 6, "nothing called ‘colour’"),
        ("Delay grup:CPS", 6, "Did you mean ‘group’"),
        ("code:Delay", 0, "A code is named by itself"),
        ("Delay AND @blam", 11, "There is no saved query ‘blam’"),
        ("Delay and phone", 0, "are written in capitals"),
        ("Delay & phone", 0, "joined by words: A AND B"),
        ("Delay || phone", 0, "joined by words: A AND B"),
        ("Delay -phone", 0, "A AND NOT B"),
        ("Delay group=CPS", 0, "A filter is written with a colon"),
        ("Delay case:Case 7", 16, 'A value with spaces goes into quotes: case:"Case 7".'),
        ("kind:early advice", 11, 'A value with spaces goes into quotes: kind:"early advice".'),
        ("Partnership/queues", 0, "There is no code ‘Partnership/queues’"),
        ("Delay AND Dela", 10, "There is no code ‘Dela’"),  # not where a longer name begins so
        ('("Delayed" OR Delay) AND Delays', 2, "There is no code ‘Delayed’"),
        ('Delay group:"Dela" AND Dela', 23, "There is no code ‘Dela’"),
        ("Delay AND earlie contakt/*", 10, "Did you mean ‘Partnership/early contact’?"),
        ("Delay phone", 0, "‘Delay’ and ‘phone’ are two codes: AND, OR or AND NOT goes between them."),
        ("Delay XOR early contact", 0, "not by ‘XOR’"),
        ("Delay group:CPS OR Police", 19, "Several values of a filter stand behind commas: group:CPS,Police."),
        ("Delay und phone", 0, "not by ‘und’"),
        ("Delay AND NEAR/2 phone", 10, "There is no code ‘NEAR/2 phone’"),
        ("Delay WITHIN 2 turns phone", 13, "A distance stands behind NEAR: A NEAR 2 turns B."),
        ("Delay WITHIN turn phone", 13, "asked for with SAME: A SAME turn B."),
        ("Partnership\\early contact", 0, "A path is written with a slash: Partnership/early contact."),
        ("Partnership > early contact", 0, "A path is written with a slash: Partnership/early contact."),
        ("Partnership: early contact", 19, "A path is written with a slash: Partnership/early contact."),
        ("«early contact»", 0, 'stand in double quotation marks: "early contact".'),
        ("years > 5", 0, "There is no more or less than"),
        ("Delay stance challenges", 0, "A filter is written with a colon: stance:challenges."),
        ("CPS 1", 0, 'The document is asked for as document:"CPS 1".'),
        ("cps", 0, "The group is asked for as group:cps."),
        ("everything", 0, "A star asks for any code: *."),
        ("waiting time", 0, 'Words are asked for with text:"waiting time". See them all'),
        ("Delays and sons", 0, "Did you mean ‘Delay’"),  # no code on either side: not about small letters
        ('text:"phone" OR Dela', 16, "Did you mean ‘Delay’?"),  # words are no list that it could be another of
        ("and/or", 0, "There is no code ‘and/or’"),
        ("x" * 300, 0, f"There is no code ‘{'x' * 59}…’. See them all"),
    ],
)
def test_what_does_not_exist_is_said_with_its_place_and_what_is_near(
    coded: Project, asked: str, position: int, said: str
) -> None:
    with coded.reading() as session, pytest.raises(NotFound) as refused:
        excerpts(session, asked)
    error = refused.value
    assert isinstance(error, QueryNotFound)
    assert said in error.advice
    assert error.position == position
    assert str(error).split("\n") == [error.advice, f"  {asked[:100]}", " " * (2 + position) + "^"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Delay group:CPSS", "Nothing here has the group ‘CPSS’. Did you mean ‘CPS’?"),
        ("NOT group:CPSS", "Nothing here has the group ‘CPSS’. Did you mean ‘CPS’?"),
        ("Delay coder:Bea", "Nothing here has the coder ‘Bea’."),
        ("Delay AND (phone document:CPS3)", "Nothing here has the document ‘CPS3’."),
        ("speaker:Interviewr", "Did you mean ‘Interviewer’?"),
        ("round:second", "Nothing here has the round ‘second’."),
        ("certainty:hihg", "Did you mean ‘high’?"),
        ("date:2023-13", "‘2023-13’ is no date"),
        ("date:2023-03-45", "‘2023-03-45’ is no date"),
        ("date:2023-02-30", "‘2023-02-30’ is no date"),
        ("date:2023-01..2023-02-29", "is no date"),
        ("certainty:4", "It is low, medium, high or none."),
        ("origin:robot", "It is human or suggestion."),
        ("date:2023/05", "‘2023/05’ is no date. Dates are written 2023, 2023-05"),
        ("date:2023-06..2023-01", "ends before it begins"),
        ("date:..", ""),
        ('group:CPS,"" kind:inter* date:2023-02..2023 coder:ANN certainty:low,2,none text:nothing', ""),
    ],
)
def test_a_value_that_nothing_has_is_said_since_its_answer_does_not_look_wrong(
    coded: Project, asked: str, said: str
) -> None:
    with coded.reading() as session:
        notes = retrieve(session, asked).notes
    assert len(notes) == bool(said)
    assert said in "".join(notes)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Delay WITHIN Delay coder:Ben", ["Délais — “queues” 🙂 everywhere"]),
        ("(Delay coder:Ann) WITHIN (* coder:Ann,Ben) document:CPS*", ["“queues” 🙂"]),
        ("*contact NEAR 0 turns phone", ["speak to the police earlier", "to the police earlier. They call us"]),
        ("*contact NEAR 0 sentences phone", ["to the police earlier. They call us"]),
        ("*contact NEAR 1 sentence phone", ["speak to the police earlier", "to the police earlier. They call us"]),
        ("*contact BEFORE phone", ["speak to the police earlier"]),
        ("phone OVERLAPS early*", ["They call us, and it works"]),
        ("phone SAME document Delay", []),
        ("phone SAME participant Delay", []),
        ("phone SAME case Delay", ["They call us, and it works"]),
        ("phone AND NOT phone SAME case Delay", []),
        ("Delay SAME case (phone key:yes)", ["Délais — “queues” 🙂 everywhere", "“queues” 🙂"]),
        ('text:"call us"', ["to the police earlier. They call us", "They call us, and it works"]),
        ("Delay text:queue", []),
        ("Delay text:queue* coder:Ann", ["“queues” 🙂"]),
        ("P*/* state:started key:yes", ["They call us, and it works"]),
        ("P*/* state:done", ["speak to the police earlier", "They call us, and it works"]),
    ],
)
def test_where_passages_stand_to_each_other(coded: Project, asked: str, said: list[str]) -> None:
    with coded.step("Done", "Ann") as session:
        state = "started" if "key" in asked else "done"
        assignments.set_state(session, document_labels.find(session, "CPS 1"), coders.ensure(session, "Ann"), state)
    assert [text for _, text in found(coded, asked)] == said


def test_a_star_that_matches_nothing_and_operators_in_small_letters_are_said(coded: Project) -> None:
    with pytest.raises(NotFound, match="No code is like ‘x"), coded.reading() as session:
        excerpts(session, "x*")
    with pytest.raises(NotFound, match="are written in capitals"), coded.reading() as session:
        excerpts(session, "Delay near 2 turns phone")


def test_a_name_that_two_codes_bear_is_refused_with_both_paths(coded: Project) -> None:
    code(coded, "CPS 1", "it works", "Outcome/phone")
    with coded.reading() as session, pytest.raises(NotFound, match="Partnership/phone, Outcome/phone"):
        excerpts(session, "phone")


def test_a_query_that_cannot_be_read_says_where(coded: Project) -> None:
    with coded.reading() as session, pytest.raises(QuerySyntaxError):
        excerpts(session, "Delay AND AND")


# -- algebra ------------------------------------------------------------------------------------------------------

WORDS = "a b\n  c"
TEXT = "Q: " + WORDS * 3 + "\nA: " + WORDS * 4 + "\nplain " + WORDS
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda s: s[0] < s[1])
one_coding = st.tuples(spans, st.sampled_from("ABC"), st.sampled_from(("Ann", "Ben")))
coded_spans = st.lists(one_coding, max_size=12, unique=True)
asked_for = ("A AND B", "A OR B", "A AND NOT B", "(A OR B) AND NOT C", "A AND B AND C", "A OR B AND C")
operators = st.sampled_from(asked_for)


def offsets(made: list[tuple[tuple[int, int], str, str]], name: str) -> set[int]:
    return {at for (start, end), path, _ in made if path == name for at in range(start, end)}


def expected(asked: str, made: list[tuple[tuple[int, int], str, str]]) -> set[int]:
    a, b, c = (offsets(made, name) for name in "ABC")
    return {
        "A AND B": a & b, "A OR B": a | b, "A AND NOT B": a - b, "(A OR B) AND NOT C": (a | b) - c,
        "A AND B AND C": a & b & c, "A OR B AND C": a | (b & c),
    }[asked]  # fmt: skip


def apply_all(session: Session, made: list[tuple[tuple[int, int], str, str]]) -> None:
    document = document_labels.find(session, "CPS 9")
    for name in "ABC":
        codes.ensure(session, name)
    for (start, end), path, coder in made:
        place = (document, start, end, codes.ensure(session, path), coders.ensure(session, coder))
        codings.apply(session, NewCoding(*place))


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with small_study(tmp_path_factory.mktemp("algebra") / "algebra.qdb", {"CPS 9": TEXT}) as project:
        yield project


@settings(max_examples=60, deadline=None)
@given(made=coded_spans, asked=operators)
def test_queries_are_sets_of_characters_and_text_is_the_slice(
    field: Project, made: list[tuple[tuple[int, int], str, str]], asked: str
) -> None:
    with field.step("Try", "Ann") as session:
        apply_all(session, made)
        derived = retrieve(session, asked, include_interviewer=True).excerpts
        single = retrieve(session, "A", include_interviewer=True).excerpts
        codings.remove(session, [coding.uid for coding in codings.codings(session)])
    wanted = expected(asked, made)
    covered = {at for e in derived for at in range(e.start, e.end)}
    assert covered <= wanted
    assert all(TEXT[at].isspace() for at in wanted - covered)
    assert all(one.end < other.start for one, other in pairwise(derived))
    assert sorted((e.start, e.end) for e in single) == sorted(span for span, path, _ in made if path == "A")
    for excerpt in (*derived, *single):
        assert excerpt.text == TEXT[excerpt.start : excerpt.end]
        assert excerpt.codings
