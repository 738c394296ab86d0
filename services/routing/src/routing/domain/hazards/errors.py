"""What the hazards' room refuses, by name."""

from minqing_kernel.errors import Conflict


class NobodyToInform(Conflict):
    """No active unit is set up to be told of such a hazard."""

    code = "nobody-to-inform"


class HazardKnown(Conflict):
    """That kind of hazard is flagged on this case already."""

    code = "hazard-known"
