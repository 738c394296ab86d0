"""What a place publishes of its doors, strictly read from its policy (条例第18条)."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from intake.domain.publishing import OnRestDay, PublishedWay, ReceptionRule, Way
from minqing_chassis.calendars import WEEKDAYS

HOUR = validate.Regexp(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")
SOME = validate.Length(1, 300)
MOST_SEATS = 500


class WaySchema(Schema):
    """One way to the agency."""

    way = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Way])
    )
    name = fields.String(required=True, validate=SOME)
    where = fields.String(required=True, validate=SOME)
    hours = fields.String(validate=SOME)


class ReceptionSchema(Schema):
    """When somebody receives; hours in quotes: YAML reads 14:00 as a number."""

    weekday = fields.String(validate=validate.OneOf(WEEKDAYS))
    day_of_month = fields.Integer(strict=True, validate=validate.Range(1, 31))
    begins = fields.String(required=True, data_key="from", validate=HOUR)
    ends = fields.String(required=True, data_key="to", validate=HOUR)
    place = fields.String(required=True, validate=SOME)
    host = fields.String(required=True, validate=SOME)
    on_rest_day = fields.String(
        validate=validate.OneOf([each.value for each in OnRestDay])
    )

    seats = fields.Integer(strict=True, validate=validate.Range(1, MOST_SEATS))
    organisation = fields.String(validate=validate.Length(1, 32))

    @validates_schema
    def names_who_receives(self, said: dict[str, Any], **_: object) -> None:
        """Refuse seats that no unit's desk would hear of."""
        if "seats" in said and "organisation" not in said:
            raise ValidationError({"organisation": ["seats need a unit that receives"]})

    @validates_schema
    def names_one_day(self, said: dict[str, Any], **_: object) -> None:
        """Refuse no day, two kinds of day, and hours that end before they begin."""
        if ("weekday" in said) == ("day_of_month" in said):
            raise ValidationError("give either weekday, or day_of_month")
        if "begins" in said and "ends" in said and said["begins"] >= said["ends"]:
            raise ValidationError({"to": ["comes before from"]})


def way_from(said: Mapping[str, Any]) -> PublishedWay:
    """Return a way that a file tells."""
    return PublishedWay(**{**said, "way": Way(said["way"])})


def reception_from(said: Mapping[str, Any]) -> ReceptionRule:
    """Return a reception that a file tells."""
    words = dict(said)
    if "weekday" in words:
        words["weekday"] = WEEKDAYS.index(words["weekday"])
    if "on_rest_day" in words:
        words["on_rest_day"] = OnRestDay(words["on_rest_day"])
    hours = {name: time.fromisoformat(words[name]) for name in ("begins", "ends")}
    return ReceptionRule(**words | hours)


def say_way(way: PublishedWay) -> str:
    """Say one way in a line."""
    return f"published {way.way}: {way.name}, {way.where} {way.hours}".rstrip()


def say_reception(rule: ReceptionRule) -> str:
    """Say one reception in a line."""
    if rule.weekday is not None:
        day = WEEKDAYS[rule.weekday]
    else:
        day = f"day {rule.day_of_month}"
    hours = f"{rule.begins:%H:%M}-{rule.ends:%H:%M}"
    seats = f", {rule.seats} seats at {rule.organisation}" if rule.seats else ""
    told = f"{rule.place}, {rule.host}, {rule.on_rest_day}"
    return f"reception: {day} {hours}, {told}{seats}"
