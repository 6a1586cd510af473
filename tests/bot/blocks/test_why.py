from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from health_samples import POLICY, TODAY

from bot.blocks.kit import text_of
from bot.blocks.why import SHIPPED_WORDS, why
from bot.locale import Language, words_for
from domain.accounts import LifecycleStage, Tier
from domain.health.model import Absence, Band, Cap, Confidence, Dimension, Evidence, Factor, Measure, Scorecard
from domain.health.policy_file import policy_from_toml
from domain.health.snapshots import Change
from domain.health_answer import Explanation

FIRST_FIVE = ("Active seats", "Depth of use", "Usage trend", "Milestones", "First value")
EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)


def factor(measure: Measure, dimension: Dimension, **changes: Any) -> Factor:
    made = Factor(
        measure=measure,
        dimension=dimension,
        weight=20.0,
        evidence=Evidence(0.41, known_on=date(2026, 11, 20), source="usage <api>"),
        subscore=61.0,
        freshness=1.0,
        typical=50.0,
        points=12.2,
        lost=7.8,
        line=12.2,
        age_days=2,
    )
    return replace(made, **changes)


CARD = Scorecard(
    stage=LifecycleStage.STABLE,
    tier=Tier.MID,
    raw=37.2,
    capped=37.2,
    shown=37,
    band=Band.RED,
    coverage=0.5,
    confidence=Confidence.MEDIUM,
    low=12.2,
    high=62.2,
    factors=(
        factor(Measure.SEAT_ACTIVITY, Dimension.ADOPTION),
        factor(
            Measure.CORE_DEPTH,
            Dimension.ADOPTION,
            evidence=Evidence(None, absence=Absence.UNKNOWN),
            subscore=None,
            freshness=0.0,
            points=0.0,
            lost=0.0,
            line=0.0,
        ),
        factor(Measure.USAGE_TREND, Dimension.ADOPTION, evidence=Evidence(1.05), freshness=0.0, line=0.0),
        factor(
            Measure.CHAMPION,
            Dimension.RELATIONSHIP,
            evidence=Evidence("quiet"),
            freshness=0.5,
            line=0.0,
            lost=0.0,
        ),
        factor(
            Measure.BREACHED_SHARE, Dimension.SUPPORT, evidence=Evidence(None, absence=Absence.DOES_NOT_APPLY), line=0.0
        ),
    ),
    unknown_points=25.0,
    unknown_line=25.0,
    override_points=0.0,
    override_line=0.0,
    cap=None,
    caps=(),
    policy_version=3,
)
EXPLANATION = Explanation(
    account=17,
    name="A&B",
    card=CARD,
    day=date(2026, 11, 22),
    days_asked=30,
    since=date(2026, 10, 23),
    change=Change(
        total=-11.3,
        stage_or_weights=0.0,
        measures={Measure.CSM_PULSE: -1.5, Measure.USAGE_TREND: -4.9, Measure.SEAT_ACTIVITY: -4.9},
    ),
    policy_name="Shipped <model>",
    policy_note="Weights as shipped.",
)


def lines(explanation: Explanation) -> list[str]:
    return text_of(why(explanation, EN, TODAY).blocks).split("\n")


