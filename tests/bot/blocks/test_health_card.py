from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from health_samples import TODAY, VIEWER, WEI, standing

from bot.blocks.health_card import health_card
from bot.locale import Language, words_for
from domain.accounts import Pulse
from domain.first_value.reached import ValueReached
from domain.first_value.rules import ValueWay
from domain.health.model import Band, Cap, Measure
from domain.health.standing import Judgement, KeyFactor
from domain.health.trend import Arrow
from domain.health_answer import Reading
from domain.lifecycle.policy import Stuck
from domain.permissions import Member
from domain.renewals.renewal import Forecast, ForecastCategory, RenewalGlance
from domain.tasks.task import TaskGlance, TaskInBrief

EN = words_for(Language.EN)
ZH = words_for(Language.ZH_HANS)
AS_OF = "Nov 22, 2026 2:30\u202fAM (UTC)"
AS_OF_ZH = "2026年11月22日 02:30 (UTC)"


def test_the_card_says_everything_in_the_order_people_read_it() -> None:
    card = health_card(standing(), EN, reader=WEI, today=TODAY)

    assert card.text.split("\n") == [
        "*Harbour*",
        "🔴 *Red · 35* · −12 in 7 days · +3 in 30 days",
        "5 of 6 signals known, 100% of the weight; the oldest is 12 days old",
        "▼ *Active seats* −9.4: 41% of seats active in 28 days; 50% is fine, 80% is excellent",
        "▼ *Champion* −4.0: the champion has left",
        "▲ *NPS* +4.2: mean NPS answer 8.5 of 10; 8 is fine, 10 is excellent",
        "*ARR*",
        "$48,000 + €10,000.50",
        "*Renewal*",
        "Feb 28, 2027 (98 days left)",
        "notice until Nov 30, 2026",
        "renews by itself",
        "*Owner*",
        "<@U0WEI>",
        "*Last two-way touchpoint*",
        "Nov 1, 2026 (21 days ago)",
        "cadence 14 days",
        "*Tickets*",
        "3 open, 1 of them critical",
        "*First value*",
        "reached on Apr 1, 2025",
        f"As of <!date^1795314600^{{date_short_pretty}} at {{time}}|{AS_OF}> · model version 3 · high touch · stable",
    ]


@pytest.mark.parametrize(
    ("band", "lacking", "said"),
    [
        pytest.param(
            Band.YELLOW, 0.7, "Not green: only 55% of the weight is known; green needs 70%.", id="high but not green"
        ),
        pytest.param(
            Band.GREY, 0.6, "Too little is known for a colour: 55% of the weight; it takes 60%.", id="no colour"
        ),
    ],
)
def test_a_number_without_its_colour_says_why(band: Band, lacking: float, said: str) -> None:
    known_little = standing(band=band, shown=71, coverage=0.55)

    card = health_card(known_little, EN, reader=WEI, today=TODAY, reading=Reading(coverage_lacking=lacking))

    assert card.text.split("\n")[2] == said


def test_what_just_lacks_for_a_colour_is_not_rounded_up_to_it() -> None:
    half_known = standing(band=Band.GREY, shown=63, coverage=0.4986)

    card = health_card(half_known, EN, reader=WEI, today=TODAY, reading=Reading(coverage_lacking=0.5))

    _, _, lacking, coverage, *_ = card.text.split("\n")
    assert lacking == "Too little is known for a colour: 49% of the weight; it takes 50%."
    assert coverage.startswith("5 of 6 signals known, 49% of the weight")


@pytest.mark.parametrize(("heads", "sign"), [(Arrow.UP, "↑"), (Arrow.LEVEL, "→"), (Arrow.DOWN, "↓")])
def test_an_arrow_says_where_the_score_heads(heads: Arrow, sign: str) -> None:
    card = health_card(standing(), EN, reader=WEI, today=TODAY, reading=Reading(arrow=heads))

    assert card.text.split("\n")[1] == f"🔴 *Red · 35* {sign} · −12 in 7 days · +3 in 30 days"


def test_what_is_all_from_today_has_no_age() -> None:
    card = health_card(standing(oldest_known_on=TODAY), EN, reader=WEI, today=TODAY)

    assert card.text.split("\n")[2] == "5 of 6 signals known, 100% of the weight; all of it from today"


