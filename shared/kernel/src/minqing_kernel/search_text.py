"""One form of a text to find it by (E-1); what was typed stays as it is."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from minqing_kernel.simplified import simplify as simplified

LONGEST_KEY: Final = 2_000
"""Characters of a key that count: a search must not take longer for a longer text."""
ANNOTATION = re.compile(
    r"(?<=[\u3400-\u9fff])[(][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,7}[)]", re.IGNORECASE
)
"""What converters leave behind a character: 區(qū), 會(huì)."""
NO_WORD = re.compile(r"[\W_]+")

Simplify = Callable[[str], str]


def search_key(text: str, simplify: Simplify = simplified) -> str:
    """Return what a text is compared by: letters and digits of one script, one case.

    Compatibility forms are folded (NFKC), 字(pinyin) loses its pinyin, Traditional
    becomes Simplified, punctuation and every kind of space go.
    """
    plain = unicodedata.normalize("NFKC", text[: 4 * LONGEST_KEY]).casefold()
    if "(" in plain:
        plain = ANNOTATION.sub("", plain)
    return NO_WORD.sub("", simplify(plain))[:LONGEST_KEY]
