"""What visits found: its table, what is told of it, and its words asked of registry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Uuid, text

from intake.adapters.tables import METADATA
from intake.application.raising import FindingWords, HearFinding, WordsAway
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.errors import UnknownFinding
from intake.domain.raised import FindingAnswered, RaisedFinding, RaisedState
from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.rpc import RpcUnavailable
from minqing_chassis.unit_of_work import SqlWork, Told
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_findings import FindingAnsweredV1
from minqing_contracts.registry_findings import FindingRaisedV1
from minqing_kernel.messages import Command, DomainEvent

FINDINGS = Table(
    "findings",
    METADATA,
    Column("finding_id", Uuid, primary_key=True),
    Column("visit_id", Uuid, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("category", String(64)),
    Column("reported_by", String(320), nullable=False),
    Column("held_at", DateTime(timezone=True), nullable=False),
    Column("joins", Uuid),
    Column("state", String(32), nullable=False),
    Column("petition_id", Uuid),
    Column("receipt", String(40)),
    Index("findings_heard", "finding_id", postgresql_where=text("state = 'heard'")),
    Index(
        "findings_by_petition",
        "petition_id",
        postgresql_where=text("petition_id is not null"),
    ),
)
"""No word of anybody: those stand in the petition, and at registry under seals."""

WAITING = """
select finding_id from findings f where state = 'heard' and not exists (
    select from findings g where g.finding_id = f.joins and g.state = 'heard'
) order by finding_id limit 100
"""


BESIDE = """
select petition_id from findings
where joins = :joins and petition_id is not null order by finding_id limit 1
"""


class SqlRaised(Repository[RaisedFinding]):
    """All findings that were told of."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work, FINDINGS, to_row=_row, from_row=_of, missing=UnknownFinding
        )

    def petition_beside(self, joins: UUID) -> UUID | None:
        """Return the first petition of those that were to join a finding, if any.

        Whoever asks has locked that finding, so that two never both find none.
        """
        found = self._work.read(BESIDE, joins=joins)
        return found[0]["petition_id"] if found else None


def waiting_findings(database: Database) -> Sequence[UUID]:
    """Return what is to become a petition, as far as it can by now."""
    return [row["finding_id"] for row in database.rows(WAITING)]


def _row(finding: RaisedFinding) -> dict[str, Any]:
    return {each.name: getattr(finding, each.name) for each in fields(finding)}


def _of(row: Mapping[str, Any]) -> RaisedFinding:
    words = {"channel": Channel(row["channel"]), "state": RaisedState(row["state"])}
    return RaisedFinding(**{**row, **words})


class Calls(Protocol):
    """Whatever can call a method of another service."""

    def call(self, method: str, **values: Any) -> Any:  # noqa: ANN401
        """Return the answer, or raise RpcUnavailable."""
        ...


class RegistryWords:
    """Registry owns the words; it logs that they were read, and for what."""

    def __init__(self, registry: Calls) -> None:
        self._registry = registry

    def of(self, finding_ids: Sequence[UUID]) -> Mapping[UUID, FindingWords]:
        """Return the words of those that registry knows, in one call, or WordsAway."""
        ids = [str(each) for each in finding_ids]
        try:
            found = self._registry.call("finding_words", finding_ids=ids)
        except RpcUnavailable as error:
            raise WordsAway("registry does not answer") from error
        return {UUID(key): _words(said) for key, said in found.items()}


def _words(said: Mapping[str, str]) -> FindingWords:
    contact = Contact.of(name=said["name"], telephone=said["telephone"])
    return FindingWords(text=said["text"], place=said["place"], contact=contact)


def hear_finding(_: Envelope, event: FindingRaisedV1) -> Command:
    """Read registry's word on a finding."""
    known = set(Channel)
    channel = Channel(event.channel) if event.channel in known else Channel.OTHER
    return HearFinding(
        told=RaisedFinding(
            finding_id=event.finding_id,
            visit_id=event.visit_id,
            attempt=event.attempt,
            channel=channel,
            organisation_id=event.organisation_id,
            category=event.category,
            reported_by=event.reported_by,
            held_at=event.held_at,
            joins=event.joins,
        )
    )


def _answered(fact: FindingAnswered) -> Told:
    event = FindingAnsweredV1(
        finding_id=fact.finding_id,
        visit_id=fact.visit_id,
        attempt=fact.attempt,
        petition_id=fact.petition_id,
        receipt=fact.receipt,
        joined=fact.joined,
        refused=dict(fact.refused),
        answered_at=fact.answered_at,
    )
    return Told(
        subject=f"finding:{fact.finding_id}",
        revision=fact.attempt,
        step="finding-registered" if fact.petition_id else "finding-refused",
        at=fact.answered_at,
        event=event,
        detail={"receipt": fact.receipt, "refused": dict(fact.refused)},
    )


RAISED_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    FindingAnswered: _answered
}
