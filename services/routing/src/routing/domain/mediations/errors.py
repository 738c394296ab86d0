"""What the mediations' room refuses, by name."""

from minqing_kernel.errors import Conflict, Invalid, NotFound


class MediationNotFound(NotFound):
    """No mediation of this case is known under that id."""

    code = "mediation-not-found"


class WrongParties(Invalid):
    """A mediation has at least two parties, each named once, by label alone."""

    code = "wrong-parties"


class MediationOpen(Conflict):
    """A mediation goes on: it ends before the next of its parties, or the answer."""

    code = "mediation-open"


class CaseAnswered(Conflict):
    """The case was answered: what is disputed still must reopen it first."""

    code = "case-answered"


class PartiesSatisfied(Conflict):
    """Every party is satisfied: it is simply closed."""

    code = "parties-satisfied"


class PartiesNotSatisfied(Conflict):
    """It is closed only when every party said that they are satisfied."""

    code = "parties-not-satisfied"
