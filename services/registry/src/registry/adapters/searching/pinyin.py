"""Every way to read a name; a surname's own is among them (单 shan, 曾 zeng)."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

MOST_READINGS: Final = 24
VARIANTS: Final = {
    "lv": ("lv", "lu", "lyu"),
    "nv": ("nv", "nu", "nyu"),
    "lve": ("lve", "lue", "lyue"),
    "nve": ("nve", "nue", "nyue"),
}
"""How people type ü."""


@lru_cache(maxsize=20_000)
def readings_of(name: str) -> Sequence[Sequence[str]]:
    """Return each reading as syllables; what is no Han character makes none."""
    # Its dictionary takes half a second to load: only who reads names waits for it.
    from pypinyin import Style, pinyin

    told = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    if not told:
        return ()
    spelt = [
        [variant for reading in each for variant in VARIANTS.get(reading, (reading,))]
        for each in told
    ]
    return tuple(islice(product(*spelt), MOST_READINGS))
