"""Agencies in network namespaces: a road between them on which packets can vanish.

>>> if can_lay():
...     with laid("street", "district") as road:
...         with road.at("district"):
...             ...                      # this thread, and what it starts, is there
...         with road.closed("street"):
...             ...                      # what the street sends vanishes

Every place has a loopback and one address; a namespace in the middle forwards between
them. Told not to, it drops what it gets and answers nothing, as a line does that broke.
"""

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, cached_property, partial
from pathlib import Path

from minqing_local.waiting import TooLate, wait_until
from tests.faults.traces import left_behind, mine

PREFIX = "minqing-faults"
NAMESPACES = Path("/run/netns")
HERE = Path("/proc/thread-self/ns/net")
WHY_NOT = "network namespaces need root and the program ip (iproute2)"
MIDDLE, TRIED = "middle", "tried"
NEW_NETWORK = 0x40000000
"""CLONE_NEWNET of Linux."""
ENDED = 20.0


def can_lay() -> bool:
    """Say whether this machine lets us make namespaces and join two of them."""
    return os.geteuid() == 0 and shutil.which("ip") is not None and _tried()


class Road:
    """The places, by name, and the way between any two of them."""

    def __init__(self, *places: str) -> None:
        self.places = places

    def address(self, place: str) -> str:
        """Return where the others find a place."""
        return f"10.213.{self.places.index(place)}.2"

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Put this thread there, and the threads and programs that it starts."""
        with _inside(NAMESPACES / self._namespace(place)):
            yield

    @contextmanager
    def closed(self, *places: str) -> Iterator[None]:
        """Lose what these places send (all, unless named), and nothing else."""
        with ExitStack() as after:
            for place in places or self.places:
                after.callback(self._forward, place, True)
                self._forward(place, False)
            yield

    @cached_property
    def namespaces(self) -> tuple[str, ...]:
        """The names of all namespaces that it needs."""
        return tuple(map(self._namespace, (MIDDLE, *self.places)))

    def lay(self) -> None:
        """Make the namespaces and join them."""
        for name in self.namespaces:
            _ip("netns", "add", name)
        for number, place in enumerate(self.places):
            self._join(self._namespace(place), number)
        with self.at(MIDDLE):
            _setting("ip_forward", "1")

    def _join(self, there: str, number: int) -> None:
        middle, near = self._namespace(MIDDLE), _near(number)
        ends = f"link add {near} type veth peer name out netns {there}"
        _ip("-n", middle, *ends.split())
        for where, last, end in ((middle, 1, near), (there, 2, "out")):
            address = f"10.213.{number}.{last}/24"
            _ip("-n", where, "address", "add", address, "dev", end)
            _ip("-n", where, "link", "set", end, "up")
        _ip("-n", there, "link", "set", "lo", "up")
        _ip("-n", there, "route", "add", "default", "via", f"10.213.{number}.1")

    def _forward(self, place: str, does: bool) -> None:
        with self.at(MIDDLE):
            end = _near(self.places.index(place))
            _setting(f"conf/{end}/forwarding", str(int(does)))

    def _namespace(self, place: str) -> str:
        return mine(PREFIX, place)


@contextmanager
def laid(*places: str) -> Iterator[Road]:
    """Lay a road between these places and take it up again; first the forgotten."""
    road = Road(*places)
    _take_up(left_behind(each.name for each in NAMESPACES.glob(f"{PREFIX}.*")))
    try:
        road.lay()
        yield road
    finally:
        _take_up(name for name in road.namespaces if (NAMESPACES / name).exists())


def _take_up(names: Iterable[str]) -> None:
    """Remove namespaces, and end whatever still runs in them."""
    for name in names:
        for pid in _pids(name):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(TooLate):
            wait_until(partial(_is_empty, name), f"the end of all in {name}", ENDED)
        _ip("netns", "delete", name)


def _is_empty(name: str) -> bool:
    return not _pids(name)


def _pids(name: str) -> list[int]:
    return [int(each) for each in _ip("netns", "pids", name).split()]


@contextmanager
def _inside(namespace: Path) -> Iterator[None]:
    """Put this thread into a namespace, and back at the end."""
    with HERE.open("rb") as home:
        with namespace.open("rb") as there:
            _enter(there.fileno())
        try:
            yield
        finally:
            _enter(home.fileno())


def _enter(handle: int) -> None:
    if _system().setns(handle, NEW_NETWORK) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


@cache
def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


@cache
def _tried() -> bool:
    try:
        with laid(TRIED):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def _near(number: int) -> str:
    return f"to{number}"


def _setting(name: str, value: str) -> None:
    """Set what this thread's namespace does with IPv4."""
    Path("/proc/sys/net/ipv4", name).write_text(value, encoding="ascii")


def _ip(*words: str) -> str:
    done = subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
    return done.stdout
