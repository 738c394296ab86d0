"""What an operator is told in one sentence when a command cannot be done."""


class CannotDo(Exception):
    """The command cannot be done as it was asked; the message says why."""
