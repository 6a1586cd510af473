"""Everything that is said about health fits what Slack accepts, as the local workspace judges it."""

from __future__ import annotations

import json

import pytest
from health_samples import POLICY, TODAY, WEI, snapshot_on, standing

from bot.blocks.health_answer import health_answer
from bot.blocks.judgement import judgement_form
from bot.blocks.kit import Modal
from bot.blocks.sharing import share_question, share_refused, shared_card
from bot.blocks.why import why
from bot.locale import Language, Words, words_for
from domain.accounts import AccountMatch, Money
from domain.filter_words import HelpWanted
from domain.health.model import AccountEvidence, Cap, Evidence, Measure
from domain.health.policy_file import policy_from_toml
from domain.health.ports import StandingPage
from domain.health.scorecard import scorecard
from domain.health_answer import CardAnswer, ChoiceAnswer, Explanation, HealthAnswer, ListAnswer, NothingLikeAnswer
from domain.health_question import ListWanted
from domain.judgements import JudgementOffer
from domain.sharing import Audience, SharingRefusal
from playground.block_kit.validation import problems_of_blocks, problems_of_view

LONG = "A&B <!channel> \u202e*x* " * 200
VALUES = {Measure.CHAMPION: "quiet", Measure.CSM_PULSE: "yellow", Measure.RENEWAL_STEP: "late"}
HUGE = standing(name=LONG, owner=LONG, cover=LONG, cap=Cap.SILENCE, arr=(Money(10**14, "USD"),) * 30)
MATCHES = tuple(AccountMatch(account, LONG, 0.9, owner=LONG) for account in range(100))


@pytest.fixture(params=list(Language))
def words(request: pytest.FixtureRequest) -> Words:
    return words_for(request.param)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(CardAnswer(HUGE), id="a card"),
        pytest.param(ChoiceAnswer(LONG, MATCHES[:5]), id="buttons"),
        pytest.param(ChoiceAnswer(LONG, MATCHES), id="a select"),
        pytest.param(NothingLikeAnswer(LONG, MATCHES[:3]), id="the nearest"),
        pytest.param(HelpWanted(), id="help"),
        pytest.param(
            ListAnswer(ListWanted(), StandingPage((HUGE,) * 8, total=30, not_scored=3), offset=8), id="a list"
        ),
    ],
)
def test_an_answer_of_any_size_is_taken(answer: HealthAnswer, words: Words) -> None:
    message = health_answer(answer, words, reader=WEI, today=TODAY)

    assert problems_of_blocks(json.loads(json.dumps(message.blocks))) == []
    assert len(message.text) <= 40_000


def test_a_page_that_explains_every_measure_is_taken(words: Words) -> None:
    evidence = {measure: Evidence(VALUES.get(measure, 0.5), known_on=TODAY, source=LONG) for measure in Measure}
    snapshot = snapshot_on(TODAY)
    card = scorecard(
        AccountEvidence(snapshot.tier, snapshot.stage, evidence),
        policy_from_toml(POLICY).health,
        today=TODAY,
        typical={},
        policy_version=1,
    )

    modal = why(Explanation(17, LONG, card, TODAY, 30, None, None, LONG, LONG), words, TODAY)

    assert is_taken(modal)


def test_the_forms_are_taken(words: Words) -> None:
    audience = Audience("C0CS", LONG, 12, guests=(LONG,) * 9)

    assert is_taken(judgement_form(JudgementOffer(HUGE, 30), words, TODAY))
    assert is_taken(share_question(HUGE, audience, words))
    assert is_taken(share_refused(audience, SharingRefusal.GUESTS, words, bot=LONG))


def test_a_shared_card_is_taken(words: Words) -> None:
    card = shared_card(HUGE, words, by=LONG, names={}, today=TODAY)

    assert problems_of_blocks(json.loads(json.dumps(card.blocks))) == []
    assert "<!" not in card.text.replace("<!date^", "")


def is_taken(modal: Modal) -> bool:
    return problems_of_view(json.loads(json.dumps(modal.view()))) == []
