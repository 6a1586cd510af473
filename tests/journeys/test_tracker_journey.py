"""From the dots of a card to an issue in GitHub, over a refusal, and from there to "shipped" and who asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import unmeasured
from demo_steps import close, direct
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, PRIYA = "U0MAYA0001", "U0PRIYA001"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Tracked:
    harbour: Harbour
    process: subprocess.Popen[str]

    def move(self, number: int, state: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{number} {state}\n")
        self.process.stdin.flush()


@pytest.fixture(scope="module")
def tracked(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracked]:
    folder = tmp_path_factory.mktemp("tracked")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    environment = unmeasured.environment()
    environment["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    command = [sys.executable, "-P", str(ROOT / "tests" / "journeys" / "tracked_demo.py"), str(folder)]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
    ) as process:
        try:
            assert process.stdout is not None
            address = next((line.strip() for line in process.stdout if line.startswith("http")), "")
            yield Tracked(Harbour(address, next(folder.glob("*.db"))), process)
        finally:
            process.terminate()
            process.communicate(timeout=20)


def test_a_request_goes_to_github_and_comes_back_as_shipped(tracked: Tracked, page: Page) -> None:
    page.goto(tracked.harbour.place(PRIYA, "product"))
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    card = page.get_by_test_id("messages").get_by_test_id("message").filter(has_text="Export the whole audit log")
    card.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Push to tracker…", exact=True).click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("account A · must have · blocks the renewal")
    expect(modal).not_to_contain_text("Acme")
    modal.get_by_label("Link one that is there").check()
    expect(modal).to_contain_text("Which issue?")
    modal.get_by_label("Make a new issue").check()
    expect(modal).not_to_contain_text("Which issue?")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("goes to GitHub acme/app")
    close(page)

    expect(card).to_contain_text("the token may not read and write issues there")
    card.get_by_role("button", name="Retry").click()
    expect(card).to_contain_text("GitHub acme/app#45 · open")
    tracked.move(45, "completed")
    expect(card).to_contain_text("shipped")

    page.goto(tracked.harbour.place(MAYA, "customer-success"))
    expect(direct(page)).to_contain_text("What you brought in is there: #1 Export the whole audit log")
    expect(direct(page)).to_contain_text("Tell Acme Industrial that #1 is there")
