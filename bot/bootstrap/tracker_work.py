"""Trackers, asked: the adapters of those that are set up, and the worker that uses them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import httpx

from bot.bootstrap.book import now
from bot.bootstrap.trackers import tracker_texts, triage
from bot.services.tracker_calls import TrackerCalls
from bot.services.tracker_comments import TrackerComments
from bot.services.tracker_pushes import TrackerPushes
from bot.services.tracker_watch import TrackerWatch
from bot.services.tracker_work import TrackerWork
from bot.settings import Settings
from domain.feedback.trackers import Tracker, TrackerKind
from domain.ports import Library
from integrations.trackers.calls import tracker_client
from integrations.trackers.github import github
from integrations.trackers.jira import JiraAccess, jira
from integrations.trackers.linear import linear


@contextmanager
def working(settings: Settings, library: Library) -> Iterator[TrackerWork]:
    """One client for all; when it stops, no further call is begun."""
    with tracker_client() as client:
        calls = TrackerCalls(trackers(settings, client), now, random.random)
        try:
            yield _work(settings, library, calls)
        finally:
            calls.stop()


def trackers(settings: Settings, client: httpx.Client) -> Mapping[TrackerKind, Tracker]:
    return {kind: _adapter(settings, kind, client) for kind in {place.tracker for place in settings.tracker_places}}


def _adapter(settings: Settings, kind: TrackerKind, client: httpx.Client) -> Tracker:
    token = settings.tracker_secret(kind)
    match kind:
        case TrackerKind.GITHUB:
            return github(client, token, base_url=settings.github_api_url, clock=now)
        case TrackerKind.LINEAR:
            return linear(client, token, base_url=settings.linear_api_url, clock=now)
        case TrackerKind.JIRA:
            access = JiraAccess(settings.jira_url, settings.jira_email, token, settings.jira_issue_type)
            return jira(client, access, clock=now)


def _work(settings: Settings, library: Library, calls: TrackerCalls) -> TrackerWork:
    texts, every = tracker_texts(settings), timedelta(minutes=settings.tracker_minutes)
    watch = TrackerWatch(library, calls, triage(settings, library), settings.tracker_state_map, every)
    return TrackerWork(library, TrackerPushes(library, calls, texts), TrackerComments(library, calls, texts), watch)
