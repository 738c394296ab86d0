"""What somebody may mean who types into the one field that finds matters."""

import re
import unicodedata
from typing import Final

from portal.domain.numbers import read_number

LONGEST: Final = 60
NUMBER: Final = re.compile(r"[A-Z]{1,8}-\d{4}-[0-9A-Z]{6,12}\Z")
GLUED: Final = re.compile(r"([A-Z]{1,8})(\d{4})(\d{7,12})\Z")
"""A number whose dashes were lost on the way."""
TELEPHONE: Final = re.compile(r"\+?[\d\s()-]{7,24}\Z")
LEAST_DIGITS: Final = 7
PART: Final = re.compile(r"(?=.*\d)[A-Z]{0,8}\d{0,16}\Z")
LEAST_OF_NUMBER: Final = 4
LETTERS: Final = re.compile(r"[A-Za-z][A-Za-z\d\s]*\Z")
NAME: Final = re.compile(r"[^\W\d_]+([\s·.]+[^\W\d_]+)*\Z")
LONGEST_NAME: Final = 20
WORDS, ADDRESS, TELEPHONES, NAMES = "words", "address", "telephone", "name"
ENDINGS, HEADS = "number-end", "number-head"
KINDS: Final = (WORDS, ADDRESS, NAMES, TELEPHONES, ENDINGS, HEADS)
"""By what intake finds; a person is found whole alone, and each look is logged."""


def number_of(said: str) -> str:
    """Return the number of a matter as it is written; "" where it is none."""
    number = read_number(said)
    glued = GLUED.match(number)
    if glued:
        return "-".join(glued.groups())
    return number if NUMBER.match(number) else ""


def parts_of_number(said: str) -> tuple[str, ...]:
    """Return by which parts a number may be meant: its end is read out, as digits."""
    plain = read_number(said).replace("-", "")
    if len(plain) < LEAST_OF_NUMBER or not PART.match(plain):
        return ()
    return (ENDINGS, HEADS) if plain.isdigit() else (HEADS,)


def is_telephone(said: str) -> bool:
    """Say whether it can be nothing but a telephone: then it is looked for as one."""
    plain = _plain(said)
    digits = sum(each.isdigit() for each in plain)
    return bool(TELEPHONE.match(plain)) and digits >= LEAST_DIGITS


def is_spelt(said: str) -> bool:
    """Say whether it may be a place by its pinyin: jky 9d."""
    return bool(LETTERS.match(_plain(said)))


def may_be_name(said: str) -> bool:
    """Say whether it may be somebody's name: it is looked for when one asks for it."""
    plain = _plain(said)
    return 1 < len(plain) <= LONGEST_NAME and bool(NAME.match(plain))


def _plain(said: str) -> str:
    return unicodedata.normalize("NFKC", said).strip()
