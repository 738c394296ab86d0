"""How each character of a name is read; a surname's own is among them (单 shan)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

VARIANTS: Final = {
    "lv": ("lv", "lu", "lyu"),
    "nv": ("nv", "nu", "nyu"),
    "lve": ("lve", "lue", "lyue"),
    "nve": ("nve", "nue", "nyue"),
}
"""How people type ü."""


@lru_cache(maxsize=20_000)
def readings_of(name: str) -> Sequence[Sequence[str]]:
    """Return each character's readings with tones; none of what is no Han character.

    The neutral tone is 5: le5.
    """
    # Its dictionary takes half a second to load: only who reads names waits for it.
    from pypinyin import Style, pinyin

    told = pinyin(
        name,
        style=Style.TONE3,
        heteronym=True,
        errors="ignore",
        neutral_tone_with_five=True,
    )
    return tuple(tuple(_variants(each)) for each in told)


def _variants(readings: Sequence[str]) -> list[str]:
    return [
        variant + reading[-1]
        for reading in readings
        for variant in VARIANTS.get(reading[:-1], (reading[:-1],))
    ]
