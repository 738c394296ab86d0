"""What plans refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class PlanUnknown(NotFound):
    """No planned visit has this id."""

    code = "visit-plan-unknown"


class PlanFixed(Conflict):
    """A plan stays as it was made: shift it, or say that it was missed."""

    code = "plan-fixed"
