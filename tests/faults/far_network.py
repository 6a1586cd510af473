"""A network of two machines inside this one, whose cable can be pulled; what is sent then gets no answer at all."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

_MINE = os.getpid() % 250
"""Another run of the tests beside this one has a network of its own."""
HERE, THERE = f"10.213.{_MINE}.1", f"10.213.{_MINE}.2"
_ROOM, _NEAR, _FAR = f"moorline-{_MINE}", f"moor-{_MINE}-near", f"moor-{_MINE}-far"
_LAID = (
    f"netns add {_ROOM}",
    f"link add {_NEAR} type veth peer name {_FAR} netns {_ROOM}",
    f"addr add {HERE}/24 dev {_NEAR}",
    f"link set {_NEAR} up",
    f"-n {_ROOM} addr add {THERE}/24 dev {_FAR}",
    f"-n {_ROOM} link set {_FAR} up",
)
_CHUNK = 65_536


def _ip(words: str) -> bool:
    return subprocess.run(["ip", *words.split()], check=False, capture_output=True).returncode == 0


@contextmanager
def far_network() -> Iterator[bool]:
    """Whether there is one: it takes a right that not everybody has."""
    try:
        yield shutil.which("ip") is not None and all(map(_ip, _LAID))
    finally:
        if shutil.which("ip"):
            _ip(f"link del {_NEAR}")
            _ip(f"netns del {_ROOM}")


def over_there(command: list[str]) -> list[str]:
    return ["ip", "netns", "exec", _ROOM, *command]


def pull_the_cable() -> None:
    assert _ip(f"link set {_NEAR} down")


def plug_it_in() -> None:
    assert _ip(f"link set {_NEAR} up")


@contextmanager
def within_reach(path: Path) -> Iterator[int]:
    """The port, on this side of the network, of a server that listens on a socket of this machine."""
    with ExitStack() as open_ends, socket.create_server((HERE, 0)) as door:
        answering = threading.Thread(target=_serve, args=(door, path, open_ends))
        answering.start()
        yield int(door.getsockname()[1])
        door.shutdown(socket.SHUT_RDWR)
        answering.join()


def _serve(door: socket.socket, path: Path, open_ends: ExitStack) -> None:
    with suppress(OSError):
        while True:
            caller, _ = door.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(path))
            for ends in ((caller, server), (server, caller)):
                passing = threading.Thread(target=_pass_on, args=ends)
                passing.start()
                open_ends.callback(_ended, passing, ends)


def _ended(passing: threading.Thread, ends: tuple[socket.socket, socket.socket]) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    passing.join()
    for end in ends:
        end.close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while said := one.recv(_CHUNK):
            other.sendall(said)
