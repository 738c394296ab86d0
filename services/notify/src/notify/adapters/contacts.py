"""Petitioners' contacts, asked of intake once a batch and forgotten with it."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol
from uuid import UUID

from minqing_chassis.rpc import RpcUnavailable
from notify.application.ports import Contact, ContactsAway

PURPOSE = "notice"


class Calls(Protocol):
    """Whatever can call a method of another service."""

    def call(self, method: str, **values: Any) -> Any:  # noqa: ANN401
        """Return the answer, or raise RpcUnavailable."""
        ...


class IntakeContacts:
    """Intake owns the contacts; it logs that we read them, and for which purpose."""

    def __init__(self, intake: Calls) -> None:
        self._intake = intake

    def of(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Contact]:
        """Return the contacts of those who left one, in one call, or ContactsAway."""
        ids = [str(each) for each in petition_ids]
        try:
            found = self._intake.call("contacts", petition_ids=ids, purpose=PURPOSE)
        except RpcUnavailable as error:
            raise ContactsAway(str(error)) from error
        try:
            return {UUID(key): _contact(given) for key, given in found.items() if given}
        except (AttributeError, TypeError, ValueError) as error:
            raise ContactsAway("intake's answer cannot be read") from error


def _contact(given: Mapping[str, str | None]) -> Contact:
    return Contact(
        name=given.get("name") or "",
        email=given.get("email"),
        address=given.get("address"),
        telephone=given.get("telephone"),
        language=given.get("language"),
        tracking_code=given.get("tracking_code"),
    )
