from collections.abc import Iterable

from playground.apps import App, Apps
from playground.call_log import CallLog
from playground.changes import Change, ChangeFeed, ChangeKind
from playground.channels import Channel, ChannelKind, Channels
from playground.clock import Clock, Ids, Timestamps, wall_clock
from playground.delivery.by_http import HttpPost
from playground.delivery.links import Links
from playground.errands import Errands
from playground.faults import Faults
from playground.files import Files
from playground.json_types import Json
from playground.limits import PostingLimits
from playground.messages import Message, Messages
from playground.people import WORKSPACE_VOICE, People, Person, Team
from playground.triggers import ResponseRights, Triggers
from playground.views import OpenView, Views

UNSERVED = "http://127.0.0.1:3940"


class Workspace:
    """One team's whole state, in memory. `base_url` is where the server that shows it can be reached."""

    def __init__(
        self, team: Team, *, other_teams: Iterable[Team] = (), clock: Clock = wall_clock, base_url: str = UNSERVED
    ) -> None:
        self.team = team
        self.clock = clock
        self.base_url = base_url
        self.ids = Ids()
        self.timestamps = Timestamps(clock)
        self.people = People(team, others=other_teams)
        self.channels = Channels()
        self.messages = Messages()
        self.files = Files()
        self.views = Views()
        self.apps = Apps()
        self.triggers = Triggers(clock)
        self.response_rights = ResponseRights(clock)
        self.offered: dict[tuple[str, str, str], list[Json]] = {}
        self.changes = ChangeFeed()
        self.faults = Faults()
        self.posting_limits = PostingLimits(clock)
        self.calls = CallLog()
        self.links = Links()
        self.http_post = HttpPost(clock)
        self.errands = Errands()
        self.people.add(Person(WORKSPACE_VOICE, team.id, "slackbot", self.team.name, is_bot=True))

    def install(self, app: App) -> App:
        self.people.add(Person(app.bot_user_id, self.team.id, app.bot_handle, app.name, is_bot=True))
        return self.apps.add(app)

    def open_channel(
        self,
        name: str,
        *,
        members: Iterable[str] = (),
        kind: ChannelKind = ChannelKind.PUBLIC,
        is_ext_shared: bool = False,
        is_general: bool = False,
    ) -> Channel:
        people = list(members)
        return self.channels.add(
            Channel(
                id=self.ids.next("D" if kind is ChannelKind.IM else "C"),
                kind=kind,
                name=name,
                creator=people[0] if people else WORKSPACE_VOICE,
                created=int(self.clock().timestamp()),
                members=people,
                is_ext_shared=is_ext_shared,
                is_general=is_general,
            )
        )

    def direct_channel(self, *people: str) -> Channel:
        """The direct message of these people, opened when there is none yet."""
        if known := self.channels.direct(people):
            return known
        channel = self.open_channel("", members=dict.fromkeys(people), kind=ChannelKind.IM)
        self.changes.tell(Change(ChangeKind.CHANNEL_CHANGED, channel_id=channel.id))
        return channel

    def join(self, channel: Channel, person_id: str) -> None:
        if person_id not in channel.members:
            channel.members.append(person_id)
            self.changes.tell(Change(ChangeKind.CHANNEL_CHANGED, channel_id=channel.id))

    def post(self, message: Message) -> Message:
        self.messages.add(message)
        self._tell(ChangeKind.MESSAGE_POSTED, message)
        return message

    def whisper(self, person_id: str, channel_id: str, text: str, *, thread_ts: str | None = None) -> Message:
        """What the workspace itself tells one person, nobody else."""
        return self.post(
            Message(
                channel_id, self.timestamps.next(), WORKSPACE_VOICE, text, thread_ts=thread_ts, ephemeral_to=person_id
            )
        )

    def message_changed(self, message: Message) -> None:
        self._tell(ChangeKind.MESSAGE_CHANGED, message)

    def delete(self, message: Message) -> None:
        self.messages.remove(message)
        self._tell(ChangeKind.MESSAGE_DELETED, message)

    def view_changed(self, view: OpenView) -> None:
        kind = ChangeKind.HOME_CHANGED if view.is_home else ChangeKind.MODAL_CHANGED
        self.changes.tell(Change(kind, reader=view.person_id, view_id=view.id, app_id=view.app_id))

    async def close(self) -> None:
        await self.errands.stop()
        await self.http_post.close()

    def _tell(self, kind: ChangeKind, message: Message) -> None:
        self.changes.tell(
            Change(
                kind,
                reader=message.ephemeral_to,
                channel_id=message.channel_id,
                ts=message.ts,
                thread_ts=message.thread_ts,
                app_id=message.app_id,
            )
        )
