"""Preferences as plain JSON values and back; what an older or newer version wrote and nobody knows is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from domain.alerts.policy import AlertKind, AlertWay
from domain.permissions import BookScope
from domain.preferences import ChannelDigests, DigestSection, Preferences, RequestNews, WorkspaceRules


def wishes_of(preferences: Preferences) -> dict[str, Any]:
    return {
        "digest": preferences.digest,
        "weekly": preferences.weekly,
        "product_weekly": preferences.product_weekly,
        "morning": _written(preferences.morning),
        "weekdays": None if preferences.weekdays is None else sorted(preferences.weekdays),
        "sections": sorted(preferences.sections),
        "minimum_arr": preferences.minimum_arr,
        "tells_of_nothing": preferences.tells_of_nothing,
        "quiet_from": _written(preferences.quiet_from),
        "quiet_until": _written(preferences.quiet_until),
        "away_until": _written(preferences.away_until),
        "zone": preferences.zone,
        "alert_ways": {kind.value: way.value for kind, way in sorted(preferences.alert_ways.items())},
        "request_news": preferences.request_news.value,
    }


def preferences_from(wishes: Mapping[str, Any]) -> Preferences:
    plain = Preferences()
    weekdays = wishes.get("weekdays")
    return Preferences(
        digest=bool(wishes.get("digest", plain.digest)),
        weekly=bool(wishes.get("weekly", plain.weekly)),
        product_weekly=bool(wishes.get("product_weekly", plain.product_weekly)),
        morning=_time(wishes.get("morning")),
        weekdays=None if weekdays is None else frozenset(weekdays),
        sections=_sections(wishes.get("sections")),
        minimum_arr=int(wishes.get("minimum_arr", 0)),
        tells_of_nothing=bool(wishes.get("tells_of_nothing", plain.tells_of_nothing)),
        quiet_from=_time(wishes.get("quiet_from")),
        quiet_until=_time(wishes.get("quiet_until")),
        away_until=_date(wishes.get("away_until")),
        zone=wishes.get("zone"),
        alert_ways=_ways(wishes.get("alert_ways") or {}),
        request_news=_news(wishes.get("request_news")),
    )


def rules_text(rules: WorkspaceRules) -> dict[str, Any]:
    return {
        "morning": _written(rules.morning),
        "weekdays": sorted(rules.weekdays),
        "holidays": sorted(day.isoformat() for day in rules.holidays),
        "channel_digests": {
            "channels": list(rules.channel_digests.channels),
            "language": rules.channel_digests.language,
        },
        "csms_see": rules.csms_see,
        "capture_emoji": dict(sorted(rules.capture_emoji.items())),
    }


def rules_from(wishes: Mapping[str, Any]) -> WorkspaceRules:
    plain = WorkspaceRules()
    return WorkspaceRules(
        morning=_time(wishes.get("morning")) or plain.morning,
        weekdays=frozenset(wishes.get("weekdays", plain.weekdays)),
        holidays=frozenset(date.fromisoformat(day) for day in wishes.get("holidays", ())),
        channel_digests=_channel_digests(wishes.get("channel_digests") or {}),
        csms_see=_sight(wishes.get("csms_see")),
        capture_emoji={str(channel): str(emoji) for channel, emoji in (wishes.get("capture_emoji") or {}).items()},
    )


def _sight(said: str | None) -> BookScope:
    """A word that only another version knows lets nobody see more."""
    return BookScope.ALL if said in {None, BookScope.ALL} else BookScope.OWN


def _channel_digests(said: Mapping[str, Any]) -> ChannelDigests:
    return ChannelDigests(tuple(said.get("channels", ())), said.get("language"))


def _sections(said: list[str] | None) -> frozenset[DigestSection]:
    if said is None:
        return frozenset(DigestSection)
    return frozenset(DigestSection(each) for each in said if each in set(DigestSection))


def _ways(said: Mapping[str, str]) -> dict[AlertKind, AlertWay]:
    kinds, ways = set(AlertKind), set(AlertWay)
    return {AlertKind(kind): AlertWay(way) for kind, way in said.items() if kind in kinds and way in ways}


def _news(said: str | None) -> RequestNews:
    return RequestNews(said) if said in set(RequestNews) else RequestNews.DIRECT


def _written(moment: time | date | None) -> str | None:
    return moment.isoformat() if moment else None


def _time(said: str | None) -> time | None:
    return time.fromisoformat(said) if said else None


def _date(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
