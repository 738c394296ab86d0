"""The ledgers in a policy file, strictly read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from minqing_kernel.messages import Role
from registry.domain.ledgers.policy import (
    STABILITY,
    STATUTORY_LEDGERS,
    AboutKind,
    AttendeeClass,
    ExitReason,
    LedgerKind,
    LedgerPolicy,
    Named,
    Tile,
)

BASIS: Final = validate.Length(min=2)
CODE: Final = validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z")
LEDGER_CODE: Final = validate.Regexp(r"[a-z][a-z0-9-]{1,19}\Z")
MOST: Final = 60
LIST: Final = validate.Length(1, MOST)
READERS: Final = (Role.CLERK, Role.HANDLER, Role.SUPERVISOR)


class NamedSchema(Schema):
    """Something with a code, and what it is called."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=validate.Length(1, 80))

    @post_load
    def made(self, said: dict[str, Any], **_: object) -> Named:
        """Return it."""
        return self.make(said)

    def make(self, said: dict[str, Any]) -> Named:
        """Return what is named."""
        return Named(**said)


class ExitSchema(NamedSchema):
    """Why something is struck off; `solved` counts as 妥善解决."""

    solved = fields.Boolean(load_default=False)

    def make(self, said: dict[str, Any]) -> Named:
        """Return the reason."""
        return ExitReason(**said)


class AttendeeSchema(NamedSchema):
    """Who comes to a meeting; a sensitive status is in no public version."""

    sensitive = fields.Boolean(load_default=False)

    def make(self, said: dict[str, Any]) -> Named:
        """Return the class."""
        return AttendeeClass(**said)


class LedgerSchema(NamedSchema):
    """A ledger; 稳定工作台账 is restricted, and nothing undoes that (A-17)."""

    code = fields.String(required=True, validate=LEDGER_CODE)
    about = fields.List(
        fields.Enum(AboutKind, by_value=True), required=True, validate=LIST
    )
    entry_reasons = fields.List(
        fields.Nested(NamedSchema), required=True, validate=LIST
    )
    exit_reasons = fields.List(fields.Nested(ExitSchema), required=True, validate=LIST)
    readers = fields.List(
        fields.Enum(Role, by_value=True, validate=validate.OneOf(READERS)),
        required=True,
        validate=LIST,
    )
    restricted = fields.Boolean(required=True)
    basis = fields.String(required=True, validate=BASIS)

    @validates_schema(skip_on_field_errors=True)
    def keeps_what_is_restricted(self, said: dict[str, Any], **_: object) -> None:
        """Refuse to open the ledger of 稳定工作 to the public."""
        if said["code"] == STABILITY and not said["restricted"]:
            raise ValidationError({"restricted": ["稳定工作台账不得公开 (A-17)"]})
        for name in ("entry_reasons", "exit_reasons"):
            refuse_twice({name: said[name]})

    def make(self, said: dict[str, Any]) -> Named:
        """Return the ledger."""
        said |= {name: frozenset(said[name]) for name in ("about", "readers")}
        return LedgerKind(**said)


class TileSchema(NamedSchema):
    """One of 四个知晓: what stands in which ledgers, about whom or what."""

    ledgers = fields.List(fields.String(validate=CODE), required=True, validate=LIST)
    about = fields.List(
        fields.Enum(AboutKind, by_value=True), required=True, validate=LIST
    )
    basis = fields.String(required=True, validate=BASIS)

    def make(self, said: dict[str, Any]) -> Named:
        """Return the tile."""
        said |= {name: frozenset(said[name]) for name in ("about", "ledgers")}
        return Tile(**said)


class LedgersSchema(Schema):
    """Of ledgers; what it leaves out is the house's, and `words` are added to it."""

    ledgers = fields.List(fields.Nested(LedgerSchema), validate=LIST)
    categories = fields.List(fields.Nested(NamedSchema), validate=LIST)
    attendees = fields.List(fields.Nested(AttendeeSchema), validate=LIST)
    tiles = fields.List(fields.Nested(TileSchema), validate=LIST)
    words = fields.List(fields.String(validate=validate.Length(1, 40)))

    @validates_schema(skip_on_field_errors=True)
    def has_each_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two of one code, and tiles of ledgers that there are not."""
        lists = ("ledgers", "categories", "attendees", "tiles")
        refuse_twice({name: said.get(name, ()) for name in lists})
        ledgers = said.get("ledgers", STATUTORY_LEDGERS.ledgers)
        known = {each.code for each in ledgers}
        tiles = said.get("tiles", STATUTORY_LEDGERS.tiles)
        unknown = sorted({code for each in tiles for code in each.ledgers - known})
        if unknown:
            raise ValidationError({"tiles": [f"no such ledger: {', '.join(unknown)}"]})


def refuse_twice(lists: Mapping[str, Sequence[Named]]) -> None:
    """Raise ValidationError for a code that stands in one list twice."""
    for name, named in lists.items():
        codes = [each.code for each in named]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValidationError({name: [f"said twice: {', '.join(twice)}"]})


def ledger_policy(said: Mapping[str, Any]) -> LedgerPolicy:
    """Return the rules of ledgers."""
    house = STATUTORY_LEDGERS
    return LedgerPolicy(
        ledgers=tuple(said.get("ledgers", house.ledgers)),
        categories=tuple(said.get("categories", house.categories)),
        attendees=tuple(said.get("attendees", house.attendees)),
        tiles=tuple(said.get("tiles", house.tiles)),
        words=house.words | set(said.get("words", ())),
    )


def describe_ledgers(policy: LedgerPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    for each in policy.ledgers:
        closed = ", never public" if each.restricted else ""
        solved = "/".join(e.code for e in each.exit_reasons if e.solved) or "none"
        yield (
            f"ledger: {each.code} {each.title}, about {'/'.join(sorted(each.about))},"
            f" read by {'/'.join(sorted(each.readers))}, solved is {solved}{closed}"
            f" — {each.basis}"
        )
    for tile in policy.tiles:
        yield (
            f"tile: {tile.code} {tile.title}, of {'/'.join(sorted(tile.ledgers))}"
            f" — {tile.basis}"
        )
    hidden = "/".join(each.code for each in policy.attendees if each.sensitive)
    yield f"ledger meetings: never public of who came: {hidden or 'nothing'} — C-10"
    yield f"public words: {len(policy.words)} are refused — 个人信息保护法第25、28条"
