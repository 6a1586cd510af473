"""charts/moorline: what stands in the cluster afterwards."""

from __future__ import annotations

import json

from chart_cases import GOOD, TYPED
from cluster import Rendered, needs_helm
from recipe import LONGEST_STOP, SETTINGS, pages

from bot.http.app import EVENTS
from bot.settings import PREFIX, Settings
from playground.delivery.links import MOST_LINKS

pytestmark = needs_helm()


def test_a_secret_stands_nowhere_but_in_a_secret(chart: Rendered) -> None:
    release = chart.releases["typed"]
    elsewhere = json.dumps([each for each in release.objects if each["kind"] != "Secret"])

    assert [value for value in TYPED["secrets"].values() if value in elsewhere] == []
    assert release.named("Secret")["stringData"]["MOORLINE_SLACK_BOT_TOKEN"] == "xoxb-1"
    assert chart.releases["usual"].of("Secret") == []


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


def test_every_name_of_the_environment_is_a_setting(chart: Rendered) -> None:
    for name in GOOD:
        assert {each for each in chart.releases[name].settings if each.startswith(PREFIX)} <= set(SETTINGS)
