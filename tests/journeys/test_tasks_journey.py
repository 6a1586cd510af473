"""A task in the browser: from a line and from a card, put off, done and taken back, talked about; the card says it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from demo_steps import asked, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, GIL = "U0MAYA0001", "U0LIN00001", "U0GIL00001"
IN_FIVE_YEARS = datetime.now(UTC).date() + timedelta(5 * 365)


def test_a_line_becomes_a_task_that_is_put_off_done_and_taken_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/cs task Send the offer for Acme Industrial tomorrow")
    modal = page.get_by_test_id("modal")
    expect(modal.get_by_label("What is to be done?")).to_have_value("Send the offer for Acme Industrial")
    expect(modal).to_contain_text("Acme Industrial")
    made(page, "✓ Task made:")

    listed = asked(page, '/cs tasks account:"acme industrial"')
    row = listed.get_by_role("button", name=re.compile(r"^A week later: Send the offer"))
    row.click()
    expect(listed).to_contain_text("Put off: Send the offer")
    listed.get_by_role("button", name=re.compile(r"^Done: Send the offer")).click()
    expect(listed).to_contain_text("✓ Done: Send the offer")
    listed.get_by_role("button", name="Undo").click()
    expect(listed).to_contain_text("Open again: Send the offer")

    assert "tasks.changed" in harbour.last_recorded()


def test_a_task_made_on_a_card_stands_on_it_at_once(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    card = asked(page, "/health 云帆物流")
    card.get_by_role("button", name="新任务", exact=True).click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("要做什么").fill("拜访 <!channel> & 新负责人")
    modal.get_by_label("截止日期").fill(IN_FIVE_YEARS.isoformat())
    made(page, "✓")

    listed = asked(page, "/cs 任务列表 客户:云帆物流")
    expect(listed).to_contain_text("拜访 <!channel> & 新负责人")
    expect(asked(page, "/health 云帆物流")).to_contain_text("未完成任务")


def test_a_form_with_a_day_that_is_gone_keeps_what_was_typed(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/cs task Call them back")
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Due on").fill("2020-01-31")

    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("That day is gone. Choose today or a later one.")
    expect(modal.get_by_label("What is to be done?")).to_have_value("Call them back")


def test_a_task_for_a_colleague_reaches_them_in_their_language_and_is_done_there(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/cs task @lin Bring the *signed* <offer> tomorrow")
    title = page.get_by_test_id("modal").get_by_label("What is to be done?")
    expect(title).to_have_value("Bring the *signed* <offer>")
    made(page, "✓ Task made:")

    enter(page, harbour, LIN)
    told = direct(page)
    expect(told).to_contain_text("给你分配了一项任务：")
    expect(told).to_contain_text("Bring the ∗signed∗ <offer>")
    page.get_by_role("button", name="✓ 完成").last.click()
    expect(told).to_contain_text("✓ 由")
    until_all_is_said(harbour)
    page.get_by_role("button", name="撤销").last.click()
    expect(page.get_by_role("button", name="✓ 完成").last).to_be_visible()

    assert "0 given up" in harbour.moorline("outbox")


def test_a_guest_gets_no_task(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs tasks all")).to_contain_text("guests and visitors cannot use it")


def until_all_is_said(harbour: Harbour) -> None:
    """A message that is drawn again under the pointer takes no click."""
    for _ in range(30):
        if "0 waiting" in harbour.moorline("outbox"):
            return
    raise AssertionError(harbour.moorline("outbox"))


def made(page: Page, said: str) -> None:
    """The open form, sent; what it led to is read and closed."""
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_contain_text(said)
    page.get_by_test_id("modal-dismiss").click()
    expect(page.get_by_test_id("modal")).to_have_count(0)
