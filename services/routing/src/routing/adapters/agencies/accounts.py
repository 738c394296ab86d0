"""The wire form of statements and requests between neighbours, tolerant as words are.

An older neighbour reads none of these; so they go only to whom said that it does.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from minqing_contracts.moments import Moment
from routing.adapters.agencies.files import AGENCY_ID
from routing.adapters.agencies.marks import mark_fields
from routing.adapters.agencies.wire import (
    BIG,
    MAX_BYTES,
    MAX_TENURES,
    BeatSchema,
    Unreadable,
    beats_of,
)
from routing.domain.same.matters import Marks
from routing.domain.statements.beats import Beat
from routing.domain.statements.letters import (
    MOST_LINES,
    MOST_OF_ONE,
    Account,
    Line,
    Mark,
    Request,
    Standing,
    Statement,
)

MOST_ENTRIES = 1_000_000
PLAIN = validate.Regexp(r"[^\x00\ud800-\udfff]{0,64}\Z")
HASH = validate.Regexp(r"([0-9a-f]{64})?\Z")
COUNT = validate.Range(0, MOST_ENTRIES)
KINDS: Mapping[str, type[Account]] = MappingProxyType(
    {"statement": Statement, "request": Request, "marks": Marks}
)
"""Every letter of account by its name on the wire."""


@dataclass(frozen=True, kw_only=True)
class SaidAccount:
    """A letter of account, and when it was said by its speaker's clock."""

    account: Account
    at: datetime
    edition: int
    beat: Beat | None = None
    shown: Beat | None = None


class _Tolerant(Schema):
    class Meta:
        unknown = EXCLUDE


class _MarkSchema(_Tolerant):
    number = fields.Integer(required=True, strict=True, validate=COUNT)
    digest = fields.String(required=True, validate=HASH)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Mark:
        return Mark(**data)


class _StandingSchema(_Tolerant):
    handover_id = fields.UUID(required=True)
    sent = fields.Boolean(required=True)
    state = fields.String(required=True, validate=PLAIN)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Standing:
        return Standing(**data)


class _LineSchema(_Tolerant):
    matter_id = fields.UUID(required=True)
    receipt = fields.String(load_default="", validate=PLAIN)
    epoch = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, MAX_TENURES)
    )
    owner = fields.String(required=True, allow_none=True, validate=AGENCY_ID)
    way = fields.UUID(required=True, allow_none=True)
    standings = fields.List(
        fields.Nested(_StandingSchema),
        required=True,
        validate=validate.Length(max=MOST_OF_ONE),
    )
    head = fields.Nested(_MarkSchema, required=True)
    heard = fields.Nested(_MarkSchema, required=True)
    lost = fields.Integer(load_default=0, strict=True, validate=COUNT)
    resting = fields.Boolean(load_default=False)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Line:
        return Line(**data | {"standings": tuple(data["standings"])})


class _AccountSchema(_Tolerant):
    sender = fields.String(required=True, validate=AGENCY_ID)
    to = fields.String(required=True, validate=AGENCY_ID)
    incarnation = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, BIG)
    )
    heard = fields.Integer(required=True, strict=True, validate=validate.Range(0, BIG))


class _StatementSchema(_AccountSchema):
    after = fields.UUID(required=True, allow_none=True)
    upto = fields.UUID(required=True, allow_none=True)
    lines = fields.List(
        fields.Nested(_LineSchema),
        required=True,
        validate=validate.Length(max=MOST_LINES),
    )


class _RequestSchema(_AccountSchema):
    matters = fields.List(
        fields.UUID(), required=True, validate=validate.Length(max=2 * MOST_LINES)
    )
    whole = fields.Boolean(required=True)


_MarksSchema = _AccountSchema.from_dict(mark_fields(), name="_MarksSchema")


class _HeadSchema(_Tolerant):
    word = fields.String(required=True, validate=validate.OneOf(list(KINDS)))
    said_at = Moment(required=True)
    edition = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, MOST_ENTRIES)
    )
    beat = fields.Nested(BeatSchema, load_default=None)
    shown = fields.Nested(BeatSchema, load_default=None)


SCHEMAS: Mapping[type[Account], type[Schema]] = MappingProxyType(
    {Statement: _StatementSchema, Request: _RequestSchema, Marks: _MarksSchema}
)


def write_account(said: SaidAccount) -> bytes:
    """Return the bytes of a letter of account, which are then signed as they are."""
    kind = type(said.account)
    name = next(key for key, each in KINDS.items() if each is kind)
    head = _HeadSchema().dump(
        {"word": name, "said_at": said.at, "edition": said.edition}
    )
    beside = dict(head) | beats_of(said.beat, said.shown)
    return json.dumps(
        dict(SCHEMAS[kind]().dump(said.account)) | beside,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def read_account(body: bytes) -> SaidAccount:
    """Return what such a letter tells; raise Unreadable for anything else."""
    if len(body) > MAX_BYTES:
        raise Unreadable("too long")
    told = json.loads(body)
    try:
        head = _HeadSchema().load(told)
        kind = KINDS[head["word"]]
        about = SCHEMAS[kind]().load(told)
    except ValidationError as error:
        names = sorted(map(str, error.messages_dict))
        raise Unreadable(f"wrong: {', '.join(names)}") from None
    for name in ("lines", "matters"):
        if name in about:
            about[name] = _each_once(about[name])
    for name in ("marks", "gone", "same"):
        if name in about:
            about[name] = tuple(about[name])
    at = head.pop("said_at")
    del head["word"]
    return SaidAccount(account=kind(**about), at=at, **head)


def _each_once(told: list[Any]) -> tuple[Any, ...]:
    """Return one line a matter: a second would only be a contradiction."""
    by_id: dict[UUID, Any] = {getattr(e, "matter_id", e): e for e in told}
    return tuple(by_id.values())
