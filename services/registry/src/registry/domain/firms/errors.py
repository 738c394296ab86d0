"""What firms refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class FirmUnknown(NotFound):
    """No firm has this id."""

    code = "firm-unknown"


class FirmKnown(Conflict):
    """This credit code is in the register under another id."""

    code = "firm-known"
