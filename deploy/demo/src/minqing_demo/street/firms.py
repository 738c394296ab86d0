"""Enterprises and shops that never were; their credit codes pass the check."""

from random import Random
from typing import Final

PLACES: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FANCY: Final = (
    "锦秀",
    "川禾",
    "宏泰",
    "蜀味",
    "安顺",
    "云岭",
    "汇丰源",
    "百草",
    "新晨",
)
TRADES: Final = (
    ("shop", "92", "便利店"),
    ("shop", "92", "小吃店"),
    ("shop", "92", "五金建材经营部"),
    ("small-venue", "92", "棋牌室"),
    ("small-venue", "92", "美发店"),
    ("small-venue", "92", "网约客栈"),
    ("enterprise", "91", "物业服务有限公司"),
    ("enterprise", "91", "商贸有限公司"),
    ("enterprise", "91", "药房有限公司"),
    ("unit", "52", "幼儿园"),
)
"""What it is, how its code begins, how its name ends."""


def firm(order: int, nowhere: str, chance: Random) -> tuple[str, str, str]:
    """Return kind, name and credit code of the firm of that order."""
    kind, begins, trade = chance.choice(TRADES)
    name = f"{chance.choice(FANCY)}{_counted(order)}{trade}"
    body = f"{begins}{nowhere}MA{order:07d}"
    return kind, name, body + _check(body)


def _check(body: str) -> str:
    total = sum(PLACES.index(c) * pow(3, at, 31) for at, c in enumerate(body))
    return PLACES[-total % 31]


def _counted(order: int) -> str:
    """Return a number as a name of two characters, so that no two are alike."""
    signs = "春夏秋冬东西南北金木水火山川云月"
    return signs[order // len(signs) % len(signs)] + signs[order % len(signs)]
