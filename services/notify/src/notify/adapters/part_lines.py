"""The lines of a letter that name each matter of one that was divided (拆件).

The words of a matter stand in no letter: whoever opens it at home need not be who
wrote it. A line says which of how many it is, and its category.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Final

from notify.application.ports import Contact
from notify.domain.occurrence import Param

NO_CATEGORY: Final = "-"
"""Stands for a matter whose category nobody chose yet."""
FIRST: Final = {
    "zh-CN": "原来那件",
    "zh-TW": "原來那件",
    "en": "the one from before",
}
NTH: Final = {"zh-CN": "第{n}件", "zh-TW": "第{n}件", "en": "Matter {n}"}
ABOUT: Final = {"zh-CN": "（{about}）", "zh-TW": "（{about}）", "en": " ({about})"}
COMMA: Final = {"zh-CN": "，", "zh-TW": "，", "en": ", "}
GIVEN: Final = {
    "zh-CN": "：编号 {receipt}，查询码 {code}",
    "zh-TW": "：編號 {receipt}，查詢碼 {code}",
    "en": ": number {receipt}, code {code}",
}


def part_lines(
    values: Mapping[str, Param],
    to: Contact,
    unknown: str,
    language: str,
    category_name: Callable[[str, str], str | None],
) -> dict[str, Param]:
    """Return a line for each matter, the first one's first; nothing without parts."""
    if "parts" not in values:
        return {}

    def lines() -> Iterator[str]:
        for at, (receipt, code, kind) in enumerate(_matters(values, to)):
            about = [FIRST[language]] if at == 0 else []
            name = category_name(kind, language) if kind else None
            about += [name] if name else []
            said = COMMA[language].join(about)
            line = NTH[language].format(n=at + 1)
            line += ABOUT[language].format(about=said) if said else ""
            yield line + GIVEN[language].format(receipt=receipt, code=code or unknown)

    return {"parts": "\n".join(lines())}


def _matters(
    values: Mapping[str, Param], to: Contact
) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each matter's number, code and category; an older notice has no last."""
    numbers = [str(values["receipt"]), *str(values["parts"]).split()]
    kinds = str(values.get("part_categories") or "").split()
    codes = (to.tracking_code, *to.part_codes)
    return zip_longest(numbers, codes[: len(numbers)], kinds[: len(numbers)])
