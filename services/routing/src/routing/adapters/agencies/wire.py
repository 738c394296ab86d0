"""The wire form of what agencies say to each other: one JSON document a word.

Fields that a newer neighbour adds are passed over; what is missing, too long or of
another kind is refused. The bytes are what was signed: they are kept as they came.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from minqing_contracts.moments import Moment
from routing.adapters.agencies.files import AGENCY_ID
from routing.domain.handover.dealing import Head
from routing.domain.handover.file import EMPTY, CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.protocol import OF_RECEIVER, OF_SENDER
from routing.domain.handover.terms import Tenure, Terms
from routing.domain.handover.words import AboutOne, Ask, Digest, News, Word
from routing.domain.statements.beats import Beat

MAX_BYTES = 65_536
MAX_TENURES = 100
MAX_WORKS = 200
MAX_ACCUSED = 50
BIG = 2**53
ENTRIES = validate.Range(1, 1_000_000)

KINDS: Mapping[str, type[Word]] = MappingProxyType(
    {
        kind.__name__.lower(): kind
        for kind in (*OF_SENDER, *OF_RECEIVER, Ask, Digest, News)
    }
)
"""Every word by its name on the wire."""


class Unreadable(Exception):
    """It is no word of the protocol; the message says why, without its content."""


@dataclass(frozen=True, kw_only=True)
class Countersigned:
    """The speaker's signature of the hearer's entry of that number."""

    number: int
    signature: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """A word, and when it was said by its speaker's clock.

    With it go what its field list allows of the case, the newest entry of the speaker's
    timeline, and its signature of the hearer's. `edition`: which words it reads; those
    before the second did not say. `beat`: the speaker's newest; `shown`: the hearer's.
    """

    word: Word
    at: datetime
    file: CaseFile = EMPTY
    head: Head | None = None
    seal: Countersigned | None = None
    edition: int = 1
    beat: Beat | None = None
    shown: Beat | None = None


def _agency(**about: Any) -> fields.String:  # noqa: ANN401
    return fields.String(validate=AGENCY_ID, **about)


def _text(longest: int) -> fields.String:
    """Return a field for words that every database and every file can hold."""
    plain = validate.Regexp(rf"[^\x00\ud800-\udfff]{{0,{longest}}}\Z")
    return fields.String(load_default="", validate=plain)


class _Tolerant(Schema):
    class Meta:
        unknown = EXCLUDE


class _TenureSchema(_Tolerant):
    owner = _agency(required=True)
    handover_id = fields.UUID(required=True, allow_none=True)
    since = Moment(required=True)
    proof = _text(512)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Tenure:
        return Tenure(**data)


class _TermsSchema(_Tolerant):
    handover_id = fields.UUID(required=True)
    form = fields.Enum(Form, by_value=True, required=True)
    sender = _agency(required=True)
    to = _agency(required=True)
    epoch = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, MAX_TENURES)
    )
    until = Moment(required=True)
    reason = _text(500)
    due = Moment(load_default=None, allow_none=True)
    returns = fields.UUID(load_default=None, allow_none=True)
    designated_by = _agency(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Terms:
        return Terms(**data)


class _WordSchema(_Tolerant):
    matter_id = fields.UUID(required=True)
    sender = _agency(required=True)
    to = _agency(required=True)
    first = _agency(required=True)
    incarnation = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, BIG)
    )
    heard = fields.Integer(required=True, strict=True, validate=validate.Range(0, BIG))
    history = fields.List(
        fields.Nested(_TenureSchema),
        required=True,
        validate=validate.Length(max=MAX_TENURES),
    )


class _AboutOneSchema(_WordSchema):
    terms = fields.Nested(_TermsSchema, required=True)
    said = _text(2000)


class _DigestSchema(_WordSchema):
    awaits = fields.List(
        _agency(), required=True, validate=validate.Length(max=MAX_WORKS)
    )
    works = fields.List(
        fields.Nested(_TermsSchema),
        required=True,
        validate=validate.Length(max=MAX_WORKS),
    )


class _FileSchema(_Tolerant):
    petition_id = fields.UUID(load_default=None)
    receipt = _text(64)
    category = _text(64)
    division_code = _text(32)
    received_at = Moment(load_default=None)
    accepted_at = Moment(load_default=None)
    severity = _text(32)
    channel = _text(64)
    due_at = Moment(load_default=None)
    summary = _text(2000)
    content = _text(5000)
    place = _text(500)
    name = _text(100)
    phone = _text(50)
    code_check = _text(64)
    outcome = _text(32)
    reply = _text(12_000)
    ending = _text(32)
    accused = fields.List(
        _text(64), load_default=(), validate=validate.Length(max=MAX_ACCUSED)
    )

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> CaseFile:
        return CaseFile(**data | {"accused": tuple(data["accused"])})


class _EntrySchema(_Tolerant):
    number = fields.Integer(required=True, strict=True, validate=ENTRIES)
    digest = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z"))


class _SealSchema(_Tolerant):
    number = fields.Integer(required=True, strict=True, validate=ENTRIES)
    signature = fields.String(required=True, validate=validate.Length(max=512))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Countersigned:
        return Countersigned(**data)


class BeatSchema(_Tolerant):
    """A sign of life of the speaker's, or one of the hearer's that it shows."""

    incarnation = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, BIG)
    )
    number = fields.Integer(required=True, strict=True, validate=validate.Range(1, BIG))
    name = fields.UUID(required=True)
    at = Moment(required=True)
    proof = _text(512)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Beat:
        """Return the beat that was told."""
        return Beat(**data)


class _BesideSchema(_Tolerant):
    """What goes with a word; an older neighbour sends none of it."""

    file = fields.Nested(_FileSchema, load_default=EMPTY)
    head = fields.Nested(_EntrySchema, load_default=None)
    seal = fields.Nested(_SealSchema, load_default=None)
    edition = fields.Integer(load_default=1, strict=True, validate=ENTRIES)
    beat = fields.Nested(BeatSchema, load_default=None)
    shown = fields.Nested(BeatSchema, load_default=None)


class _HeadSchema(_Tolerant):
    word = fields.String(required=True, validate=validate.OneOf(list(KINDS)))
    said_at = Moment(required=True)


def write(said: Said) -> bytes:
    """Return the bytes of a word, which are then signed as they are."""
    kind = type(said.word)
    about: dict[str, Any] = dict(_schema(kind).dump(said.word))
    if isinstance(said.word, Digest):
        about["awaits"] = sorted(said.word.awaits)
    head = _made(_HeadSchema).dump({"word": kind.__name__.lower(), "said_at": said.at})
    return json.dumps(
        about | dict(head) | _beside(said),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def read(body: bytes) -> Said:
    """Return the word that the bytes tell; raise Unreadable for anything else."""
    if len(body) > MAX_BYTES:
        raise Unreadable("too long")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("no JSON") from None
    if not isinstance(told, dict):
        raise Unreadable("no object")
    try:
        head = _made(_HeadSchema).load(told)
        kind = KINDS[head["word"]]
        about = _schema(kind).load(told)
        beside = _made(_BesideSchema).load(told)
    except ValidationError as error:
        names = sorted(map(str, error.messages_dict))
        raise Unreadable(f"wrong: {', '.join(names)}") from None
    word = _word(kind, about)
    last = beside["head"]
    beside["head"] = Head(agency=word.sender, **last) if last else None
    return Said(word=word, at=head["said_at"], **beside)


def _beside(said: Said) -> dict[str, Any]:
    """Return what goes with the word; what is empty is not written."""
    file = dict(_made(_FileSchema, frozenset(said.file.told)).dump(said.file))
    head = dict(_made(_EntrySchema).dump(said.head)) if said.head else None
    seal = dict(_made(_SealSchema).dump(said.seal)) if said.seal else None
    edition = said.edition if said.edition > 1 else None
    named = {"file": file, "head": head, "seal": seal, "edition": edition}
    named |= beats_of(said.beat, said.shown)
    return {name: told for name, told in named.items() if told}


def beats_of(beat: Beat | None, shown: Beat | None) -> dict[str, Any]:
    """Return both as they are written; what there is none of is left out."""
    named = {"beat": beat, "shown": shown}
    return {name: dict(BeatSchema().dump(each)) for name, each in named.items() if each}


def _schema(kind: type[Word]) -> Schema:
    if issubclass(kind, AboutOne):
        return _made(_AboutOneSchema)
    return _made(_DigestSchema if kind is Digest else _WordSchema)


@cache
def _made(kind: type[Schema], only: frozenset[str] | None = None) -> Schema:
    """Return the one schema of its kind: to make it costs more than a letter."""
    return kind(only=only)


def _word(kind: type[Word], about: dict[str, Any]) -> Word:
    """Return the word with its lists made unchangeable."""
    about["history"] = tuple(about["history"])
    if kind is Digest:
        about["awaits"] = frozenset(about["awaits"])
        about["works"] = tuple(about["works"])
    return kind(**about)
