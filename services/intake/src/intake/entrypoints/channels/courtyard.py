"""The courtyard's form: a gathering where many people each bring a matter (A-10)."""

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.domain.gathering import Gathering, GatheringKind
from intake.entrypoints.channels.once import REPLAYED, contact_of, receipt, submit
from intake.entrypoints.channels.petition import ERRORS
from intake.entrypoints.schemas import MeetingFormSchema, MeetingSubmittedSchema
from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.identity import new_id


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""

    def record_meeting(request: Request) -> Reply:
        answers = submit(
            parts,
            request,
            _commands(request),
            request.idempotency_key,
            _gathering(request),
        )
        told = [receipt(parts, each) for each in answers.submitted]
        headers = REPLAYED if answers.replayed else {}
        return Reply({"petitions": told}, status=201, headers=headers)

    return [
        Route(
            method="POST",
            path="/v1/courtyard-meetings",
            operation=record_meeting,
            summary="登记院坝会 Record a courtyard meeting",
            description="每件事各有编号，全部登记或全部不登记。All matters, or none.",
            roles=STAFF,
            body=MeetingFormSchema,
            replies={201: MeetingSubmittedSchema},
            errors=ERRORS,
            tag="诉求 Petitions",
            idempotency=Idempotency.OPTIONAL,
        )
    ]


CHANNELS = {
    GatheringKind.HOME_VISIT: Channel.HOME_VISIT,
    GatheringKind.COURTYARD_ROUND: Channel.HOME_VISIT,
    GatheringKind.CONSULTATION: Channel.COURTYARD,
    GatheringKind.COURTYARD_MEETING: Channel.COURTYARD,
}


def _gathering(request: Request) -> Gathering | None:
    body = request.body
    if "participants" not in body:
        return None
    return Gathering(
        gathering_id=new_id(),
        kind=GatheringKind(body["kind"]),
        held_at=body["held_at"],
        place=body["place"],
        organisation_id=body["organisation_id"],
        participants=body["participants"],
    )


def _commands(request: Request) -> list[SubmitPetition]:
    body = request.body
    return [
        SubmitPetition(
            channel=CHANNELS[GatheringKind(body["kind"])],
            text=matter["text"],
            title=matter.get("title", ""),
            place=body["place"],
            category=matter.get("category"),
            division_code=body.get("division_code", ""),
            organisation_id=body["organisation_id"],
            contact=contact_of(matter.get("contact")),
            received_at=body["held_at"],
            actor=request.actor,
        )
        for matter in body["matters"]
    ]
