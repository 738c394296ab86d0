"""The unified social credit code (GB 32100): 18 places, the last a check character."""

import unicodedata

from minqing_kernel.errors import Invalid

PLACES = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""I, O, S, V and Z are not used."""
LENGTH = 18


def checked_credit_code(value: str, field: str = "credit_code") -> str:
    """Return the code in its one written form, or raise Invalid on `field`."""
    code = unicodedata.normalize("NFKC", value).replace(" ", "").upper()
    if len(code) != LENGTH:
        raise Invalid(fields={field: "credit-code-length"})
    if any(place not in PLACES for place in code):
        raise Invalid(fields={field: "credit-code-places"})
    if credit_check(code[:-1]) != code[-1]:
        raise Invalid(fields={field: "credit-code-check"})
    return code


def credit_check(body: str) -> str:
    """Return the check character for the first 17 places: weights are powers of 3."""
    total = sum(PLACES.index(c) * pow(3, at, 31) for at, c in enumerate(body))
    return PLACES[-total % 31]
