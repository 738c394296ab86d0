"""What the portal's rules refuse: a DomainError for each, with a stable code."""

from minqing_kernel.errors import Conflict, NotFound


class MatterUnknown(NotFound):
    """The portal keeps no matter of that id."""

    code = "matter-unknown"


class KeptTwice(Conflict):
    """The same matter was handed in before: what was kept then stands."""

    code = "kept-twice"


class LinkUnknown(NotFound):
    """There is no personal link of that id at this desk."""

    code = "link-unknown"


class LinkClosed(Conflict):
    """A personal link ended or was taken back: nothing comes by it any more."""

    code = "link-closed"
