"""From shipped to told: the CSM of a Chinese customer, the product manager and the admin, in the browser."""

import os
import re
from pathlib import Path

import pytest
from demo_steps import asked, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA, ADA = "U0MAYA0001", "U0LIN00001", "U0PRIYA001", "U0ADA00001"
QUOTE = "审计每年都要完整的操作日志，希望能一次导出。"
NOTE = "设置 › 操作日志 › 导出：一次导出整年的 Excel 文件"
DRAFT = "\n\n".join(
    (
        "您好：",
        "您曾对我们说：",
        f"“{QUOTE}”",
        "这项功能现在已经上线。",
        NOTE,
        "请您试用一下，告诉我们是否解决了您的问题。",
    )
)


def card(page: Page, words: str) -> Locator:
    return page.get_by_test_id("messages").get_by_test_id("message").filter(has_text=words)


def modal(page: Page) -> Locator:
    return page.get_by_test_id("modal")


def send(page: Page) -> None:
    page.get_by_test_id("modal-submit").click()


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.wait_for_timeout(300)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def shipped(page: Page, harbour: Harbour) -> Locator:
    """Its card; whichever test comes first ships it."""
    enter(page, harbour, PRIYA, "product")
    told = card(page, "Export the whole audit log")
    expect(told).to_contain_text("#1")
    if "shipped" in (told.text_content() or ""):
        return told
    told.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="More…", exact=True).click()
    modal(page).get_by_role("button", name="Shipped…").click()
    modal(page).get_by_label("What is there now, and where?").fill(NOTE)
    send(page)
    expect(modal(page)).to_contain_text("is shipped now")
    close(page)
    expect(told).to_contain_text("told 0 of 3")
    return told


def test_a_chinese_customer_is_told_in_chinese_and_the_card_counts_it(harbour: Harbour, page: Page) -> None:
    told = shipped(page, harbour)
    told.scroll_into_view_if_needed()
    shot(page, "card")

    enter(page, harbour, LIN)
    task = direct(page).get_by_test_id("message").filter(has_text="云帆物流")
    expect(task).to_contain_text("您曾对我们说：")
    expect(task).to_contain_text(QUOTE)
    shot(page, "task-zh")
    task.get_by_role("button", name="已告知…").click()
    draft = modal(page).get_by_label("告知的内容")
    expect(draft).to_have_value(DRAFT)
    shot(page, "form-zh")
    draft.fill("王工，您好：整年的操作日志现在可以一次导出了。")
    modal(page).get_by_label("通过电话").check()
    send(page)
    expect(modal(page)).to_contain_text("已得知")
    shot(page, "receipt-zh")
    close(page)
    expect(task).to_contain_text("通过电话")
    expect(task).not_to_contain_text(QUOTE)
    expect(asked(page, "/cs 需求 未告知")).to_contain_text("已告知 1")
    shot(page, "report-zh")

    enter(page, harbour, PRIYA, "product")
    expect(told).to_contain_text("told 1 of 3")


def test_the_report_leads_to_the_form_and_what_is_not_solved_is_open_again(harbour: Harbour, page: Page) -> None:
    shipped(page, harbour)
    enter(page, harbour, ADA)
    report = asked(page, "/cs requests untold all")
    expect(report).to_contain_text(re.compile("told [01], untold [23]"))
    shot(page, "report")
    report.get_by_role("button", name="Told").first.click()
    expect(modal(page).get_by_label("In these words")).to_have_value(re.compile("^Hello,\n\nYou told us:"))
    shot(page, "form")
    page.get_by_test_id("modal-dismiss").click()

    enter(page, harbour, MAYA)
    task = direct(page).get_by_test_id("message").filter(has_text="Tell Acme Industrial")
    shot(page, "task")
    task.get_by_role("button", name="Not now…").click()
    expect(modal(page)).to_contain_text("When will you tell them?")
    shot(page, "later")
    send(page)
    expect(modal(page)).to_contain_text("You are reminded on")
    close(page)
    expect(task).to_contain_text("(edited)")
    task.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Not solved…", exact=True).click()
    modal(page).get_by_label("What is still missing?").fill("Only <500> rows come out *each* time")
    shot(page, "unsolved")
    send(page)
    expect(modal(page)).to_contain_text("is open again")
    close(page)
    expect(task).to_contain_text("nobody has to be told of it now")

    enter(page, harbour, PRIYA, "product")
    told = card(page, "Export the whole audit log")
    expect(told).to_contain_text("says that it is not solved")
    expect(told).to_contain_text("Only <500> rows come out *each* time")
    told.scroll_into_view_if_needed()
    shot(page, "card-open-again")
    enter(page, harbour, PRIYA)
    expect(direct(page)).to_contain_text("is not solved. It is open again:")


def test_a_deleted_message_takes_its_quote_along(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA, "product")
    typed(page, "Acme sleeps badly without nightly backups")
    said = card(page, "Acme sleeps badly")
    said.hover()
    page.get_by_test_id("message-menu").click()
    page.get_by_test_id("message-shortcut").filter(has_text="Send to product").click()
    modal(page).get_by_label("What is asked for, in a line").fill("Nightly backups")
    modal(page).get_by_label("One of us").check()
    send(page)
    expect(modal(page)).to_contain_text("went to Reports")
    close(page)
    shown = card(page, "Nightly backups").filter(has_text="brought by")
    expect(shown).to_contain_text("Acme sleeps badly")
    shot(page, "before-deletion")

    said.first.hover()
    page.get_by_test_id("message-menu").click()
    page.get_by_test_id("delete-message").click()

    expect(page.get_by_test_id("messages")).not_to_contain_text("Acme sleeps badly")
    expect(shown).to_contain_text("Nightly backups")
    shot(page, "after-deletion")


def test_where_news_come_is_chosen_in_the_settings(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    typed(page, "/cs 设置")
    modal(page).get_by_label("在原消息的讨论串里").check()
    modal(page).get_by_label("在原消息的讨论串里").scroll_into_view_if_needed()
    shot(page, "settings-zh")
    send(page)
    expect(modal(page)).to_contain_text("✓")
