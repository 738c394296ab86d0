"""The means by which somebody can be told."""

from enum import StrEnum

from notify.domain.notice import Audience


class Means(StrEnum):
    """What carries a notice; several providers may offer the same means."""

    SMS = "sms"
    EMAIL = "email"
    IN_APP = "in-app"
    CALL = "call"
    LETTER = "letter"
    WEBHOOK = "webhook"
    FILE = "file"
    """One file for each notice: what a house without any provider has."""


PETITIONERS = frozenset({Audience.PETITIONER, Audience.FOLLOWER})
"""Who is told as a private person; everybody else is a desk."""
