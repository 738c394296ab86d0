"""What an intake process must be told before it starts."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake.domain.receipt import LONGEST_PREFIX
from minqing_chassis.files.places import FilesSettings
from minqing_chassis.settings import existing_file, setting


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
class Settings(FilesSettings):
    """Intake's own settings beside those of every service and those of its files.

    `receipt_prefix` begins every receipt number; `time_zone` is the one in which dates
    are told to petitioners. `pair_keys_dir` holds the keys by which matters are
    compared with those of neighbours; without it they are not. Where no place of files
    is said, no pictures of petitions are taken.
    """

    sealing_key_file: Path = setting("SEALING_KEY_FILE", existing_file)
    receipt_prefix: str = setting("RECEIPT_PREFIX", receipt_prefix, default="MQ")
    time_zone: ZoneInfo = setting(
        "TIME_ZONE", time_zone, default=ZoneInfo("Asia/Shanghai")
    )
    pair_keys_dir: Path | None = setting("PAIR_KEYS_DIR", Path, default=None)
