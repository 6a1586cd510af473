"""Stages and first value in the browser: who is stuck, who waits, one recorded and taken back; in both languages."""

from datetime import UTC, datetime

import pytest
from demo_steps import asked, choose, close, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR = "U0MAYA0001", "U0LIN00001", "U0OMAR0001"


def test_a_manager_reads_who_is_stuck_and_who_waits(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)

    stages = asked(page, "/cs stages")
    expect(stages).to_contain_text("Your team's accounts")
    expect(stages).to_contain_text("the term is over, and nothing is signed")
    expect(stages).to_contain_text("onboarding has begun, and it is not live")
    expect(stages).to_contain_text("Bramble Foods")

    clock = asked(page, "/cs onboarding late")
    expect(clock).to_contain_text("days late")
    expect(clock).not_to_contain_text("Juniper Labs")
    clock.get_by_role("button", name="How long it takes").click()
    expect(clock).to_contain_text("Median")
    clock.get_by_role("button", name="By segment").click()
    expect(clock).to_contain_text("small business")
    expect(clock).to_contain_text("Plausible")


def test_first_value_is_recorded_from_the_card_and_taken_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    modal = page.get_by_test_id("modal")
    card = asked(page, "/health 紫藤软件")
    expect(card).to_contain_text("onboarding since")
    choose(page, card, "First value…")
    expect(modal).to_contain_text("What counts here: 40% of the seats active in a week, within 30 days")
    modal.get_by_label("When was it reached?").fill("2099-01-01")
    modal.get_by_label("What was reached?").fill("The *first* report <!channel>")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("That day is still to come.")

    modal.get_by_label("When was it reached?").fill(f"{datetime.now(UTC):%Y-%m-%d}")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Recorded for 紫藤软件")
    expect(modal).to_contain_text("It can be undone for 10 minutes.")
    modal.get_by_role("button", name="Undo").click()
    expect(modal).to_contain_text("✓ Undone for 紫藤软件. First value now: was due on")
    close(page)

    expect(asked(page, "/health 紫藤软件")).to_contain_text("was due on")
    assert "first_value.undone" in harbour.last_recorded()


def test_a_first_value_that_was_none_is_cleared_with_a_reason_and_put_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    modal = page.get_by_test_id("modal")
    card = asked(page, "/health lantern learning")
    choose(page, card, "首次价值…")
    modal.get_by_role("button", name="清除…").click()
    expect(modal).to_contain_text("此后 Moorline 不再自动判断首次价值")
    modal.get_by_label("为什么不算达成？").fill("只是内部测试")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("只是内部测试")
    modal.get_by_role("button", name="撤销").click()
    expect(modal).to_contain_text("达成")
    close(page)

    assert "first_value.cleared" in harbour.moorline("audit")


def test_in_chinese_the_card_says_how_first_value_was_reached(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)

    card = asked(page, "/health lantern learning")
    expect(card).to_contain_text("The first class was set up without us")
    expect(card).to_contain_text("上线期")
    expect(asked(page, "/cs 阶段")).to_contain_text("停滞")
    waiting = asked(page, "/cs 首次价值")
    expect(waiting).to_contain_text("尚未上线")
    expect(waiting).to_contain_text("产品操作次数")
