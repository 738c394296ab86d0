"""A changed term tried out: whom it would concern, and the file that says it."""

import re
from datetime import date
from typing import Any, Final

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable, clean
from minqing_kernel.working_time import Span, SpanUnit, local_day
from routing.adapters.policies import load_policies
from routing.adapters.policy_change import changed_file, lines_added, running_by
from routing.adapters.policy_shapes import WhenSchema
from routing.bootstrap import Parts
from routing.domain.errors import (
    ChangeNotAhead,
    ChangeNotLast,
    NoPolicyFile,
    NothingChanges,
    TermTooLong,
)
from routing.domain.policy import Circumstances, Term, TermKind
from routing.domain.policy_change import (
    effect_of,
    is_exact,
    present_term,
    require_ahead,
)

DRAFTERS: Final = frozenset({Role.SUPERVISOR, Role.OPS})
REFUSED: Final = (
    ChangeNotAhead,
    ChangeNotLast,
    NothingChanges,
    NoPolicyFile,
    TermTooLong,
    Unreadable,
)
WORDS: Final = (
    validate.Length(min=2, max=200),
    validate.Regexp(r"\s*\S.*\S\s*\Z", re.DOTALL, error="too-short"),
)
"""A source is words, not room for some: the file is read as strictly."""


class LengthReplySchema(Schema):
    """How long a term is, and by which source."""

    amount = fields.Integer(required=True)
    unit = fields.String(required=True)
    basis = fields.String(required=True)


class TermChangeSchema(Schema):
    """A term as it is to be, and from which day; `when` narrows whom it is for."""

    valid_from = fields.Date(required=True)
    clock = fields.String(
        required=True, validate=validate.OneOf([e.value for e in TermKind])
    )
    amount = fields.Integer(required=True, validate=validate.Range(1, 3650))
    unit = fields.String(
        required=True, validate=validate.OneOf([e.value for e in SpanUnit])
    )
    basis = fields.String(required=True, validate=WORDS)
    when = fields.Nested(WhenSchema, load_default=dict)
    note = fields.String(load_default="", validate=validate.Length(max=200))


class TermEffectSchema(Schema):
    """What a change would do; nothing was changed.

    `running` open cases have a clock by the present term and keep its date (`exact`:
    just these; else at most). `earlier` and `later`: of those, how many would be due
    sooner or later had they come under the new one; null where that is not known.
    `text` is the whole file, `added` its new lines.
    """

    was = fields.Nested(LengthReplySchema, required=True, allow_none=True)
    running = fields.Integer(required=True)
    exact = fields.Boolean(required=True)
    earlier = fields.Integer(required=True, allow_none=True)
    later = fields.Integer(required=True, allow_none=True)
    file_name = fields.String(required=True)
    text = fields.String(required=True)
    added = fields.List(fields.String(), required=True)


def change_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that try changes of rules out."""
    desk = PolicyDesk(parts)
    return [
        Route(
            method="POST",
            path="/v1/policy/preview",
            operation=desk.preview,
            summary="试改时限 A changed term tried out; nothing is kept",
            roles=DRAFTERS,
            body=TermChangeSchema,
            replies={200: TermEffectSchema},
            errors=REFUSED,
            tag="规则 Rules",
        )
    ]


class PolicyDesk:
    """Decodes, asks, answers; it changes nothing: an operator places the file."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._file = parts.settings.policy_file

    def preview(self, request: Request) -> Reply:
        """Answer with whom a changed term would concern, and with the file."""
        said = request.body
        new, valid_from = _term(said), said["valid_from"]
        self._require_ahead(valid_from)
        book = load_policies(self._file)
        policy = book.editions[-1].policy if book.editions else book.statute
        old = present_term(policy, new)
        note = clean(said["note"], field="note")
        text = changed_file(self._file, new, valid_from, note)
        effect = effect_of(
            old,
            new,
            running_by(self._parts.database, old),
            self._parts.rules.clocks.due,
            exact=is_exact(policy, old, new),
        )
        return Reply({"was": _length(old), **vars(effect), **self._written(text)})

    def _require_ahead(self, valid_from: date) -> None:
        today = local_day(self._parts.clock.now())
        begun = [e.valid_from for e in load_policies(self._file).editions]
        require_ahead(valid_from, today, begun)

    def _written(self, text: str) -> dict[str, Any]:
        path = self._file
        before = path.read_text("utf-8") if path else ""
        name = path.name if path else ""
        return {"file_name": name, "text": text, "added": lines_added(before, text)}


def _term(said: dict[str, Any]) -> Term:
    return Term(
        kind=TermKind(said["clock"]),
        span=Span(said["amount"], SpanUnit(said["unit"])),
        basis=clean(said["basis"], field="basis"),
        when=Circumstances(**said["when"]),
    )


def _length(term: Term | None) -> dict[str, Any] | None:
    if term is None:
        return None
    span = term.span
    return {"amount": span.amount, "unit": span.unit, "basis": term.basis}
