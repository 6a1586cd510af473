"""Run by the environment that has Helm: cases of values in, what Helm makes of each out, both as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import helm_python
import kubernetes_validate
import yaml

KUBERNETES = ("1.27", "1.37")
"""The oldest that the chart names, and the newest whose shapes are known."""
FOREIGN = ("monitoring.coreos.com/",)
"""Shapes of operators are not Kubernetes' own."""


def made(chart: helm_python.Chart, values: dict[str, Any]) -> dict[str, Any]:
    try:
        files = chart.render(values, name="moorline", namespace="success")
    except helm_python.HelmError as error:
        return {"refused": str(error)}
    texts = [text for name, text in files.items() if name.endswith(".yaml")]
    objects = [each for text in texts for each in yaml.safe_load_all(text) if each]
    return {"objects": objects, "wrong": list(wrong_in(objects)), "notes": files["moorline/templates/NOTES.txt"]}


def wrong_in(objects: list[dict[str, Any]]) -> Iterator[str]:
    for each in objects:
        for version in () if each["apiVersion"].startswith(FOREIGN) else KUBERNETES:
            try:
                kubernetes_validate.validate(each, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                yield f"{each['kind']} for {version}: {error.message}"


def main(place: str) -> None:
    with helm_python.Chart.load(place) as chart:
        cases = {name: made(chart, values) for name, values in json.load(sys.stdin).items()}
        about = chart.metadata
    values = {"image": {"repository": "registry.test/moorline"}, "existingSecret": "slack"}
    findings = helm_python.lint(place, values, strict=True)["messages"]
    json.dump({"about": about, "findings": findings, "cases": cases}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
