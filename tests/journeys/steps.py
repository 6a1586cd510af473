"""The small steps every browser test takes."""

from living_workspace import LivingWorkspace
from playwright.sync_api import Locator, Page, expect

MAYA, OMAR, GIL, LIN = "U0MAYA0001", "U0OMAR0001", "U0GIL00001", "U0LIN00001"


def visit(page: Page, lookout: LivingWorkspace, person_id: str = MAYA, place: str = "customer-success") -> None:
    found = lookout.workspace.channels.called(place)
    page.goto(f"{lookout.url}/as/{person_id}/{found.id if found else place}")
    expect(page.locator("body")).to_have_attribute("data-live", "yes")


def say(page: Page, words: str, composer: str = "composer") -> None:
    page.get_by_test_id(composer).fill(words)
    page.get_by_test_id(composer).press("Enter")


def field(page: Page, label: str) -> Locator:
    return page.get_by_test_id("modal").get_by_label(label)
