"""What each service process is told, in environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from minqing_local.keys import Keys

SERVICES = ("registry", "intake", "routing", "notify", "portal")
"""The services of an agency, in the order in which they are started."""

PASSED_ON = (
    "PATH",
    "PYTHONPATH",
    "LOG_LEVEL",
    "POOL_SIZE",
    "TIME_ZONE",
    "PUBLIC_URL_NOTIFY",
    "PUBLIC_URL_REGISTRY",
    "SMTP_URL",
    "MAIL_FROM",
    "NOTICE_LANGUAGE",
    "DISPATCH_ADDRESS",
    "HOOK_NETWORKS",
    "SEND_BATCH",
    "SEND_LEASE_SECONDS",
    "FOLLOW_UP_DAYS",
    "RECEIPT_PREFIX",
    "HANDLING_DAYS",
    "REWORKING_DAYS",
    "GRACE_DAYS",
    "ESCALATION_DAYS",
    "HAZARD_DESKS",
    "GATHERED_CASES",
    "DIGEST_MINUTES",
    "STATEMENT_LETTERS_PER_HOUR",
    "STATEMENT_MIB_PER_HOUR",
    "PAIR_KEYS_DIR",
    "PICTURES_S3",
    "PICTURES_KEPT_IN",
    "PLACE_NAME",
    "PUBLIC_TELEPHONE",
    "PORTAL_ENVIRONMENT",
    "PORTAL_PUBLIC_URL",
    "PORTAL_OIDC_ISSUER",
    "PORTAL_OIDC_CLIENT_ID",
    "PORTAL_OIDC_STAFF_CLAIM",
    "PORTAL_OIDC_SCOPE",
    "TRUSTED_PROXIES",
    "EVENTLET_NO_GREENDNS",
)
"""What the operator may say at `make run` and a service reads as it stands."""
FILES_PASSED_ON = (
    "POLICY_FILE",
    "CALENDAR_FILE",
    "SECTIONS_FILE",
    "PICTURES_S3_KEYS_FILE",
    "SMS_PROVIDERS_FILE",
    "PORTAL_OIDC_CLIENT_SECRET_FILE",
)
"""Paths that the operator named from where they stand; services stand elsewhere."""
USUAL = {"POLICY_FILE": Path(__file__).parents[3] / "policies" / "default.yml"}
"""What holds where the operator names nothing, here as in compose."""


@dataclass(frozen=True)
class Surroundings:
    """Everything around the services of one agency."""

    agency: str
    amqp_uri: str
    database_urls: Mapping[str, str]
    http_ports: Mapping[str, int]
    keys: Keys
    mail_folder: Path
    clock_file: Path | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def service_environ(service: str, around: Surroundings) -> dict[str, str]:
    """Return the whole environment of one service's process.

    Only the registry, which issues passes and tokens, learns where the private key is;
    routing, which seals nothing, gets no key for that.
    """
    environ = _inherited() | {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUNBUFFERED": "1",
        "AGENCY": around.agency,
        "AMQP_URI": around.amqp_uri,
        database_variable(service): around.database_urls[service],
        "HTTP_ADDRESS": f"127.0.0.1:{around.http_ports[service]}",
        "JWT_PUBLIC_KEY_FILE": str(around.keys.jwt_public),
        "MAIL_OUT_DIR": str(around.mail_folder),
    }
    if service != "routing":
        environ["SEALING_KEY_FILE"] = str(around.keys.sealing)
    if service == "portal":
        environ |= portal_environ(around.http_ports)
        is_public = environ.get("PORTAL_PUBLIC_URL", "").startswith("https:")
        environ["PORTAL_GALLERY"] = "no" if is_public else "yes"
        environ |= watched_environ(around.mail_folder.parent)
    if service == "notify" and "portal" in around.http_ports:
        pages = f"http://127.0.0.1:{around.http_ports['portal']}"
        environ.setdefault("PORTAL_PUBLIC_URL", pages)
    if service == "registry":
        environ["JWT_PRIVATE_KEY_FILE"] = str(around.keys.jwt_private)
        environ["PICTURES_DIR"] = str(around.mail_folder.parent / "pictures")
    if service == "intake":
        pictures = around.mail_folder.parent / "petition-pictures"
        environ["PICTURES_DIR"] = str(pictures)
    if around.clock_file is not None:
        environ["MINQING_CLOCK_FILE"] = str(around.clock_file)
    return environ | dict(around.extra)


def portal_environ(ports: Mapping[str, int]) -> dict[str, str]:
    """Return where the doors are that the portal goes to; port 9 answers nobody."""
    doors = ("registry", "intake", "routing", "notify")
    return {
        f"{name.upper()}_URL": f"http://127.0.0.1:{ports.get(name, 9)}"
        for name in doors
    }


def watched_environ(home: Path) -> dict[str, str]:
    """Return what the portal watches: the last backup's mark, neighbours' certificates.

    The certificates are there where agencies run side by side alone.
    """
    tls = [home / "tls" / name for name in ("agency.pem", "authority.pem")]
    there = ",".join(str(each) for each in tls if each.exists())
    watched = {"CERTIFICATE_FILES": there} if there else {}
    return watched | {"BACKUP_MARK_FILE": str(home / "backup.mark")}


def database_variable(service: str) -> str:
    """Return the name of the variable that holds a service's database address."""
    return f"DATABASE_URL_{service.upper()}"


def _inherited() -> dict[str, str]:
    """Keep what the operator chose, and coverage where a test measures it."""
    chosen = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith("COVERAGE_")
    }
    named = {name: os.environ.get(name) or USUAL.get(name) for name in FILES_PASSED_ON}
    return chosen | {name: str(Path(f).resolve()) for name, f in named.items() if f}
