"""What the chained timeline refuses, by name."""

from minqing_kernel.errors import Conflict, Invalid


class NotCanonical(Invalid):
    """The content could be written in more than one way, or guessed from its hash."""

    code = "not-canonical"


class ChainBroken(Conflict):
    """The timeline was changed, or an entry of it is missing."""

    code = "chain-broken"
