"""An alert in the browser: taken up, put off, found useless, made a task; as CSM, manager, admin; in Chinese."""

import pytest
from demo_steps import asked, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, GIL = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001"
ADA = "U0ADA00001"


def test_who_is_told_takes_it_up_in_the_message(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    told = alert(page, "turned red")
    expect(told).to_contain_text("Next step:")

    told.get_by_role("button", name="On it").click()

    expect(told).to_contain_text("@Maya Brooks is on it")
    expect(told.get_by_role("button", name="On it")).to_have_count(0)


def test_one_that_is_useless_is_over_with_its_reason(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    told = alert(page, "critical ticket")

    told.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Not useful…", exact=True).click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("It is not true").check()
    modal.get_by_label("What should be different?").fill("*closed* on Friday")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Kept: Halcyon Airlines.")
    close(page)

    expect(told).to_contain_text("It is not true — ∗closed∗ on Friday")
    expect(told.get_by_role("button", name="Task")).to_have_count(0)


def test_a_task_made_of_it_takes_it_up(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    told = alert(page, "turned red")

    told.get_by_role("button", name="Task").click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("Pebble Games")
    modal.get_by_label("What is to be done?").fill("Call their new lead")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Call their new lead")
    expect(modal.get_by_label("What is to be done?")).to_have_count(0)
    close(page)

    expect(told).to_contain_text("@Maya Brooks is on it")


def test_a_manager_reads_those_of_the_team_and_puts_one_off_there(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    listed = asked(page, "/cs alerts team")
    expect(listed).to_contain_text("Alerts of my team")

    listed.get_by_role("button", name="More actions").first.click()
    page.get_by_role("menuitem", name="Snooze 7 d", exact=True).click()

    expect(page.get_by_test_id("messages")).to_contain_text("✓ Kept:")


def test_an_admin_reads_what_the_rules_are_worth(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, ADA)

    report = asked(page, "/cs alerts report")

    expect(report).to_contain_text("Critical ticket open for long")
    expect(report).to_contain_text("useful: nobody judged one yet")


def test_alerts_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    told = alert(page, "紧急工单")
    expect(told).to_contain_text("下一步：")
    told.get_by_role("button", name="我来处理").click()
    expect(told).to_contain_text("正在处理")
    told.get_by_role("button", name="记录沟通").click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("一两句话概括").fill("周五前给出修复时间")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("已记录与")
    close(page)

    enter(page, harbour, LIN)
    expect(asked(page, "/cs 告警")).to_contain_text("我的告警")


def test_everybody_chooses_what_comes_at_once(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/cs settings")

    expect(page.get_by_test_id("modal")).to_contain_text("Alerts that come at once")


def test_a_guest_has_no_alerts(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs alerts")).to_contain_text("guests and visitors cannot use it")


def alert(page: Page, words: str) -> Locator:
    """The message about that, among the direct ones."""
    return direct(page).get_by_test_id("message").filter(has_text=words)
