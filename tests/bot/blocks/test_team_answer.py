"""`/cs team` in words: order by attention, counts for few, everybody by name, and Slack's limits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from fakes import FakeLibrary
from health_samples import POLICY
from revenue_book import ANA, DANA, DI, MO, NOW
from team_book import answered, team_library

from bot.blocks.kit import Message
from bot.blocks.kit.surfaces import text_of
from bot.blocks.team_answer import team_answer
from bot.blocks.team_words import change_words, figure_words, sample_words
from bot.exports.team_csv import team_file
from bot.locale import Language, Words, words_for
from bot.pictures.team import team_alt_text, team_picture
from bot.pictures.team_charts import MOST_ROWS
from domain.permissions import Member, Role
from domain.teamwork.answer import TeamAnswer
from domain.teamwork.figure import Figure, FigureName
from domain.teamwork.policy import Family

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
HOSTILE = "*Bo* <!channel> \u202e" + "x" * 3000


@pytest.fixture
def library() -> FakeLibrary:
    return team_library()


def share(name: FigureName, part: int, whole: int, change: str) -> Figure:
    return Figure(name, whole, part=Decimal(part), whole=Decimal(whole), change=Decimal(change))


def lines(said: Message) -> list[str]:
    return said.text.split("\n")


def families(said: Message, words: Words) -> list[str]:
    starts = [f"*{words.text(name)}* · " for name in ("How customers behave", "What CSMs do", "Revenue")]
    return [line for line in lines(said) if line.startswith(tuple(starts))]


def crowd(answer: TeamAnswer, count: int, name: str = "") -> TeamAnswer:
    """So many people with Dana's figures."""
    one = answer.columns[0]
    people = tuple(replace(one, person=f"U{number:03}") for number in range(count))
    names = {f"U{number:03}": name or f"Person {number:03}" for number in range(count)}
    return replace(answer, columns=people, names=names)


def test_the_team_as_its_manager_reads_it(library: FakeLibrary) -> None:
    said = lines(team_answer(answered(library, MO), EN))

    assert said[:3] == [
        "*Team figures: Q4 2026 to date*",
        "Your team · 3 people · 9 accounts · amounts in USD",
        "*The whole team*",
    ]
    assert said[4:8] == ["*How customers behave* · 35%", "*NPS*", "+24 ± 28", "_33 answers_"]
    assert said[8:10] == ["*Health*", "🟢 2 · 🔴 2 · 5 not scored"]
    assert said[-2].startswith("Changes are against Jul 1, 2026 – Aug 21, 2026: as many days")
    assert "it is no cause of the other figures." in said[-1]


def test_one_person_stands_beside_the_team(library: FakeLibrary) -> None:
    said = lines(team_answer(answered(library, MO, "<@U0DANA>"), EN))

    assert "*Dana* · 4 accounts" in said
    assert said[said.index("*Contacts made in time*") + 1 :][:2] == ["72.2% (13 of 18)", "team: 70.8% (17 of 24)"]
    assert said[said.index("*Use rises*") + 1 :][:2] == ["1 of 2", "team: 1 of 3"]


@pytest.mark.parametrize(
    ("maturity", "first"),
    [("starting", "What CSMs do"), ("established", "Revenue"), ("growing", "How customers behave")],
)
def test_maturity_decides_which_family_stands_first_and_says_why(
    library: FakeLibrary, maturity: str, first: str
) -> None:
    with library.writing() as book:
        book.policies.publish(POLICY.replace('maturity = "growing"', f'maturity = "{maturity}"'), by="U0ANA", at=NOW)

    said = team_answer(answered(library, MO), EN)

    assert families(said, EN)[0].startswith(f"*{first}*")
    assert f"Attention of a team that is *{maturity}*" in lines(said)[3]


