"""`moorline demo` as the program a newcomer starts, and `moorline import` beside it on the same book."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import unmeasured

from bot.demo.harbour import PRODUCT_CHANNEL
from playground.seed import default_plan

SAMPLES = Path(__file__).parents[2] / "samples"
_CHANNELS = {channel.name: f"C{number:010}" for number, channel in enumerate(default_plan().channels, start=1)} | {
    "product": PRODUCT_CHANNEL
}
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True, slots=True)
class Harbour:
    url: str
    database: Path

    def place(self, person: str, channel: str) -> str:
        """The address of a channel as that person sees it."""
        return f"{self.url}/as/{person}/{_CHANNELS[channel]}"

    def last_recorded(self) -> list[str]:
        """What was done last in the book of the demo, newest first, as the audit names it."""
        with closing(sqlite3.connect(self.database)) as book:
            return [action for (action,) in book.execute("SELECT action FROM audit ORDER BY id DESC LIMIT 5")]

    def moorline(self, *arguments: str) -> str:
        """What a command of the command line prints, run on the book of the demo."""
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=unmeasured.environment() | {"MOORLINE_DATABASE_URL": f"sqlite:///{self.database}", "COLUMNS": "160"},
            cwd=self.database.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


@contextmanager
def open_harbour(folder: Path, prepared: Path, *, mode: str) -> Iterator[Harbour]:
    """`prepared` holds a demo book already made; the demo gets a copy of its own."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(folder), "--mode", mode]
    with subprocess.Popen(command, env=unmeasured.environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            (database,) = folder.glob("*.db")
            yield Harbour(_address(process), database)
        finally:
            process.terminate()
            process.communicate(timeout=20)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := _ADDRESS.search(line):
            return found.group()
    raise AssertionError("the demo ended before it said where it is")
