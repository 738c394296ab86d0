"""What the projects' room refuses, by name."""

from minqing_kernel.errors import Conflict, Invalid, NotFound


class ProjectNotFound(NotFound):
    """No project is known under that id."""

    code = "project-not-found"


class NoCases(Invalid):
    """A project grows out of at least one case."""

    code = "no-cases"


class ForeignCase(Invalid):
    """A case is not in the hands of the project's organisation or those below it."""

    code = "foreign-case"


class WrongInventory(Invalid):
    """The figures cannot be: more found than checked, more mended than found."""

    code = "wrong-inventory"


class WrongAmount(Invalid):
    """An amount is in yuan, with two decimals at most."""

    code = "wrong-amount"


class OverBudget(Invalid):
    """More was spent than the project is to cost: raise its budget first."""

    code = "over-budget"


class PhotoNeeded(Conflict):
    """It is done only once a picture of its completion is kept: send one first."""

    code = "photo-needed"


class UnknownFestival(Invalid):
    """The day of that festival in that year is not known here."""

    code = "unknown-festival"