def test_a_family_with_little_attention_shows_its_first_figures_and_the_rest_on_asking(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.policies.publish(POLICY.replace('maturity = "growing"', 'maturity = "starting"'), by="U0ANA", at=NOW)

    first, whole = (lines(team_answer(answered(library, MO, text), EN)) for text in ("", "full"))

    assert "*Revenue* · 15% · _3 more behind “All figures”_" in first
    assert "*Renewed, net*" not in first
    assert "*Renewed, net*" in whole


def test_side_by_side_everybody_stands_by_name_and_the_team_last(library: FakeLibrary) -> None:
    said = lines(team_answer(answered(library, MO, "2025 by csm"), EN))

    start = said.index("*Revenue* · 20%")
    assert [line.partition(" (")[0] for line in said[start + 1 : start + 5]] == [
        "• *Dana*",
        "• *Lin &lt;b&gt;*",
        "• *Wei Zhang*",
        "• *Whole team*",
    ]
    assert said[start + 1] == (
        "• *Dana* (4 accounts): GRR *$285,000 of $340,000* (5 accounts) · NRR *$320,000 of $340,000* (5 accounts) · "
        "Renewals kept *1 of 2* · ARR renewed *$100,000* (1 renewal, ↑ $100,000)"
    )
    assert said[start + 2] == "• *Lin &lt;b&gt;* (1 account): ARR renewed *$0*"


def test_money_is_not_counted_in_pieces_in_chinese(library: FakeLibrary) -> None:
    said = "\n".join(lines(team_answer(answered(library, MO, "2025 by csm"), ZH)))

    assert "*US$285,000（共 US$340,000）*" in said


@pytest.mark.parametrize("words", [EN, ZH])
@pytest.mark.parametrize("count", [1, 20, 250])
@pytest.mark.parametrize("text", ["by csm full", "full", ""])
def test_any_number_of_people_with_any_names_is_within_the_limits_of_slack(
    library: FakeLibrary, words: Words, count: int, text: str
) -> None:
    answer = crowd(answered(library, MO, text), count, HOSTILE)

    for offset in (0, 10, 9999):
        said = team_answer(answer, words, offset=offset)
        assert "<!channel>" not in text_of(said.blocks)
        assert "\u202e" not in text_of(said.blocks)


def test_people_are_turned_page_by_page(library: FakeLibrary) -> None:
    answer = crowd(answered(library, MO, "by csm"), 25)

    pages = [team_answer(answer, EN, offset=offset) for offset in (0, 10, 20)]

    assert [page.text.count("Person") // 4 for page in pages] == [10, 10, 5]
    assert [next(line for line in lines(page) if "–" in line and "of 25" in line) for page in pages] == [
        "1–10 of 25",
        "11–20 of 25",
        "21–25 of 25",
    ]


def test_a_team_of_nobody_says_so(library: FakeLibrary) -> None:
    library.tables.members["U0NEW"] = new = Member("U0NEW", "New", Role.MANAGER)

    said = lines(team_answer(answered(library, new), EN))

    assert said[2] == "Nobody here holds accounts or has work yet. Give accounts an owner, and figures stand here."


def test_accounts_of_nobody_are_said_where_there_is_nobody(library: FakeLibrary) -> None:
    answer = answered(library, DI)
    assert answer.whole

    said = lines(team_answer(replace(answer, columns=(), of_nobody=9), EN))

    assert said[1].startswith("Everybody · 0 people · 9 accounts")
    assert said[2].endswith("The accounts below have no owner among you.")
    assert said[-1] == "9 accounts of nobody named here are in the sum only."


def test_ones_own_figures_stand_alone(library: FakeLibrary) -> None:
    said = lines(team_answer(answered(library, DANA, "me"), EN))

    assert said[1] == "Only your own figures · 4 accounts · amounts in USD"
    assert not any(line.startswith("team:") for line in said)


def test_what_is_in_no_figure_is_said(library: FakeLibrary) -> None:
    library.tables.rates.clear()
    answer = replace(answered(library, ANA, "2025"), is_reported=True)

    said = lines(team_answer(answer, EN))

    assert said[-3] == ("Changes are against the year 2024. Health is as it was stored then, ARR at what it is today.")
    assert said[-1] == (
        "Revenue is as it was reported when the period was frozen. In no amount, as no rate is stated: EUR."
    )


def test_on_the_first_day_nothing_is_set_against_another_period(library: FakeLibrary) -> None:
    answer = replace(answered(library, MO), before=None)

    assert lines(team_answer(answer, EN))[-2].startswith("The period began today")


@pytest.mark.parametrize(
    ("figure", "said", "change"),
    [
        (share(FigureName.TOUCHES, 31, 40, "0.031"), "77.5% (31 of 40)", "↑ 3.1 points"),
        (share(FigureName.GRR, 83, 100, "-0.02"), "83.0%", "↓ 2.0 points"),
        (Figure(FigureName.ACTIVITY, 12, part=Decimal(68), whole=Decimal(100)), "68.0% (68 on 100 seats)", ""),
        (Figure(FigureName.ARR_LOST, 2, part=Decimal(100_00), change=Decimal(-50_00)), "$100", "↓ $50"),
        (Figure(FigureName.TASKS_OVERDUE, 2, part=Decimal(2), change=Decimal()), "2", ""),
        (Figure(FigureName.NPS, 3, counts=(1, 1, 1)), "promoters 1, passives 1, detractors 1", ""),
        (Figure(FigureName.NPS, 0, counts=(0, 0, 0)), "–", ""),
        (Figure(FigureName.NPS, 40, counts=(20, 0, 20), change=Decimal("-7.2")), "0 ± 31", "↓ 7"),
        (Figure(FigureName.TOLD_DAYS, 4, part=Decimal("3.5"), change=Decimal("-1.5")), "3.5", "↓ 1.5"),
        (Figure(FigureName.BANDS, 0, counts=(0, 0, 0, 0, 0)), "–", ""),
        (Figure(FigureName.SCORE, 0), "–", ""),
    ],
)  # fmt: skip
def test_a_figure_in_words(figure: Figure, said: str, change: str) -> None:
    assert (figure_words(figure, "USD", EN), change_words(figure, "USD", EN)) == (said, change)


def test_what_is_in_no_sum_is_said_beside_it() -> None:
    figure = Figure(FigureName.ARR_RED, 3, left_out=2)

    assert sample_words(figure, EN) == "of 3 scored accounts · 2 in no sum: amounts or rates not known"


def test_chinese_reads_as_chinese(library: FakeLibrary) -> None:
    said = lines(team_answer(answered(library, MO, "<@U0DANA>"), ZH))

    assert said[0] == "*团队指标：2026 年第 4 季度至今*"
    assert "*客户表现* · 35%" in said
    assert any(line.startswith("团队：70.8%") for line in said)


def test_the_table_has_a_line_for_each_person_and_figure_in_which_no_cell_runs(library: FakeLibrary) -> None:
    library.tables.members["U0DANA"] = replace(DANA, name='=HYPERLINK("x")')

    file = team_file(answered(library, MO), EN, now=NOW)

    rows = file.content.decode("utf-8-sig").split("\r\n")
    assert file.name == "team-team-2026-Q4-2026-11-22-1200.csv"
    assert rows[0].startswith("Person,Accounts,Family,Figure,As shown,Value,Part,Whole,Sample,Change,Currency,Period")
    assert len(rows) == 4 * 24 + 2
    dana = [row for row in rows if "HYPERLINK" in row]
    assert dana[0].startswith('"\'=HYPERLINK(""x"")",4,How customers behave,NPS,')
    assert next(row for row in dana if "Contacts" in row).split(",")[-9:] == [
        *("72.2% (13 of 18)", "0.7222", "13", "18", "18", "", "", "2026-Q4", "2026-07-01..2026-08-21"),
    ]
    red = next(row for row in dana if "ARR red" in row)
    assert red.split(",")[-8:-2] == ["45000.00", "45000.00", "", "3", "", "USD"]


@pytest.mark.parametrize("words", [EN, ZH])
@pytest.mark.parametrize("count", [0, 1, MOST_ROWS + 5])
def test_the_picture_has_a_row_for_each_person_and_its_text_the_figures_of_the_team(
    library: FakeLibrary, words: Words, count: int
) -> None:
    answer = crowd(answered(library, MO), count, "一个名字很长的客户成功经理" * 9)

    picture = team_picture(answer, words)

    assert picture.png.startswith(b"\x89PNG")
    assert "70.8%" in picture.alt_text


def test_the_picture_of_nothing_and_of_oneself(library: FakeLibrary) -> None:
    nothing = replace(answered(library, MO), columns=(), whole=None)

    assert team_picture(nothing, EN).png.startswith(b"\x89PNG")
    assert team_alt_text(nothing, EN) == "Charts of four families of figures, a row for each of 0 people."
    assert team_alt_text(answered(library, DANA, "me"), EN).startswith(
        "Charts of four families of figures, a row for 1 person. Yours: Health 🟢 2"
    )
    assert list(Family) == [family for family, _ in nothing.policy.families]
