"""Connections that go where an operator lets them: to the world, not into the house.

A name is judged by the address that it turned out to have, on the connection that is
used, before a word is said: one that is resolved anew later deceives nobody.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from socket import socket
from typing import Any, Final

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from notify.application.ports import ChannelRefused

Networks = tuple[IPv4Network | IPv6Network, ...]
SCHEMES: Final = ("http://", "https://")
CARRYING: Final = IPv6Network("64:ff9b::/96")
"""RFC 6052: the rest of the address is one of the older kind."""
LOCAL: Final = (
    IPv4Network("192.0.0.0/24"),
    IPv6Network("::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("fec0::/10"),
)
"""What Python takes for the world's, and is no more, or never was."""


def guarded_session(inside: Networks) -> Session:
    """Return a session that reaches public addresses, and those of `inside`.

    It knows no proxy and no password of the environment's.
    """
    session = Session()
    session.trust_env = False
    for scheme in SCHEMES:
        session.mount(scheme, _Guard(inside))
    return session


def may_be_called(address: str, inside: Networks) -> bool:
    """Say whether an address is the world's, or one of those let in."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        ip = _carried(ip) or ip
    if any(ip in network for network in inside):
        return True
    return ip.is_global and not ip.is_multicast and not _is_local(ip)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """Return the address of the older kind that a gateway would make of it."""
    if ip in CARRYING:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _is_local(ip: IPv4Address | IPv6Address) -> bool:
    return any(ip in network for network in LOCAL)


class _Guard(HTTPAdapter):
    """Makes connections that look at whom they reached."""

    def __init__(self, inside: Networks) -> None:
        self._inside = inside
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **how: Any) -> None:  # noqa: ANN401
        """Let the pools make our connections."""
        super().init_poolmanager(*sizes, **how)
        self.poolmanager.pool_classes_by_scheme = _pools(self._inside)


def _pools(inside: Networks) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket:
            return _judged(super()._new_conn(), inside)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket:
            return _judged(super()._new_conn(), inside)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _judged(reached: socket, inside: Networks) -> socket:
    if may_be_called(reached.getpeername()[0], inside):
        return reached
    reached.close()
    raise ChannelRefused("an address inside the house that no operator let in")
