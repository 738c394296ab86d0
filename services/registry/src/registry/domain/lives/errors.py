"""What the ends of lives refuse, by name."""

from minqing_kernel.errors import Conflict


class NothingToUndo(Conflict):
    """No such death or departure stands in this file."""

    code = "nothing-to-undo"