def test_the_card_in_chinese() -> None:
    card = health_card(standing(name="蓝海航运"), ZH, reader=WEI, today=TODAY)

    assert card.text.split("\n") == [
        "*蓝海航运*",
        "🔴 *红色 · 35* · 7 天 −12 · 30 天 +3",
        "6 类信号中已知 5 类，占权重 100%；最旧的数据是 12 天前的",
        "▼ *活跃席位* −9.4：28 天内 41% 的席位有活跃使用；50% 为良好，80% 为优秀",
        "▼ *内部支持者* −4.0：内部支持者已离职",
        "▲ *NPS* +4.2：NPS 平均评分 8.5（满分 10）；8 为良好，10 为优秀",
        "*ARR*",
        "US$48,000 + €10,000.50",
        "*续约*",
        "2027年2月28日（还剩 98 天）",
        "通知截止 2026年11月30日",
        "自动续约",
        "*负责人*",
        "<@U0WEI>",
        "*最近一次双向触达*",
        "2026年11月1日（21 天前）",
        "触达周期 14 天",
        "*工单*",
        "3 个未关闭，其中 1 个为严重",
        "*首次价值*",
        "已于 2025年4月1日达成",
        f"截至 <!date^1795314600^{{date_short_pretty}} {{time}}|{AS_OF_ZH}> · 模型版本 3 · 高触达 · 稳定期",
    ]


def test_what_is_not_known_is_said_and_never_zero() -> None:
    bare = standing(
        shown=63,
        band=Band.GREY,
        coverage=0.4986,
        low=38.3,
        high=88.5,
        oldest_known_on=None,
        change_7=None,
        change_30=None,
        pulls_down=(),
        lifts=(),
        arr=(),
        renewal_on=None,
        notice_on=None,
        auto_renew=None,
        owner=None,
        last_two_way_on=None,
        cadence_days=None,
        open_tickets=0,
        first_value_on=None,
        first_value_due_on=None,
    )

    card = health_card(bare, EN, reader=WEI, today=TODAY)

    assert card.text.split("\n")[1:-1] == [
        "⚪ *No colour yet · 63* · scored for less than a week",
        "5 of 6 signals known, 49% of the weight",
        "What is not known could put it anywhere from 38 to 89.",
        "*ARR*",
        "none contracted",
        "*Renewal*",
        "no renewal date known",
        "*Owner*",
        "nobody yet",
        "*Last two-way touchpoint*",
        "none recorded",
        "*Tickets*",
        "none open",
        "*First value*",
        "no date agreed",
    ]


def test_a_cap_is_said_with_the_score_that_it_holds_down() -> None:
    held = standing(cap=Cap.CHAMPION_LEFT, shown=60, raw=76.375, band=Band.YELLOW)

    card = health_card(held, EN, reader=WEI, today=TODAY)

    assert "■ *Held at 60* because the champion left; without that it would be 76." in card.text.split("\n")


@pytest.mark.parametrize(
    ("low", "said"),
    [
        pytest.param(20.0, ["What is not known could put it anywhere from 20 to 35."], id="it may be lower still"),
        pytest.param(45.0, [], id="it is held whatever is not known"),
    ],
)
def test_what_holds_the_score_holds_its_range(low: float, said: list[str]) -> None:
    held = standing(cap=Cap.CHAMPION_LEFT, shown=35, raw=50.0, low=low, high=60.0, coverage=0.8)

    card = health_card(held, EN, reader=WEI, today=TODAY)

    assert [line for line in card.text.split("\n") if line.startswith("What is not known")] == said


def test_a_score_that_the_csm_set_is_said_with_the_computed_one() -> None:
    card = health_card(standing(cap=Cap.JUDGEMENT, shown=60, raw=35.4), EN, reader=WEI, today=TODAY)

    assert "■ *Set to 60* by the CSM's judgement; computed it is 35." in card.text.split("\n")


def test_what_is_not_known_does_not_move_a_score_that_the_csm_set() -> None:
    card = health_card(standing(cap=Cap.JUDGEMENT, shown=60, low=20.0, high=60.0), EN, reader=WEI, today=TODAY)

    assert "What is not known" not in card.text


