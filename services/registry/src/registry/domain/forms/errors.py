"""What visit forms refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class FormUnknown(NotFound):
    """No visit form has this id."""

    code = "form-unknown"


class FormFixed(Conflict):
    """A form stays with its visit and with whom it was handed to."""

    code = "form-fixed"


class FormNotReceived(Conflict):
    """Nobody has given a receipt for this form yet."""

    code = "form-not-received"
