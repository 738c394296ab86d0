"""What is done to a case beside answering it: helpers, pauses, pressure, dates."""

from collections.abc import Mapping
from typing import Any, Final

from portal.entrypoints.web.desk import schemas
from portal.entrypoints.web.desk import steering_forms as forms
from portal.entrypoints.web.desk.act import Act, Said

WHY: Final = ("reason", "area")
UNTIL: Final = ("due_on", "day")


def _only(*names: str, **renamed: str) -> Any:  # noqa: ANN401
    """Return what takes these fields of a form to the door, some by another name."""

    def body(said: Said) -> Mapping[str, Any]:
        told = {name: said[name] for name in names}
        return told | {ours: said[theirs] for ours, theirs in renamed.items()}

    return body


def _transfer(said: Said) -> Mapping[str, Any]:
    back = said["report_back"] == "true"
    return {"organisation_id": said["unit"], "report_back": back}


def _park(said: Said) -> Mapping[str, Any]:
    told = {"ground": "legacy", "reason": said["reason"], "leader_id": said["leader"]}
    months = said["months"]
    return told | ({"review_months": int(months)} if months else {})


def _parties(said: Said) -> Mapping[str, Any]:
    return {"parties": sorted(set(schemas.lines_of(said["parties"])))}


def _feasibility(said: Said) -> Mapping[str, Any]:
    told = {"verdict": said["verdict"], "explanation": said["explanation"]}
    return told | ({"owner_id": said["owner"]} if said["owner"] else {})


TOGETHER: Final[Mapping[str, Act]] = {
    "co-ask": Act(
        offer="ask-co-task",
        verb="co-tasks",
        form=forms.CoAskForm,
        body=_only("asks", organisation_id="unit"),
        fields=(("unit", "unit"), ("asks", "area"), UNTIL),
    ),
    "transfer": Act(
        offer="transfer",
        verb="transfer",
        form=forms.TransferForm,
        body=_transfer,
        fields=(("unit", "unit"), ("report_back", forms.REPORTS), UNTIL),
    ),
    "suspend": Act(
        offer="suspend",
        verb="suspend",
        form=forms.SuspendForm,
        body=_only("ground", "reason"),
        fields=(("ground", forms.PAUSES), WHY),
    ),
    "resume": Act(offer="resume", verb="resume"),
    "legacy-review": Act(
        offer="periodic-review",
        verb="periodic-review",
        form=forms.FindingForm,
        body=_only("note"),
        fields=(("note", "area"),),
    ),
    "raise-decision": Act(
        offer="decide-raise",
        verb="raise/decision",
        form=schemas.DecisionForm,
        body=_only("granted", "reason"),
        fields=(("granted", forms.REPORTS), WHY),
    ),
    "designate": Act(
        offer="designate",
        verb="designate",
        form=forms.DesignateForm,
        body=_only(organisation_id="unit"),
        fields=(("unit", "unit"), UNTIL),
    ),
    "supervise": Act(
        offer="supervise",
        verb="supervise",
        form=forms.SuperviseForm,
        body=_only("measure", "reason"),
        fields=(("measure", forms.MEASURES), WHY, UNTIL),
    ),
}
"""What the page shows beside the answer, where routing offers it."""
SELDOM: Final[Mapping[str, Act]] = {
    "owners": Act(
        offer="owners",
        verb="owners",
        form=forms.OwnersForm,
        body=_only(leader_id="leader", section_id="section", community_id="community"),
        fields=(("leader", "leader"), ("section", "unit"), ("community", "unit")),
    ),
    "sponsor": Act(
        offer="sponsor",
        verb="sponsor",
        form=forms.SponsorForm,
        body=_only("note", leader_id="leader"),
        fields=(("leader", "leader"), ("note", "area")),
    ),
    "date": Act(
        offer="set-date",
        verb="date",
        form=forms.SetDateForm,
        body=_only(leader_id="leader"),
        fields=(("leader", "leader"), UNTIL),
    ),
    "severity": Act(
        offer="severity",
        verb="severity",
        form=forms.SeverityForm,
        body=_only("severity"),
        fields=(("severity", forms.GRAVE),),
    ),
    "raise": Act(offer="raise", verb="raise"),
    "feasibility": Act(
        offer="feasibility",
        verb="feasibility",
        form=forms.FeasibilityForm,
        body=_feasibility,
        fields=(
            ("verdict", forms.VERDICTS),
            ("owner", "unit"),
            UNTIL,
            ("explanation", "area"),
        ),
    ),
    "park": Act(
        offer="park",
        verb="suspend",
        form=forms.ParkForm,
        body=_park,
        fields=(("leader", "leader"), ("months", "months"), WHY),
    ),
    "parties": Act(
        offer="parties",
        verb="parties",
        form=forms.PartiesForm,
        body=_parties,
        fields=(("parties", "area"),),
    ),
    "recuse": Act(offer="recuse", verb="recuse"),
}
"""What stands folded below: each is rare."""
OF_TASKS: Final[Mapping[str, Act]] = {
    "co-answer": Act(
        offer="answer-co-task",
        verb="co-tasks/{task}/answer",
        form=forms.CoAnswerForm,
        body=_only("answer"),
        fields=(("answer", "area"),),
    ),
    "co-waive": Act(
        offer="waive-co-task",
        verb="co-tasks/{task}/waive",
        form=forms.CoWaiveForm,
        body=_only("reason"),
        fields=(WHY,),
    ),
}
"""What is done to one contribution."""
STEERING: Final[Mapping[str, Act]] = {**TOGETHER, **SELDOM, **OF_TASKS}
"""By the word that stands in the page's address."""
