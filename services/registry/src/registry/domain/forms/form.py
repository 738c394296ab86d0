"""A visit form handed on to another organisation of the agency (D-16)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.forms.errors import FormFixed, FormNotReceived
from registry.domain.forms.events import FormForwarded, FormReceived, FormReported

MOST: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of a form: how many found work, how many began a business."""

    jobs: int = 0
    startups: int = 0

    def __post_init__(self) -> None:
        for name in ("jobs", "startups"):
            if not 0 <= getattr(self, name) <= MOST:
                raise Invalid(fields={name: "out-of-range"})


@dataclass(eq=False, kw_only=True)
class VisitForm(Aggregate):
    """One form: handed on, received against a receipt, and what came of it."""

    form_id: UUID
    visit_id: UUID
    from_id: str
    to_id: str
    sent_by: str
    sent_at: datetime
    receipt: str | None = None
    received_by: str | None = None
    received_at: datetime | None = None
    result: Result = Result()
    revision: int = 0

    def send(self, visit_id: UUID, to_id: str) -> None:
        """Be handed on, once; the same again changes nothing. Raises FormFixed."""
        if (visit_id, to_id) != (self.visit_id, self.to_id):
            raise FormFixed
        if not self.revision:
            self.record(
                FormForwarded(
                    form_id=self.form_id,
                    revision=self._next(),
                    from_id=self.from_id,
                    to_id=to_id,
                    at=self.sent_at,
                )
            )

    def receive(self, *, by: str, at: datetime) -> None:
        """Give the receipt (回执), once."""
        if self.receipt is not None:
            return
        self.receipt, self.received_by, self.received_at = (
            receipt_of(self.form_id),
            by,
            at,
        )
        self.record(
            FormReceived(
                form_id=self.form_id,
                revision=self._next(),
                receipt=self.receipt,
                at=at,
            )
        )

    def report(self, result: Result, *, at: datetime) -> None:
        """Say what came of it by now; raises FormNotReceived before the receipt."""
        if self.receipt is None:
            raise FormNotReceived
        if result == self.result:
            return
        self.result = result
        self.record(
            FormReported(
                form_id=self.form_id, revision=self._next(), at=at, **vars(result)
            )
        )

    def _next(self) -> int:
        self.revision += 1
        return self.revision


def receipt_of(form_id: UUID) -> str:
    """Return the receipt of a form: the same whenever it is asked for."""
    digits = form_id.hex.upper()
    return f"ZF-{digits[:8]}-{digits[-8:]}"
