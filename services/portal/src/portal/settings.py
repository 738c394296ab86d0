"""What a portal process must be told before it starts."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from minqing_chassis.settings import (
    BaseSettings,
    existing_file,
    networks,
    setting,
    text,
    url,
)


def time_zone(value: str) -> ZoneInfo:
    """Accept the name of a time zone."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("names no time zone, such as Asia/Shanghai") from None


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """The portal's own settings beside those of every service.

    `intake_url`, `notify_url`, `routing_url` and `registry_url` are where their doors
    are. What a proxy says of who comes counts from `trusted_proxies` alone.
    `public_url` is where residents reach the portal: it stands in QR codes, and https
    there makes cookies travel by https alone. `place_name` and `telephone` stand on
    every page.
    """

    sealing_key_file: Path = setting("SEALING_KEY_FILE", existing_file)
    intake_url: str = setting("INTAKE_URL", url("http", "https"))
    notify_url: str = setting("NOTIFY_URL", url("http", "https"))
    routing_url: str = setting("ROUTING_URL", url("http", "https"))
    registry_url: str = setting("REGISTRY_URL", url("http", "https"))
    public_url: str | None = setting(
        "PORTAL_PUBLIC_URL", url("https", "http"), default=None
    )
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = setting(
        "TRUSTED_PROXIES", networks, default=()
    )
    place_name: str = setting("PLACE_NAME", text, default="")
    telephone: str = setting("PUBLIC_TELEPHONE", text, default="12345")
    time_zone: ZoneInfo = setting(
        "TIME_ZONE", time_zone, default=ZoneInfo("Asia/Shanghai")
    )

    @property
    def is_secure(self) -> bool:
        """Say whether residents reach the portal by https."""
        return bool(self.public_url and self.public_url.startswith("https:"))
