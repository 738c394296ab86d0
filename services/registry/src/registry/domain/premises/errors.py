"""What the premises refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class PremisesUnknown(NotFound):
    """No premises have this id."""

    code = "premises-unknown"


class PremisesKnown(Conflict):
    """That name stands there already: one door has one entry."""

    code = "premises-known"


class PremisesFixed(Conflict):
    """Premises keep their kind and their community; end these, and record new ones."""

    code = "premises-fixed"
