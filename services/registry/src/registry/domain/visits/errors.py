"""What visits refuse, by name."""

from minqing_kernel.errors import Forbidden, NotFound


class VisitUnknown(NotFound):
    """No visit has this id."""

    code = "visit-unknown"


class VisitNotYours(Forbidden):
    """Somebody records the visits that they made themselves, and corrects their own."""

    code = "visit-not-yours"
