"""What a portal process must be told before it starts."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from minqing_chassis.settings import (
    BaseSettings,
    SettingsError,
    existing_file,
    networks,
    setting,
    text,
    url,
)

PRODUCTION = "production"
ENVIRONMENTS = (PRODUCTION, "demo", "test", "training")


def time_zone(value: str) -> ZoneInfo:
    """Accept the name of a time zone."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("names no time zone, such as Asia/Shanghai") from None


def files(value: str) -> tuple[Path, ...]:
    """Accept paths of files with commas between them; they need not be there yet."""
    return tuple(Path(each.strip()) for each in value.split(",") if each.strip())


def yes_or_no(value: str) -> bool:
    """Accept yes and no."""
    if value not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return value == "yes"


def environment(value: str) -> str:
    """Accept what an agency may be that nobody's real matters are told to."""
    if value not in ENVIRONMENTS:
        raise ValueError("must be " + ", ".join(ENVIRONMENTS))
    return value


def issuer(value: str) -> str:
    """Accept the name of an identity provider: https, or http on this machine."""
    parts = urlsplit(url("https", "http")(value))
    is_here = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if parts.query or parts.fragment or (parts.scheme == "http" and not is_here):
        raise ValueError("must begin with https:// and have no query")
    return value


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """The portal's own settings beside those of every service.

    `intake_url`, `notify_url`, `routing_url` and `registry_url` are where their doors
    are. What a proxy says of who comes counts from `trusted_proxies` alone.
    `public_url` is where residents reach the portal: it stands in QR codes, and https
    there makes cookies travel by https alone. `place_name` and `telephone` stand on
    every page; where `environment` is not production, that does too. The ends of
    `certificate_files` and the moment in `backup_mark_file` (what a backup writes last)
    are watched at /ops. With `oidc_issuer` staff may come in by an identity provider;
    `oidc_claim` names the claim that holds the staff id, as registry has it.
    `has_gallery` opens /_gallery, where whoever builds the pages sees every part of
    them; it is never open where residents come by https.
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

    environment: str = setting("PORTAL_ENVIRONMENT", environment, default=PRODUCTION)
    certificate_files: tuple[Path, ...] = setting(
        "CERTIFICATE_FILES", files, default=()
    )
    backup_mark_file: Path | None = setting("BACKUP_MARK_FILE", Path, default=None)
    oidc_issuer: str | None = setting("PORTAL_OIDC_ISSUER", issuer, default=None)
    oidc_client_id: str | None = setting("PORTAL_OIDC_CLIENT_ID", text, default=None)
    oidc_secret_file: Path | None = setting(
        "PORTAL_OIDC_CLIENT_SECRET_FILE", existing_file, default=None
    )
    oidc_claim: str = setting("PORTAL_OIDC_STAFF_CLAIM", text, default="staff_number")
    oidc_scope: str = setting("PORTAL_OIDC_SCOPE", text, default="openid profile")
    has_gallery: bool = setting("PORTAL_GALLERY", yes_or_no, default=False)

    def __post_init__(self) -> None:
        """Refuse a provider of which not all is said, and a gallery for residents."""
        if self.has_gallery and self.is_secure:
            raise SettingsError("PORTAL_GALLERY is for development: not with https")
        if self.oidc_issuer and not (self.oidc_client_id and self.public_url):
            raise SettingsError(
                "PORTAL_OIDC_ISSUER needs PORTAL_OIDC_CLIENT_ID and PORTAL_PUBLIC_URL"
            )

    @property
    def is_secure(self) -> bool:
        """Say whether residents reach the portal by https."""
        return bool(self.public_url and self.public_url.startswith("https:"))
