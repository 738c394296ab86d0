"""What an intake process must be told before it starts."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake.domain.receipt import LONGEST_PREFIX
from intake.domain.similar import SimilarRules
from minqing_chassis.settings import (
    BaseSettings,
    existing_file,
    setting,
    whole_number,
)


def receipt_prefix(value: str) -> str:
    """Accept one to eight capital letters and digits, a letter first."""
    if not (value.isascii() and value.isalnum() and value[0].isalpha()):
        raise ValueError("must be letters and digits, a letter first, such as MQ")
    if len(value) > LONGEST_PREFIX:
        raise ValueError(f"must have no more than {LONGEST_PREFIX} characters")
    return value.upper()


def time_zone(value: str) -> ZoneInfo:
    """Accept the name of a time zone."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("names no time zone, such as Asia/Shanghai") from None


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """Intake's own settings beside those of every service.

    `receipt_prefix` begins every receipt number; `time_zone` is the one in which dates
    are told to petitioners. The three `same_` settings say which earlier petitions are
    shown as perhaps the same matter: a score from 1 to 100, and days.
    """

    sealing_key_file: Path = setting("SEALING_KEY_FILE", existing_file)
    receipt_prefix: str = setting("RECEIPT_PREFIX", receipt_prefix, default="MQ")
    time_zone: ZoneInfo = setting(
        "TIME_ZONE", time_zone, default=ZoneInfo("Asia/Shanghai")
    )
    same_text_score: int = setting("SAME_TEXT_SCORE", whole_number(1, 100), default=60)
    same_person_days: int = setting(
        "SAME_PERSON_DAYS", whole_number(1, 3650), default=365
    )
    same_place_days: int = setting("SAME_PLACE_DAYS", whole_number(1, 3650), default=90)

    @property
    def similar_rules(self) -> SimilarRules:
        """What counts as the same matter come again."""
        return SimilarRules(
            text_score=self.same_text_score,
            person_window=timedelta(days=self.same_person_days),
            place_window=timedelta(days=self.same_place_days),
        )
