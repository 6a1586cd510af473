"""A Chromium for the browser tests: found, or installed where apt-get may; run as a script by `make test`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first, Chromium without windows, takes a third less of the processor."""
PACKAGES = {"Chromium": ("chromium-headless-shell", "chromium"), "a Chinese font": ("fonts-noto-cjk",)}
"""What each comes in: the first that this system has is taken."""
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NEXT_STEP = (
    "The browser tests need Chromium and a font with Chinese letters ({missing} missing).\n"
    "Next step: install the packages chromium and fonts-noto-cjk (or Google Chrome and any Noto CJK font),\n"
    "or point CHROMIUM_PATH at a Chromium that is already here; then run make test again."
)


def chromium_path() -> str | None:
    """Of the browser to drive; None when there is none."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return named if Path(named).is_file() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """True as well where no fontconfig can be asked: such systems bring their own fonts."""
    if not shutil.which("fc-list"):
        return chromium_path() is not None
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing() -> list[str]:
    found = {"Chromium": chromium_path() is not None, "a Chinese font": has_chinese_font()}
    return [thing for thing, is_there in found.items() if not is_there]


def install(things: list[str]) -> None:
    """With apt-get, as root or through sudo, where that can be done; a browser named by the user is theirs to mend."""
    wanted = [thing for thing in things if thing != "Chromium" or not os.environ.get("CHROMIUM_PATH")]
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if not wanted or not shutil.which("apt-get") or (as_root and not shutil.which("sudo")):
        return
    sys.stderr.write(f"Installing {' and '.join(wanted)} for the browser tests.\n")
    if _ran([*as_root, "apt-get", "update"]):
        for thing in wanted:
            installing = [*as_root, "apt-get", "install", "-y", "--no-install-recommends"]
            any(_ran([*installing, package]) for package in PACKAGES[thing])


def main() -> int:
    install(missing())
    if lacking := missing():
        sys.stderr.write(NEXT_STEP.format(missing=" and ".join(lacking)) + "\n")
        return 1
    return 0


def _ran(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
