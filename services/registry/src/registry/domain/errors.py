"""What registry refuses, by name."""

from minqing_kernel.errors import Conflict, Forbidden, Invalid, NotFound


class OrganisationUnknown(NotFound):
    """No organisation has this id."""

    code = "organisation-unknown"


class StaffUnknown(NotFound):
    """No member of staff has this id."""

    code = "staff-unknown"


class GridUnknown(NotFound):
    """No grid has this id."""

    code = "grid-unknown"


class HouseholdUnknown(NotFound):
    """No household has this id."""

    code = "household-unknown"


class ResidentUnknown(NotFound):
    """No resident has this id."""

    code = "resident-unknown"


class DutyUnknown(NotFound):
    """No duty has this id."""

    code = "duty-unknown"


class OutOfReach(Forbidden):
    """It lies outside the caller's organisation."""

    code = "out-of-reach"


class RoleNotYours(Forbidden):
    """Only ops may give the role ops."""

    code = "role-not-yours"


class OwnPerson(Forbidden):
    """Nobody says of an account of their own that it is another person's."""

    code = "own-person"


class OwnRights(Forbidden):
    """Nobody says of themselves where, in which roles, or whether they serve."""

    code = "own-rights"


class LastOperator(Conflict):
    """Nobody would be left who operates the system."""

    code = "last-operator"


class ChangedMeanwhile(Conflict):
    """Somebody said something of it since the caller looked."""

    code = "changed-meanwhile"


class WouldCircle(Conflict):
    """An organisation or grid would become its own superior."""

    code = "would-circle"


class ResidentKnown(Conflict):
    """This identity number is already in the register under another id."""

    code = "resident-known"


class ResidentClosed(Conflict):
    """The resident has died or moved away: the file is closed."""

    code = "resident-closed"


class DutyFixed(Conflict):
    """A duty keeps its member, its kind and its scope; end it and give another."""

    code = "duty-fixed"


class HeadAppointed(Conflict):
    """The grid has a head at present; end that duty, or appoint through the grid."""

    code = "grid-has-head"


class Taken(Conflict):
    """Somebody recorded the same thing at the same moment; read it and try again."""

    code = "taken"


class BadIdentity(Invalid):
    """The identity number does not hold together."""

    code = "bad-identity"


class NothingAsked(Invalid):
    """Ask by telephone or by identity number: by exactly one of them."""

    code = "nothing-asked"


class NotAway(Conflict):
    """The resident has not moved away: there is nothing to return from."""

    code = "not-away"


class StillHere(Conflict):
    """The file is open: nothing of it is made anonymous."""

    code = "still-here"
