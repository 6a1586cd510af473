"""charts/moorline as Helm renders it, and what a pod of it is given, as far as Kubernetes is known without one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from recipe import ROOT

CHART = ROOT / "charts" / "moorline"
_HELM = ROOT / ".venv" / "chart" / "bin" / "python"

Values = Mapping[str, Any]
Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Release:
    """One case of values: the objects, or why there are none."""

    objects: tuple[Object, ...] = ()
    wrong: tuple[str, ...] = ()
    refused: str = ""
    notes: str = ""

    def named(self, kind: str, ending: str = "") -> Object:
        [found] = [each for each in self.of(kind) if each["metadata"]["name"].endswith(ending)]
        return found

    def of(self, kind: str) -> list[Object]:
        return [each for each in self.objects if each["kind"] == kind]

    @property
    def pod(self) -> Object:
        spec: Object = self.named("Deployment")["spec"]["template"]["spec"]
        return spec

    @property
    def settings(self) -> dict[str, str]:
        [found] = [each["data"] for each in self.of("ConfigMap") if "MOORLINE_PORT" in each["data"]]
        return dict(found)

    def environment(self, container: Object, secrets: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """What Kubernetes would put into it; `secrets` are those of the namespace that no release made."""
        known = {**secrets, **{each["metadata"]["name"]: each["stringData"] for each in self.of("Secret")}}
        maps = {each["metadata"]["name"]: each["data"] for each in self.of("ConfigMap")}
        return dict(_lines(container, maps, known))


def _lines(
    container: Object, maps: Mapping[str, Mapping[str, str]], secrets: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """A later line goes over an earlier one, and `env` over `envFrom`."""
    for each in container["envFrom"]:
        source = maps[each["configMapRef"]["name"]] if "configMapRef" in each else secrets[each["secretRef"]["name"]]
        yield from source.items()
    for each in container.get("env", ()):
        chosen = each.get("valueFrom", {}).get("secretKeyRef")
        yield each["name"], secrets[chosen["name"]][chosen["key"]] if chosen else each["value"]


@dataclass(frozen=True, slots=True)
class Rendered:
    about: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    releases: Mapping[str, Release]


def needs_helm() -> pytest.MarkDecorator:
    return pytest.mark.skipif(not _has_helm(), reason="no Helm in .venv/chart; `make test` puts it there")


@cache
def _has_helm() -> bool:
    """There is none for some machines."""
    asked = [str(_HELM), "-c", "import helm_python, kubernetes_validate"]
    return _HELM.exists() and subprocess.run(asked, check=False, capture_output=True).returncode == 0


def rendered(cases: Mapping[str, Values]) -> Rendered:
    """All cases at once: Helm takes a second to start."""
    script = ROOT / "tests" / "containers" / "render_chart.py"
    asked = subprocess.run(
        [str(_HELM), str(script), str(CHART)],
        input=json.dumps(cases),
        text=True,
        check=True,
        capture_output=True,
        timeout=100,
    )
    said = json.loads(asked.stdout)
    releases = {
        name: Release(
            objects=tuple(case.get("objects", ())),
            wrong=tuple(case.get("wrong", ())),
            refused=case.get("refused", ""),
            notes=case.get("notes", ""),
        )
        for name, case in said["cases"].items()
    }
    return Rendered(said["about"], tuple(said["findings"]), releases)
