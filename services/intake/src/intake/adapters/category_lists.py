"""Lists of categories in a policy file, strictly read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from intake.domain.category_lists import (
    CategoryList,
    CategoryLists,
    ListEntry,
    ListMapping,
)

CODE = validate.Regexp(r"[a-z0-9-]{1,64}\Z")
WORDS = validate.Length(1, 100)
BASIS = validate.Length(min=2)


class ListSchema(Schema):
    """A list: its categories by code, with the names that it gives them."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=WORDS)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date()
    entries = fields.Dict(
        keys=fields.String(validate=CODE),
        values=fields.String(validate=WORDS),
        required=True,
        validate=validate.Length(1, 200),
    )
    basis = fields.String(required=True, validate=BASIS)

    @validates_schema(skip_on_field_errors=True)
    def ends_after_it_begins(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a list that holds on no day."""
        if "valid_to" in said and said["valid_to"] <= said["valid_from"]:
            raise ValidationError({"valid_to": ["is not after valid_from"]})

    @post_load
    def as_list(self, said: dict[str, Any], **_: object) -> CategoryList:
        """Return the list."""
        told = said["entries"].items()
        entries = tuple(ListEntry(code=code, name=name) for code, name in told)
        return CategoryList(**said | {"entries": entries})


class MappingSchema(Schema):
    """What the categories of one list are in another."""

    source = fields.String(required=True, data_key="from", validate=CODE)
    target = fields.String(required=True, data_key="to", validate=CODE)
    pairs = fields.Dict(
        keys=fields.String(validate=CODE),
        values=fields.String(validate=CODE),
        required=True,
        validate=validate.Length(1, 200),
    )
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_mapping(self, said: dict[str, Any], **_: object) -> ListMapping:
        """Return the mapping."""
        return ListMapping(**said)


class CategoryListsSchema(Schema):
    """All lists of a place; each mapping leads from words of one to words of another.

    One category is one thing in another list, by whichever mapping it is told.
    """

    lists = fields.List(fields.Nested(ListSchema), load_default=list)
    mappings = fields.List(fields.Nested(MappingSchema), load_default=list)

    @validates_schema(skip_on_field_errors=True)
    def leads_from_words_to_words(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two lists of one code, and pairs that name what is in neither."""
        named = Counter(each.code for each in said["lists"])
        twice = sorted(code for code, times in named.items() if times > 1)
        if twice:
            raise ValidationError({"lists": [f"said twice: {', '.join(twice)}"]})
        known = {each.code: each for each in said["lists"]}
        for mapping in said["mappings"]:
            _check_pairs(mapping, known)
        _check_once(said["mappings"])

    @post_load
    def as_lists(self, said: dict[str, Any], **_: object) -> CategoryLists:
        """Return the lists."""
        return CategoryLists(
            lists=tuple(said["lists"]), mappings=tuple(said["mappings"])
        )


def _check_pairs(mapping: ListMapping, known: Mapping[str, CategoryList]) -> None:
    strange = sorted({mapping.source, mapping.target} - known.keys())
    if strange or mapping.source == mapping.target:
        what = ", ".join(strange) or mapping.source
        raise ValidationError({"mappings": [f"between two lists of this file: {what}"]})
    source, target = known[mapping.source], known[mapping.target]
    wrong = [one for one in mapping.pairs if not source.has(one)]
    wrong += [one for one in mapping.pairs.values() if not target.has(one)]
    if wrong:
        fault = f"{mapping.source} to {mapping.target}: no such category: "
        raise ValidationError({"mappings": [fault + ", ".join(sorted(wrong))]})


def _check_once(mappings: list[ListMapping]) -> None:
    """Refuse that a category is two things in one list, by one mapping or two."""
    told: dict[tuple[str, str], str] = {}
    for mapping in mappings:
        for given, word in mapping.pairs.items():
            if told.setdefault((mapping.target, given), word) != word:
                fault = f"{given} is two things in {mapping.target}"
                raise ValidationError({"mappings": [fault]})


def describe_lists(lists: CategoryLists) -> Iterator[str]:
    """Say every list and every mapping in a line of its own, with its basis."""
    for each in lists.lists:
        until = f" to {each.valid_to}" if each.valid_to else ""
        yield (
            f"category list: {each.code} {each.title}, {len(each.entries)} from"
            f" {each.valid_from}{until} — {each.basis}"
        )
    for mapping in lists.mappings:
        left = [each.name for each in lists.without_word(mapping)]
        rest = f", unmapped: {'、'.join(left)}" if left else ""
        yield (
            f"category mapping: {mapping.source} to {mapping.target},"
            f" {len(mapping.pairs)} pairs{rest} — {mapping.basis}"
        )
