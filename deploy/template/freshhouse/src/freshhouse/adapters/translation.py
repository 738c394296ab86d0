"""Freshhouse's facts as contracts, and other services' contracts as commands."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_kernel.messages import Command, DomainEvent

TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {}

COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {}
