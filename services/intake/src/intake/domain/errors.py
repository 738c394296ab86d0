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


class ReviewRefused(Conflict):
    """No review can be asked of it, or not any more (条例第35、36条): see `fields`."""

    code = "review-refused"


class WithdrawalRefused(Conflict):
    """The petition cannot be taken back any more, or not by one alone: see `fields`."""

    code = "withdrawal-refused"


class MergeRefused(Conflict):
    """The two petitions cannot be one: `fields` says why."""

    code = "merge-refused"


class SplitRefused(Conflict):
    """The petition cannot be divided: `fields` says why."""

    code = "split-refused"


class NotMerged(Conflict):
    """The petition is not merged into another."""

    code = "not-merged"


class NotARepeat(Conflict):
    """The petition cannot be a repeat visit of that one: `fields` says why."""

    code = "not-a-repeat"


class NoRepeat(Conflict):
    """The petition is not noted as a repeat visit."""

    code = "no-repeat"


class IncompletePetition(Invalid):
    """A visit lacks some of the five things that a petition states (条例第19条)."""

    code = "incomplete-petition"


class StatutoryProcedure(Conflict):
    """The law has another procedure for it (条例第31条第一至四项): it is referred."""

    code = "statutory-procedure"


class NoCaseOfThanks(Conflict):
    """A letter of thanks is noted; it has no clock and no case (D-17)."""

    code = "no-case-of-thanks"


class AskedBefore(Conflict):
    """All that is missing is told once; a second list is refused (B-05)."""

    code = "asked-before"


class NothingAsked(Conflict):
    """Nothing was asked of the petitioner."""

    code = "nothing-asked"


class NothingChanged(Conflict):
    """What is to be settled anew stands already."""

    code = "nothing-changed"


class UnknownArrival(NotFound):
    """No arrival was written down under that id."""

    code = "unknown-arrival"


class UnknownCall(NotFound):
    """No device called about this petition."""

    code = "unknown-call"


class TooManyPresses(Conflict):
    """A device, or a caller for devices nobody registered, pressed too often (D-20).

    After `wait` seconds there is room again.
    """

    code = "too-many-presses"

    def __init__(self, wait: int = 60) -> None:
        super().__init__()
        self.wait = wait


class UnknownEnterprise(NotFound):
    """No enterprise is reported on under that number."""

    code = "unknown-enterprise"


class ReportedBefore(Conflict):
    """The enterprise was reported on for this month."""

    code = "reported-before"


class ReportMoved(Conflict):
    """Somebody else reported on the enterprise since the form was opened."""

    code = "report-moved"


class MonthNotBegun(Invalid):
    """The month has not begun: nobody can report on it yet."""

    code = "month-not-begun"


class MonthClosed(Conflict):
    """The month's report may not be changed any more."""

    code = "month-closed"


class NotTheInformer(Forbidden):
    """Somebody else reports on this enterprise."""

    code = "not-the-informer"


class UnknownInformer(NotFound):
    """Nobody of that id reports on any enterprise."""

    code = "unknown-informer"


class UnknownGroup(NotFound):
    """No group matter has that id."""

    code = "unknown-group"


class UnknownMember(NotFound):
    """The group has no such member."""

    code = "unknown-member"


class UnknownBatch(Invalid):
    """The group has no batch of that number."""

    code = "unknown-batch"


class TooManyRepresentatives(Conflict):
    """Five speak for a group already (条例第20条)."""

    code = "too-many-representatives"


class GroupThereAlready(Conflict):
    """The petition heads a group matter already."""

    code = "group-there-already"


class UnknownFinding(NotFound):
    """No visit told of such a finding."""

    code = "unknown-finding"


class UnknownBooking(NotFound):
    """No booking has that number, or the code is not its own."""

    code = "unknown-booking"


class UnknownReception(NotFound):
    """No such reception can be booked."""

    code = "unknown-reception"


class ReceptionFull(Conflict):
    """Every seat of the reception is taken."""

    code = "reception-full"


class BookingClosed(Conflict):
    """The reception has begun: nothing is booked, moved or given back any more."""

    code = "booking-closed"


class MovedOften(Conflict):
    """A booking was moved five times; each told a telephone that nobody proved."""

    code = "moved-often"


class NotTheDay(Conflict):
    """It is another day's booking, or the reception has not begun."""

    code = "not-the-day"
