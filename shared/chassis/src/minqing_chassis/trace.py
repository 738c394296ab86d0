"""Every step of one petition across all services: `cli trace RECEIPT`."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from minqing_chassis.rpc import RpcUnavailable
from minqing_chassis.timeline import Step

SERVICES = ("intake", "routing", "notify")


class Asks(Protocol):
    """Whatever can ask one service for the timeline of a matter."""

    def call(self, method: str, **values: Any) -> Any:  # noqa: ANN401
        """Return the answer, or raise RpcUnavailable."""
        ...


@dataclass(frozen=True)
class Trace:
    """The steps in the order of time, and the services that did not answer."""

    steps: Sequence[Step]
    silent: Sequence[str] = field(default_factory=list)


def trace(
    subject: str,
    client: Callable[[str], Asks],
    *,
    services: Iterable[str] = SERVICES,
) -> Trace:
    """Ask each service what it did; one that is away is named, not waited for."""
    steps, silent = list[Step](), list[str]()
    for service in services:
        try:
            steps += client(service).call("timeline", petition_id=subject)
        except RpcUnavailable:
            silent.append(service)
    return Trace(sorted(steps, key=lambda step: step["at"]), silent)


def print_trace(found: Trace) -> None:
    """Write one line a step: when, which service, what, who, on account of what."""
    for step in found.steps:
        detail = " ".join(f"{key}={value}" for key, value in step["detail"].items())
        sys.stdout.write(
            f"{step['at']}  {step['service']:<8} {step['step']:<20} {step['actor']:<28}"
            f" {step['correlation_id'] or '-'}  {detail}\n"
        )
    for service in found.silent:
        sys.stdout.write(f"{service} did not answer; its steps are missing\n")


def add_trace(
    commands: Any,  # noqa: ANN401
    find: Callable[[str], str],
    client: Callable[[str], Asks],
) -> None:
    """Add `trace RECEIPT` to a service's operator command.

    `find` turns a receipt number into the petition's id and raises NotFound.
    """
    parser = commands.add_parser("trace", help="every step of one petition, everywhere")
    parser.add_argument("receipt")
    parser.set_defaults(run=lambda a: print_trace(trace(find(a.receipt), client)))
