"""How the services are: asked at their own doors for health and figures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import requests

from portal.domain.watching import SERVICE, Sample

TIMEOUT: Final = (0.5, 1.5)
"""Short, for one that hangs must not hide the others from who looks."""
LINE: Final = re.compile(r"^minqing_([a-z_]+)(?:\{([^}]*)\})? ([0-9.e+-]+)$", re.M)
ABOUT: Final = re.compile(r'neighbour="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class ServiceState:
    """One service: whether it answers and is ready, what waits; None: not known."""

    name: str
    answers: bool
    ready: bool
    waiting: int | None = None
    dead: int | None = None
    samples: tuple[Sample, ...] = ()

    @property
    def is_well(self) -> bool:
        """Tell whether nobody has to look at it."""
        return self.ready and not self.dead


def trouble_first(found: Iterable[ServiceState]) -> list[ServiceState]:
    """Return them in the order in which somebody looks at them."""
    return sorted(found, key=lambda one: (one.is_well, one.ready, one.name))


class ServiceStates:
    """Asks every service; who does not answer is told so."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._urls = {name: url.rstrip("/") for name, url in urls.items()}
        self._session = requests.Session()
        self._session.trust_env = False

    @property
    def names(self) -> list[str]:
        """Return which there are."""
        return list(self._urls)

    def one(self, name: str) -> ServiceState:
        """Return how one of them is."""
        try:
            ready = self._get(f"{self._urls[name]}/health/ready")
            samples = samples_in(name, self._get(f"{self._urls[name]}/metrics").text)
        except requests.RequestException:
            return ServiceState(
                name=name, answers=False, ready=False, samples=(_state(name, 0),)
            )
        figures = {each.series: int(each.number) for each in samples}
        return ServiceState(
            name=name,
            answers=True,
            ready=ready.ok,
            waiting=figures.get("outbox_rows"),
            dead=figures.get("dead_letters"),
            samples=(_state(name, 2 if ready.ok else 1), *samples),
        )

    def _get(self, url: str) -> requests.Response:
        return self._session.get(url, timeout=TIMEOUT, allow_redirects=False)


def samples_in(service: str, text: str) -> tuple[Sample, ...]:
    """Return what a service measures, as its page of metrics tells it."""
    return tuple(
        Sample(
            service=service,
            series=series,
            number=float(number),
            about=about[1] if (about := ABOUT.search(labels)) else "",
        )
        for series, labels, number in LINE.findall(text)
    )


def _state(service: str, state: int) -> Sample:
    return Sample(service=service, series=SERVICE, number=float(state))
