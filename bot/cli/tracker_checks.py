"""What `moorline doctor` asks the trackers that are set up."""

from __future__ import annotations

from collections.abc import Iterator

from bot.bootstrap.tracker_work import trackers
from bot.cli.checks import Finding
from bot.settings import PREFIX, Settings
from domain.feedback.tracker_states import is_known_place, place_and_name
from domain.feedback.trackers import (
    Place,
    Tracker,
    TrackerAwayError,
    TrackerBusyError,
    TrackerError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
    place_from,
)
from integrations.trackers.calls import tracker_client

_PROJECTS = {
    TrackerKind.GITHUB: "github_repositories",
    TrackerKind.LINEAR: "linear_teams",
    TrackerKind.JIRA: "jira_projects",
}
_STEPS = {
    TrackerRefusal.BAD_TOKEN: "make a new token and set MOORLINE_{kind}_TOKEN",
    TrackerRefusal.FORBIDDEN: "give the token the right to read and write issues there",
    TrackerRefusal.NOT_FOUND: "check how it is written in MOORLINE_{projects}, and that the token may see it",
    TrackerRefusal.MOVED: "set its new name in MOORLINE_{projects}",
    TrackerRefusal.GONE: "switch issues on there, or take it out of MOORLINE_{projects}",
}


def findings_at_trackers(settings: Settings) -> list[Finding]:
    """Nothing where none is set up."""
    found = [*_incomplete(settings), *_of_nowhere(settings)]
    if not settings.tracker_places:
        return found
    with tracker_client() as client:
        adapters = trackers(settings, client)
        return [*found, *(_asked(settings, adapters[place.tracker], place) for place in settings.tracker_places)]


def _incomplete(settings: Settings) -> Iterator[Finding]:
    for kind in TrackerKind:
        token, projects = settings.tracker_secret(kind), settings.tracker_projects(kind)
        if token and not projects:
            yield Finding(kind.proper_name, "a token, and no place", f"set {PREFIX}{_PROJECTS[kind].upper()}")
        elif projects and not token:
            yield Finding(kind.proper_name, "a place, and no token", f"set {PREFIX}{kind.upper()}_TOKEN")
    if settings.tracker_secret(TrackerKind.JIRA) and not settings.jira_url:
        yield Finding("Jira", "a token, and no address", f"set {PREFIX}JIRA_URL")


def _of_nowhere(settings: Settings) -> Iterator[Finding]:
    """Settings that name places which are not set up."""
    for each in settings.tracker_areas:
        if (place := place_from(each.rpartition("=")[2].strip())) not in settings.tracker_places:
            said = place.written if place else each
            yield Finding("tracker_areas", f"{said} is not set up", f"correct {PREFIX}TRACKER_AREAS")
    for each in settings.tracker_states:
        if not is_known_place(place_and_name(each.rpartition("=")[0])[0], settings.tracker_places):
            yield Finding("tracker_states", f"{each}: nothing is set up there", f"correct {PREFIX}TRACKER_STATES")


def _asked(settings: Settings, tracker: Tracker, place: Place) -> Finding:
    subject = f"{place.tracker.proper_name} {place.project}"
    try:
        tracker.checked(place)
    except TrackerError as error:
        return Finding(subject, *_trouble(place, error))
    if place.tracker in settings.tracker_hook_secrets:
        return Finding(subject, "issues can be read; changes are heard of by webhook")
    return Finding(subject, f"issues can be read; looked at every {settings.tracker_minutes} minutes (no webhook)")


def _trouble(place: Place, error: TrackerError) -> tuple[str, str]:
    names = {"kind": place.tracker.upper(), "projects": _PROJECTS[place.tracker].upper()}
    match error:
        case TrackerRefusedError(refusal, detail):
            step = _STEPS.get(refusal, "see what it says").format(**names)
            return f"refused ({refusal}{': ' + detail if detail else ''})", step
        case TrackerBusyError(seconds):
            return f"asked too much, free in {seconds:.0f} seconds", "try again then"
        case TrackerAwayError(reason):
            return f"no answer ({reason})", f"see the network and the address in MOORLINE_{names['kind']}_…"
        case _:
            return "no answer", "try again"
