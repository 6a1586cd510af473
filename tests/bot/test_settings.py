from __future__ import annotations

from pathlib import Path

import pytest

from bot.locale import Language
from bot.settings import LogFormat, Mode, Settings, SettingsError, settings_read, shown
from bot.survey_settings import SurveySettings
from bot.tracker_settings import TrackerSettings
from domain.permissions import Role

pytestmark = pytest.mark.usefixtures("folder")


def written(text: str, folder: Path) -> None:
    (folder / "moorline.toml").write_text(text, encoding="utf-8")


def test_everything_has_a_default_but_the_secrets() -> None:
    settings = settings_read()

    assert (settings.mode, settings.socket_connections, settings.score_hour) == (Mode.SOCKET, 2, 2)
    assert settings.migrates_at_start is True
    assert settings.missing() == (
        "MOORLINE_SLACK_BOT_TOKEN is not set: the bot token (OAuth & Permissions, starts with xoxb-)",
        "MOORLINE_SLACK_APP_TOKEN is not set: the app-level token (Basic Information, starts with xapp-)",
    )


def test_http_needs_the_signing_secret_and_a_blank_one_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_MODE", "http")
    monkeypatch.setenv("MOORLINE_SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("MOORLINE_SLACK_SIGNING_SECRET", "   ")

    assert settings_read().missing() == (
        "MOORLINE_SLACK_SIGNING_SECRET is not set: the signing secret (Basic Information)",
    )


def test_the_environment_goes_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written('port = 4000\nzone = "Europe/Berlin"\nfirst_admins = ["U1", "U2"]\nlanguage = "zh_Hans"\n', folder)
    monkeypatch.setenv("MOORLINE_PORT", "5000")
    monkeypatch.setenv("MOORLINE_DEFAULT_ROLE", "viewer")
    monkeypatch.setenv("MOORLINE_LOG_FORMAT", "json")

    settings = settings_read()

    assert (settings.port, settings.zone, settings.first_admins) == (5000, "Europe/Berlin", ("U1", "U2"))
    assert (settings.language, settings.default_role) == (Language.ZH_HANS, Role.VIEWER)
    assert settings.log_format is LogFormat.JSON


def test_several_admins_in_one_variable_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_FIRST_ADMINS", "U1, U2,")

    assert settings_read().first_admins == ("U1", "U2")


def test_another_file_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "other.toml").write_text("port = 4444", encoding="utf-8")
    monkeypatch.setenv("MOORLINE_SETTINGS", str(folder / "other.toml"))

    assert settings_read().port == 4444


def test_an_unknown_setting_is_refused_with_the_nearest_known_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("prot = 4000\n", folder)
    monkeypatch.setenv("MOORLINE_SLACK_BOT_TOKN", "xoxb-1")
    monkeypatch.setenv("MOORLINE_QQQ", "1")

    with pytest.raises(SettingsError) as error:
        settings_read()

    assert error.value.lines == (
        "moorline.toml: prot is no setting; did you mean port?",
        "MOORLINE_QQQ is no setting; `moorline config show` lists them all",
        "MOORLINE_SLACK_BOT_TOKN is no setting; did you mean MOORLINE_SLACK_BOT_TOKEN?",
    )


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        pytest.param("ZONE", "Mars", "zone: is no time zone; write one like Europe/Berlin or Asia/Shanghai", id="zone"),
        pytest.param("SOCKET_CONNECTIONS", "1", "socket_connections: Input should be greater than", id="too few"),
        pytest.param("COMMAND_PREFIX", "C S", "command_prefix: String should match pattern", id="prefix"),
        pytest.param("FIRST_ADMINS", "U1, @dana", "first_admins: write Slack user ids like U012ABCDEF", id="a name"),
        pytest.param("SLACK_API_URL", "slack.com", "slack_api_url: String should match pattern", id="an address"),
    ],
)
def test_a_wrong_value_is_said_by_its_name_and_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(f"MOORLINE_{name}", value)

    with pytest.raises(SettingsError) as error:
        settings_read()

    assert error.value.lines[0].startswith(line)
    assert f"'{value}'" not in str(error.value)


def test_true_is_no_number(folder: Path) -> None:
    written("port = true\nmessages_per_second = false\nauto_migrate = true\n", folder)

    with pytest.raises(SettingsError) as error:
        settings_read()

    assert error.value.lines == (
        "moorline.toml: port is a number, not true or false",
        "moorline.toml: messages_per_second is a number, not true or false",
    )


def test_a_file_that_is_no_toml_is_said(folder: Path) -> None:
    written("port 4000", folder)

    with pytest.raises(SettingsError, match=r"moorline\.toml: "):
        settings_read()


def test_the_address_of_the_api_ends_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_SLACK_API_URL", "http://127.0.0.1:5000/api")

    assert settings_read().slack_api_url == "http://127.0.0.1:5000/api/"