def test_a_hard_fact_that_holds_a_score_the_csm_set_is_said_with_both() -> None:
    given = Judgement(
        Pulse.GREEN, "", "U0WEI", datetime(2026, 11, 17, 9, tzinfo=UTC), TODAY + timedelta(days=9), score=80
    )
    held = standing(cap=Cap.NOTICE_RECEIVED, shown=15, raw=10.2, judgement=given)

    card = health_card(held, EN, reader=WEI, today=TODAY)

    said = "■ *Held at 15* because notice was received; the CSM set it to 80, computed it is 10."
    assert said in card.text.split("\n")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"first_value_on": date(2025, 5, 2)}, "reached on May 2, 2025, 2 days late", id="late"),
        pytest.param({"first_value_on": None}, "was due on Apr 30, 2025, 571 days late", id="overdue"),
        pytest.param(
            {"first_value_on": None, "first_value_due_on": date(2026, 12, 1)}, "due on Dec 1, 2026", id="still to come"
        ),
        pytest.param(
            {"value_reached": ValueReached(date(2025, 4, 1), ValueWay.SEATS, amount=12, of=40, within=7)},
            "12 of 40 seats active within 7 days",
            id="how first value was reached",
        ),
        pytest.param(
            {"stuck": Stuck.NO_VALUE}, "⚠️ *Stuck:* onboarding is over, without first value.", id="stuck in its stage"
        ),
        pytest.param({"renewal_on": date(2026, 11, 20)}, "Nov 20, 2026 (2 days overdue)", id="renewal overdue"),
        pytest.param({"notice_on": None}, "Feb 28, 2027 (98 days left)", id="no notice deadline"),
        pytest.param({"notice_on": date(2026, 11, 21)}, "notice was due by Nov 21, 2026", id="too late for notice"),
        pytest.param({"auto_renew": False}, "does not renew by itself", id="no auto-renewal"),
        pytest.param({"open_critical_tickets": 0}, "3 open", id="tickets, none critical"),
        pytest.param({"cover": "U0BO"}, "<@U0WEI>, covered by <@U0BO>", id="cover without dates"),
        pytest.param(
            {"cover": "Bo Berg", "cover_starts_on": date(2026, 11, 22), "cover_ends_on": date(2026, 11, 22)},
            "<@U0WEI>, covered by Bo Berg",
            id="cover on its only day",
        ),
        pytest.param({"owner": "URSULA"}, "URSULA", id="a name in capitals is no id of Slack's"),
        pytest.param({"cover": "U0BO", "cover_ends_on": date(2026, 11, 21)}, "<@U0WEI>", id="cover is over"),
        pytest.param({"change_7": 0}, "🔴 *Red · 35* · ±0 in 7 days · +3 in 30 days", id="nothing moved"),
        pytest.param({"change_7": None}, "🔴 *Red · 35* · +3 in 30 days", id="no score a week ago"),
    ],
)
def test_each_fact_is_said_as_it_stands_today(changes: dict[str, Any], expected: str) -> None:
    card = health_card(standing(**changes), EN, reader=WEI, today=TODAY)

    assert expected in card.text.split("\n")


RENEWS = RenewalGlance(
    9,
    date(2027, 3, 31),
    date(2026, 12, 31),
    auto_renew=False,
    forecast=Forecast(ForecastCategory.COMMIT, "U0WEI", datetime(2026, 11, 19, 9, tzinfo=UTC)),
    reminded_on=date(2026, 11, 2),
)
BARE = replace(RENEWS, forecast=None, reminded_on=None)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(
            RENEWS,
            [
                "Mar 31, 2027 (129 days left)",
                "notice until Dec 31, 2026",
                "does not renew by itself",
                "reminded on Nov 2, 2026",
                "*Commit*, <@U0WEI>, 3 days ago",
            ],
            id="everything",
        ),
        pytest.param(
            replace(BARE, notice_on=None, auto_renew=None),
            ["Mar 31, 2027 (129 days left)"],
            id="a day",
        ),
        pytest.param(
            replace(BARE, notice_on=RENEWS.due_on, auto_renew=True),
            ["Mar 31, 2027 (129 days left)", "renews by itself"],
            id="notice may be given to the last day",
        ),
        pytest.param(
            None,
            ["Feb 28, 2027 (98 days left)", "notice until Nov 30, 2026", "renews by itself"],
            id="none open: as the contract said when it was scored",
        ),
    ],
)
def test_the_renewal_is_the_open_one_of_the_book(known: RenewalGlance | None, expected: list[str]) -> None:
    lines = health_card(standing(next_renewal=known), EN, reader=WEI, today=TODAY).text.split("\n")

    assert lines[lines.index("*Renewal*") + 1 : lines.index("*Owner*")] == expected


