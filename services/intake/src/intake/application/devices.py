"""Whose device calls: asked before any transaction, and never at the call's cost."""

import logging
from dataclasses import dataclass
from typing import Protocol

from intake.application.ports import Seals
from intake.domain.contact import Contact
from intake.domain.device import Device

log = logging.getLogger(__name__)


class KnowsDevices(Protocol):
    """Finds devices."""

    def device(self, device_id: str) -> Device | None:
        """Return one device."""
        ...


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who lives with a device, and where."""

    device: Device
    contact: Contact


class DeviceDesk:
    """Finds who called (D-20); a look-up that fails loses nothing but the name."""

    def __init__(self, devices: KnowsDevices, seals: Seals) -> None:
        self._devices = devices
        self._seals = seals

    def holder(self, device_id: str) -> Holder | None:
        """Return who lives with an active device, None where nobody can be named."""
        try:
            return self._holder(device_id)
        except Exception:
            log.exception(
                "device %s could not be looked up; its call goes on", device_id
            )
            return None

    def _holder(self, device_id: str) -> Holder | None:
        device = self._devices.device(device_id)
        if device is None or not device.active:
            return None
        opened = self._seals.open(device.contact, device_id) if device.contact else {}
        return Holder(device=device, contact=Contact(**opened))
