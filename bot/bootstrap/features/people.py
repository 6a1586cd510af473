"""Who is who at accounts, and what they answer in surveys."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.seen_at_once import seen_at_once
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import people, surveys
from bot.handlers.people import PeopleServices
from bot.handlers.routing import Routes
from bot.handlers.surveys import SurveyServices
from bot.services.nps_looks import NpsLooks
from bot.services.people_changes import PeopleChanges
from bot.services.people_looks import PeopleLooks
from bot.services.people_offers import PeopleOffers
from bot.services.survey_log import SurveyLog
from bot.services.survey_offers import SurveyOffers


def register(routes: Routes, around: Surroundings) -> None:
    settings, library = around.settings, around.library
    changes = PeopleChanges(library, now, seen_at_once(settings, library))
    made = PeopleServices(PeopleLooks(library, settings.zone), PeopleOffers(library), changes)
    people.register(routes, made, prefix=settings.command_prefix)
    log = SurveyLog(library, now, seen_at_once(around.settings, library))
    asked = SurveyServices(SurveyOffers(library), log, NpsLooks(library))
    surveys.register(routes, asked, prefix=settings.command_prefix)
