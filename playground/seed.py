"""A workspace to start with: people, channels and apps as its caller wants them."""

from dataclasses import dataclass, replace

from playground.apps import App
from playground.channels import ChannelKind
from playground.clock import Clock, wall_clock
from playground.people import Person, Team
from playground.workspace import Workspace

HOME = Team("T0HARBOUR1", "Northgate Software", "northgate")
PARTNER = Team("T0PARTNER1", "Acme Industries", "acme-industries")


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """`members` are handles; `with_apps` says whether every app's bot is in it from the start."""

    name: str
    members: tuple[str, ...]
    kind: ChannelKind = ChannelKind.PUBLIC
    is_ext_shared: bool = False
    is_general: bool = False
    with_apps: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class WorkspacePlan:
    team: Team
    people: tuple[Person, ...]
    channels: tuple[ChannelPlan, ...]
    other_teams: tuple[Team, ...] = ()
    apps: tuple[App, ...] = ()

    def with_apps(self, *apps: App) -> "WorkspacePlan":
        return replace(self, apps=(*self.apps, *apps))


def workspace_from(plan: WorkspacePlan, *, clock: Clock = wall_clock) -> Workspace:
    workspace = Workspace(plan.team, other_teams=plan.other_teams, clock=clock)
    ids = {person.handle: workspace.people.add(replace(person)).id for person in plan.people}
    bots = [workspace.install(app).bot_user_id for app in plan.apps]
    for planned in plan.channels:
        members = [ids[handle] for handle in planned.members]
        channel = workspace.open_channel(
            planned.name,
            members=members + bots if planned.with_apps else members,
            kind=planned.kind,
            is_ext_shared=planned.is_ext_shared,
            is_general=planned.is_general,
        )
        channel.topic = planned.topic
    return workspace


def default_plan() -> WorkspacePlan:
    staff = ("maya", "lin", "omar", "priya", "ada")
    return WorkspacePlan(
        team=HOME,
        other_teams=(PARTNER,),
        people=default_people(),
        channels=(
            ChannelPlan("general", staff, is_general=True, with_apps=True, topic="Everybody, everything"),
            ChannelPlan("customer-success", (*staff, "gil"), with_apps=True, topic="Accounts, renewals, wins"),
            ChannelPlan("acme-shared", ("maya", "lin", "omar", "otto"), is_ext_shared=True, with_apps=True),
            ChannelPlan("leadership", ("omar", "ada"), kind=ChannelKind.PRIVATE),
        ),
    )


def default_people() -> tuple[Person, ...]:
    """Two CSMs (one reads Chinese), their manager, a product manager, an admin, a guest, somebody of another team."""
    return (
        Person("U0MAYA0001", HOME.id, "maya", "Maya Brooks", "CSM", email="maya@northgate.example"),
        Person(
            "U0LIN00001", HOME.id, "lin", "林晓", "CSM, 中文", "zh-CN", "Asia/Shanghai", email="lin@northgate.example"
        ),
        Person("U0OMAR0001", HOME.id, "omar", "Omar Haddad", "manager", email="omar@northgate.example"),
        Person("U0PRIYA001", HOME.id, "priya", "Priya Nair", "product manager", email="priya@northgate.example"),
        Person("U0ADA00001", HOME.id, "ada", "Ada Lindqvist", "admin", email="ada@northgate.example", is_admin=True),
        Person("U0GIL00001", HOME.id, "gil", "Gil Ferreira", "guest", email="gil@gil.example", is_restricted=True),
        Person("U0OTTO0001", PARTNER.id, "otto", "Otto Weber", "outsider", email="otto@acme.example"),
    )
