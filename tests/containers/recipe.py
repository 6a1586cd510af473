"""compose.yaml, the Dockerfile and .dockerignore, read as Docker reads them, as far as they go."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.bootstrap.house import FINISHING_SECONDS
from bot.bootstrap.mail import STOPPING_SECONDS
from bot.cli.running import THREAD_SECONDS
from bot.handlers.desk import Desk
from bot.http.app import Pages
from bot.http.metrics import Metrics
from bot.http.serving import GRACE_SECONDS
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
_PLACE = re.compile(r"\$\{(\w+)(?::\?[^}]*)?\}")
_UNITS = {"s": 1, "m": 60}
SETTINGS = {PREFIX + name.upper(): field for name, field in Settings.model_fields.items()}
LONGEST_STOP = GRACE_SECONDS + STOPPING_SECONDS + 2 * FINISHING_SECONDS + 2 * THREAD_SECONDS
"""Requests, messages, late answers of the house and of the desk, and the two threads of the jobs."""


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    said: Mapping[str, Any]

    @property
    def is_ours(self) -> bool:
        return "build" in self.said

    def environment(self, filled: Mapping[str, str]) -> dict[str, str]:
        """What the container is given when `.env` says `filled`; its own lines go over the file."""
        own = {name: with_places(value, filled) for name, value in self.said["environment"].items()}
        return {**filled, **own} if self.said.get("env_file") == ".env" else own

    def seconds(self, name: str) -> int:
        written = str(self.said[name])
        return int(written[:-1]) * _UNITS[written[-1]]


def services() -> dict[str, Service]:
    written = yaml.safe_load(_text("compose.yaml"))["services"]
    return {name: Service(name, said) for name, said in written.items()}


def places() -> set[str]:
    """What compose.yaml asks of `.env`."""
    return {found[1] for found in _PLACE.finditer(_text("compose.yaml"))}


def with_places(text: str, filled: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: filled[found[1]], text)


def example() -> dict[str, str]:
    """`.env.example`, name by name."""
    lines = [line for line in _text(".env.example").splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile, an instruction and what follows it."""
    lines = [line for line in _text("Dockerfile").splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ").splitlines()
    parts = [line.split(maxsplit=1) for line in joined if line.strip()]
    return [(word, rest) for word, rest in parts]


def pages() -> list[str]:
    """The addresses that the bot itself has for whoever runs it."""
    desk = Desk(workers=1)
    routes = Pages(lambda: None, desk, Metrics(lambda: 0)).routes()
    desk.close()
    return [route.path for route in routes]


def entrypoint() -> list[str]:
    [written] = [rest for word, rest in instructions() if word == "ENTRYPOINT"]
    said: list[str] = json.loads(written)
    return said


def copies() -> Iterator[tuple[str, str]]:
    """Each source that the Dockerfile copies, with where it goes."""
    for word, rest in instructions():
        if word == "COPY":
            *sources, target = rest.split()
            yield from ((source, target) for source in sources)


def built(folder: Path) -> Path:
    """The folder /app of the image, as COPY fills it from what .dockerignore lets through."""
    for source, target in copies():
        at = ROOT / source
        inside = [at] if at.is_file() else [path for path in at.rglob("*") if path.is_file()]
        for path in inside:
            to = folder / target / (path.relative_to(at) if at.is_dir() else path.name)
            if not is_ignored(path.relative_to(ROOT).as_posix()):
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)
    return folder


def is_ignored(path: str) -> bool:
    """The last line that fits the path, or a folder above it, decides."""
    above = [path, *(parent.as_posix() for parent in Path(path).parents)]
    ignored = False
    for line in _text(".dockerignore").splitlines():
        pattern = line.removeprefix("!")
        if pattern and not line.startswith("#") and any(_fits(each, pattern) for each in above):
            ignored = not line.startswith("!")
    return ignored


def _fits(path: str, pattern: str) -> bool:
    said = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(said, path) is not None


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
