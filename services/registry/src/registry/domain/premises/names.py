"""Names of buildings, units and doors as one key, however they are written."""

import re
import unicodedata
from typing import Final

from minqing_kernel.simplified import simplify
from registry.domain.premises.kinds import PremisesKind

DIGITS: Final = "一二三四五六七八九"
NUMERAL = re.compile(f"[{DIGITS}两十]{{1,3}}")
SPACE = re.compile(r"\s+")
TAILS: Final = {
    PremisesKind.COURTYARD: re.compile(r"(?<=号)大?院\Z"),
    PremisesKind.BUILDING: re.compile(r"(?:栋|幢|座|号楼|#楼?)\Z"),
    PremisesKind.UNIT: re.compile(r"单元\Z"),
    PremisesKind.DOOR: re.compile(r"(?:号房|号|室|房|户)\Z"),
}
"""What may stand behind a number and tells nothing more than the kind does."""


def premises_key(kind: PremisesKind, name: str) -> str:
    """Return what a name is compared by: 九幢 and ９号楼 are both `9`."""
    plain = plain_text(name)
    tail = TAILS.get(kind)
    if tail is None:
        return plain
    number = tail.sub("", plain).removeprefix("附")
    return _counted(number) or plain


def plain_text(text: str) -> str:
    """Return a text in one script, one width and one case, without any space."""
    return simplify(SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold())


def _counted(number: str) -> str:
    """Return 十二 as 12; whatever is no such numeral stays, without leading noughts."""
    if not NUMERAL.fullmatch(number):
        return number.lstrip("0") if number.isdecimal() else number
    tens, ten, ones = number.replace("两", "二").rpartition("十")
    value = 10 * (_digit(tens) or 1) if ten else 0
    return str(value + _digit(ones))


def _digit(numeral: str) -> int:
    return DIGITS.index(numeral) + 1 if numeral and numeral in DIGITS else 0
