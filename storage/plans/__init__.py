"""Success plans: outcomes with their measurements and check-ins, and milestones."""

from __future__ import annotations

from storage.plans.book import SqlSuccessPlans

__all__ = ["SqlSuccessPlans"]
