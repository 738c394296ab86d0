"""What a petitioner's contact may be read for (个人信息保护法第6、51条)."""

from enum import StrEnum


class Purpose(StrEnum):
    """The purposes of registry's list, and the one that notices are sent for."""

    CASE_HANDLING = "case-handling"
    VISIT = "visit"
    BENEFIT_CHECK = "benefit-check"
    CORRECTION = "correction"
    OWN_REQUEST = "own-request"
    NOTICE = "notice"


FULL_PURPOSES = tuple(each for each in Purpose if each is not Purpose.NOTICE)
"""What a person may give; notices are sent by a service."""
