"""我存的视图: a list with its filters, under a name of one's own."""

from typing import Final
from uuid import UUID

from flask import Response, abort
from marshmallow import fields, validate

from portal.adapters.staff_views import View
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.schemas import StaffForm
from portal.entrypoints.web.desk.worklists import INBOX, address_of, chosen_of, known_to
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, form, go
from portal.entrypoints.web.pages.tracking import loaded

VIEWS: Final = f"{INBOX}/views"
LONGEST_NAME: Final = 20


class ViewForm(StaffForm):
    """What somebody calls a list."""

    name = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_NAME, error="fault.view-name"),
        error_messages={"required": "fault.view-name"},
    )


class ViewPages:
    """Keeping a list, and throwing it away."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        drop = f"{VIEWS}/<uuid:view_id>/drop"
        return [
            Page(
                path=VIEWS, view=self.keep, name="view-keep", method="POST", roles=STAFF
            ),
            Page(
                path=drop, view=self.drop, name="view-drop", method="POST", roles=STAFF
            ),
        ]

    def keep(self) -> Response:
        """Keep the filters that were on, under a name."""
        chosen = chosen_of(form(), known_to(self._parts))
        told, faults = loaded(ViewForm, form())
        if faults or not chosen:
            return go(address_of(chosen, fault="view-name"))
        view_id = UUID(nonce_of(form()))
        view = View(view_id=view_id, name=told["name"], chosen=chosen)
        if not self._parts.own.views.keep(staff().staff_id, view):
            return go(address_of(chosen, fault="views-many"))
        return go(address_of(chosen))

    def drop(self, view_id: UUID) -> Response:
        """Throw one away; its filters stay on until they are taken off."""
        own = self._parts.own.views.of(staff().staff_id)
        found = [each for each in own if each.view_id == view_id]
        if not found:
            abort(404)
        self._parts.own.views.drop(staff().staff_id, view_id)
        return go(address_of(found[0].chosen))
