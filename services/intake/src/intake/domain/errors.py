"""What intake refuses, by name."""

from minqing_kernel.errors import Conflict, Forbidden, Invalid, NotFound


class UnknownPetition(NotFound):
    """No petition has that receipt number, or the tracking code is not its own."""

    code = "unknown-petition"


class ChannelNotAllowed(Forbidden):
    """Only staff write petitions down at this channel."""

    code = "channel-not-allowed"


class OutsideScope(Forbidden):
    """The petition came to an organisation that the actor does not act for."""

    code = "outside-scope"


class NotAgencyWide(Forbidden):
    """Only operations and the topmost organisation change what holds everywhere."""

    code = "not-agency-wide"


class UnknownReference(Invalid):
    """The petition names a category or an organisation that is not there."""

    code = "unknown-reference"


class BrokenPetition(Invalid):
    """A petition's words do not fit: empty, too long, or dated in the future."""

    code = "broken-petition"


class BrokenCategory(Invalid):
    """A category lacks a name or ends before it begins."""

    code = "broken-category"


class KeyTaken(Conflict):
    """The idempotency key was used before."""

    code = "idempotency-key-taken"


class KeyReused(Conflict):
    """The idempotency key was used before, for something else."""

    code = "idempotency-key-reused"


class AlreadyImported(Conflict):
    """The older system's record was brought in before."""

    code = "already-imported"


class TooManyTries(Conflict):
    """Too many wrong tracking codes were tried for this receipt number."""

    code = "too-many-tries"


class StaleRevision(Conflict):
    """The petition changed since the caller last read it."""

    code = "stale-revision"


class MergeRefused(Conflict):
    """The two petitions cannot be one: `fields` says why."""

    code = "merge-refused"


class NotMerged(Conflict):
    """The petition is not merged into another."""

    code = "not-merged"


class NotARepeat(Conflict):
    """The petition cannot be a repeat visit of that one: `fields` says why."""

    code = "not-a-repeat"
