"""What a notify process must be told before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from minqing_chassis.settings import (
    BaseSettings,
    SettingsError,
    existing_file,
    networks,
    setting,
    text,
    url,
    whole_number,
)

SERVICE = "notify"
LANGUAGES = ("zh-CN", "zh-TW", "en")


def language(value: str) -> str:
    """Accept one of the languages that texts are kept in."""
    if value not in LANGUAGES:
        raise ValueError("must be zh-CN, zh-TW or en")
    return value


def time_zone(value: str) -> ZoneInfo:
    """Accept the name of a time zone."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("names no time zone, such as Asia/Shanghai") from None


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """Notify's own settings beside those of every service.

    At least one channel must be given: `mail_out_dir` (a file for each notice) or
    `smtp_url` (smtp://user:password@host:port, or smtps://); `sms_providers_file`
    names those that send texts, the best first. `dispatch_address` is the
    agency's own dispatch desk; `public_url` is where petitioners reach our door,
    `pages_url` where they reach the portal: links for people lead there.
    Other systems that are not on public addresses are told in `hook_networks` alone.
    `policy_file` holds the place's rules; without it the house's own hold.
    """

    sealing_key_file: Path = setting("SEALING_KEY_FILE", existing_file)
    policy_file: Path | None = setting("POLICY_FILE", existing_file, default=None)
    mail_out_dir: Path | None = setting("MAIL_OUT_DIR", Path, default=None)
    smtp_url: str | None = setting(
        "SMTP_URL", url("smtp", "smtps"), default=None, secret=True
    )
    sms_providers_file: Path | None = setting(
        "SMS_PROVIDERS_FILE", existing_file, default=None
    )
    mail_from: str = setting("MAIL_FROM", text, default="minqing@localhost")
    dispatch_address: str = setting(
        "DISPATCH_ADDRESS", text, default="dispatch@localhost"
    )
    hook_networks: tuple[IPv4Network | IPv6Network, ...] = setting(
        "HOOK_NETWORKS", networks, default=()
    )
    public_url: str | None = setting("PUBLIC_URL", url("https", "http"), default=None)
    pages_url: str | None = setting(
        "PORTAL_PUBLIC_URL", url("https", "http"), default=None
    )
    language: str = setting("NOTICE_LANGUAGE", language, default="zh-CN")
    time_zone: ZoneInfo = setting(
        "TIME_ZONE", time_zone, default=ZoneInfo("Asia/Shanghai")
    )
    follow_up_days: int = setting("FOLLOW_UP_DAYS", whole_number(1, 365), default=14)
    send_batch: int = setting("SEND_BATCH", whole_number(1, 2000), default=300)
    send_lease_seconds: int = setting(
        "SEND_LEASE_SECONDS", whole_number(2, 600), default=20
    )

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read all settings; raise SettingsError that names every fault."""
        settings = cls.from_environ(environ, SERVICE)
        if settings.mail_out_dir is None and settings.smtp_url is None:
            raise SettingsError(
                f"the environment of {SERVICE} is incomplete: MAIL_OUT_DIR and"
                " SMTP_URL are both missing, so nobody could be told anything"
            )
        return settings
