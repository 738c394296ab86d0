"""Arrivals, calls, groups and members as rows, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from intake.domain.channel import Channel
from intake.domain.device import DeviceCall
from intake.domain.group import (
    Batch,
    GroupMatter,
    GroupMember,
    Headcount,
    MemberOutcome,
    Qualifier,
)
from intake.domain.reception import Ground, Reception, ReceptionState

Row = Mapping[str, Any]


def plain_row(aggregate: Reception | DeviceCall | GroupMember) -> dict[str, Any]:
    """Return an aggregate whose fields are its table's columns."""
    return {each.name: getattr(aggregate, each.name) for each in fields(aggregate)}


def reception_from(row: Row) -> Reception:
    """Return the arrival of a row."""
    words = {
        "channel": Channel(row["channel"]),
        "state": ReceptionState(row["state"]),
        "ground": Ground(row["ground"]) if row["ground"] else None,
    }
    return Reception(**{**row, **words})


def call_from(row: Row) -> DeviceCall:
    """Return the device's call of a row."""
    return DeviceCall(**row)


def member_from(row: Row) -> GroupMember:
    """Return the member of a row."""
    outcome = MemberOutcome(row["outcome"]) if row["outcome"] else None
    return GroupMember(**{**row, "outcome": outcome})


def group_row(group: GroupMatter) -> dict[str, Any]:
    """Return a group as a row of its table."""
    return {
        "group_id": group.group_id,
        "petition_id": group.petition_id,
        "organisation_id": group.organisation_id,
        "title": group.title,
        **vars(group.count),
        "members": group.members,
        "representatives": group.representatives,
        "batches": {
            str(number): {"title": batch.title, **vars(batch.count)}
            for number, batch in group.batches.items()
        },
    }


def group_from(row: Row) -> GroupMatter:
    """Return the group of a row."""
    return GroupMatter(
        group_id=row["group_id"],
        petition_id=row["petition_id"],
        organisation_id=row["organisation_id"],
        title=row["title"],
        count=_count(row),
        members=row["members"],
        representatives=row["representatives"],
        batches={
            int(number): Batch(title=said["title"], count=_count(said))
            for number, said in row["batches"].items()
        },
    )


def _count(said: Row) -> Headcount:
    return Headcount(people=said["people"], qualifier=Qualifier(said["qualifier"]))
