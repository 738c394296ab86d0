"""Whose a number and a code are: intake knows, and counts wrong ones."""

from threading import Lock
from typing import Any, Final, Protocol
from uuid import UUID

from minqing_chassis.rpc import RpcClient, RpcUnavailable
from routing.application.documents.views import DocumentRow
from routing.domain.documents.errors import CodesUnasked, NotOpened, TooManyCodes
from routing.domain.documents.layout import LAYOUTS, Addressee, DocumentKind

PATIENCE: Final = 3.0


class Asks(Protocol):
    """One method of another service."""

    def call(self, method: str, **values: Any) -> Any:  # noqa: ANN401
        """Return what it answers; raise RpcUnavailable."""
        ...


class PetitionerCodes:
    """Asks intake; one question at a time, for a connection serves one.

    While intake is away nobody waits for more than two of these, whoever asks.
    """

    def __init__(self, intake: Asks, patience: float = PATIENCE) -> None:
        self._intake, self._patience = intake, patience
        self._lock = Lock()

    def petition_of(self, receipt: str, code: str) -> UUID:
        """Return the petition of a number, if the code is its own.

        Raises NotOpened, TooManyCodes, CodesUnasked.
        """
        if not self._lock.acquire(timeout=self._patience):
            raise CodesUnasked
        try:
            told = self._intake.call("opened", receipt=receipt, code=code)
        except RpcUnavailable:
            raise CodesUnasked from None
        finally:
            self._lock.release()
        if told["petition_id"] is None:
            raise TooManyCodes if told["wait"] else NotOpened
        return UUID(told["petition_id"])


def codes_of(amqp_uri: str) -> PetitionerCodes:
    """Return who asks the intake of this agency."""
    return PetitionerCodes(RpcClient("intake", amqp_uri, timeout=PATIENCE))


def for_petitioner(rows: list[DocumentRow]) -> list[DocumentRow]:
    """Return those that were issued to the petitioner: printed, and addressed so.

    What goes to a unit, or to several parties, is not among them.
    """
    return [
        row
        for row in rows
        if row.sha256 is not None
        and LAYOUTS[DocumentKind(row.kind)].addressee is Addressee.PETITIONER
    ]
