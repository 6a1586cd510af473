import shutil
from pathlib import Path

import browser
import pytest


def test_a_browser_named_by_the_user_stands_before_those_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "my-chromium"
    named.touch()
    monkeypatch.setenv("CHROMIUM_PATH", str(named))

    assert browser.chromium_path() == str(named)


def test_a_named_browser_that_is_not_there_is_asked_for_and_never_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    monkeypatch.setattr(browser, "has_chinese_font", lambda: True)

    assert browser.main() == 1
    assert capsys.readouterr().err == browser.NEXT_STEP.format(missing="Chromium") + "\n"


def test_without_a_browser_and_without_apt_the_next_step_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    assert browser.main() == 1
    assert capsys.readouterr().err == browser.NEXT_STEP.format(missing="Chromium and a Chinese font") + "\n"
