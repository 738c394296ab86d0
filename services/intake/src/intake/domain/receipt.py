"""Receipt numbers: short enough to be read aloud, safe against one wrong digit."""

from datetime import datetime

START = 10
MODULUS = 11
LONGEST_PREFIX = 8


def write_receipt(prefix: str, number: int, at: datetime) -> str:
    """Return `PREFIX-YYMM-NNNNNNC`: year and month, running number, check digit."""
    month = f"{at:%y%m}"
    digits = f"{number:06d}"
    return f"{prefix}-{month}-{digits}{check_digit(month + digits)}"


def read_receipt(text: str) -> str | None:
    """Return the receipt number as we write it, or None if it cannot be one."""
    receipt = text.strip().upper()
    prefix, _, rest = receipt.partition("-")
    month, _, digits = rest.partition("-")
    if not (_short(prefix) and _plain(month, 4, 4) and _plain(digits, 7, 12)):
        return None
    right = check_digit(month + digits[:-1]) == int(digits[-1])
    return receipt if right else None


def running_number(receipt: str) -> int:
    """Return the running number within a receipt; 0 where it is none of ours."""
    number = receipt.rpartition("-")[2][:-1]
    return int(number) if _plain(number, 1, 11) else 0


def check_digit(digits: str) -> int:
    """Return the check digit by ISO/IEC 7064, MOD 11,10.

    It catches every single wrong digit and nearly every swap of two neighbours.
    """
    check = START
    for digit in digits:
        check = (check + int(digit)) % 10 or 10
        check = check * 2 % MODULUS
    return (1 - check) % 10


def _short(prefix: str) -> bool:
    return prefix.isascii() and prefix.isalnum() and len(prefix) <= LONGEST_PREFIX


def _plain(digits: str, least: int, most: int) -> bool:
    return digits.isascii() and digits.isdigit() and least <= len(digits) <= most
