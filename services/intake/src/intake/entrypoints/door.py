"""What is done at the door beside accepting and refusing, by HTTP."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import Schema

from intake.application.door_commands import (
    AskPetitioner,
    NoteThanks,
    ReclassifyPetition,
    RecordContact,
    ReferPetition,
    TakeAnswer,
)
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.authority import may_know_accused
from intake.domain.channel import Channel
from intake.domain.errors import (
    AskedBefore,
    BrokenPetition,
    NoCaseOfThanks,
    NothingAsked,
    NothingChanged,
    OutsideScope,
    StaleRevision,
    TooManyTries,
    UnknownPetition,
    UnknownReference,
)
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Path
from intake.domain.receipt import read_receipt
from intake.entrypoints import door_schemas as schemas
from intake.entrypoints.deciding_schemas import (
    DecidedSchema,
)
from intake.entrypoints.door_schemas import SeenSchema
from intake.entrypoints.finding import by_code_or_desk, found_by, seen_by
from intake.entrypoints.presenting import Presenter
from intake.entrypoints.settling import decision_of
from minqing_chassis.http.route import (
    PUBLIC,
    STAFF,
    Operation,
    Reply,
    Request,
    Route,
)
from minqing_kernel.errors import DomainError, TransitionRefused
from minqing_kernel.messages import Actor, Command, Role
from minqing_kernel.text import Unreadable

DECIDERS = frozenset({Role.CLERK, Role.SUPERVISOR})
TAG = "诉求 Petitions"
WRITTEN: tuple[type[DomainError], ...] = (
    UnknownPetition,
    OutsideScope,
    BrokenPetition,
    Unreadable,
    StaleRevision,
    TransitionRefused,
)


class Door:
    """The operations of whoever sits at the door."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._deciding(), *self._later()]

    def _deciding(self) -> list[Route]:
        return [
            _written(
                "/refer",
                self.refer_petition,
                "导入法定程序 Refer to its procedure of law",
                schemas.ReferSchema,
            ),
            _written(
                "/note-thanks", self.note_thanks, "登记感谢 Note thanks", SeenSchema
            ),
            _written(
                "/ask",
                self.ask_petitioner,
                "一次性告知 Tell all that is missing, once",
                schemas.AskSchema,
                AskedBefore,
            ),
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/answer",
                operation=self.answer_petition,
                summary="补充材料 Give what was missing",
                description=(
                    "居民凭查询码，工作人员凭令牌。With the tracking code, or a member "
                    "of staff's token."
                ),
                roles=PUBLIC,
                body=schemas.AnswerSchema,
                replies={200: DecidedSchema},
                errors=(*WRITTEN, TooManyTries, NothingAsked),
                tag=TAG,
            ),
        ]

    def _later(self) -> list[Route]:
        return [
            _written(
                "/reclassify",
                self.reclassify_petition,
                "重新归类 Settle anew what it is",
                schemas.ReclassifySchema,
                NothingChanged,
                NoCaseOfThanks,
                UnknownReference,
            ),
            Route(
                method="GET",
                path="/v1/petitions/{receipt}/changes",
                operation=self.list_changes,
                summary="归类变更 What was settled anew",
                roles=DECIDERS,
                replies={200: schemas.ChangesSchema},
                errors=(UnknownPetition, OutsideScope),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/contacts",
                operation=self.record_contact,
                summary="登记后续联系 Write a later contact down",
                roles=STAFF,
                body=schemas.ContactFormSchema,
                replies={201: schemas.ContactsSchema},
                errors=WRITTEN,
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/petitions/{receipt}/contacts",
                operation=self.list_contacts,
                summary="历次联系 First channel and later contacts",
                roles=STAFF,
                replies={200: schemas.ContactsSchema},
                errors=(UnknownPetition, OutsideScope),
                tag=TAG,
            ),
        ]

    def refer_petition(self, request: Request) -> Reply:
        """Refer to the procedure that the law has for it."""
        command = ReferPetition(
            petition_id=self._id(request),
            path=Path(request.body["path"]),
            explanation=request.body["explanation"],
            seen=request.body.get("revision"),
            actor=request.actor,
        )
        return self._done(request, command, PetitionState.REFERRED)

    def note_thanks(self, request: Request) -> Reply:
        """Keep as a letter of thanks."""
        command = NoteThanks(
            petition_id=self._id(request),
            seen=request.body.get("revision"),
            actor=request.actor,
        )
        return self._done(request, command, PetitionState.NOTED)

    def ask_petitioner(self, request: Request) -> Reply:
        """Tell all that is missing."""
        command = AskPetitioner(
            petition_id=self._id(request),
            missing=tuple(request.body["missing"]),
            seen=request.body.get("revision"),
            actor=request.actor,
        )
        return self._done(request, command, PetitionState.AWAITING)

    def answer_petition(self, request: Request) -> Reply:
        """Take what was missing, from whoever holds the code, or from staff."""
        petition_id, by_petitioner = by_code_or_desk(self._parts, request)
        command = TakeAnswer(
            petition_id=petition_id,
            text=request.body["text"],
            by_petitioner=by_petitioner,
            actor=request.actor,
        )
        return self._done(request, command, PetitionState.RECEIVED)

    def reclassify_petition(self, request: Request) -> Reply:
        """Settle anew what it is or how it is handled."""
        command = ReclassifyPetition(
            petition_id=self._id(request),
            reason=request.body["reason"],
            category=request.body.get("category"),
            decision=decision_of(request.body),
            seen=request.body.get("revision"),
            actor=request.actor,
        )
        return self._done(request, command, PetitionState.ACCEPTED)

    def list_changes(self, request: Request) -> Reply:
        """Answer with what was settled anew."""
        found = seen_by(self._parts, request)
        rows = self._parts.door_reader.changes(found.petition_id)
        kin = Presenter(self._parts, request.language).kin_of(found, request.actor)
        whole = len(kin) == len(found.siblings)
        shown = [
            dict(row)
            for row in rows
            if self._may_see(request.actor, row) and (whole or row["field"] != "split")
        ]
        return Reply({"changes": shown})

    def record_contact(self, request: Request) -> Reply:
        """Write a later contact down, and answer with all of them."""
        command = RecordContact(
            petition_id=self._id(request),
            by=Channel(request.body["channel"]),
            words=request.body["text"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(self._contacts(found_by(self._parts, request)), status=201)

    def list_contacts(self, request: Request) -> Reply:
        """Answer with the first channel and every later contact."""
        return Reply(self._contacts(seen_by(self._parts, request)))

    def _may_see(self, actor: Actor, row: Mapping[Any, Any]) -> bool:
        """Say whether the reader is none of those whom the row ever accused."""
        if row["field"] != "nature.accused":
            return True
        ever = frozenset(f"{row['before']},{row['after']}".split(",")) - {""}
        return may_know_accused(actor, ever, self._parts.reference.tree())

    def _contacts(self, found: PetitionView) -> dict[str, Any]:
        rows = self._parts.door_reader.contacts(found.petition_id)
        told = [{**row, "text": row["words"]} for row in rows]
        for each in told:
            del each["words"]
        return {"first_channel": found.channel, "contacts": told}

    def _id(self, request: Request) -> UUID:
        return seen_by(self._parts, request).petition_id

    def _done(self, request: Request, command: Command, state: PetitionState) -> Reply:
        revision = self._parts.bus.handle(command, request.cause)
        receipt = read_receipt(request.params["receipt"])
        return Reply({"receipt": receipt, "state": state, "revision": revision})


def _written(
    path: str,
    operation: Operation,
    summary: str,
    body: type[Schema],
    *errors: type[DomainError],
) -> Route:
    """Return the row of something that a clerk decides about one petition."""
    return Route(
        method="POST",
        path="/v1/petitions/{receipt}" + path,
        operation=operation,
        summary=summary,
        roles=DECIDERS,
        body=body,
        replies={200: DecidedSchema},
        errors=(*WRITTEN, *errors),
        tag=TAG,
    )
