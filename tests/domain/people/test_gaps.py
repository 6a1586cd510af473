"""Who is missing at an account of its tier, and how the policy says it."""

from __future__ import annotations

import pytest
from scoring_samples import SHIPPED

from domain.accounts import Tier
from domain.errors import PolicyError
from domain.health.policy_file import policy_from_toml
from domain.people.gaps import SHIPPED_PEOPLE, Gap, PeopleFacts, PeopleNeeded, gaps_of

HIGH = SHIPPED_PEOPLE.needed[Tier.HIGH]
NOBODY = PeopleNeeded(0, 0, 0)


@pytest.mark.parametrize(
    ("facts", "needed", "gaps"),
    [
        pytest.param(PeopleFacts(5, 1, 1, 3), HIGH, (), id="all there"),
        pytest.param(PeopleFacts(), HIGH, (Gap.NOBODY_KNOWN,), id="nobody known says it all"),
        pytest.param(PeopleFacts(), NOBODY, (), id="nobody is needed"),
        pytest.param(PeopleFacts(3, 0, 1, 3), HIGH, (Gap.NO_BUYER,), id="no buyer"),
        pytest.param(PeopleFacts(3, 1, 0, 3), HIGH, (Gap.NO_CHAMPION,), id="no champion"),
        pytest.param(PeopleFacts(3, 1, 1, 0), HIGH, (Gap.NOBODY_ENGAGED,), id="nobody is spoken with"),
        pytest.param(PeopleFacts(3, 1, 1, 1), HIGH, (Gap.SINGLE_THREADED,), id="one alone is spoken with"),
        pytest.param(PeopleFacts(3, 1, 1, 2), HIGH, (Gap.TOO_FEW_ENGAGED,), id="two of three"),
        pytest.param(PeopleFacts(1, 0, 0, 1), SHIPPED_PEOPLE.needed[Tier.TECH], (), id="one is enough for tech"),
        pytest.param(
            PeopleFacts(1, 0, 0, 0),
            SHIPPED_PEOPLE.needed[Tier.MID],
            (Gap.NO_BUYER, Gap.NO_CHAMPION),
            id="mid asks for two places, whoever is spoken with",
        ),
    ],
)
def test_what_is_missing_follows_the_tier(facts: PeopleFacts, needed: PeopleNeeded, gaps: tuple[Gap, ...]) -> None:
    assert gaps_of(facts, needed) == gaps


def test_the_shipped_file_says_what_older_files_mean() -> None:
    older = SHIPPED[: SHIPPED.index("[people]")]

    shipped = policy_from_toml(SHIPPED).people
    assert (shipped.engaged_days, dict(shipped.needed)) == (90, dict(SHIPPED_PEOPLE.needed))
    assert policy_from_toml(older).people == SHIPPED_PEOPLE


def test_a_mistake_is_said_with_its_line_and_what_would_mend_it() -> None:
    text = SHIPPED.replace("engaged_days = 90", "engaged_days = 0").replace(
        "[people.tech]\nbuyers = 0", "[people.tech]"
    )

    with pytest.raises(PolicyError) as refused:
        policy_from_toml(text)

    lines = text.splitlines()
    assert [(lines[each.line - 1], each.problem) for each in refused.value.problems] == [
        ("engaged_days = 0", 'people: "engaged_days" is 0, not a whole number from 1 to 730'),
        ("[people.tech]", 'people.tech: "buyers" is missing'),
    ]