def test_every_factor_says_what_it_gave_and_what_it_lost() -> None:
    assert lines(EXPLANATION) == [
        "*A&amp;B*  🔴 Red · 37",
        "scored on Nov 22, 2026 · stable",
        "*Adoption* · 12.2 of 60.0 points",
        "• Active seats: *+12.2* of 20.0 points, 7.8 lost",
        "41% of seats active in 28 days · Nov 20, 2026 (2 days ago), from usage &lt;api&gt;",
        "• Depth of use: no data; a typical 50 of 100 stands in (weight 20.0)",
        "• Usage trend: too old to count; a typical 50 of 100 stands in (weight 20.0)",
        "*Relationship* · 0.0 of 20.0 points",
        "• Champion: *0.0* of 20.0 points",
        "the champion has been quiet for 60 days · counts 50% because of its age",
        "Does not apply here, its weight went to the others: Late tickets",
        "Known: *+12.2*",
        "Unknown (50% of the weight, counted as typical): *+25.0*",
        "Together: *37.2*, shown as *37*",
        "*Since Oct 23, 2026: −11.3 points*",
        "*Behaviour* −11.3",
        "• Usage trend −4.9",
        "• Active seats −4.9",
        "• CSM's judgement −1.5",
        "Model: Shipped &lt;model&gt; · model version 3",
        "Weights as shipped.",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            {"weight": 15.0, "points": 11.25, "line": 11.3, "lost": 3.75},
            "• Outcomes: *+11.3* of 15.0 points, 3.7 lost",
            id="a half that went up is not lost as well",
        ),
        pytest.param(
            {"weight": 2.14, "points": 2.14, "line": 2.2, "lost": 0.0},
            "• Outcomes: *+2.2* of 2.2 points",
            id="a line that was rounded up is all of its weight",
        ),
        pytest.param(
            {"weight": 2.857, "points": 2.857, "line": 2.8, "lost": 0.0},
            "• Outcomes: *+2.8* of 2.8 points",
            id="a line that was rounded down has lost nothing",
        ),
        pytest.param(
            {"weight": 10.0, "freshness": 0.5, "points": 2.5, "line": 2.5, "lost": 2.5},
            "• Outcomes: *+2.5* of 10.0 points, 2.5 lost",
            id="what age took is not lost by the account",
        ),
    ],
)
def test_a_row_adds_up_as_it_is_printed(changes: dict[str, Any], said: str) -> None:
    made = factor(Measure.OUTCOMES, Dimension.VALUE, **changes)

    assert said in lines(replace(EXPLANATION, card=replace(CARD, factors=(made,))))


def test_what_is_known_since_today_says_only_that() -> None:
    said = [line.rpartition(" · ")[2] for line in lines(replace(EXPLANATION, day=TODAY)) if "of seats active" in line]
    fresh = text_of(why(EXPLANATION, EN, date(2026, 11, 20)).blocks)

    assert said == ["Nov 20, 2026 (2 days ago), from usage &lt;api&gt;"]
    assert "41% of seats active in 28 days · today, from usage &lt;api&gt;\n" in fresh


def test_a_source_needs_no_day() -> None:
    undated = factor(Measure.RENEWAL_STEP, Dimension.COMMERCIAL, evidence=Evidence("discussion", source="demo"))

    said = lines(replace(EXPLANATION, card=replace(CARD, factors=(undated,))))

    assert "renewal in discussion · from demo" in said


def test_a_number_without_its_colour_says_why() -> None:
    card = replace(CARD, band=Band.YELLOW, shown=71, coverage=0.55)

    said = lines(replace(EXPLANATION, card=card, coverage_lacking=0.7))

    assert said[2] == "Not green: only 55% of the weight is known; green needs 70%."


def test_what_is_known_and_what_is_not_are_the_whole() -> None:
    said = lines(replace(EXPLANATION, card=replace(CARD, band=Band.GREY, coverage=0.4986), coverage_lacking=0.5))

    assert said[2] == "Too little is known for a colour: 49% of the weight; it takes 50%."
    assert "Unknown (51% of the weight, counted as typical): *+25.0*" in said


def test_the_shipped_model_speaks_the_readers_language_and_a_companys_own_stays() -> None:
    name, note = SHIPPED_WORDS
    shipped = policy_from_toml(POLICY)

    said = text_of(why(replace(EXPLANATION, policy_name=name, policy_note="20% Ours"), ZH, TODAY).blocks)

    assert (shipped.name, shipped.note) == (name, note)
    assert said.endswith("模型：Moorline 自带模型 · 模型版本 3\n20% Ours")


def test_what_applies_to_all_needs_no_word() -> None:
    card = replace(CARD, factors=CARD.factors[:1])

    assert not any(line.startswith("Does not apply") for line in lines(replace(EXPLANATION, card=card)))


def test_a_cap_has_a_line_of_its_own() -> None:
    card = replace(CARD, cap=Cap.CHAMPION_LEFT, override_line=-7.2, shown=30, coverage=1.0, unknown_line=0.0)

    said = lines(replace(EXPLANATION, card=card))

    assert "Held down because the champion left: *−7.2*" in said
    assert "Together: *5.0*, shown as *30*" in said


