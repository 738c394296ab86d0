"""How often somebody may try something: counted in the database, for all processes.

A count in memory would be each process's own, and gone with it. Who tries stands there
as a keyed fingerprint: no address and no number can be read back.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from minqing_chassis.database import UNAVAILABLE, Database
from minqing_chassis.sealing import Sealer

TRY: Final = """
insert into tries (kind, who, since, count) values (:kind, :who, now(), :more)
on conflict (kind, who) do update set
    count = case when tries.since < now() - cast(:span as interval)
        then :more else tries.count + :more end,
    since = case when tries.since < now() - cast(:span as interval)
        then now() else tries.since end
returning count
"""
FORGET: Final = "delete from tries where since < now() - interval '1 day'"
SITE_BITS: Final = 64
"""One household or firm has a whole IPv6 network of that many bits."""
Networks = tuple[IPv4Network | IPv6Network, ...]


class Kind(StrEnum):
    """What is counted."""

    TELL = "tell"
    TELL_FROM = "tell-from"
    TRACK = "track"
    BOOK = "book"
    BOOK_FROM = "book-from"
    PICTURE = "picture"
    PICTURE_FROM = "picture-from"
    LINK = "link"
    LINK_FROM = "link-from"
    REPORT = "report"
    NEARBY = "nearby"
    NEARBY_FROM = "nearby-from"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many tries within a span."""

    most: int
    span: timedelta


HOUR: Final = timedelta(hours=1)
LIMITS: Final = {
    Kind.TELL: Limit(most=5, span=HOUR),
    Kind.TELL_FROM: Limit(most=60, span=HOUR),
    Kind.TRACK: Limit(most=5, span=timedelta(minutes=15)),
    Kind.BOOK: Limit(most=5, span=HOUR),
    Kind.BOOK_FROM: Limit(most=60, span=HOUR),
    Kind.PICTURE: Limit(most=40, span=HOUR),
    Kind.PICTURE_FROM: Limit(most=400, span=HOUR),
    Kind.LINK: Limit(most=20, span=HOUR),
    Kind.LINK_FROM: Limit(most=60, span=HOUR),
    Kind.REPORT: Limit(most=100, span=HOUR),
    Kind.NEARBY: Limit(most=30, span=HOUR),
    Kind.NEARBY_FROM: Limit(most=600, span=HOUR),
}
"""A device tells five matters an hour, and books five receptions. Behind one address
a mobile operator may put a whole town: sixty. Pictures: forty, and four hundred. Five
wrong codes for one number within a quarter of an hour. By one personal link come twenty
matters an hour, or a hundred months' forms; sixty wrong links are tried from one
address. What is open near by is shown thirty times an hour, and six hundred."""


class Limits:
    """Counts, and says whether it is still few enough."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def allows(self, kind: Kind, who: str, more: int = 1) -> bool:
        """Count one more try, or so many; while the database is away nobody waits."""
        limit, key = LIMITS[kind], self._sealer.blind_index(who, f"portal.{kind}")
        asked = {"kind": kind.value, "who": key[:64], "span": limit.span, "more": more}
        try:
            rows = self._database.rows(TRY, **asked)
        except UNAVAILABLE:
            return True
        return int(rows[0]["count"]) <= limit.most

    def forget(self) -> None:
        """Throw away what counts no more."""
        self._database.rows(FORGET)


def site_of(peer: str, forwarded: str, trusted: Networks) -> str | None:
    """Return the network that somebody comes from; None where that tells nothing.

    What a proxy says counts only if the proxy is trusted, and then its last words that
    no trusted one wrote. Behind an address that is not the internet's own (a proxy that
    nobody named, a hall full of kiosks) are many: they are not counted as one.
    """
    hops = [each.strip() for each in forwarded.split(",") if each.strip()]
    address = _address(peer)
    while address is not None and hops and any(address in net for net in trusted):
        address = _address(hops.pop())
    if address is None or not address.is_global:
        return None
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, SITE_BITS), strict=False))
    return str(address)


def _address(said: str) -> IPv6Address | IPv4Address | None:
    try:
        address = ip_address(said)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
