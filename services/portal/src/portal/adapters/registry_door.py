"""Registry's public doors: what was published (晒账). No token goes there."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from portal.adapters import replies
from portal.adapters.doors import Door, read_reply


class RegistryDoor:
    """What anybody may read at registry."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def notices(
        self, asked: dict[str, str], before: UUID | None, limit: int
    ) -> dict[str, Any]:
        """Return a page of what is public now, the newest first."""
        query: dict[str, str | int] = {**asked, "limit": limit}
        if before is not None:
            query["before"] = str(before)
        path, language = "/v1/public/ledger", "zh-CN"
        return self._door.get(path, language, replies.NoticesReply, **query)

    def desk(self, unit_id: str) -> dict[str, Any]:
        """Return what anybody may know of a unit's desk; raise Refused for none."""
        path = f"/v1/organisations/{quote(unit_id, safe='')}"
        return self._door.get(path, "zh-CN", replies.DeskReply)

    def notice(self, public_id: UUID) -> dict[str, Any]:
        """Return one notice, or the day on which it was withdrawn; raise Refused."""
        path = f"/v1/public/ledger/{public_id}"
        return self._door.get(path, "zh-CN", replies.EntryReply)

    def communities(self, language: str) -> dict[str, Any]:
        """Return which communities have grids."""
        path = "/v1/public/grids"
        return self._door.get(path, language, replies.CommunitiesReply)

    def grids(self, community: str, address: str, language: str) -> dict[str, Any]:
        """Return the grids of an address; it goes in the body and is kept nowhere."""
        said = {"community": community, "address": address}
        answer = self._door.post("/v1/public/grids/find", language, said)
        return read_reply(answer, replies.GridsReply)

    def choices(self, language: str) -> dict[str, Any]:
        """Return by what the list may be narrowed."""
        path = "/v1/public/ledger/choices"
        return self._door.get(path, language, replies.ChoicesReply)
