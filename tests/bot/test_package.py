from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "domain", "storage", "integrations", "playground")
FILES = ("policy.toml", "pyproject.toml", "README.md", "LICENSE")
BUILD = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel", "--no-index", "--no-deps")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it lies in a folder of packages, without the tree it was built from."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(ROOT / file, source)
    subprocess.run([*BUILD, "--no-build-isolation", "--wheel-dir", str(folder), str(source)], check=True, timeout=100)
    [wheel] = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_an_installed_package_brings_every_file_that_it_reads(installed: Path) -> None:
    written = {path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.*")}
    read = {path for path in written if path.suffix != ".pyc" and (ROOT / path).is_file()}

    assert sorted(str(path) for path in read if not (installed / path).exists()) == []


def test_an_installed_package_scores_by_the_shipped_policy(installed: Path, tmp_path: Path) -> None:
    [data] = installed.glob("*.data/data")
    program = "import sysconfig; sysconfig.get_path = lambda name: sys.argv[1]; "
    program = (
        f"import sys; {program}from bot.bootstrap import SHIPPED_POLICY; print(SHIPPED_POLICY.read_text(), end='')"
    )

    shown = subprocess.run(
        [sys.executable, "-P", "-c", program, str(data)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert shown.stdout == (ROOT / "policy.toml").read_text(encoding="utf-8")
