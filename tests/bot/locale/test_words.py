from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.locale import Language, Words, language_for, words_for
from domain.accounts import Money

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)


@pytest.mark.parametrize(
    ("locale", "override", "language"),
    [
        pytest.param("zh-CN", None, Language.ZH_HANS, id="Slack's locale"),
        pytest.param("zh-TW", None, Language.ZH_HANS, id="the nearest Chinese"),
        pytest.param("de-DE", None, Language.EN, id="a language we do not speak"),
        pytest.param(None, None, Language.EN, id="nothing known"),
        pytest.param("zh-CN", "en", Language.EN, id="the reader's own choice"),
        pytest.param("zh-CN", "klingon", Language.ZH_HANS, id="a choice that is none"),
    ],
)
def test_the_language_follows_the_reader(locale: str | None, override: str | None, language: Language) -> None:
    assert language_for(locale, override) is language


def test_a_message_is_filled_in_its_language() -> None:
    assert EN.text("due on %(day)s", day="x") == "due on x"
    assert ZH.text("due on %(day)s", day="x") == "应于 x达成"
    assert EN.text("100 % of it") == "100 % of it"
    assert ZH.text("nobody has said this") == "nobody has said this"


def test_a_count_chooses_the_form() -> None:
    assert EN.plural("%(count)s account", "%(count)s accounts", 1) == "1 account"
    assert EN.plural("%(count)s account", "%(count)s accounts", 1200) == "1,200 accounts"
    assert ZH.plural("%(count)s account", "%(count)s accounts", 1) == "1 个客户"


def test_commands_are_called_as_the_workspace_calls_them() -> None:
    ours, theirs = Words(Language.EN, "acme"), Words(Language.ZH_HANS, "acme")
    one, many = "%(count)s: `/cs survey waiting`", "%(count)s: `/cs survey waiting`, `/health`"

    assert (
        ours.text("`/cs help` or `/renewals`; `/csv` is none") == "`/acme-cs help` or `/acme-renewals`; `/csv` is none"
    )
    assert ours.text("kept for %(who)s", who="`/cs typed`") == "kept for `/cs typed`"
    assert ours.plural(one, many, 2) == "2: `/acme-cs survey waiting`, `/acme-health`"
    assert "`/acme-cs areas`" in theirs.text("Nobody has said yet where requests go. An admin does with `/cs areas`.")
    assert EN.text("`/cs help`") == "`/cs help`"


def test_days_and_instants_are_written_as_the_language_does() -> None:
    instant = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)

    assert (EN.day(date(2026, 2, 28)), ZH.day(date(2026, 2, 28))) == ("Feb 28, 2026", "2026年2月28日")
    assert ZH.instant(instant, "Asia/Shanghai") == "2026年11月22日 10:30 (Asia/Shanghai)"


@pytest.mark.parametrize(
    ("number", "digits", "written"),
    [
        pytest.param(0.5, 0, "1", id="half goes up"),
        pytest.param(2.5, 0, "3", id="never to the even one"),
        pytest.param(-2.5, 0, "−3", id="away from zero"),
        pytest.param(0.285, 2, "0.29", id="as printed, not as stored"),
        pytest.param(-0.04, 1, "0.0", id="no minus before nothing"),
        pytest.param(1234567.0, 0, "1,234,567", id="thousands"),
    ],
)
def test_a_number_is_rounded_as_people_round(number: float, digits: int, written: str) -> None:
    assert EN.number(number, digits) == written


def test_a_change_has_its_sign_unless_it_is_none() -> None:
    assert [EN.signed(3), EN.signed(-12.34, 1), EN.signed(0.2)] == ["+3", "−12.3", "0"]


def test_a_share_is_a_percentage() -> None:
    assert [EN.percent(0.405), ZH.percent(1.0)] == ["41%", "100%"]


@pytest.mark.parametrize(
    ("money", "english", "chinese"),
    [
        pytest.param(Money(4_800_000, "USD"), "$48,000", "US$48,000", id="whole"),
        pytest.param(Money(120_050, "CNY"), "CN¥1,200.50", "¥1,200.50", id="with its cents"),
        pytest.param(Money(500, "JPY"), "¥500", "JP¥500", id="a currency without cents"),
        pytest.param(Money(1_500, "IQD"), "IQD\u00a01.500", "IQD\u00a01.500", id="thousandths, as they are stored"),
        pytest.param(Money(-50_000, "CHF"), "−CHF\u00a0500", "−CHF\u00a0500", id="letters keep a space"),
        pytest.param(Money(100, "XXQ"), "XXQ\u00a01", "XXQ\u00a01", id="a currency nobody knows"),
    ],
)
def test_money_is_written_with_its_currency(money: Money, english: str, chinese: str) -> None:
    assert (EN.money(money), ZH.money(money)) == (english, chinese)


def test_an_age_is_said_in_days() -> None:
    assert [EN.age(days) for days in (-1, 0, 1, 12)] == ["today", "today", "yesterday", "12 days ago"]
    assert [ZH.age(days) for days in (0, 1, 12)] == ["今天", "昨天", "12 天前"]
