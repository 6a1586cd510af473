"""What accounts want to reach: `/cs plan`, `/cs plans`, and what is behind the buttons of a plan."""

from __future__ import annotations

from bot.blocks.plan_tasks import check_in_title
from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import plan_forms, plans
from bot.handlers.routing import Routes
from bot.services.plan_looks import PlanLooks
from bot.services.plan_milestones import PlanMilestones
from bot.services.plan_outcomes import PlanOutcomes
from bot.services.plan_records import PlanWork
from bot.services.plan_steps import PlanSteps
from bot.services.plan_undo import PlanUndo


def register(routes: Routes, around: Surroundings) -> None:
    library = around.library
    work = PlanWork(library, now, scoring(around.settings, library).rescore, around.settings.zone, check_in_title)
    milestones = PlanMilestones(work)
    plans.register(routes, PlanLooks(library), milestones, prefix=around.settings.command_prefix)
    services = plan_forms.PlanServices(PlanOutcomes(work), PlanSteps(work), milestones, PlanUndo(work))
    plan_forms.register(routes, services)
