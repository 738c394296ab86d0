"""What visits refuse, by name."""

from minqing_kernel.errors import Conflict, Forbidden, Invalid, NotFound


class VisitUnknown(NotFound):
    """No visit has this id."""

    code = "visit-unknown"


class VisitForgotten(Conflict):
    """The words of this visit were forgotten, by rule: nothing is said of it anew."""

    code = "visit-forgotten"


class VisitNotYours(Forbidden):
    """Somebody records the visits that they made themselves, and corrects their own."""

    code = "visit-not-yours"


class FindingUnknown(NotFound):
    """No finding has this id."""

    code = "finding-unknown"


class FindingTaken(Conflict):
    """A finding keeps its visit; another one has this id."""

    code = "finding-taken"


class FindingCategoryUnknown(Invalid):
    """A finding's category does not stand in the list of the day."""

    code = "finding-category-unknown"


class StillOpen(Invalid):
    """Something is lacking before the visit can be closed; all of it is named."""

    code = "visit-still-open"
