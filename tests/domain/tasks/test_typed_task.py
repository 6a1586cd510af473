from __future__ import annotations

from datetime import date

import pytest

from domain.tasks.typed import TypedTask, typed_task

TUESDAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("", TypedTask(""), id="nothing"),
        pytest.param("Send the offer", TypedTask("Send the offer"), id="a title alone"),
        pytest.param("Send  the   offer today", TypedTask("Send the offer", date(2026, 9, 1)), id="today"),
        pytest.param("Send the offer tomorrow", TypedTask("Send the offer", date(2026, 9, 2)), id="tomorrow"),
        pytest.param("Call Acme by Friday", TypedTask("Call Acme", date(2026, 9, 4)), id="by a weekday"),
        pytest.param("Call Acme tue", TypedTask("Call Acme", date(2026, 9, 8)), id="the same weekday is next week's"),
        pytest.param("Call Acme next Friday", TypedTask("Call Acme", date(2026, 9, 11)), id="next Friday"),
        pytest.param("Call Acme next week", TypedTask("Call Acme", date(2026, 9, 7)), id="next week is its Monday"),
        pytest.param("in 3 days call", TypedTask("call", date(2026, 9, 4)), id="a day first"),
        pytest.param("call in 2 weeks", TypedTask("call", date(2026, 9, 15)), id="weeks"),
        pytest.param("call due 2026-12-05", TypedTask("call", date(2026, 12, 5)), id="a written day"),
        pytest.param("call 2026-02-31", TypedTask("call 2026-02-31"), id="no such day"),
        pytest.param("call 2026/12/5", TypedTask("call", date(2026, 12, 5)), id="with slashes"),
        pytest.param("明天给 Acme 打电话", TypedTask("给 Acme 打电话", date(2026, 9, 2)), id="Chinese, tomorrow"),
        pytest.param("下周一之前发报价", TypedTask("发报价", date(2026, 9, 7)), id="Chinese, before next Monday"),
        pytest.param("发报价 周五", TypedTask("发报价", date(2026, 9, 4)), id="Chinese, Friday"),
        pytest.param("发报价 星期天", TypedTask("发报价", date(2026, 9, 6)), id="Chinese, Sunday"),
        pytest.param("3天后发报价", TypedTask("发报价", date(2026, 9, 4)), id="Chinese, in days"),
        pytest.param("发报价 2周后", TypedTask("发报价", date(2026, 9, 15)), id="Chinese, in weeks"),
        pytest.param("后天发报价", TypedTask("发报价", date(2026, 9, 3)), id="Chinese, the day after tomorrow"),
        pytest.param("下周发报价", TypedTask("发报价", date(2026, 9, 7)), id="Chinese, next week"),
        pytest.param("发报价 12月5日", TypedTask("发报价", date(2026, 12, 5)), id="Chinese, a day of this year"),
        pytest.param("发报价 3月5号", TypedTask("发报价", date(2027, 3, 5)), id="Chinese, a day of next year"),
        pytest.param("发报价 2月30日", TypedTask("发报价 2月30日"), id="Chinese, no such day"),
        pytest.param("发报价 2027年1月5日", TypedTask("发报价", date(2027, 1, 5)), id="Chinese, a whole date"),
        pytest.param("Monday report", TypedTask("report", date(2026, 9, 7)), id="a day may stand first"),
        pytest.param("Sundance rehearsal", TypedTask("Sundance rehearsal"), id="half a word is no day"),
        pytest.param(
            "the tomorrow project plan", TypedTask("the tomorrow project plan"), id="in the middle it is title"
        ),
        pytest.param("<@U0DANA|dana> call friday", TypedTask("call", date(2026, 9, 4), "U0DANA"), id="a colleague"),
        pytest.param("call account:acme", TypedTask("call", None, None, "acme"), id="an account"),
        pytest.param(
            "call account:“A&amp;B &lt;Co&gt;” friday",
            TypedTask("call", date(2026, 9, 4), None, "A&B <Co>"),
            id="an account with signs",
        ),
        pytest.param('call account:"Acme Industrial"', TypedTask("call", None, None, "Acme Industrial"), id="quoted"),
        pytest.param("发报价 客户：青禾", TypedTask("发报价", None, None, "青禾"), id="an account in Chinese"),
        pytest.param("A &amp; B &lt;now&gt;", TypedTask("A & B <now>"), id="entities are decoded once"),
    ],
)
def test_a_line_is_read(typed: str, read: TypedTask) -> None:
    assert typed_task(typed, TUESDAY) == read


def test_far_away_is_not_out_of_the_calendar() -> None:
    assert typed_task("call in 9999 days", TUESDAY).due_on == date(2036, 8, 29)
