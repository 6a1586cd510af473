"""charts/moorline: what can be said to it, how that reaches the bot, and what those hear who left something out."""

from __future__ import annotations

import json
import re
from tomllib import loads
from typing import Any

import pytest
import yaml
from chart_cases import GOOD, ODD_POLICY, POLICY, REFUSED
from cluster import CHART, Rendered, needs_helm
from pydantic import SecretStr
from recipe import ROOT, SETTINGS
from typer.testing import CliRunner

from bot.cli.root import app
from bot.settings import Mode, Settings

ITS_OWN = frozenset({"host", "port", "policy_file"})

pytestmark = needs_helm()


def schema() -> Any:
    return json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))["properties"]


@pytest.mark.parametrize("name", GOOD)
def test_every_object_is_one_that_kubernetes_takes(chart: Rendered, name: str) -> None:
    release = chart.releases[name]

    assert (release.refused, release.wrong) == ("", ())
    assert {"Deployment", "Service", "ConfigMap"} <= {each["kind"] for each in release.objects}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_left_out_or_misspelt_is_said_before_anything_starts(chart: Rendered, name: str) -> None:
    said = chart.releases[name].refused

    assert REFUSED[name][1] in said
    assert "Next step: " in said or "not allowed" in said


def test_helm_finds_nothing_to_mend(chart: Rendered) -> None:
    assert [each["error"] for each in chart.findings] == ["icon is recommended"]


def test_the_chart_is_of_this_version_and_its_image_too(chart: Rendered) -> None:
    version = loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert (chart.about["version"], chart.about["appVersion"]) == (version, version)
    assert chart.releases["usual"].pod["containers"][0]["image"] == f"registry.test/moorline:{version}"
    assert chart.releases["typed"].pod["containers"][0]["image"] == "registry.test/moorline:7"


def test_it_takes_every_setting_of_the_bot_and_no_other_and_secrets_in_their_own_place() -> None:
    secret = {name for name, field in Settings.model_fields.items() if isinstance(field.default, SecretStr)}

    assert set(schema()["secrets"]["properties"]) == secret
    assert set(schema()["settings"]["properties"]) == set(Settings.model_fields) - secret - ITS_OWN
    assert schema()["settings"]["properties"]["mode"]["enum"] == list(Mode)


def test_whatever_can_be_said_stands_in_the_values_with_what_holds_without_it() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))

    assert set(values) == set(schema()) - {"global"}
    for name in ("image", "ingress", "metrics", "database"):
        assert set(values[name]) == set(schema()[name]["properties"])


def test_settings_reach_the_bot_as_they_are_meant(chart: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    release = chart.releases["typed"]
    given = release.environment(release.pod["containers"][0], {})
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    read = Settings()

    assert set(given) - {"HTTPS_PROXY"} <= set(SETTINGS)
    assert (read.mode, read.zone, read.workers, read.messages_per_second) == (Mode.HTTP, "Asia/Shanghai", 4, 2.5)
    assert (read.auto_migrate, read.first_admins, read.currency) == (False, ("U0MAYA0001", "U0LEI00001"), "USD")
    assert (read.host, read.port, str(read.policy_file)) == ("0.0.0.0", 3000, "/etc/moorline/policy.toml")
    assert read.database_url.get_secret_value() == "postgresql://moorline:pass@book/moorline"
    assert read.missing() == ()


def test_the_policy_arrives_letter_for_letter(chart: Rendered) -> None:
    release = chart.releases["typed"]
    [bot, *_] = release.pod["containers"]

    assert release.named("ConfigMap", "-policy")["data"] == {"policy.toml": POLICY}
    assert {"name": "policy", "mountPath": "/etc/moorline", "readOnly": True} in bot["volumeMounts"]


def test_what_yaml_would_read_as_something_else_stays_what_it_was(chart: Rendered) -> None:
    release = chart.releases["odd"]
    rules = release.named("Ingress")["spec"]

    assert release.named("ConfigMap", "-policy")["data"] == {"policy.toml": ODD_POLICY}
    assert release.settings["MOORLINE_TRACKER_NAMES"] == "a: 'b' #\"c\" {{ d }}"
    assert release.settings["MOORLINE_COMMAND_PREFIX"] == "on"
    assert (rules["ingressClassName"], rules["tls"][0]["secretName"], rules["rules"][0]["host"]) == (
        "yes",
        "0x1",
        "1.test",
    )
    assert release.pod["containers"][0]["envFrom"][1] == {"secretRef": {"name": "007"}}
    assert chart.releases["odd volume"].named("PersistentVolumeClaim")["spec"]["storageClassName"] == "null"


@pytest.mark.parametrize("name", GOOD)
def test_what_helm_says_at_the_end_are_commands_that_there_are(chart: Rendered, name: str) -> None:
    said = re.findall(r"python -m bot (\w+)((?: --[a-z]+)*)", chart.releases[name].notes)

    assert [word for word, _ in said] == ["doctor", "manifest", "import"]
    for word, options in said:
        asked = CliRunner().invoke(app, [word, "--help"])
        assert asked.exit_code == 0
        assert [option for option in options.split() if option not in asked.output] == []
    assert "%!" not in chart.releases[name].notes


def test_what_helm_says_at_the_end_is_true_of_this_release(chart: Rendered) -> None:
    assert "2 replicas on PostgreSQL, by Socket Mode." in chart.releases["usual"].notes
    assert "1 replica on SQLite, by Socket Mode." in chart.releases["one"].notes
    assert "Slack calls https://bot.test/slack/events." in chart.releases["typed"].notes
    assert "manifest --socket --prefix cs\n" in chart.releases["hooks"].notes
    assert chart.releases["hooks"].notes.endswith("Then type /cs-health in Slack.\n")
