from __future__ import annotations

import pytest
from scoring_samples import NOW, SHIPPED

from bot.services.policies import PUBLISHED, Policies
from domain.errors import PolicyError
from storage.library import SqlLibrary

SECOND = SHIPPED.replace("shipped model", "second model")


@pytest.fixture
def policies(library: SqlLibrary) -> Policies:
    return Policies(library, lambda: NOW)


def test_a_policy_is_published_once_and_audited(library: SqlLibrary, policies: Policies) -> None:
    first = policies.publish(SHIPPED, by="U1")
    again = policies.publish(SHIPPED, by="U2")

    assert (first.version, again) == (1, first)
    with library.reading() as book:
        entries = book.audit.entries(action=PUBLISHED)
    assert [(entry.actor, entry.before, entry.after) for entry in entries] == [("U1", None, "version 1")]


def test_every_version_stays_and_the_newest_is_in_force(library: SqlLibrary, policies: Policies) -> None:
    policies.publish(SHIPPED, by="U1")
    policies.publish(SECOND, by="U2")

    current = policies.current()

    assert current
    assert (current.version, current.text) == (2, SECOND)
    assert [(published.version, policy and policy.name) for published, policy in policies.versions()] == [
        (2, "Moorline's second model"),
        (1, "Moorline's shipped model"),
    ]
    with library.reading() as book:
        assert book.audit.entries(action=PUBLISHED)[0].before == "version 1"


def test_without_a_policy_there_are_no_versions(policies: Policies) -> None:
    assert (policies.current(), policies.versions()) == (None, [])


def test_a_policy_with_a_mistake_is_not_published(policies: Policies) -> None:
    with pytest.raises(PolicyError):
        policies.publish(SHIPPED.replace("onboarding_days = 90", "onboarding_days = -1"), by="U1")

    assert policies.current() is None
