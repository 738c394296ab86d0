"""The doors a petition may come through (条例第17条; domain.md A-09, A-10, D-20)."""

from collections.abc import Mapping
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
    FAX = "fax"
    INSTRUCTION = "instruction"
    INFORMER = "informer"
    IMPORT = "import"
    OTHER = "other"


class Form(StrEnum):
    """The forms of 条例第17条: 信息网络、书信、电话、传真、走访, and what is none."""

    NETWORK = "network"
    LETTER = "letter"
    TELEPHONE = "telephone"
    FAX = "fax"
    VISIT = "visit"
    NONE = "none"


FORMS: Mapping[Channel, Form] = {
    Channel.WEB: Form.NETWORK,
    Channel.HOTLINE: Form.TELEPHONE,
    Channel.WINDOW: Form.VISIT,
    Channel.HOME_VISIT: Form.VISIT,
    Channel.COURTYARD: Form.VISIT,
    Channel.LETTER: Form.LETTER,
    Channel.DEVICE: Form.TELEPHONE,
    Channel.FAX: Form.FAX,
    Channel.INSTRUCTION: Form.NONE,
    Channel.INFORMER: Form.NONE,
    Channel.IMPORT: Form.NONE,
    Channel.OTHER: Form.NONE,
}
"""Under which form each channel is counted."""

OPEN_TO_ALL = frozenset({Channel.WEB})
"""The only door at which a petitioner acts alone."""

STAFF_ROLES = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR})
"""Who writes down what a petitioner said through every other door."""


def may_use(role: Role, channel: Channel) -> bool:
    """Say whether someone in this role may bring a petition in by this channel."""
    if channel in OPEN_TO_ALL or role in STAFF_ROLES or role is Role.SYSTEM:
        return True
    return channel is Channel.DEVICE and role is Role.OPS
