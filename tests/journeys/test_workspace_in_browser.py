import re

import pytest
from living_workspace import LivingWorkspace
from playwright.sync_api import Dialog, Page, Route, expect
from steps import GIL, MAYA, OMAR, say, visit

from playground.people import WORKSPACE_VOICE
from playground.workspace import Workspace

pytestmark = pytest.mark.journey


def test_commands_are_suggested_while_typing_and_taken_with_the_keyboard(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    composer = page.get_by_test_id("composer")

    composer.press_sequentially("/ca")
    expect(page.get_by_test_id("suggestion")).to_have_text(
        ["/card[account]LookoutOne account on a card", "/cartonLookoutEvery block there is"]
    )
    composer.press("ArrowDown")
    composer.press("Tab")
    expect(composer).to_have_value("/carton ")
    composer.fill("/fo")
    composer.press("Enter")
    expect(composer).to_have_value("/form ")


def test_after_a_command_its_usage_is_shown_and_enter_sends(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)

    page.get_by_test_id("composer").press_sequentially("/card ")
    expect(page.get_by_test_id("suggestion")).to_contain_text("[account]")
    page.get_by_test_id("composer").press("Enter")

    expect(page.get_by_test_id("ephemeral")).to_contain_text("Acme Robotics")


def test_people_are_suggested_after_an_at_sign(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)

    page.get_by_test_id("composer").press_sequentially("thanks @林")
    page.get_by_test_id("suggestion").click()
    page.get_by_test_id("composer").press("Enter")

    expect(page.get_by_test_id("message-text")).to_have_text("thanks @林晓")


def test_an_answer_is_for_its_asker_alone(page: Page, lookout: LivingWorkspace) -> None:
    other = page.context.new_page()
    visit(page, lookout)
    visit(other, lookout, OMAR)

    say(page, "hello all")
    say(page, "/card A&B <Co>")

    expect(page.get_by_test_id("ephemeral").locator("strong").nth(1)).to_have_text("A&B <Co>")
    expect(page.get_by_test_id("ephemeral")).to_contain_text("Only visible to you")
    expect(other.get_by_test_id("message-text")).to_have_text("hello all")
    expect(other.get_by_test_id("ephemeral")).to_have_count(0)


def test_a_reaction_is_counted_and_taken_back(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "done")

    page.get_by_test_id("message").hover()
    page.get_by_role("button", name="React with eyes").click()
    expect(page.get_by_test_id("reaction")).to_have_text(re.compile(r"1$"))
    page.get_by_test_id("reaction").click()

    expect(page.get_by_test_id("reaction")).to_have_count(0)


def test_a_thread_opens_beside_and_takes_replies(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "who knows Acme?")
    page.get_by_test_id("message").hover()
    page.get_by_test_id("reply-in-thread").click()
    expect(page.locator("body")).to_have_attribute("data-live", "yes")

    say(page, "我认识", "thread-composer")

    expect(page.get_by_test_id("thread").get_by_test_id("message-text")).to_have_text(["who knows Acme?", "我认识"])
    expect(page.get_by_test_id("open-thread")).to_contain_text("1 reply")
    page.get_by_test_id("thread-close").click()
    expect(page.get_by_test_id("thread")).to_have_count(0)


def test_becoming_somebody_else_keeps_the_channel_and_changes_the_eyes(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "/card")
    expect(page.get_by_test_id("ephemeral")).to_be_visible()

    page.get_by_test_id("switch-person").click()
    page.get_by_role("menuitem", name="Guest").click()

    expect(page.get_by_test_id("place-title")).to_have_text("#customer-success")
    expect(page.get_by_test_id("switch-person")).to_contain_text("Gil Ferreira")
    expect(page.get_by_test_id("channel")).to_have_count(1)
    expect(page.get_by_test_id("ephemeral")).to_have_count(0)


def test_in_a_narrow_window_the_places_wait_behind_a_button(page: Page, lookout: LivingWorkspace) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    visit(page, lookout)
    places, opener = page.get_by_role("navigation", name="Workspace"), page.get_by_test_id("open-places")
    expect(places).to_be_hidden()

    opener.click()
    expect(page.get_by_test_id("switch-person")).to_be_focused()
    page.keyboard.press("Escape")
    expect(places).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    page.mouse.click(380, 600)
    expect(places).to_be_hidden()
    opener.click()
    places.get_by_text("general").click()

    expect(page.get_by_test_id("place-title")).to_have_text("#general")
    expect(places).to_be_hidden()
    say(page, "/card Acme Robotics")
    expect(page.get_by_test_id("ephemeral")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_home_tab_is_drawn_and_its_buttons_work(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)

    page.get_by_test_id("app").click()
    expect(page.get_by_test_id("home")).to_contain_text("Good morning, Maya")
    page.get_by_role("button", name="New touchpoint").click()
    expect(page.get_by_test_id("modal")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_test_id("tab-messages").click()

    expect(page.get_by_test_id("place-title")).to_have_text("Lookout")
    expect(page.get_by_test_id("composer")).to_be_visible()


def test_a_picture_is_shown_to_who_may_read_the_channel(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout, GIL)

    say(page, "/picture")

    picture = page.get_by_test_id("file").locator("img")
    expect(picture).to_have_js_property("naturalWidth", 640)


def test_new_messages_are_followed_unless_one_has_scrolled_up(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    log, channel = page.get_by_test_id("messages"), lookout.channel("customer-success")

    def chatter(workspace: Workspace) -> None:
        for number in range(40):
            workspace.whisper(MAYA, channel, f"line {number}")

    lookout.change(chatter)
    expect(page.get_by_text("line 39")).to_be_in_viewport()
    log.evaluate("log => { log.scrollTop = 0; }")
    expect(log).to_have_attribute("data-away", "yes")
    lookout.change(lambda workspace: workspace.whisper(MAYA, channel, "one more"))
    expect(page.get_by_text("one more")).to_be_attached()

    expect(page.get_by_text("one more")).not_to_be_in_viewport()


def test_a_message_elsewhere_marks_its_channel_until_it_is_visited(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    general = page.get_by_test_id("channel").filter(has_text="general")

    lookout.change(lambda workspace: workspace.whisper(MAYA, lookout.channel("general"), "psst"))
    expect(general).to_have_class(re.compile("unread"))
    general.click()

    expect(page.get_by_test_id("ephemeral")).to_have_count(1)
    expect(general).not_to_have_class(re.compile("unread"))


def test_a_deleted_message_goes_and_a_changed_one_changes(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    say(page, "first")
    say(page, "second")
    expect(page.get_by_test_id("message-text")).to_have_text(["first", "second"])

    def rework(workspace: Workspace) -> None:
        first, second = workspace.messages.of_channel(lookout.channel("customer-success"))
        workspace.delete(first)
        second.text = "changed"
        workspace.message_changed(second)

    lookout.change(rework)

    expect(page.get_by_test_id("message-text")).to_have_text(["changed"])


def test_the_tour_types_for_the_newcomer_and_can_be_dismissed(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)

    page.get_by_test_id("tour-step").nth(1).click()
    expect(page.get_by_test_id("composer")).to_have_value("/card A&B <Co>")
    page.get_by_test_id("tour-dismiss").click()
    expect(page.get_by_test_id("tour")).to_be_hidden()
    page.reload()

    expect(page.get_by_test_id("tour")).to_be_hidden()


def test_the_tour_leads_from_the_home_tab_to_a_channel(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout, place="A0PLAYAPP01")

    page.get_by_test_id("tour-step").first.click()

    expect(page.get_by_test_id("place-title")).to_have_text("#general")
    expect(page.get_by_test_id("composer")).to_have_value("/card Acme Robotics")


def test_hostile_words_run_nowhere(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    alarms: list[Dialog] = []
    page.on("dialog", lambda dialog: alarms.append(dialog))  # noqa: PLW0108 - Playwright marks what it is handed
    hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>'

    say(page, hostile)
    say(page, f"/card {hostile}")

    expect(page.get_by_test_id("message-text")).to_have_text(hostile)
    expect(page.get_by_test_id("ephemeral").locator("strong").nth(1)).to_have_text(hostile)
    assert alarms == []


def test_an_unknown_command_is_answered_by_the_workspace(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)

    say(page, "/nothing")

    expect(page.get_by_test_id("ephemeral").get_by_test_id("author")).to_have_text(
        lookout.workspace.people.named(WORKSPACE_VOICE).real_name
    )


def test_an_answer_that_comes_late_does_not_hide_a_newer_one(page: Page, lookout: LivingWorkspace) -> None:
    visit(page, lookout)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/part/messages*", hold_the_first)
    say(page, "first")
    while not held:
        page.wait_for_timeout(20)
    say(page, "second")
    expect(page.get_by_test_id("message-text")).to_have_text(["first", "second"])

    old = "<article data-testid='message'><div data-testid='message-text'>first</div></article>"
    with page.expect_response("**/part/messages*") as late:
        held[0].fulfill(body=old, content_type="text/html")
    late.value.finished()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    assert page.get_by_test_id("message-text").all_inner_texts() == ["first", "second"]
