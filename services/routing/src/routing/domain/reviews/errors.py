"""What the reviews' room refuses, by name."""

from minqing_kernel.errors import Conflict, NotFound


class ReviewNotFound(NotFound):
    """No review was asked of this case."""

    code = "review-not-found"


class NothingToReview(Conflict):
    """There is no written answer yet that could be reviewed."""

    code = "nothing-to-review"


class ReviewTooLate(Conflict):
    """It was asked more than 30 days after the written answer (条例第35、36条)."""

    code = "review-too-late"


class NoSuperiorOrgan(Conflict):
    """No organ is known here above the one whose answer is to be reviewed."""

    code = "no-superior-organ"


class ReviewedElsewhere(Conflict):
    """Another agency answered; the one above it reviews, not this one (条例第35条)."""

    code = "reviewed-elsewhere"


class MatterFinal(Conflict):
    """复核 is done: the same facts and reasons are not taken again (条例第36条)."""

    code = "matter-final"


class ReviewMeanwhile(Conflict):
    """Somebody else asked for the same review at the same moment."""

    code = "review-asked-meanwhile"
