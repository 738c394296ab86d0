"""The forms of a mediation: the dispute and its parties, and each step to its end."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields, validates_schema

from minqing_kernel.messages import Role
from portal.entrypoints.web.desk.rooms import RoomAct, Said, day, yes
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional

MOST_PARTIES: Final = 4
LABEL: Final = 40
WORDS: Final = 2_000
MINUTES: Final = 20_000
WAYS: Final = ("litigation", "arbitration")
ENDED: Final = frozenset({"closed", "closed-unsatisfied", "referred", "failed"})
RUNNING: Final = frozenset({"open", "agreed", "performed", "checking"})


class DisputeForm(StaffForm):
    """What is disputed, where, since when, and who claims what; two parties at least.

    Of a party no more is asked than a word to tell it by, where it belongs, its claim.
    """

    subject = needed("subject", WORDS)
    place = needed("venue", 200)
    since = day()
    label_1, claim_1 = needed("label", LABEL), needed("claim", WORDS)
    label_2, claim_2 = needed("label", LABEL), needed("claim", WORDS)
    label_3, claim_3 = optional(LABEL), optional(WORDS)
    label_4, claim_4 = optional(LABEL), optional(WORDS)
    division_1, division_2 = needed("division", 12), needed("division", 12)
    division_3, division_4 = optional(12), optional(12)

    @validates_schema
    def _whole(self, said: dict[str, Any], **_: object) -> None:
        for at in range(3, MOST_PARTIES + 1):
            label, claim = said.get(f"label_{at}"), said.get(f"claim_{at}")
            if bool(label) != bool(claim):
                name = "claim" if label else "label"
                raise ValidationError(f"fault.{name}.empty", f"{name}_{at}")
            if label and not said.get(f"division_{at}"):
                raise ValidationError("fault.division.empty", f"division_{at}")


def dispute_of(said: Said) -> Said:
    """Return what routing's door takes."""
    about = {name: said[name] for name in ("subject", "place")}
    parties = [
        {
            "label": said[f"label_{at}"],
            "division_code": said[f"division_{at}"],
            "claim": said[f"claim_{at}"],
        }
        for at in range(1, MOST_PARTIES + 1)
        if said[f"label_{at}"]
    ]
    dispute = about | {"since": said["since"].isoformat()}
    return {"dispute": dispute, "parties": parties}


class SessionForm(StaffForm):
    """One meeting, with its minutes."""

    held_on = day()
    mediators = needed("mediators", WORDS)
    minutes = needed("minutes", MINUTES)


class ExpertiseForm(StaffForm):
    """A third party's opinion."""

    given_on = day()
    institution = needed("institution", WORDS)
    opinion = needed("expertise", MINUTES)
    free = yes()


class AgreementForm(StaffForm):
    """What was agreed, and by when it is to be done."""

    text = needed("agreement", MINUTES)
    agreed_on = day()
    perform_by = day()


class PerformanceForm(StaffForm):
    """When it was carried out."""

    performed_on = day()


class SatisfactionForm(StaffForm):
    """What one party says."""

    label = needed("label", LABEL)
    satisfied = fields.Boolean(
        required=True,
        error_messages={
            "required": "fault.content.empty",
            "invalid": "fault.content.empty",
        },
    )


class WhyForm(StaffForm):
    """Why."""

    reason = needed("why", WORDS)


class CheckForm(WhyForm):
    """Whether it may be closed though a party is not satisfied."""

    granted = fields.Boolean(
        required=True,
        error_messages={
            "required": "fault.granted.empty",
            "invalid": "fault.granted.empty",
        },
    )


class ReferForm(StaffForm):
    """To whom the parties are shown, and how they get there."""

    to = one_of(WAYS, "fault.to.empty")
    explanation = needed("explanation", WORDS)


ACTS: Final[Mapping[str, RoomAct]] = {
    "sessions": RoomAct(
        states=frozenset({"open"}),
        form=SessionForm,
        fields=(("held_on", "date"), ("mediators", "line"), ("minutes", "area")),
    ),
    "expertises": RoomAct(
        states=frozenset({"open"}),
        form=ExpertiseForm,
        fields=(
            ("given_on", "date"),
            ("institution", "line"),
            ("opinion", "area"),
            ("free", "yes"),
        ),
    ),
    "agreement": RoomAct(
        states=frozenset({"open"}),
        form=AgreementForm,
        fields=(("text", "area"), ("agreed_on", "date"), ("perform_by", "date")),
    ),
    "performance": RoomAct(
        states=frozenset({"agreed"}),
        form=PerformanceForm,
        fields=(("performed_on", "date"),),
    ),
    "satisfaction": RoomAct(
        states=frozenset({"performed", "checking"}), form=SatisfactionForm
    ),
    "close": RoomAct(states=frozenset({"performed", "checking"})),
    "ask-check": RoomAct(
        states=frozenset({"performed"}), form=WhyForm, fields=(("reason", "area"),)
    ),
    "check": RoomAct(
        states=frozenset({"checking"}),
        form=CheckForm,
        fields=(("granted", ("true", "false")), ("reason", "area")),
        roles=frozenset({Role.SUPERVISOR}),
    ),
    "refer": RoomAct(
        states=frozenset({"open", "agreed", "performed"}),
        form=ReferForm,
        fields=(("to", WAYS), ("explanation", "area")),
    ),
    "give-up": RoomAct(
        states=frozenset({"open", "agreed"}),
        form=WhyForm,
        fields=(("reason", "area"),),
    ),
}
"""By routing's own verb: in which states it is offered, and what it asks."""


def stands(one: Mapping[str, Any], act: str, said: Said) -> bool:
    """Tell whether just this is written down already: a form that was sent twice."""
    if act in {"sessions", "expertises"}:
        return any(_alike(each, said) for each in one[act])
    if act == "agreement":
        return one["agreement"] is not None and _alike(one["agreement"], said)
    if act == "performance":
        return bool(one["performed_on"] == said["performed_on"])
    return act == "close" and one["state"] == "closed"


def _alike(there: Mapping[str, Any], said: Said) -> bool:
    return all(there.get(name) == value for name, value in said.items())
