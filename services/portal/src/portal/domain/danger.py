"""Words that call for 110, 119 or 120 first: the page says so, and never blocks."""

from collections.abc import Mapping, Sequence
from typing import Final

CALLS: Final[Mapping[str, Sequence[str]]] = {
    "119": ("着火", "起火", "火灾", "冒烟", "煤气", "燃气", "天然气", "著火", "瓦斯",
            "爆炸", "fire", "gas leak"),
    "120": ("受伤", "流血", "昏迷", "晕倒", "摔倒", "中毒", "心脏病", "受傷", "昏倒",
            "暈倒", "injured", "unconscious"),
    "110": ("打人", "打架", "持刀", "抢劫", "家暴", "自杀", "轻生", "打鬥", "搶劫",
            "自殺", "knife", "robbery"),
}  # fmt: skip
"""Number to call -> words, in the three languages of the pages."""


def calls_for(text: str) -> tuple[str, ...]:
    """Return the numbers that a text calls for, the most pressing first."""
    said = text.lower()
    return tuple(
        number for number, words in CALLS.items() if any(word in said for word in words)
    )
