"""走访（离线）: one shell that works without a signal, and the doors behind it (C-26).

The shell holds nobody's data, so that it may be kept. A device never learns who
somebody is by their staff id: the portal says who went, from the session that brings.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from flask import Response, jsonify, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.field.schemas import (
    LARGEST_BATCH,
    SHA256,
    read_batch,
    told_of,
)
from portal.entrypoints.web.field.shell import HOME, manifest, show, worker
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.owner import mark, owner_of
from portal.entrypoints.web.page import Page, View, visitor

LARGEST_PHOTO: Final = 6 * 1024 * 1024
LASTS: Final = timedelta(hours=24)
"""So long a list is good: then homes and names are taken along anew."""
ASKED: Final = frozenset({"household", "diary", "subjects"})
"""What the form asks: kinds that need more are written down at the desk."""


class FieldPages:
    """The shell, what is taken along, what is brought back."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _open(HOME, show, "field"),
            _open(f"{HOME}/outbox", show, "field-outbox"),
            _open(f"{HOME}/visit/<uuid:visit>", show, "field-visit"),
            _open(f"{HOME}/sw.js", worker, "field-worker"),
            _open(f"{HOME}/manifest.webmanifest", manifest, "field-manifest"),
            Page(path=f"{HOME}/who", view=self.tell_who, name="field-who", roles=STAFF),
            Page(path=f"{HOME}/pack", view=self.pack, name="field-pack", roles=STAFF),
            self._taking(f"{HOME}/sync", self.take, "field-sync", LARGEST_BATCH),
            self._taking(
                f"{HOME}/photos/<uuid:visit>/<sha256>",
                self.take_photo,
                "field-photo",
                LARGEST_PHOTO,
            ),
        ]

    def tell_who(self) -> Response:
        """Tell a device who is signed in, and the key for what it sends."""
        return self._marked(jsonify(owner=self._owner, name=staff().name, key=_key()))

    def pack(self) -> Response:
        """Give the day's list along: homes with masked names, nothing more of them."""
        door, now = self._parts.desk, self._parts.clock.now()
        kinds = [
            {"code": each["code"], "title": each["title"]}
            for each in door.visits.kinds(asker())
            if _is_asked(each)
        ]
        homes = [_listed(each) for each in door.field.homes(asker())]
        told = {"owner": self._owner, "name": staff().name, "at": now.isoformat()}
        until = (now + LASTS).isoformat()
        response = jsonify(**told, until=until, kinds=kinds, homes=homes)
        return self._marked(response)

    def take(self) -> Response:
        """Hand on what a device noted, in the name of who is signed in now."""
        batch = read_batch(request.get_data())
        if batch is None:
            return _no(422, "not-a-batch")
        said = told_of(batch, staff().staff_id)
        return self._handed_on(
            batch["owner"],
            lambda: {"items": self._parts.desk.field.bring(asker(), said)},
        )

    def take_photo(self, visit: UUID, sha256: str) -> Response:
        """Hand on a photograph; the visit that names it was handed on before."""
        if not SHA256.match(sha256):
            return _no(422, "bad-hash")
        owner = request.headers.get("X-Field-Owner", "")
        content = request.get_data()

        def hand_on() -> dict[str, Any]:
            self._parts.desk.field.photo(asker(), visit, sha256, content)
            return {"kept": sha256}

        return self._handed_on(owner, hand_on)

    def _handed_on(self, owner: str, do: Callable[[], dict[str, Any]]) -> Response:
        """Do it, if what is brought belongs to who is signed in."""
        if owner != self._owner:
            return _no(409, "not-the-owner")
        try:
            return jsonify(do())
        except Away:
            return _no(503, "away")
        except Refused as no:
            if no.status == 401:
                raise
            return _no(no.status, no.code, no.said)

    @property
    def _owner(self) -> str:
        return owner_of(self._parts.sealer, staff().staff_id)

    def _marked(self, response: Response) -> Response:
        secure = self._parts.settings.is_secure
        return mark(response, self._owner, secure=secure)

    @staticmethod
    def _taking(path: str, view: View, name: str, largest: int) -> Page:
        return Page(
            path=path,
            view=view,
            name=name,
            method="POST",
            roles=STAFF,
            largest=largest,
        )


def _open(path: str, view: View, name: str) -> Page:
    return Page(path=path, view=view, name=name)


def _is_asked(kind: dict[str, Any]) -> bool:
    """Tell whether the form asks all that a kind of visit wants to be told."""
    wanted = ASKED.issuperset(kind["requires"]) and not kind["checklist"]
    return wanted and "household" in kind["subjects"]


def _key() -> str:
    return visitor().form_key()


def _no(status: int, code: str, said: str = "") -> Response:
    response: Response = jsonify(code=code, said=said)
    response.status_code = status
    return response


def _listed(home: dict[str, Any]) -> dict[str, str]:
    days = {name: home[name] for name in ("planned_on", "visited_on")}
    return {
        "id": str(home["household_id"]),
        "address": home["address"],
        "name": home["name"] or "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }
