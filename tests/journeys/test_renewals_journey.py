"""What renews, in the browser: the list, a forecast from its menu, snoozing, and the table in the direct messages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from demo_steps import answers, asked, choose, close, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA = "U0MAYA0001", "U0LIN00001", "U0PRIYA001"


def test_a_forecast_is_made_where_the_renewal_stands(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    listed = asked(page, "/renewals 365")
    expect(listed).to_contain_text("Renewals due in the next 365 days")
    expect(listed).to_contain_text("Weighted forecast")

    choose(page, listed, "Forecast")
    modal = page.get_by_test_id("modal")
    modal.get_by_label("What do you expect?").click()
    page.get_by_role("option", name=re.compile("At risk")).click()
    modal.get_by_label(re.compile("Proposed ARR")).fill("12k")
    modal.get_by_label("Why?").fill("The sponsor <left> & nobody answers")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Recorded for")
    close(page)

    again = asked(page, "/renewals 365")
    expect(again).to_contain_text("At risk, @Maya Brooks, today · proposed")
    assert "renewals.forecast" in harbour.last_recorded()


def test_a_renewal_is_snoozed_and_taken_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    today = datetime.now(UTC).date()
    far = f"{today + timedelta(200)}..{today + timedelta(365)}"  # long before anybody may give notice
    listed = asked(page, f"/renewals {far}")

    choose(page, listed, "暂缓")
    modal = page.get_by_test_id("modal")
    modal.get_by_label(re.compile("^7 天")).check()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("已暂缓")
    close(page)

    asleep = asked(page, f"/renewals {far} 暂缓")
    expect(asleep).to_contain_text("暂缓至")
    choose(page, asleep, "取消暂缓")
    expect(answers(page).last).to_contain_text("已回到列表")


def test_the_whole_list_arrives_as_a_table(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    listed = asked(page, "/renewals 365 team")

    listed.get_by_role("button", name="Export", exact=True).click()
    expect(answers(page).last).to_contain_text(
        re.compile(r"I sent you renewals-team-365d-[\d-]+\.csv with \d+ renewals")
    )

    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_test_id("file").last).to_contain_text("renewals-team-365d-")


def test_a_product_manager_is_told_that_the_role_does_not_show_it(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA)

    expect(asked(page, "/renewals")).to_contain_text("Your role does not allow this.")
