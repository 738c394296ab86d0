"""What is said of a visit in words: how long each may be, and who sees which."""

from collections.abc import Mapping
from typing import Final

LONGEST_TOPIC: Final = 200
LONGEST_DIARY: Final = 10_000
LONGEST_ITEM: Final = 2_000
FIVE: Final = ("basics", "living", "thinking", "contact", "help")
"""五个要, in the order of the row (C-08)."""
WORDS: Final[Mapping[str, int]] = {
    "topic": LONGEST_TOPIC,
    "diary": LONGEST_DIARY,
    **dict.fromkeys(FIVE, LONGEST_ITEM),
}
"""What is said in words, and how long each may be."""
RESTRICTED: Final = "thinking"
"""思想动态: sealed apart, and seen by who was there and their supervisors alone."""
