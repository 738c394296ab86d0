"""Routes for visit forms that are handed on (D-16)."""

from collections.abc import Iterator

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.forms.commands import ReceiveForm, ReportForm, SendForm
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.forms.errors import FormFixed, FormNotReceived, FormUnknown
from registry.domain.forms.form import MOST, Result
from registry.domain.visits.errors import VisitUnknown
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.structure import page_of
from registry.entrypoints.visits.routes import OVERSEERS
from registry.entrypoints.visits.schemas import FIRST, page_field
from registry.entrypoints.words import id_field

TAG = "走访登记表转办 Visit forms"
COUNT = validate.Range(0, MOST)


class SendFormBody(Schema):
    """To whom a visit's form is handed."""

    to_id = id_field(required=True)


class FormResultBody(Schema):
    """How many found work (就业), how many began a business (创业), by now."""

    jobs = fields.Integer(strict=True, required=True, validate=COUNT)
    startups = fields.Integer(strict=True, required=True, validate=COUNT)


class FormSchema(Schema):
    """A form; without a receipt nobody has taken it yet."""

    form_id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    from_id = fields.String(required=True)
    to_id = fields.String(required=True)
    sent_at = fields.DateTime(required=True)
    receipt = fields.String(required=True, allow_none=True)
    received_at = fields.DateTime(required=True, allow_none=True)
    jobs = fields.Integer(required=True)
    startups = fields.Integer(required=True)


class FormsQuery(CommunityQuery):
    """Of which place: what its units sent, or what they received."""

    sent = fields.Boolean(load_default=False)
    after = fields.UUID(load_default=FIRST)
    limit = page_field()


class FormPageSchema(Schema):
    """Some forms."""

    items = fields.List(fields.Nested(FormSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class FormTotalsSchema(Schema):
    """What came of all the forms that a place's units received."""

    organisation_id = fields.String(required=True)
    jobs = fields.Integer(required=True)
    startups = fields.Integer(required=True)


class FormDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus

    def send_form(self, request: Request) -> Reply:
        """Hand a visit's form on."""
        command = SendForm(
            actor=request.actor,
            form_id=request.params["form_id"],
            visit_id=request.params["visit_id"],
            to_id=request.body["to_id"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def receive_form(self, request: Request) -> Reply:
        """Give the receipt of a form."""
        command = ReceiveForm(actor=request.actor, form_id=request.params["form_id"])
        return Reply(self._bus.handle(command, request.cause))

    def report_form(self, request: Request) -> Reply:
        """Say what came of a form."""
        command = ReportForm(
            actor=request.actor,
            form_id=request.params["form_id"],
            result=Result(**request.body),
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_forms(self, request: Request) -> Reply:
        """Show a page of what a place's units sent or received."""
        asked = dict(request.query)
        place = asked.pop("organisation")
        must_oversee(request.actor, self._parts.reader, [place])
        return page_of(self._parts.forms.page(place, **asked), request)

    def count(self, request: Request) -> Reply:
        """Show what came of what a place's units received."""
        place = request.query["organisation"]
        must_oversee(request.actor, self._parts.reader, [place])
        found = self._parts.forms.totals(place)
        return Reply({"organisation_id": place, **found})


def form_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of visit forms."""
    door = FormDoor(parts)
    yield Route(
        method="PUT",
        path="/v1/visits/{visit_id:uuid}/forms/{form_id:uuid}",
        operation=door.send_form,
        summary="走访登记表转办（须回执） Hand a visit's form on (D-16)",
        roles=STAFF,
        body=SendFormBody,
        replies={200: FormSchema},
        errors=(VisitUnknown, OutOfReach, FormFixed, Taken, Invalid),
        tag=TAG,
    )
    yield from _at_the_desk(door)
    yield from _reading(door)


def _at_the_desk(door: FormDoor) -> Iterator[Route]:
    one = "/v1/visit-forms/{form_id:uuid}"
    yield Route(
        method="POST",
        path=one + "/receive",
        operation=door.receive_form,
        summary="接收转来的走访登记表（回执） Give the receipt of a form (D-16)",
        roles=OVERSEERS,
        replies={200: FormSchema},
        errors=(FormUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one + "/result",
        operation=door.report_form,
        summary="转办结果：就业、创业人数 What came of a form (D-16)",
        roles=OVERSEERS,
        body=FormResultBody,
        replies={200: FormSchema},
        errors=(FormUnknown, FormNotReceived, OutOfReach, Invalid),
        tag=TAG,
    )


def _reading(door: FormDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/visit-forms",
        operation=door.list_forms,
        summary="转来、转出的走访登记表 Forms received, or sent",
        roles=OVERSEERS,
        query=FormsQuery,
        replies={200: FormPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-form-totals",
        operation=door.count,
        summary="转办成效：就业、创业合计 What came of all of them (D-16)",
        roles=OVERSEERS,
        query=CommunityQuery,
        replies={200: FormTotalsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
