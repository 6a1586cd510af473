"""charts/moorline: what Helm makes of it for those who install it, and what it tells those who left something out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from tomllib import loads
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from cluster import CHART, Rendered, Values, needs_helm, rendered
from pydantic import SecretStr
from recipe import LONGEST_STOP, ROOT, SETTINGS, pages
from typer.testing import CliRunner

from bot.cli.root import app
from bot.http.app import EVENTS
from bot.settings import PREFIX, Mode, Settings
from playground.delivery.links import MOST_LINKS

POLICY = (ROOT / "policy.toml").read_text(encoding="utf-8")
IMAGE = {"image": {"repository": "registry.test/moorline"}}
USUAL = {**IMAGE, "existingSecret": "slack", "database": {"secret": {"name": "book"}}}
TYPED: Values = {
    "secrets": {
        "slack_bot_token": "xoxb-1",
        "slack_signing_secret": "s3cr3t",
        "database_url": "postgresql://moorline:pass@book/moorline",
        "survey_webhook_secrets": "typeform=0123456789abcdef",
    },
    "settings": {
        "mode": "http",
        "zone": "Asia/Shanghai",
        "workers": 4,
        "messages_per_second": 2.5,
        "auto_migrate": False,
        "first_admins": ["U0MAYA0001", "U0LEI00001"],
        "currency": None,
    },
    "policy": POLICY,
    "ingress": {"enabled": True, "host": "bot.test", "className": "traefik", "tlsSecret": "bot-tls", "surveys": True},
    "metrics": {"podMonitor": True, "labels": {"release": "prometheus"}},
    "extraEnv": [{"name": "HTTPS_PROXY", "value": "http://proxy.test:3128"}],
    "podLabels": {"team": "success"},
    "image": {"repository": "registry.test/moorline", "tag": "7", "pullSecrets": ["registry"]},
    "nodeSelector": {"kubernetes.io/arch": "amd64"},
}
ONE = {**IMAGE, "existingSecret": "slack", "database": {"kind": "sqlite"}, "replicas": 1}
HOOKS = {
    **USUAL,
    "settings": {"command_prefix": "cs"},
    "ingress": {"enabled": True, "host": "bot.test", "trackers": True},
}

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
[DOCUMENTED] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

GOOD: Mapping[str, Values] = MappingProxyType(
    {
        "usual": USUAL,
        "typed": TYPED,
        "one": ONE,
        "hooks": HOOKS,
        "other settings": {**USUAL, "settings": {"zone": "Asia/Shanghai"}},
        "documented": yaml.safe_load(DOCUMENTED),
        "labels": {**USUAL, "podLabels": {"team": "success"}},
        "own claim": {**ONE, "database": {"kind": "sqlite", "volume": {"existingClaim": "mine"}}},
    }
)
REFUSED: Mapping[str, tuple[Values, str]] = MappingProxyType(
    {
        "no image": ({}, "image.repository is empty"),
        "no token": (IMAGE, "slack_bot_token is not set, and mode socket needs it"),
        "the other mode's token": (
            {**TYPED, "settings": {"mode": "socket"}, "ingress": {"enabled": False}},
            "slack_app_token is not set, and mode socket needs it",
        ),
        "no address": (
            {**TYPED, "secrets": {"slack_bot_token": "x", "slack_signing_secret": "y"}},
            "The address of PostgreSQL is not set",
        ),
        "two on sqlite": ({**ONE, "replicas": 2}, "A book on SQLite is read and written by one replica"),
        "two books": (
            {**ONE, "database": {"kind": "sqlite", "secret": {"name": "book"}}},
            "database.kind is sqlite, and an address of a database is given too",
        ),
        "too many connections": ({**USUAL, "replicas": 5}, "an upgrade of 5 replicas with 2 each would take 12"),
        "nothing to let in": ({**USUAL, "ingress": {"enabled": True}}, "With Socket Mode nothing comes in"),
        "no host": ({**TYPED, "ingress": {"enabled": True}}, "ingress.host is empty"),
        "a misspelt name": ({**USUAL, "replcas": 3}, "additional properties 'replcas' not allowed"),
        "a misspelt setting": ({**USUAL, "settings": {"zoen": "UTC"}}, "additional properties 'zoen' not allowed"),
        "a secret among the settings": (
            {**USUAL, "settings": {"slack_bot_token": "xoxb-1"}},
            "additional properties 'slack_bot_token' not allowed",
        ),
        "what the chart says itself": ({**USUAL, "settings": {"port": 80}}, "additional properties 'port' not allowed"),
    }
)
ITS_OWN = frozenset({"host", "port", "policy_file"})

pytestmark = needs_helm()


@pytest.fixture(scope="module")
def chart() -> Rendered:
    return rendered({**GOOD, **{name: values for name, (values, _) in REFUSED.items()}})


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


def test_a_secret_stands_nowhere_but_in_a_secret(chart: Rendered) -> None:
    release = chart.releases["typed"]
    elsewhere = json.dumps([each for each in release.objects if each["kind"] != "Secret"])

    assert [value for value in TYPED["secrets"].values() if value in elsewhere] == []
    assert release.named("Secret")["stringData"]["MOORLINE_SLACK_BOT_TOKEN"] == "xoxb-1"
    assert chart.releases["usual"].of("Secret") == []


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


def test_an_address_of_the_operators_secret_goes_over_every_other(chart: Rendered) -> None:
    release = chart.releases["usual"]
    secrets = {"slack": {"MOORLINE_DATABASE_URL": "postgresql://old"}, "book": {"uri": "postgresql://a:b@c/d"}}

    [bot, *_] = release.pod["containers"]
    assert release.environment(bot, secrets)["MOORLINE_DATABASE_URL"] == "postgresql://a:b@c/d"


def test_kubernetes_tells_the_bot_nothing_that_looks_like_a_setting(chart: Rendered) -> None:
    """A Service named moorline is announced as MOORLINE_PORT, MOORLINE_SERVICE_HOST, … where links are on."""
    assert chart.releases["usual"].named("Service")["metadata"]["name"] == "moorline"
    assert {chart.releases[name].pod["enableServiceLinks"] for name in GOOD} == {False}
    assert chart.releases["usual"].named("Pod")["spec"]["enableServiceLinks"] is False


def test_the_policy_arrives_letter_for_letter(chart: Rendered) -> None:
    release = chart.releases["typed"]
    [bot, *_] = release.pod["containers"]

    assert release.named("ConfigMap", "-policy")["data"] == {"policy.toml": POLICY}
    assert {"name": "policy", "mountPath": "/etc/moorline", "readOnly": True} in bot["volumeMounts"]


def test_a_replica_is_asked_for_pages_that_it_has_and_has_longer_to_stop_than_it_takes(chart: Rendered) -> None:
    pod = chart.releases["usual"].pod
    [bot] = pod["containers"]
    asked = {bot[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    kind, pause = bot["lifecycle"]["preStop"]["exec"]["command"]

    assert asked < set(pages())
    assert bot["livenessProbe"]["httpGet"]["path"] == "/healthz"  # a book that is away is no reason to start again
    assert bot["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert kind == "sleep"
    assert pod["terminationGracePeriodSeconds"] > LONGEST_STOP + int(pause)


def test_the_book_is_brought_up_to_date_before_a_replica_starts(chart: Rendered) -> None:
    for name in GOOD:
        [migrate] = chart.releases[name].pod["initContainers"]
        [bot] = chart.releases[name].pod["containers"]
        assert (migrate["args"], bot["args"]) == (["db", "upgrade"], ["run"])
        assert (migrate["envFrom"], migrate.get("env")) == (bot["envFrom"], bot.get("env"))


def test_a_pod_may_do_as_little_as_it_needs(chart: Rendered) -> None:
    for release in (chart.releases[name] for name in GOOD):
        for pod in (release.pod, *(each["spec"] for each in release.of("Pod"))):
            may = pod["securityContext"]
            assert (may["runAsNonRoot"], may["runAsUser"], may["seccompProfile"]["type"]) == (
                True,
                10001,
                "RuntimeDefault",
            )
            assert pod["automountServiceAccountToken"] is False
            for each in (*pod["containers"], *pod.get("initContainers", ())):
                inside = each["securityContext"]
                assert (inside["allowPrivilegeEscalation"], inside["readOnlyRootFilesystem"]) == (False, True)
                assert inside["capabilities"] == {"drop": ["ALL"]}


def test_two_replicas_are_replaced_one_by_one_and_their_connections_are_not_too_many(chart: Rendered) -> None:
    release = chart.releases["usual"]
    said = release.named("Deployment")["spec"]
    each = Settings.model_fields["socket_connections"].default

    assert (said["replicas"], said["strategy"]["rollingUpdate"]) == (2, {"maxUnavailable": 0, "maxSurge": 1})
    assert (said["replicas"] + 1) * each <= MOST_LINKS
    assert release.named("PodDisruptionBudget")["spec"]["maxUnavailable"] == 1


def test_the_doctors_pod_is_no_replica(chart: Rendered) -> None:
    release = chart.releases["usual"]
    labels = release.named("Pod")["metadata"]["labels"].items()
    chosen = release.named("Service")["spec"]["selector"]

    assert chosen == release.named("Deployment")["spec"]["selector"]["matchLabels"]
    assert chosen.items() <= release.named("Deployment")["spec"]["template"]["metadata"]["labels"].items()
    assert not chosen.items() <= labels


def test_a_book_on_sqlite_has_one_replica_and_outlives_the_release(chart: Rendered) -> None:
    release = chart.releases["one"]
    claim = release.named("PersistentVolumeClaim")
    [bot] = release.pod["containers"]

    assert release.named("Deployment")["spec"]["strategy"] == {"type": "Recreate"}
    assert release.settings["MOORLINE_DATABASE_URL"] == "sqlite:////data/moorline.db"
    assert {"name": "book", "mountPath": "/data"} in bot["volumeMounts"]
    assert claim["metadata"]["annotations"] == {"helm.sh/resource-policy": "keep"}
    assert {"name": "book", "persistentVolumeClaim": {"claimName": claim["metadata"]["name"]}} in release.pod["volumes"]
    assert (release.of("PodDisruptionBudget"), release.of("Pod")) == ([], [])


def test_a_claim_that_is_there_is_taken(chart: Rendered) -> None:
    release = chart.releases["own claim"]

    assert release.of("PersistentVolumeClaim") == []
    assert {"name": "book", "persistentVolumeClaim": {"claimName": "mine"}} in release.pod["volumes"]


def test_nothing_is_let_in_but_what_was_asked_for(chart: Rendered) -> None:
    def paths(name: str) -> list[tuple[str, str]]:
        [rule] = chart.releases[name].named("Ingress")["spec"]["rules"]
        return [(each["path"], each["pathType"]) for each in rule["http"]["paths"]]

    assert chart.releases["usual"].of("Ingress") == []
    assert paths("typed") == [(EVENTS, "Exact"), ("/surveys", "Prefix")]
    assert paths("hooks") == [("/trackers", "Prefix")]


def test_other_settings_start_other_pods(chart: Rendered) -> None:
    def mark(name: str) -> str:
        found = chart.releases[name].named("Deployment")["spec"]["template"]["metadata"]["annotations"]
        return str(found["checksum/settings"])

    assert mark("usual") != mark("other settings")
    assert mark("usual") == mark("labels")


def test_prometheus_finds_every_replica(chart: Rendered) -> None:
    said = chart.releases["typed"].named("PodMonitor")
    [asked] = said["spec"]["podMetricsEndpoints"]

    assert asked["path"] in pages()
    assert said["metadata"]["labels"]["release"] == "prometheus"
    assert said["spec"]["selector"] == chart.releases["typed"].named("Deployment")["spec"]["selector"]


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


def test_every_name_of_the_environment_is_a_setting(chart: Rendered) -> None:
    for name in GOOD:
        assert {each for each in chart.releases[name].settings if each.startswith(PREFIX)} <= set(SETTINGS)
