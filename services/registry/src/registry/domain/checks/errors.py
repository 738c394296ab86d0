"""What checks refuse, by name."""

from minqing_kernel.errors import Conflict, Forbidden, NotFound


class DrawUnknown(NotFound):
    """No draw has this id."""

    code = "draw-unknown"


class CheckUnknown(NotFound):
    """This visit was not drawn in this draw."""

    code = "check-unknown"


class DrawnAlready(Conflict):
    """The lots of this rule, place and period were drawn: nobody draws again."""

    code = "drawn-already"


class NotAChecker(Forbidden):
    """The rule does not mean them, or they made the visit, or went with who did."""

    code = "not-a-checker"


class CheckedAlready(Conflict):
    """Somebody else recorded what this check found."""

    code = "checked-already"
