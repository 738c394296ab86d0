"""The handlers of planned visits."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.visit_plans import handlers
from registry.application.visit_plans.commands import (
    DoPlan,
    MissPlan,
    PlanVisit,
    PlanWeek,
    ReadPlan,
    ShiftPlan,
)

VISIT_PLANS: dict[type[Command], Callable[..., Any]] = {
    ShiftPlan: handlers.shift_plan,
    MissPlan: handlers.miss_plan,
    DoPlan: handlers.do_plan,
    ReadPlan: handlers.read_plan,
}
"""What happens when the agency's clock says."""
RULES_OF_VISIT_PLANS: dict[type[Command], Callable[..., Any]] = {
    PlanVisit: handlers.plan_visit,
    PlanWeek: handlers.plan_week,
}
"""Commands by the rules of the place."""
