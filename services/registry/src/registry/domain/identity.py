"""The resident identity number (GB 11643): length, date, check digit.

The area code is only ever a warning: codes were renumbered often, and a list of today
refuses people who were born before it.
"""

import unicodedata
from datetime import date

from registry.domain.errors import BadIdentity

LENGTH = 18
OLDEST = date(1800, 1, 1)
"""Before it nobody was born who had a number; such a date was mistyped."""
CHECK_DIGITS = "10X98765432"
WEIGHTS = tuple(2**place % 11 for place in range(LENGTH - 1, 0, -1))
REGIONS = (
    (11, 15),
    (21, 23),
    (31, 37),
    (41, 46),
    (50, 54),
    (61, 65),
    (71, 71),
    (81, 83),
)
PROVINCES = frozenset(
    str(code) for first, last in REGIONS for code in range(first, last + 1)
)
"""The first two digits of every area code (GB/T 2260)."""


def checked_identity(value: str, *, today: date, field: str = "identity_number") -> str:
    """Return the number in its one written form, or raise BadIdentity on `field`."""
    number = unicodedata.normalize("NFKC", value).replace(" ", "").upper()
    wrong = _wrong(number, today)
    if wrong:
        raise BadIdentity(fields={field: wrong})
    return number


def birth_date(number: str) -> date | None:
    """Return the date of birth that stands in a number, or None if it is no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def age_of(number: str | None, today: date) -> int | None:
    """Return how many years old the bearer of a number is; None if it does not say."""
    born = birth_date(number) if number else None
    if born is None:
        return None
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday)


def is_male(number: str | None) -> bool | None:
    """Tell it by the 17th place: odd for men; None where no number is on file."""
    return int(number[16]) % 2 == 1 if number else None


def check_digit(body: str) -> str:
    """Return the last place for the first 17 digits (ISO 7064, MOD 11-2)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)
    )
    return CHECK_DIGITS[total % 11]


def warnings_for(number: str) -> tuple[str, ...]:
    """Name what looks odd in a valid number and yet refuses nobody."""
    return () if number[:2] in PROVINCES else ("identity-area-unknown",)


def _wrong(number: str, today: date) -> str | None:
    if len(number) != LENGTH:
        return "identity-length"
    body = number[:-1]
    if not (body.isascii() and body.isdigit()):
        return "identity-digits"
    born = birth_date(number)
    if born is None or not OLDEST <= born <= today:
        return "identity-date"
    return None if check_digit(body) == number[-1] else "identity-check-digit"