@pytest.mark.parametrize(
    ("cap", "ceilings", "said"),
    [
        pytest.param(
            Cap.JUDGEMENT,
            ((Cap.JUDGEMENT, 80.0),),
            "Set to 80 by the CSM's judgement: *+42.8*",
            id="a judgement that lifts holds nothing down",
        ),
        pytest.param(
            Cap.NOTICE_RECEIVED,
            ((Cap.NOTICE_RECEIVED, 15.0), (Cap.JUDGEMENT, 80.0)),
            "Set to 80 by the CSM's judgement, then held down because notice was received: *+42.8*",
            id="a hard fact holds a judgement down",
        ),
    ],
)
def test_a_score_that_the_csm_set_is_not_told_as_held_down(
    cap: Cap, ceilings: tuple[tuple[Cap, float], ...], said: str
) -> None:
    card = replace(CARD, cap=cap, caps=ceilings, override_line=42.8)

    assert said in lines(replace(EXPLANATION, card=card))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            Change(2.0, 2.0, policy_versions=(2, 3)), "*Model or stage (model version 2 → 3)* +2.0", id="a new model"
        ),
        pytest.param(
            Change(2.0, 2.0, stages=(LifecycleStage.STABLE, LifecycleStage.RENEWAL)),
            "*Model or stage (stable → in renewal)* +2.0",
            id="a new stage",
        ),
        pytest.param(
            Change(2.0, 2.0, policy_versions=(2, 3), tiers=(Tier.MID, Tier.HIGH)),
            "*Model or stage (model version 2 → 3, mid touch → high touch)* +2.0",
            id="a new tier",
        ),
        pytest.param(
            Change(-3.0, 0.0, unknown=-3.0), "*Data came or went* −3.0\n• counted as typical −3.0", id="data went"
        ),
        pytest.param(
            Change(-4.0, 0.0, measures={Measure.NPS: -4.0}, evidence={Measure.NPS: -4.0}),
            "*Data came or went* −4.0\n• NPS −4.0",
            id="an answer grew old",
        ),
        pytest.param(
            Change(-7.0, 0.0, measures=dict.fromkeys(list(Measure)[:7], -1.0)),
            "*Behaviour* −7.0\n" + "".join(f"• {name} −1.0\n" for name in FIRST_FIVE) + "• all others −2.0",
            id="small parts are told together",
        ),
        pytest.param(
            Change(5.0, 0.0, override=5.0), "*Held down, let go, or set by the CSM* +5.0", id="a cap was lifted"
        ),
    ],
)
def test_a_change_is_split_by_its_cause(change: Change, said: str) -> None:
    assert said in "\n".join(lines(replace(EXPLANATION, change=change)))


def test_the_printed_parts_of_a_change_add_up() -> None:
    moved = dict.fromkeys((Measure.NPS, Measure.CHAMPION, Measure.OUTCOMES), -1.24)
    change = Change(-3.72, 0.0, measures=moved, policy_versions=(1, 2))

    said = lines(replace(EXPLANATION, change=change))

    start = said.index("*Since Oct 23, 2026: −3.7 points*")
    assert said[start + 1 : start + 6] == [
        "*Model or stage (model version 1 → 2)* 0.0",
        "*Behaviour* −3.7",
        "• Outcomes −1.3",
        "• NPS −1.2",
        "• Champion −1.2",
    ]


def test_parts_that_make_nothing_together_are_not_told() -> None:
    moved = dict(zip(Measure, [-1.0, -1.0, -1.0, -1.0, -1.0, 0.4, -0.4], strict=False))

    said = lines(replace(EXPLANATION, change=Change(-5.0, 0.0, measures=moved)))

    assert not any(line.startswith("• all others") for line in said)


def test_without_an_older_score_there_is_no_change_to_tell() -> None:
    said = lines(replace(EXPLANATION, since=None, change=None, policy_note=""))

    assert said[-2:] == [
        "There is no score 30 days old to compare with.",
        "Model: Shipped &lt;model&gt; · model version 3",
    ]


def test_the_day_to_compare_with_can_be_chosen() -> None:
    modal = why(EXPLANATION, EN, TODAY)
    other = why(replace(EXPLANATION, days_asked=8), EN, TODAY)

    select = next(block["accessory"] for block in modal.blocks if "accessory" in block)
    assert [made["value"] for made in select["options"]] == ["7", "30", "90"]
    assert select["initial_option"]["value"] == "30"
    assert all("initial_option" not in block.get("accessory", {}) for block in other.blocks)
    assert modal.metadata == "17"


def test_the_page_in_chinese() -> None:
    said = text_of(why(EXPLANATION, ZH, TODAY).blocks).split("\n")

    assert said[3:5] == [
        "• 活跃席位：得 *+12.2* / 20.0 分，失 7.8 分",
        "28 天内 41% 的席位有活跃使用 · 2026年11月20日（2 天前），来源：usage &lt;api&gt;",
    ]
    assert said[-7] == "*自 2026年10月23日以来：−11.3 分*"
