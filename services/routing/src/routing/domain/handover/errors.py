"""What the hand-over protocol refuses, by name."""

from minqing_kernel.errors import Conflict, Forbidden, Invalid, NotFound


class HandOverNotFound(NotFound):
    """No hand-over of this matter is known under that id."""

    code = "handover-not-found"


class WrongAddressee(Invalid):
    """The word is for another agency, or about another matter."""

    code = "wrong-addressee"


class ToItself(Invalid):
    """An agency hands nothing over to itself."""

    code = "handed-to-itself"


class NotTheOwner(Forbidden):
    """Only the agency that owns the matter now may do that."""

    code = "not-the-owner"


class HandOverOpen(Conflict):
    """Another hand-over of the matter goes on: it ends first."""

    code = "handover-open"


class OfferExpired(Conflict):
    """The time in which the offer could be answered has passed."""

    code = "offer-expired"


class ReturnTooLate(Conflict):
    """The working days within which it could be returned have passed (条例第23条)."""

    code = "return-too-late"


class NothingToReturn(Conflict):
    """What is returned is what this agency owns by that very hand-over."""

    code = "nothing-to-return"


class Designated(Forbidden):
    """The common superior designated who answers: it is not refused (条例第24条)."""

    code = "designated"


class NothingOwed(Conflict):
    """No result is owed to the sender of this hand-over."""

    code = "nothing-owed"


class Reconciling(Conflict):
    """After a restore nothing is done before the neighbours were compared."""

    code = "reconciling"


class Contested(Conflict):
    """Two histories of the matter contradict each other: a superior decides."""

    code = "contested"


class NotContested(Conflict):
    """Nobody else claims the matter."""

    code = "not-contested"


class OldIncarnation(Invalid):
    """Each restore counts further than all before it."""

    code = "old-incarnation"


class TermsDiffer(Conflict):
    """The same hand-over was told with other terms."""

    code = "terms-differ"


class AnotherBeginning(Conflict):
    """A matter begins at one agency, and this history begins at another."""

    code = "another-beginning"


class NotAccepted(Forbidden):
    """The matter is given to this agency, which never accepted it."""

    code = "not-accepted"


class NotGranted(Forbidden):
    """That agency takes nothing of this form from here."""

    code = "not-granted"


class CategoryNotGranted(Forbidden):
    """That agency takes nothing of this category from here in this form."""

    code = "category-not-granted"


class NotOfferable(Conflict):
    """In this state the case goes to no other agency, or others rest for it (并单)."""

    code = "not-offerable"


class HandOverMeanwhile(Conflict):
    """Somebody began a hand-over of the same matter at this moment."""

    code = "handover-meanwhile"


class UnknownReceipt(Invalid):
    """The receipt number belongs to another petition here."""

    code = "receipt-taken"


class BeingRestored(Conflict):
    """The database was brought back: `agency restored` is said before anything else."""

    code = "being-restored"


class ForeignReceipt(Invalid):
    """The receipt number is not one of the agency's that received it first."""

    code = "receipt-of-another-agency"


class UngivenReceipt(Invalid):
    """The receipt number would be one of ours, and was never given here."""

    code = "receipt-never-given"


class UnlistedReceipt(Conflict):
    """The directory does not list how this number begins: nobody would believe it."""

    code = "receipt-not-listed"


class IncompleteFile(Invalid):
    """The other agency did not tell what a case needs to be opened."""

    code = "file-incomplete"


class ReplyTooLong(Invalid):
    """No letter to another agency holds so long an answer."""

    code = "reply-too-long"


class NotSuspect(NotFound):
    """No such letter waits in the quarantine."""

    code = "letter-not-found"


class StillSuspect(Conflict):
    """The letter may still not be obeyed: the reason holds."""

    code = "still-suspect"


class DifferenceNotFound(NotFound):
    """No such difference waits for a person."""

    code = "difference-not-found"


class NotFollowed(NotFound):
    """No matter that came from another agency opens by that number and code."""

    code = "not-followed"


class TooManyGuesses(Conflict):
    """Too many wrong codes were tried for that number: wait a quarter of an hour."""

    code = "too-many-guesses"


class StandsAlone(Conflict):
    """This agency was not told who it is, and deals with no other (AGENCY_ID)."""

    code = "stands-alone"
