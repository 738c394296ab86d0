"""What plans refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class PlanUnknown(NotFound):
    """No plan has this id, or there was none on that day."""

    code = "plan-unknown"


class PlanInForce(Conflict):
    """The household or place has a plan in force; change that one."""

    code = "plan-in-force"


class PlanKeepsSubject(Conflict):
    """A plan stays with the household or place that it was made for."""

    code = "plan-keeps-subject"


class PlanStale(Conflict):
    """Somebody changed the plan since it was read."""

    code = "plan-stale"
