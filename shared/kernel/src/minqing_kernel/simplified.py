"""Traditional as Simplified characters, for finding alone; never for showing.

`simplified.txt` pairs lines: Traditional characters, and what stands for each. The
table was made once from OpenCC's `t2s` characters (Apache-2.0), for OpenCC is no
dependency of ours. Words that differ between regions are few and stand below.
"""

from functools import cache
from importlib.resources import files
from typing import Final

PHRASES: Final = {"资讯": "信息", "陈情": "信访", "到府": "上门"}
"""Domain.md 1.0; looked for once the characters are Simplified."""


def simplify(text: str) -> str:
    """Return a text in Simplified characters, with the mainland's words."""
    plain = text.translate(_table())
    for said, meant in PHRASES.items():
        plain = plain.replace(said, meant)
    return plain


@cache
def _table() -> dict[int, str]:
    lines = files("minqing_kernel").joinpath("simplified.txt").read_text("utf-8")
    rows = lines.splitlines()
    pairs = zip("".join(rows[::2]), "".join(rows[1::2]), strict=True)
    return {ord(given): plain for given, plain in pairs}
