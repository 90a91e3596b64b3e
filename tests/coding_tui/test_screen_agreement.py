"""The agreement screen through the real app: its title, its table, its card, and why there may be nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, make_study, running, settle

from codebook.agreement import CodeAgreement
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import create_project, open_project
from codebook.reviewing.project_agreement import measure_project
from codebook.scheme import codes
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.read_text import ReadText
from coding_tui.screens.agreement import AgreementScreen
from coding_tui.views import agreement_measuring, agreement_view
from coding_tui.widgets.agreement_table import Columns, bar, place, scale
from coding_tui.widgets.footer_line import FooterLine
from transcripts import coders, document_labels
from transcripts.texts import document_text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def opened(driver: Driver) -> AgreementScreen:
    await driver.press("f5")
    screen = driver.app.screen
    assert isinstance(screen, AgreementScreen)
    return screen


def codes_listed(screen: AgreementScreen) -> list[CodeAgreement]:
    return [row for row in screen.table.records if isinstance(row, CodeAgreement)]


async def test_the_table_says_what_it_measured_and_agrees_with_the_command_line(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        said = "main round · sentences · 2 documents done by both · blind: no, 0 of 2 · Ann, Ben"
        assert screen.table_pane.rule.title_text == said
        with open_project(path, read_only=True) as project:
            expected = measure_project(project, unit="sentence")
        assert codes_listed(screen) == list(expected.codes)
        assert isinstance(screen.table.records[0], agreement_view.Theme)
        with open_project(path, read_only=True) as project:
            rolled = measure_project(project, unit="sentence", everything=True).themes
        assert screen.table.records[0] == agreement_view.Theme("Partnership", rolled[0])


async def test_u_goes_through_the_units_and_comes_back(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        seen = []
        for _ in range(4):
            seen.append(screen.agreement.unit if screen.agreement else "")
            await driver.press("u")
        assert seen == ["sentence", "turn", "document", "character"]
        assert screen.agreement is not None
        assert screen.agreement.unit == "sentence"


async def test_an_undefined_code_says_why_below_the_table(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        undefined = next(code for code in codes_listed(screen) if code.alpha is None)
        screen.table.go(screen.table.records.index(undefined))
        await driver.pilot.pause()
        assert undefined.undefined
        assert f"No α: {undefined.undefined}." in screen.about.plain


async def test_s_sorts_lowest_first_with_the_undefined_last(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("s")
        alphas = [code.alpha for code in codes_listed(screen)]
        defined = [alpha for alpha in alphas if alpha is not None]
        assert defined == sorted(defined)
        assert alphas == [*defined, *[None] * (len(alphas) - len(defined))]
        assert screen.status.said == "sorted by lowest α first"


async def test_the_card_holds_every_unit_and_every_pair(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        code = screen.highlighted
        assert code is not None
        await driver.press("enter")
        card = driver.app.screen
        assert isinstance(card, ReadText)
        for unit in agreement_measuring.UNITS:
            assert unit in card.plain
        assert "Ann and Ben" in card.plain
        await driver.press("escape")
        assert driver.app.screen is screen


async def test_the_methods_paragraph_names_what_the_numbers_rest_on(path: Path) -> None:
    async with running(path) as driver:
        await opened(driver)
        await driver.press("m")
        text = driver.app.screen
        assert isinstance(text, ReadText)
        for part in ("2 coders (Ann, Ben)", "main round", "2 documents", "participant speech", "n − 1", "Missing",
                     "blind: no, 0 of 2"):  # fmt: skip
            assert part in text.plain


async def test_p_measures_between_two_of_three(path: Path) -> None:
    with open_project(path) as project, project.step("A third", "Cleo") as session:
        from codebook.team import assignments
        from transcripts import coders, document_labels

        uid = document_labels.find(session, "CPS 43")
        assignments.set_state(session, uid, coders.ensure(session, "Cleo"), "done")
    async with running(path) as driver:
        screen = await opened(driver)
        assert "Ann, Ben, Cleo" in screen.table_pane.rule.title_text
        await driver.press("p")
        assert isinstance(driver.app.screen, Choose)
        await driver.press("down", "down", "enter")
        assert screen.table_pane.rule.title_text.endswith("1 document done by both · blind: no, 0 of 1 · Ann, Cleo")


async def test_with_two_coders_there_is_no_pair_to_choose(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        assert "agreement.pair" not in {command.id for command in screen.query_one(FooterLine).alive()}
        assert "no pairs" in screen.why_not("choose_pair")


async def test_a_new_coding_is_measured_when_one_comes_back(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        before = codes_listed(screen)
        await driver.press("f2")
        await driver.apply("No. It depends", "early")
        await driver.press("f5")
        assert codes_listed(screen) != before


async def test_a_reflexive_project_says_why_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "reflexive.qdb"
    create_project(path, approach="reflexive", coder="Ann").close()
    async with running(path) as driver:
        screen = await opened(driver)
        assert "reflexively" in screen.table.empty
        assert not screen.header.display
        alive = {command.id for command in screen.query_one(FooterLine).alive()}
        assert not alive & {"agreement.unit", "agreement.again", "agreement.meaning", "agreement.whole"}
        assert "agreement.why" in alive


async def test_without_a_second_coder_the_table_says_what_to_do(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb")) as driver:
        screen = await opened(driver)
        assert screen.table.empty.startswith("Nobody has marked documents done")
        await driver.press("f2")
        await driver.press("d", "f5")
        assert screen.table.empty.startswith("Only Ann has")


def test_the_scale_puts_values_where_its_numbers_stand() -> None:
    at = Columns.within(116, interval=False)
    code = CodeAgreement("a", 9, 0.1, 1.0, 1.0, 0.8, None, None, 0.8, 0.8, 0.8, 0.8, None, ())
    assert len(bar(code, at.bar)) == at.bar
    assert bar(code, at.bar).index("●") == scale(at.bar).index(".8")
    assert place(-0.9, 25) == 0
    assert place(1.0, 25) == 24


def test_an_interval_is_drawn_and_shown_only_when_there_is_one() -> None:
    at = Columns.within(116, interval=True)
    code = CodeAgreement("a", 9, 0.1, 1.0, 1.0, 0.71, 0.3, 0.9, 0.8, 0.8, 0.8, 0.8, None, ())
    drawn = bar(code, at.bar)
    assert drawn.index("├") < drawn.index("●") < drawn.index("┤")


@pytest.mark.parametrize("interval", [True, False])
@pytest.mark.parametrize("width", [60, 77, 100, 117, 197])
def test_columns_never_take_more_than_there_is(width: int, interval: bool) -> None:
    at = Columns.within(width, interval)
    total = at.code + at.units + at.prevalence + at.alpha + at.bar + at.kappa + at.ac1 + at.f1 + at.note
    assert total <= width or at.code == 12


@pytest.mark.parametrize(
    ("value", "said"), [(None, "–"), (0.716, "0.72"), (-0.119, "−0.12"), (-0.001, "0.00"), (1.0, "1.00")]
)
def test_numbers_have_two_decimals_and_undefined_is_a_dash(value: float | None, said: str) -> None:
    assert agreement_view.number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (0.0003, "<0.1 %"),
        (0.004, "0.4 %"),
        (0.06, "6 %"),
        (0.9991, "99.9 %"),
        (0.9999, ">99.9 %"),
        (1.0, "100 %"),
    ],
)
def test_shares_keep_small_ones_visible(value: float | None, said: str) -> None:
    assert agreement_view.share(value) == said


async def test_the_table_follows_what_another_window_codes(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        before = codes_listed(screen)
        with open_project(path) as project:
            with project.step("From elsewhere", "Ben") as session:
                ben, code = coders.ensure(session, "Ben"), codes.tree(session).find("Partnership/Blame across").uid
                uid = document_labels.find(session, "CPS 43")
                start = document_text(session, uid).text.index("everybody blamed everybody")
                codings.apply(session, NewCoding(uid, start, start + 26, code, ben))
            expected = measure_project(project, unit="sentence", everything=True)
        assert driver.app.background is not None
        driver.app.background.look()
        await settle(driver.pilot)
        assert codes_listed(screen) == list(expected.codes) != before
        assert [each.rolled for each in screen.table.records if isinstance(each, agreement_view.Theme)]
        assert screen.agreement is not None
        assert screen.agreement.themes == expected.themes


async def test_the_codebook_as_a_whole_has_sets_and_the_unitizing_family(path: Path) -> None:
    async with running(path) as driver:
        await opened(driver)
        await driver.press("a")
        text = driver.app.screen
        assert isinstance(text, ReadText)
        with open_project(path, read_only=True) as project:
            whole = measure_project(project, unit="sentence", everything=True).together
        assert whole is not None
        every = whole.unitizing[0]
        for value in (whole.sets.jaccard, whole.sets.masi, every.u_alpha, every.bar_u_alpha):
            assert agreement_view.number(value) in text.plain
        assert "Secondary figures" in text.plain
