"""Tables, and how the rows of each become words of the domain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from minqing_chassis.tables import spine_tables
from notify.domain.follow_up import Answer, FollowUp, FollowUpState
from notify.domain.notice import Audience, Notice, NoticeState, Urgency
from notify.domain.occurrence import Step
from notify.domain.organisation import Organisation

metadata: Final = MetaData()
spine: Final = spine_tables(metadata)


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


notices: Final = Table(
    "notices",
    metadata,
    Column("notice_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False, index=True),
    Column("correlation_id", Uuid, nullable=False),
    Column("case_revision", Integer),
    Column("step", String(32), nullable=False),
    Column("audience", String(32), nullable=False),
    Column("recipient", String(64), nullable=False),
    Column("organisation_id", String(64)),
    Column("urgency", SmallInteger, nullable=False),
    _moment("at"),
    Column("params", JSONB, nullable=False),
    Column("state", String(32), nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    _moment("next_attempt_at", nullable=True),
    Column("lease", Uuid),
    _moment("leased_until", nullable=True),
    Column("in_trouble", Boolean, nullable=False, server_default=false()),
    Column("channel", String(32)),
    Column("error", Text, nullable=False, server_default=""),
    _moment("settled_at", nullable=True),
    Column("digest_id", Uuid),
    Column(
        "recorded_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.now(),
    ),
    Index(
        "notices_to_send",
        "urgency",
        "next_attempt_at",
        postgresql_where=text("next_attempt_at is not null"),
    ),
    Index(
        "notices_in_trouble",
        "notice_id",
        postgresql_where=text("in_trouble"),
    ),
    Index("notices_by_organisation", "organisation_id", "notice_id"),
    # Rows come in the order of time, nearly: a few pages of index find a month.
    Index("notices_by_time", "at", postgresql_using="brin"),
    Index(
        "notices_of_digests",
        "digest_id",
        postgresql_where=text("digest_id is not null"),
    ),
)

follow_ups: Final = Table(
    "follow_ups",
    metadata,
    Column("follow_up_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False, index=True),
    Column("receipt", String(64), nullable=False),
    Column("case_revision", Integer, nullable=False),
    Column("organisation_id", String(64)),
    _moment("asked_at"),
    _moment("lapses_at", nullable=True),
    Column("resolved_by", Text),
    _moment("resolved_at", nullable=True),
    Column("outcome", String(32)),
    Column("state", String(32), nullable=False),
    Column("solved", Boolean),
    Column("satisfied", Boolean),
    Column("reason", Text),
    Column("answered_by", Text),
    _moment("ended_at", nullable=True),
    Column("settled_as", String(32)),
    Index("follow_ups_by_state", "state", "asked_at", "follow_up_id"),
    Index(
        "follow_ups_to_lapse",
        "lapses_at",
        "follow_up_id",
        postgresql_where=text("state = 'open'"),
    ),
)

case_heads: Final = Table(
    "case_heads",
    metadata,
    Column("petition_id", Uuid, primary_key=True),
    Column("case_revision", Integer, nullable=False),
)

organisations: Final = Table(
    "organisations",
    metadata,
    Column("organisation_id", String(64), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent_id", String(64), index=True),
    Column("desk_address", Text),
    Column("active", Boolean, nullable=False),
)

Row = Mapping[str, Any]


def notice_row(notice: Notice) -> dict[str, Any]:
    """Return the columns of a new notice."""
    return {
        "notice_id": notice.notice_id,
        "petition_id": notice.petition_id,
        "correlation_id": notice.correlation_id,
        "case_revision": notice.case_revision,
        "step": notice.step,
        "audience": notice.audience,
        "recipient": notice.recipient,
        "organisation_id": notice.organisation_id,
        "urgency": notice.urgency,
        "at": notice.at,
        "params": notice.params,
        "state": notice.state,
        "attempts": notice.attempts,
        "next_attempt_at": notice.next_attempt_at,
    }


def notice_from(row: Row) -> Notice:
    """Read a notice from its row."""
    return Notice(
        notice_id=row["notice_id"],
        petition_id=row["petition_id"],
        correlation_id=row["correlation_id"],
        case_revision=row["case_revision"],
        step=Step(row["step"]),
        audience=Audience(row["audience"]),
        recipient=row["recipient"],
        organisation_id=row["organisation_id"],
        urgency=Urgency(row["urgency"]),
        at=row["at"],
        params=row["params"],
        state=NoticeState(row["state"]),
        attempts=row["attempts"],
        next_attempt_at=row["next_attempt_at"],
    )


def claimed_notice_from(row: Row) -> Notice:
    """Read a notice from a claimed row, whose moments are text.

    Raises ValueError for what this release cannot read.
    """
    moments = ("at", "next_attempt_at")
    read = {name: datetime.fromisoformat(row[name]) for name in moments}
    return notice_from({**row, **read})


def follow_up_row(question: FollowUp) -> dict[str, Any]:
    """Return the columns of a question."""
    given = question.given
    return {
        "follow_up_id": question.id,
        "petition_id": question.petition_id,
        "receipt": question.receipt,
        "case_revision": question.case_revision,
        "organisation_id": question.organisation_id,
        "asked_at": question.asked_at,
        "lapses_at": question.lapses_at,
        "resolved_by": question.resolved_by,
        "resolved_at": question.resolved_at,
        "outcome": question.outcome,
        "state": question.state,
        "solved": given.solved if given else None,
        "satisfied": given.satisfied if given else None,
        "reason": given.reason if given else None,
        "answered_by": given.by if given else None,
        "ended_at": question.ended_at,
        "settled_as": question.settled_as,
    }


def follow_up_from(row: Row) -> FollowUp:
    """Read a question from its row."""
    return FollowUp(
        petition_id=row["petition_id"],
        receipt=row["receipt"],
        case_revision=row["case_revision"],
        organisation_id=row["organisation_id"],
        asked_at=row["asked_at"],
        lapses_at=row["lapses_at"],
        resolved_by=row["resolved_by"],
        resolved_at=row["resolved_at"],
        outcome=row["outcome"],
        state=FollowUpState(row["state"]),
        given=_answer(row),
        ended_at=row["ended_at"],
        settled_as=row["settled_as"],
    )


def _answer(row: Row) -> Answer | None:
    if row["answered_by"] is None:
        return None
    return Answer(
        solved=row["solved"],
        satisfied=row["satisfied"],
        reason=row["reason"],
        by=row["answered_by"],
    )


def organisation_row(organisation: Organisation) -> dict[str, Any]:
    """Return the columns of an organisation."""
    return {
        "organisation_id": organisation.organisation_id,
        "revision": organisation.revision,
        "name": organisation.name,
        "parent_id": organisation.parent_id,
        "desk_address": organisation.desk_address,
        "active": organisation.active,
    }


def organisation_from(row: Row) -> Organisation:
    """Read an organisation from its row."""
    return Organisation(**row)
