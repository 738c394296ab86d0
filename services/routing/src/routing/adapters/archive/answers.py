"""From a file's records to answers, or to the faults that forbid it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from minqing_chassis.database import Database
from minqing_kernel.errors import DomainError
from minqing_kernel.text import clean
from routing.adapters.archive.mapping import AnswerMapping, NoValue
from routing.adapters.archive.records import Record
from routing.application.replaying import Faulty, OldAnswer, OldCase
from routing.domain.resolution import Outcome

LONGEST_REPLY = 100_000
OLD_CASES = """
select external_ref, petition_id, exists (
    select from resolutions r where r.petition_id = c.petition_id
) as answered
from cases c
where external_ref = any(:refs) and from_archive
    and (cast(:units as text[]) is null or organisation_id = any(:units))
"""


def read_answers(
    records: Iterable[Record], mapping: AnswerMapping
) -> Iterator[OldAnswer | Faulty | None]:
    """Yield each record as an answer or with its faults; None if it holds none yet."""
    for record in records:
        yield _Reading(record, mapping).result()


class _Reading:
    """One record; faults gather field by field."""

    def __init__(self, record: Record, mapping: AnswerMapping) -> None:
        self._record = record
        self._mapping = mapping
        self._faults: dict[str, str] = {}

    def result(self) -> OldAnswer | Faulty | None:
        if self._record.fault:
            self._faults[""] = self._record.fault
            return self._faulty(self._text("external_ref"))
        external_ref = self._text("external_ref") or self._fault("external_ref")
        said = self._said("resolved_at")
        if not self._faults and (said is None or said == ""):
            return None
        moment = self._try("resolved_at", partial(self._mapping.moment, said))
        answer = {"reply": self._reply(), "outcome": self._outcome()}
        if self._faults:
            return self._faulty(external_ref)
        return OldAnswer(
            line=self._record.line,
            external_ref=external_ref,
            resolved_at=moment,
            **answer,
        )

    def _reply(self) -> Any:  # noqa: ANN401
        reply = self._text("reply")
        if len(reply) > LONGEST_REPLY:
            self._faults["reply"] = "too-long"
        return reply

    def _outcome(self) -> Any:  # noqa: ANN401
        said = self._text("outcome") or Outcome.RESOLVED.value
        if said not in set(Outcome):
            return self._fault("outcome", "not-one-of")
        return Outcome(said)

    def _text(self, name: str) -> str:
        said = self._said(name)
        return str(
            self._try(name, lambda: clean("" if said is None else str(said))) or ""
        )

    def _said(self, name: str) -> Any:  # noqa: ANN401
        source = self._mapping.sources.get(name)
        if source is None:
            return None
        return self._try(name, lambda: source.find(self._record.values))

    def _try(self, name: str, act: Callable[[], Any]) -> Any:  # noqa: ANN401
        try:
            return act()
        except NoValue as error:
            return self._fault(name, error.code)
        except DomainError:
            return self._fault(name, "unreadable")

    def _fault(self, name: str, code: str = "required") -> str:
        self._faults.setdefault(name, code)
        return ""

    def _faulty(self, external_ref: str) -> Faulty:
        return Faulty(
            line=self._record.line, external_ref=external_ref, faults=self._faults
        )


class OldCases:
    """Finds the cases of an older system by their numbers there.

    `organisation_ids` narrows them, where two systems numbered alike.
    """

    def __init__(
        self, database: Database, organisation_ids: Sequence[str] | None = None
    ) -> None:
        self._database = database
        self._units = None if organisation_ids is None else list(organisation_ids)

    def __call__(self, external_refs: Sequence[str]) -> list[OldCase]:
        """Return the cases that have these numbers."""
        rows = self._database.rows(
            OLD_CASES, refs=list(external_refs), units=self._units
        )
        return [
            OldCase(
                external_ref=row["external_ref"],
                petition_id=row["petition_id"],
                answered=row["answered"],
            )
            for row in rows
        ]
