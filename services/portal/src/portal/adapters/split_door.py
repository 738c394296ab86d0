"""Intake's door for dividing a matter that is written down, as staff go through it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import PRINT_SECONDS, read_reply
from portal.adapters.lines import ANSWER_SECONDS
from portal.adapters.replies import Reply


class GivenReply(Reply):
    """A part; its code where no letter tells it to its petitioner."""

    receipt = fields.String(required=True)
    tracking_code = fields.String(load_default=None, allow_none=True)


class PartsReply(Reply):
    """What was divided off a matter."""

    parts = fields.List(fields.Nested(GivenReply), required=True)


class SplitDoor:
    """Divides once for each key."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def split(
        self, asker: Asker, number: str, body: Mapping[str, Any], key: str
    ) -> list[dict[str, Any]]:
        """Return what each part got; raise Refused (409: moved) or Away.

        Pictures are sealed anew for each part, one after the other: people wait.
        """
        path = f"/v1/petitions/{quote(number, safe='')}/split"
        copies = any(each.get("pictures") for each in body["parts"])
        patience = PRINT_SECONDS if copies else ANSWER_SECONDS
        answer = self._door.write(path, asker, body, key, patience=patience)
        told = read_reply(answer, PartsReply)
        found: list[dict[str, Any]] = told["parts"]
        return found
