from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from tomllib import loads

from recipe import ROOT, copies, instructions, is_ignored

PROJECT = loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = [name.rstrip("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]]
RUN_LOCK, LOCK, CHART_LOCK = "requirements.run.lock", "requirements.lock", "requirements.chart.lock"
WRITTEN = ("Dockerfile", "compose.yaml", RUN_LOCK, LOCK, CHART_LOCK)
DRAWS = re.compile(r"https?://|--(extra-)?index-url|--find-links")


def locked(name: str) -> set[str]:
    """Each library with its version and hashes."""
    return set(re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()))


def library(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> Iterator[str]:
    """The first name of every import in the packages, by whatever function."""
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module.partition(".")[0]
                if isinstance(node, ast.Import):
                    yield from (each.name.partition(".")[0] for each in node.names)


def test_every_package_is_copied_and_whatever_is_copied_is_there() -> None:
    sources = [source for source, _ in copies()]

    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert sorted(PACKAGES) == sorted(source for source in sources if (ROOT / source).is_dir())
    assert {"policy.toml", RUN_LOCK} <= set(sources)


def test_nothing_that_a_package_holds_is_left_out() -> None:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    needed = [path.relative_to(ROOT).as_posix() for path in found if path.suffix != ".pyc"]

    assert [path for path in needed if is_ignored(path)] == []


def test_no_secret_and_no_book_gets_into_the_image() -> None:
    private = [
        ".env",
        "moorline.toml",
        "moorline.db",
        "bot/moorline.db",
        ".git/config",
        ".venv/bin/python",
        "tests/x.py",
    ]

    assert [path for path in private if not is_ignored(path)] == []


def test_the_image_installs_by_hash_what_the_lock_file_names_for_running() -> None:
    [install] = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]

    assert f"--require-hashes --no-deps -r {RUN_LOCK}" in install
    assert locked(RUN_LOCK) < locked(LOCK)
    assert [entry for entry in locked(RUN_LOCK) if "--hash=sha256:" not in entry] == []


def test_what_the_image_installs_is_all_that_the_packages_import() -> None:
    installed = {library(entry.partition("==")[0]) for entry in locked(RUN_LOCK)}
    known = packages_distributions()
    foreign = set(imported()) - set(PACKAGES) - sys.stdlib_module_names

    assert sorted(name for name in foreign if not installed & {library(each) for each in known[name]}) == []


def test_the_base_is_pinned_and_nothing_runs_as_root_or_names_an_index() -> None:
    said = dict(instructions())
    text = "".join(Path(ROOT / name).read_text(encoding="utf-8") for name in WRITTEN)

    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", said["FROM"]) is not None
    assert [word for word, _ in instructions()].index("USER") < [word for word, _ in instructions()].index("ENTRYPOINT")
    assert (said["USER"], "useradd --uid 10001 --no-create-home" in instructions()[1][1]) == ("moorline", True)
    assert DRAWS.findall(text) == []
