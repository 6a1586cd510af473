"""From the workspace to the eyes of one person: their zone, language, and the names they may read."""

from zoneinfo import ZoneInfo

from playground.browser.reader import Reader
from playground.people import Person
from playground.sight import channels_of
from playground.workspace import Workspace


def reader_for(workspace: Workspace, person: Person) -> Reader:
    return Reader(
        person.id,
        ZoneInfo(person.tz),
        workspace.clock(),
        person.locale,
        people={each.id: each.real_name for each in workspace.people},
        channels={each.id: each.name for each in channels_of(workspace, person.id) if not each.is_im},
    )


def marks_of(workspace: Workspace, person: Person) -> list[str]:
    """What a reader must know of a person before speaking openly."""
    marks = ["guest"] if person.is_guest else []
    if workspace.people.is_outsider(person):
        marks.append(workspace.people.teams[person.team_id].name)
    return marks
