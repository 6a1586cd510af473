import re

import pytest
from living_workspace import LivingWorkspace
from playwright.sync_api import Page, expect
from steps import LIN, MAYA, field, say, visit

from playground.workspace import Workspace

pytestmark = pytest.mark.journey


def test_a_confirmed_press_is_sent_and_a_denied_one_is_not(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/card")
    share = page.get_by_role("button", name="Share here")

    share.click()
    expect(page.get_by_test_id("confirm")).to_contain_text("6 people will read it, 1 guest among them.")
    page.get_by_test_id("confirm-deny").click()
    share.click()
    page.get_by_test_id("confirm-yes").click()

    expect(page.get_by_test_id("message")).to_contain_text("晨光科技（上海）有限公司")
    assert [action["action_id"] for action in lookout.app.pressed] == ["share"]


def test_what_the_app_does_not_take_is_said_beside_the_button(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/card")

    page.get_by_role("button", name="Broken").click()

    expect(page.get_by_test_id("press-trouble")).to_have_text("dispatch_failed")


def test_an_overflow_menu_sends_what_was_picked(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/card")

    page.get_by_role("button", name="More actions").first.click()
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/act/press"):
        page.keyboard.press("Enter")

    expect(page.get_by_test_id("overflow").locator("[role=menu]")).to_be_hidden()
    assert [action["selected_option"]["value"] for action in lookout.app.pressed] == ["hide"]


def test_an_open_menu_stays_while_the_channel_goes_on_and_the_pointer_passes_elsewhere(
    page: Page, lookout: LivingWorkspace
) -> None:
    visit(page, lookout)
    say(page, "hello")
    say(page, "/card")
    menu = page.get_by_test_id("overflow").locator("[role=menu]")

    page.get_by_role("button", name="More actions").first.click()
    with page.expect_response("**/part/messages*"):
        lookout.change(
            lambda workspace: workspace.whisper(MAYA, lookout.channel("customer-success"), "something happened")
        )
    page.get_by_text("hello").hover()
    expect(menu).to_be_visible()
    expect(page.get_by_text("something happened")).to_have_count(0)
    page.keyboard.press("Escape")

    expect(page.get_by_text("something happened")).to_be_visible()
    expect(menu).to_be_hidden()


def test_a_list_that_its_form_takes_along_holds_nothing_up(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/card")
    page.get_by_role("button", name="More actions").first.click()
    page.evaluate("document.querySelector('.overflow').remove(), document.dispatchEvent(new CustomEvent('patched'))")

    lookout.change(lambda workspace: workspace.whisper(MAYA, lookout.channel("customer-success"), "still alive"))

    expect(page.get_by_text("still alive")).to_be_visible()


def test_an_external_select_asks_the_app_while_typing(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/carton")
    select = page.get_by_test_id("select").nth(1)

    select.get_by_role("button").click()
    expect(select.locator(".no-options")).to_have_text("Type at least 2 characters")
    page.keyboard.type("acm")
    expect(select.get_by_role("option")).to_have_text(["Acme RoboticsMaya Brooks", "Acme Robots Asia林晓"])
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/act/press"):
        page.keyboard.press("Enter")

    expect(select.locator(".chip")).to_have_text("Acme Robots Asia")
    assert [action["selected_option"]["value"] for action in lookout.app.pressed] == ["2"]


def test_checkboxes_and_dates_tell_the_app_at_once(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/carton")

    with page.expect_response("**/act/press"):
        page.get_by_label("Mid touch").check()
    with page.expect_response("**/act/press"):
        page.locator("input[type=date]").fill("2026-12-24")

    first, second = lookout.app.pressed
    assert [option["value"] for option in first["selected_options"]] == ["mid"]
    assert second["selected_date"] == "2026-12-24"


def test_a_form_says_what_is_missing_keeps_what_was_typed_and_is_sent(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/form")

    field(page, "Summary").fill("They <b>like</b> it")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("field-error").filter(has_text=re.compile(".+"))).to_have_count(2)
    field(page, "Title").fill("wrong")
    field(page, "Kind").click()
    page.get_by_role("option", name="On site").click()
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_role("alert").filter(has_text="This title <is> taken.")).to_be_visible()
    field(page, "Title").fill("Call")
    page.get_by_test_id("modal-submit").click()

    expect(page.get_by_test_id("modal")).to_have_count(0)
    values = lookout.app.submitted[-1]
    assert values["title"]["title"]["value"] == "Call"
    assert values["summary"]["summary"]["value"] == "They <b>like</b> it"
    assert values["kind"]["kind"]["selected_option"]["value"] == "site"
    assert values["with"]["with"]["selected_users"] == [LIN]


def test_several_people_are_picked_and_taken_back(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/form")
    people = page.get_by_test_id("select").filter(has=page.locator("#entry-with"))

    field(page, "People").click()
    people.get_by_role("option", name="@Omar Haddad").click()
    people.get_by_role("option", name="@林晓").click()
    page.keyboard.press("Escape")

    expect(people.locator(".chip")).to_have_text(["@Omar Haddad"])
    expect(page.get_by_test_id("modal")).to_be_visible()


def test_a_form_changed_by_the_app_keeps_what_was_entered(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/form")
    field(page, "Title").fill("half a tit")

    def renamed(workspace: Workspace) -> None:
        view = workspace.views.stack(MAYA)[-1]
        blocks = [{**block, "label": {"type": "plain_text", "text": "Headline"}} for block in view.blocks[1:2]]
        view.replace({**view.content, "blocks": [view.blocks[0], *blocks, *view.blocks[3:]]}, "2.b")
        workspace.view_changed(view)

    lookout.change(renamed)

    expect(field(page, "Headline")).to_have_value("half a tit")
    expect(field(page, "Headline")).to_be_focused()
    expect(field(page, "Summary")).to_have_count(0)


def test_a_form_stacked_on_another_leads_back_and_escape_closes(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/form")

    page.get_by_role("button", name="Details").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("One level deeper")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal-title")).to_have_text("Log a touchpoint")
    page.get_by_test_id("modal-dismiss").click()

    expect(page.get_by_test_id("modal")).to_have_count(0)
    expect(page.get_by_test_id("composer")).to_be_focused()


def test_focus_stays_inside_a_form(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/form")
    expect(field(page, "Title")).to_be_focused()

    page.get_by_test_id("modal-submit").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("modal-dismiss")).to_be_focused()
    page.keyboard.press("Shift+Tab")

    expect(page.get_by_test_id("modal-submit")).to_be_focused()


def test_shortcuts_open_forms_from_the_composer_and_from_a_message(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "they asked for dark mode")

    page.get_by_test_id("shortcuts").click()
    page.get_by_role("menuitem", name="New form").click()
    page.get_by_test_id("modal-close").click()
    expect(page.get_by_test_id("modal")).to_have_count(0)
    page.get_by_test_id("message").hover()
    page.get_by_test_id("message-menu").click()
    page.get_by_test_id("message-shortcut").click()

    expect(page.get_by_test_id("modal-title")).to_have_text("Log a touchpoint")
