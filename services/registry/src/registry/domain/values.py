"""Checked words: ids, codes, names, dates; each refuses what cannot be one."""

import re
from datetime import date, datetime, time, timedelta, timezone

from minqing_kernel.errors import Invalid
from minqing_kernel.text import clean

ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])\Z")
"""Organisations, staff and grids: 2 to 32 letters, digits and hyphens."""
DIVISION = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?\Z", re.ASCII)
"""Official division codes: 2 (province) to 12 digits (community)."""
MAIL = re.compile(r"[^@\s<>]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\Z")
TELEPHONE = re.compile(r"\d{5,15}\Z", re.ASCII)

CHINA = timezone(timedelta(hours=8))
"""Civil days are counted in China's one time zone."""
NAME_LENGTH = 80
ADDRESS_LENGTH = 200
LARGEST = 10**13
"""More square metres than the country has, and more people than there are."""


def checked_id(value: str, field: str) -> str:
    """Return a public id, or raise Invalid on `field`."""
    if not ID.match(value):
        raise Invalid(fields={field: "bad-id"})
    return value


def checked_division(value: str, field: str = "division_code") -> str:
    """Return an official division code, or raise Invalid on `field`."""
    if not DIVISION.match(value):
        raise Invalid(fields={field: "bad-division"})
    return value


def checked_text(value: str, field: str, longest: int = NAME_LENGTH) -> str:
    """Return a text of 1 to `longest` characters, composed and stripped."""
    text = clean(value, field=field)
    if not 1 <= len(text) <= longest:
        raise Invalid(fields={field: "bad-length"})
    return text


def checked_mail(value: str, field: str) -> str:
    """Return an e-mail address, or raise Invalid on `field`."""
    if not MAIL.match(value) or len(value) > ADDRESS_LENGTH:
        raise Invalid(fields={field: "bad-mail"})
    return value


def checked_telephone(value: str, field: str = "telephone") -> str:
    """Return the digits of a telephone number, without +86, spaces and hyphens."""
    digits = re.sub(r"[\s()（）-]", "", clean(value, field=field))
    digits = digits.removeprefix("+").removeprefix("0086")
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if not TELEPHONE.match(digits):
        raise Invalid(fields={field: "bad-telephone"})
    return digits


def checked_size(value: int | None, field: str) -> None:
    """Refuse less than nothing, and more than there can be."""
    if value is not None and not 0 <= value <= LARGEST:
        raise Invalid(fields={field: "bad-size"})


def checked_span(since: date, until: date | None) -> None:
    """Refuse a time that ends before it begins."""
    if until is not None and until < since:
        raise Invalid(fields={"until": "before-since"})


def civil_day(at: datetime) -> date:
    """Return the day that a calendar on the wall shows at this moment."""
    return at.astimezone(CHINA).date()


def start_of(day: date) -> datetime:
    """Return the first moment of a civil day."""
    return datetime.combine(day, time.min, CHINA)


def end_of(day: date | None) -> datetime | None:
    """Return the last moment of a civil day; None for no day."""
    return None if day is None else datetime.combine(day, time.max, CHINA)
