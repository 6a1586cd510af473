"""What a click or a survey tool says of an account is scored, and told to whom it concerns, before it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.services.alert_watch import AlertWatch
from bot.settings import Settings
from domain.ports import Library


def seen_at_once(settings: Settings, library: Library) -> Callable[[Sequence[int]], None]:
    rescore = scoring(settings, library).rescore
    watch = AlertWatch(library, now, settings.zone)

    def look(accounts: Sequence[int]) -> None:
        rescore(accounts)
        for account in accounts:
            watch.at_once(account)

    return look
