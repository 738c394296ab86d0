"""What is refused about organs, by name."""

from minqing_kernel.errors import Conflict, Invalid, NotFound


class OrganNotFound(NotFound):
    """No organ is known to sign documents under that id."""

    code = "organ-not-found"


class NotAnOrgan(Invalid):
    """Only an organ has a mark and signs; an inner section does not."""

    code = "not-an-organ"


class NoOrgan(Conflict):
    """No organ above the actor's unit has a mark to number documents under."""

    code = "no-organ"


class MarkTaken(Conflict):
    """Another organ signs under this mark, or set it at the same moment."""

    code = "mark-taken"
