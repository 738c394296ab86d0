"""The forms of the door: who came, what becomes of it, and the visit written down."""

from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates_schema

from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional

MOST_PEOPLE: Final = 10_000
MOST_REPRESENTATIVES: Final = 5
"""So many may speak for many (条例第20条第3款); whoever came is counted."""
OUTCOMES: Final = ("redirected", "refused")
GROUNDS: Final = (
    "not-here",
    "litigation",
    "too-many",
    "already-handled",
    "final",
    "withdrawn",
)
"""Why somebody is not registered here: intake's own list."""
CONDUCT: Final = (
    "crowding",
    "dangerous-goods",
    "force",
    "staying",
    "inciting",
    "other",
)
"""The items of 条例第26条: intake's own list."""


def _telephone() -> fields.String:
    return fields.String(
        load_default="",
        validate=validate.Regexp(
            r"([0-9+() （）-]{3,32})?\Z", error="fault.telephone.call"
        ),
    )


def _people(**more: Any) -> fields.Integer:  # noqa: ANN401
    fault = "fault.people"
    return fields.Integer(
        validate=validate.Range(1, MOST_PEOPLE, error=fault),
        error_messages={"required": fault, "invalid": fault, "null": fault},
        **more,
    )


class ArrivalForm(StaffForm):
    """How many came; what for and who may stay open, for nobody waits at a gate."""

    people = _people(required=True)
    matter = optional(1_000)
    name = optional(100)
    telephone = _telephone()


class TurnForm(StaffForm):
    """Shown elsewhere or not received: the ground, and where to go instead."""

    outcome = one_of(OUTCOMES, "fault.turn.empty")
    ground = one_of(GROUNDS, "fault.ground.empty")
    words = needed("turn-words", 1_000)


class ConductForm(StaffForm):
    """Which item of 条例第26条, neutral words, whether somebody was warned."""

    kind = one_of(CONDUCT, "fault.conduct.empty")
    words = needed("conduct-words", 1_000)
    warned = fields.Boolean(load_default=False)


class RegisterForm(StaffForm):
    """The number of a petition that was written down already."""

    receipt = needed("receipt", 40)


class WindowForm(StaffForm):
    """A visit: the five things of 条例第19条; what is left open is asked for later.

    More than five who came in one matter choose who speaks for them.
    """

    people = _people(load_default=1)
    text = needed("call", 10_000)
    request = optional(2_000)
    reasons = optional(2_000)
    place = optional(200)
    category = fields.String(
        load_default="",
        validate=validate.Regexp(r"[a-z0-9-]{0,64}\Z", error="fault.category"),
    )
    name = optional(100)
    telephone = _telephone()
    address = optional(300)
    representatives = fields.String(
        load_default="",
        validate=validate.Regexp(r"[1-5]?\Z", error="fault.representatives"),
    )

    @validates_schema
    def _spoken_for(self, said: dict[str, Any], **_: object) -> None:
        many = said.get("people", 1) > MOST_REPRESENTATIVES
        if many and not said.get("representatives"):
            raise ValidationError("fault.representatives", "representatives")
