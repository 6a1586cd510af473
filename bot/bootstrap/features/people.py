"""Who is who at accounts, and what they answer in surveys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import people
from bot.handlers.people import PeopleServices
from bot.handlers.routing import Routes
from bot.services.alert_watch import AlertWatch
from bot.services.people_changes import PeopleChanges
from bot.services.people_looks import PeopleLooks
from bot.services.people_offers import PeopleOffers


def register(routes: Routes, around: Surroundings) -> None:
    settings, library = around.settings, around.library
    changes = PeopleChanges(library, now, seen_at_once(around))
    made = PeopleServices(PeopleLooks(library, settings.zone), PeopleOffers(library), changes)
    people.register(routes, made, prefix=settings.command_prefix)


def seen_at_once(around: Surroundings) -> Callable[[Sequence[int]], None]:
    """Accounts are scored anew, and whoever is to hear what that says hears it now."""
    rescore = scoring(around.settings, around.library).rescore
    watch = AlertWatch(around.library, now, around.settings.zone)

    def look(accounts: Sequence[int]) -> None:
        rescore(accounts)
        for account in accounts:
            watch.at_once(account)

    return look
