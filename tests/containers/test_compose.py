from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
import pytest
from recipe import LONGEST_STOP, SETTINGS, Service, entrypoint, example, pages, places, services
from typer.testing import CliRunner

from bot.cli.root import app
from bot.settings import PREFIX, Mode, Settings
from playground.delivery.links import MOST_LINKS

SERVICES = services()
BOT, MIGRATE, DATABASE = SERVICES["bot"], SERVICES["migrate"], SERVICES["database"]
OURS = [pytest.param(service, id=service.name) for service in SERVICES.values() if service.is_ours]
SECRET = re.compile("TOKEN|SECRET|PASSWORD")


def test_two_replicas_share_one_database_and_their_connections_are_not_too_many() -> None:
    replicas = BOT.said["deploy"]["replicas"]

    assert replicas == 2
    assert replicas * Settings.model_fields["socket_connections"].default * 2 <= MOST_LINKS  # old and new, side by side
    assert [name for name, service in SERVICES.items() if "volumes" in service.said] == ["database"]


@pytest.mark.parametrize("service", OURS)
def test_each_command_is_one_of_moorline(service: Service) -> None:
    asked = CliRunner().invoke(app, [*service.said["command"], "--help"])

    assert entrypoint()[1:] == ["-m", "bot"]
    assert asked.exit_code == 0
    assert " ".join(["Usage: moorline", *service.said["command"], "[OPTIONS]"]) in asked.output


@pytest.mark.parametrize("service", OURS)
def test_each_key_is_a_setting_and_none_is_said_twice(service: Service) -> None:
    own = service.said["environment"]

    assert [name for name in {**example(), **own} if name.startswith(PREFIX) and name not in SETTINGS] == []
    assert set(own) & set(example()) == set()
    assert service.said["env_file"] == ".env"


def test_the_example_names_what_must_be_set_and_gives_no_secret_away() -> None:
    needed = {line.split(" ", 1)[0] for mode in Mode for line in Settings(mode=mode).missing()}

    assert needed | places() <= set(example())
    assert {name: value for name, value in example().items() if SECRET.search(name) and value} == {}
    assert [key for key in BOT.said["environment"] if SECRET.search(key) and key != "PGPASSWORD"] == []
    assert BOT.environment({"POSTGRES_PASSWORD": "made up"})["PGPASSWORD"] == "made up"


def test_the_database_is_brought_up_to_date_before_a_bot_starts() -> None:
    assert MIGRATE.said["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert BOT.said["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert (MIGRATE.said["command"], MIGRATE.said["restart"]) == (["db", "upgrade"], "no")


@pytest.mark.postgres
def test_the_database_is_the_one_that_the_tests_run_on_and_survives_its_container(
    postgres_server: Callable[[str], str],
) -> None:
    with psycopg.connect(postgres_server("postgres")) as connection:
        here = connection.info.server_version // 10_000

    assert re.fullmatch(rf"postgres:{here}\.\d+-bookworm", DATABASE.said["image"]) is not None
    assert DATABASE.said["volumes"] == ["book:/var/lib/postgresql"]


def test_the_bot_is_asked_for_a_page_that_it_has() -> None:
    [asked] = re.findall(r'"GET", "([^"]+)"', BOT.said["healthcheck"]["test"][-1])

    assert asked in pages()


def test_a_bot_has_longer_to_stop_than_it_takes() -> None:
    assert BOT.seconds("stop_grace_period") > LONGEST_STOP


def test_what_ends_is_started_again_and_may_do_as_little_as_it_needs() -> None:
    assert {service.said["restart"] for service in (BOT, DATABASE)} == {"unless-stopped"}
    for service in (BOT, MIGRATE):
        said = service.said
        assert (said["read_only"], said["tmpfs"], said["cap_drop"]) == (True, ["/tmp"], ["ALL"])
        assert said["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in said