def test_a_judgement_is_shown_with_its_author_and_age_until_it_expires() -> None:
    judgement = Judgement(
        Pulse.YELLOW, "new CIO", "U0WEI", datetime(2026, 11, 17, 9, tzinfo=UTC), date(2026, 11, 23), score=50
    )
    running = health_card(standing(judgement=judgement), EN, reader=WEI, today=TODAY)
    bare = health_card(standing(judgement=replace(judgement, note="", score=None)), EN, reader=WEI, today=TODAY)
    expired = health_card(standing(judgement=judgement), EN, reader=WEI, today=date(2026, 11, 23))

    assert running.text.split("\n")[-4:-1] == [
        "*CSM's judgement*",
        "🟡 Yellow · score set to 50: new CIO",
        "<@U0WEI>, 5 days ago; until Nov 23, 2026",
    ]
    assert bare.text.split("\n")[-3] == "🟡 Yellow"
    assert "*CSM's judgement*" not in expired.text.split("\n")


TOMORROW = date(2026, 11, 23)


def test_what_others_wrote_is_never_live() -> None:
    hostile = standing(
        name="A&B <Co> <!channel>\u202e",
        owner="<!here>",
        judgement=Judgement(
            Pulse.RED,
            "<!everyone>\n*Renewal*\n& <https://evil|x>",
            "U0WEI",
            datetime(2026, 11, 22, tzinfo=UTC),
            TOMORROW,
        ),
    )

    card = health_card(hostile, EN, reader=WEI, today=TODAY)

    assert card.text.split("\n")[0] == "*A&amp;B &lt;Co&gt; &lt;!channel&gt;*"
    assert "&lt;!here&gt;" in card.text.split("\n")
    assert "🔴 Red: &lt;!everyone&gt; ∗Renewal∗ &amp; &lt;https://evil|x&gt;" in card.text.split("\n")
    assert card.blocks[0]["text"]["text"] == "A&B <Co> <!channel>"


def test_who_only_looks_gets_no_button_that_would_refuse() -> None:
    def buttons(reader: Member) -> list[str]:
        card = health_card(standing(), EN, reader=reader, today=TODAY)
        return [element["text"]["text"] for element in card.blocks[-1]["elements"] if element["type"] == "button"]

    everything = ["Why?", "Log touchpoint", "New task", "My judgement", "History", "Share here", "Send to product"]
    assert buttons(WEI) == everything
    assert buttons(VIEWER) == ["Why?", "Log touchpoint", "History", "Send to product"]


def test_every_measure_has_a_sentence() -> None:
    values: dict[Measure, float | str] = {
        Measure.CHAMPION: "quiet",
        Measure.CSM_PULSE: "red",
        Measure.RENEWAL_STEP: "verbal",
        Measure.CRITICAL_TICKET_AGE: 0.0,
    }
    words = {Measure.CHAMPION, Measure.CSM_PULSE, Measure.RENEWAL_STEP}
    factors = tuple(
        KeyFactor(measure, values.get(measure, 0.5), 1.0, *(("fine", "best") if measure in words else (0.7, 1.0)))
        for measure in Measure
    )

    card = health_card(standing(pulls_down=factors, lifts=()), EN, reader=WEI, today=TODAY)

    lines = [line for line in card.text.split("\n") if line.startswith("▼")]
    assert len(lines) == len(Measure)
    assert "▼ *Critical tickets* −1.0: no critical ticket open; 0.7 is fine, 1 is excellent" in lines
    assert "▼ *Renewal step* −1.0: renewal agreed by word" in lines


DUE = date(2026, 11, 24)
NEXT_TASKS = (TaskInBrief("Send the <offer>", date(2026, 11, 20), "U0WEI"), TaskInBrief("Call", DUE, "U0ANA"))


@pytest.mark.parametrize(
    ("glance", "said"),
    [
        pytest.param(
            TaskGlance(NEXT_TASKS, (date(2026, 11, 20), DUE, DUE)),
            "3, 1 overdue\n"
            "• Send the &lt;offer&gt; · 🔴 2 days overdue · <@U0WEI>\n"
            "• Call · due on Nov 24, 2026 (in 2 days) · <@U0ANA>",
            id="an overdue one first",
        ),
        pytest.param(
            TaskGlance(NEXT_TASKS[1:], (DUE,)), "1\n• Call · due on Nov 24, 2026 (in 2 days) · <@U0ANA>", id="one"
        ),
        pytest.param(
            TaskGlance((TaskInBrief("Call", date(2026, 11, 23), "U0ANA"),), (date(2026, 11, 23),)),
            "1\n• Call · due tomorrow · <@U0ANA>",
            id="tomorrow",
        ),
    ],
)
def test_open_tasks_stand_on_the_card(glance: TaskGlance, said: str) -> None:
    card = health_card(standing(tasks=glance), EN, reader=WEI, today=TODAY)

    assert f"*Open tasks*\n{said}" in card.text
