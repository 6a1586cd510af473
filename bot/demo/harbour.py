"""The demo's workspace: who is in it, what they may do, and how the bot reaches it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from bot.manifest import EVENTS_PATH, manifest
from bot.settings import Mode, Settings
from domain.permissions import Member, Role
from playground.apps import App, DeliveryMode
from playground.people import Person
from playground.seed import HOME, ChannelPlan, WorkspacePlan, default_plan, workspace_from
from playground.workspace import Workspace

MAYA, LIN, OMAR = "U0MAYA0001", "U0LIN00001", "U0OMAR0001"
PRIYA, ADA = "U0PRIYA001", "U0ADA00001"
DANA, VIKTOR = "U0DANA0001", "U0VIKTOR01"
OWNERS = (MAYA, LIN)
PRODUCT_CHANNEL = "C0000000005"
"""The fifth that the workspace opens."""
SUCCESS_CHANNEL = "C0000000002"
"""The second."""
SELLERS = ("Robin Vale", "江海涛")
MEMBERS = (
    Member(MAYA, "Maya Brooks", Role.CSM, manager=OMAR),
    Member(LIN, "林晓", Role.CSM, manager=OMAR),
    Member(OMAR, "Omar Haddad", Role.MANAGER, manager=DANA),
    Member(DANA, "Dana Kowalski", Role.DIRECTOR),
    Member(PRIYA, "Priya Nair", Role.PRODUCT),
    Member(ADA, "Ada Lindqvist", Role.ADMIN),
    Member(VIKTOR, "Viktor Sand", Role.VIEWER),
)


def workspace_with_bot(mode: Mode, *, bot_port: int) -> Workspace:
    """A workspace in which the bot is installed; `bot_port` is where the bot's own HTTP server will listen."""
    plan = _plan()
    staff = plan.channels[0].members
    product = ChannelPlan("product", staff, with_apps=True, topic="What customers ask for")
    return workspace_from(replace(plan, channels=(*plan.channels, product)).with_apps(_app(mode, bot_port)))


def _plan() -> WorkspacePlan:
    """The usual workspace, and two roles that only Moorline knows: each is switched to beside those who are like it."""
    plan = default_plan()
    director = Person(DANA, HOME.id, "dana", "Dana Kowalski", "director", email="dana@northgate.example")
    viewer = Person(VIKTOR, HOME.id, "viktor", "Viktor Sand", "viewer", email="viktor@northgate.example")
    after = {OMAR: (director,), ADA: (viewer,)}
    joins = {"general": ("dana", "viktor"), "customer-success": ("dana", "viktor"), "leadership": ("dana",)}
    return replace(
        plan,
        people=tuple(each for person in plan.people for each in (person, *after.get(person.id, ()))),
        channels=tuple(replace(each, members=each.members + joins.get(each.name, ())) for each in plan.channels),
    )


def demo_settings(workspace: Workspace, mode: Mode, database: Path, *, bot_port: int) -> Settings:
    """What the bot needs to live there. The environment is not read: a demo never touches a real book."""
    (app,) = workspace.apps
    return Settings.model_construct(
        slack_bot_token=SecretStr(app.credentials.bot_token),
        slack_app_token=SecretStr(app.credentials.app_token),
        slack_signing_secret=SecretStr(app.credentials.signing_secret),
        slack_api_url=f"{workspace.base_url}/api/",
        mode=mode,
        port=bot_port,
        database_url=SecretStr(f"sqlite:///{database}"),
        first_admins=(ADA,),
    )


def _app(mode: Mode, bot_port: int) -> App:
    is_socket = mode is Mode.SOCKET
    address = f"http://127.0.0.1:{bot_port}"
    return App.from_manifest(
        manifest(url=address, socket=is_socket),
        delivery=DeliveryMode.SOCKET if is_socket else DeliveryMode.HTTP,
        request_url=f"{address}{EVENTS_PATH}",
    )
