"""Categories: what petitions are about, as dated data (domain.md B-21, C-18, C-19)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.domain.errors import BrokenCategory

CODE = re.compile(r"[a-z0-9-]{1,64}")
LANGUAGES = ("zh-CN", "zh-TW", "en")


@dataclass(frozen=True, kw_only=True)
class Category:
    """One category, good from `valid_from` until the day before `valid_to`."""

    code: str
    names: Mapping[str, str] = field(hash=False)
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse one without a name in each language, or that ends before it begins."""
        if not CODE.fullmatch(self.code):
            raise BrokenCategory(fields={"code": "pattern"})
        missing = {
            f"names.{one}": "required" for one in LANGUAGES if not self.names.get(one)
        }
        if missing:
            raise BrokenCategory(fields=missing)
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise BrokenCategory(fields={"valid_to": "not-after-valid-from"})

    def holds_on(self, day: date) -> bool:
        """Say whether new petitions may carry it on this day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
