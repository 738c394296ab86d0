"""What moves refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class MoveUnknown(NotFound):
    """No move has this id."""

    code = "move-unknown"


class ChangedSince(Conflict):
    """Somebody's file was changed after the move: it is not undone as a whole."""

    code = "changed-since"


class MoveFixed(Conflict):
    """Another move has this id already."""

    code = "move-fixed"
