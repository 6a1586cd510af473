"""The health of the whole book in one pass of arrays: the one place of the domain that knows numpy."""

from __future__ import annotations

from domain.health.columns.arrays import Codes, Flags, Floats, latest, newer, spots_of
from domain.health.columns.evidence import BookEvidence, EvidenceColumns, book_evidence, evidence_of_due
from domain.health.columns.facts import (
    AccountFacts,
    BookFacts,
    ContractRows,
    FeedFact,
    PeopleFacts,
    PlanFacts,
    SupportFacts,
    TouchRows,
    UsageFacts,
    ValueFacts,
    VoiceFacts,
)
from domain.health.columns.found import Look
from domain.health.columns.key_factors import NamedFactors
from domain.health.columns.model_columns import ModelColumns, model_columns
from domain.health.columns.packed import with_override
from domain.health.columns.scored import (
    EarlierScores,
    ScoredColumns,
    peers_typical,
    scored_columns,
    typical_of_samples,
)

__all__ = [
    "AccountFacts",
    "BookEvidence",
    "BookFacts",
    "Codes",
    "ContractRows",
    "EarlierScores",
    "EvidenceColumns",
    "FeedFact",
    "Flags",
    "Floats",
    "Look",
    "ModelColumns",
    "NamedFactors",
    "PeopleFacts",
    "PlanFacts",
    "ScoredColumns",
    "SupportFacts",
    "TouchRows",
    "UsageFacts",
    "ValueFacts",
    "VoiceFacts",
    "book_evidence",
    "evidence_of_due",
    "latest",
    "model_columns",
    "newer",
    "peers_typical",
    "scored_columns",
    "spots_of",
    "typical_of_samples",
    "with_override",
]
