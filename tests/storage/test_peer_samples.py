from __future__ import annotations

from dataclasses import replace

from health_book import SNAPSHOT, STANDING, standing
from shelves import SqlShelf

from domain.accounts import Account, Tier
from domain.health.packing import unpack
from storage.library import SqlLibrary


def test_each_tier_and_stage_gives_a_sample_of_its_peers(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    groups = ((1, Tier.HIGH), (2, Tier.MID), (3, Tier.MID), (4, Tier.TECH))
    for number, tier in groups:
        shelf.put(Account(number, f"Acme {number}"))
        shelf.put_standing(standing(number, tier=tier))
        evidence = replace(SNAPSHOT.evidence, tier=tier)
        shelf.put_snapshot(replace(SNAPSHOT, account=number, tier=tier, evidence=evidence))

    with library.reading() as book:
        samples = book.scoring.typical_samples(policy_version=STANDING.policy_version)

    assert sorted(unpack(sample)[0].tier for sample in samples) == [Tier.HIGH, Tier.MID, Tier.TECH]