@pytest.mark.parametrize(
    ("values", "migrates"),
    [
        pytest.param({"database_url": "postgresql+psycopg://db/moorline"}, False, id="PostgreSQL waits to be told"),
        pytest.param({"database_url": "sqlite:///x.db", "auto_migrate": False}, False, id="told not to"),
        pytest.param({"database_url": "postgresql+psycopg://db/moorline", "auto_migrate": True}, True, id="told to"),
    ],
)
def test_the_database_is_brought_up_to_date_at_start_where_only_we_use_it(
    values: dict[str, object], *, migrates: bool
) -> None:
    assert Settings(**values).migrates_at_start is migrates  # type: ignore[arg-type] # values of several types


def test_secrets_are_never_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written('slack_app_token = "xapp-secret"\nfirst_admins = ["U1", "U2"]\n', folder)
    monkeypatch.setenv("MOORLINE_SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("MOORLINE_DATABASE_URL", "postgresql+psycopg://bot:hidden@db:5432/moorline?password=hidden")

    settings = settings_read()
    said = {name: (value, origin) for name, value, origin, _ in shown(settings)}

    assert said["slack_bot_token"] == ("(set)", "environment")
    assert said["slack_app_token"] == ("(set)", "file")
    assert said["slack_signing_secret"] == ("(not set)", "default")
    assert said["database_url"] == ("postgresql+psycopg://…@db:5432/moorline", "environment")
    assert said["first_admins"] == ("U1, U2", "file")
    assert said["default_role"] == ("(none)", "default")
    assert "-secret" not in repr(settings)
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize(
    ("password", "shown_as"),
    [
        pytest.param("hid/den", "postgresql+psycopg://…@db:5432/moorline", id="a slash"),
        pytest.param("hid?den#", "postgresql+psycopg://…@db:5432/moorline", id="signs of an address"),
        pytest.param("hid%40den", "postgresql+psycopg://…@db:5432/moorline", id="written by numbers"),
    ],
)
def test_no_part_of_a_password_is_shown(monkeypatch: pytest.MonkeyPatch, password: str, shown_as: str) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"postgresql+psycopg://bot:{password}@db:5432/moorline")

    assert {name: value for name, value, *_ in shown(settings_read())}["database_url"] == shown_as


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("hidden", id="no address"),
        pytest.param("postgres://bot:hidden@db/moorline", id="a name that SQLAlchemy does not know"),
        pytest.param("mysql://bot:hidden@db/moorline", id="another database"),
        pytest.param("postgresql+psycopg://bot:hid@den@db/moorline", id="a password that ends too early"),
        pytest.param("postgresql+psycopg://bot:hid@den/x@db/moorline", id="a password that reaches into the name"),
        pytest.param("postgresql+psycopg://bot@db:hidden/moorline", id="a port that is none"),
        pytest.param(
            "postgresql+psycopg://db:5432/moorline?user=bot&password=hid@den", id="a password behind the name"
        ),
        pytest.param("sqlite://", id="nowhere"),
        pytest.param("sqlite:///:memory:", id="gone with each connection"),
    ],
)
def test_an_address_that_cannot_be_one_of_a_database_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)

    with pytest.raises(SettingsError, match=r"^database_url: is no address of a database; write sqlite:///") as error:
        settings_read()

    assert "hid" not in str(error.value)


def test_a_line_s_end_behind_a_secret_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_SLACK_BOT_TOKEN", "xoxb-1\n")
    monkeypatch.setenv("MOORLINE_SLACK_SIGNING_SECRET", " 0123abc\r\n")
    monkeypatch.setenv("MOORLINE_DATABASE_URL", "sqlite:///book.db\n")

    settings = settings_read()
    secrets = (settings.slack_bot_token, settings.slack_signing_secret, settings.database_url)
    assert [secret.get_secret_value() for secret in secrets] == ["xoxb-1", "0123abc", "sqlite:///book.db"]


def test_a_file_that_was_named_and_is_not_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_SETTINGS", str(folder / "other.toml"))

    with pytest.raises(SettingsError, match=r"other\.toml: No such file or directory"):
        settings_read()


def test_a_file_that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "moorline.toml").mkdir()

    with pytest.raises(SettingsError, match=r"moorline\.toml: Is a directory"):
        settings_read()


def test_the_guide_names_every_setting_in_order() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    table = guide.split("| setting | default | meaning |")[1].split("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    elsewhere = {*TrackerSettings.model_fields, *SurveySettings.model_fields}
    assert [name.strip(" `") for cell in cells for name in cell.split(",")] == [
        name for name in Settings.model_fields if name not in elsewhere
    ]


def test_the_guide_of_surveys_names_each_of_theirs() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "surveys.md").read_text(encoding="utf-8")

    assert [name for name in SurveySettings.model_fields if f"`{name}`" not in guide] == []


def test_the_guide_of_trackers_names_each_of_theirs_in_order() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "trackers.md").read_text(encoding="utf-8")
    table = guide.split("| setting | default | meaning |")[1].split("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    assert [name.strip(" `") for cell in cells for name in cell.split(",")] == list(TrackerSettings.model_fields)
