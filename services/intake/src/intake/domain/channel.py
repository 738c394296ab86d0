"""The doors a petition may come through (条例第17条; domain.md A-09, A-10, D-20)."""

from enum import StrEnum

from minqing_kernel.messages import Role


class Channel(StrEnum):
    """How a petition reached the agency first."""

    WEB = "web"
    HOTLINE = "hotline"
    WINDOW = "window"
    HOME_VISIT = "home-visit"
    COURTYARD = "courtyard"
    LETTER = "letter"
    DEVICE = "device"
    IMPORT = "import"
    OTHER = "other"


OPEN_TO_ALL = frozenset({Channel.WEB})
"""The only door at which a petitioner acts alone."""

STAFF_ROLES = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR})
"""Who writes down what a petitioner said through every other door."""


def may_use(role: Role, channel: Channel) -> bool:
    """Say whether someone in this role may bring a petition in by this channel."""
    if channel in OPEN_TO_ALL or role in STAFF_ROLES or role is Role.SYSTEM:
        return True
    return channel is Channel.DEVICE and role is Role.OPS
