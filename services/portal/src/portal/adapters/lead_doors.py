"""The owners' doors for deciding, reports, publishing, files of rows and rules."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import requests

from portal.adapters import lead_replies as replies
from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import read_reply

ROWS: Final = 25
MOST: Final = 100
PAGES: Final = 5
"""So many pages are looked through for what is public already."""
ABOVE: Final = "ask-above"
"""The request for review that goes to the agency above: a door of its own."""


class DecisionDoor:
    """What waits for a head: reviews (routing), and who is not satisfied (notify)."""

    def __init__(self, routing_url: str, notify_url: str) -> None:
        self._routing = StaffDoor(routing_url)
        self._notify = StaffDoor(notify_url)

    def owed_reviews(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the reviews on which the asker's organ owes an opinion."""
        told = self._routing.read("/v1/reviews", asker, replies.OwedListReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def review(self, asker: Asker, number: str) -> dict[str, Any]:
        """Return where the review of a case stands; raise Refused 404 for none."""
        return self._routing.read(_review(number), asker, replies.ReviewReply)

    def move_review(
        self, asker: Asker, number: str, verb: str, said: Mapping[str, Any] | None
    ) -> None:
        """Ask, here or of the agency above; answer, hear or turn away."""
        path = f"{_review(number)}{'-above' if verb == ABOVE else f'/{verb}'}"
        self._routing.write(path, asker, said, "")

    def objections(self, asker: Asker, state: str) -> list[dict[str, Any]]:
        """Return the cases that somebody is not satisfied with, the oldest first."""
        query = {"state": state, "limit": MOST}
        told = self._notify.read(
            "/v1/objections", asker, replies.ObjectionsReply, query
        )
        found: list[dict[str, Any]] = told["items"]
        return found

    def move_objection(
        self, asker: Asker, objection: UUID, step: str, text: str
    ) -> None:
        """Approve an explanation, send it back, or let the case be worked on again."""
        path = f"/v1/objections/{objection}/{step}"
        self._notify.write(path, asker, {"text": text}, "")


class ReportDoor:
    """Notify's reports: on the page, as a workbook, as PDF, by one query."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def report(self, asker: Asker, name: str, on: str) -> dict[str, Any]:
        """Return a report."""
        path = f"/v1/reports/{name}"
        return self._door.read(path, asker, replies.ReportReply, {"on": on})

    def file(self, asker: Asker, name: str, form: str, on: str) -> bytes:
        """Return the same as a file."""
        return self._door.paper(f"/v1/reports/{name}/{form}", asker, {"on": on})


class PublicationDoor:
    """晒账: written by one, approved by another, withdrawn at once."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def page(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return a page of publications of the asker's place."""
        wanted = {"organisation": asker.who.organisation_id, "limit": ROWS, **query}
        path = "/v1/publications"
        return self._door.read(path, asker, replies.PublicationsReply, wanted)

    def one(self, asker: Asker, publication: UUID) -> dict[str, Any]:
        """Return one with its words."""
        path = f"/v1/publications/{publication}"
        return self._door.read(path, asker, replies.FullPublicationReply)

    def about(self, asker: Asker, petition: str) -> list[dict[str, Any]]:
        """Return where a petition stands in the ledgers of the asker's place.

        Each with its ledger's `title`, and the `publication` of it, if anybody wrote
        one: the newest.
        """
        query = {"organisation": asker.who.organisation_id, "petition": petition}
        told = self._door.read("/v1/ledger-items", asker, replies.ItemsReply, query)
        if not told["items"]:
            return []
        kinds = self._door.read("/v1/ledgers", asker, replies.LedgersReply)
        titles = {each["code"]: each["title"] for each in kinds["items"]}
        written = self.page(asker, petition=petition)["items"]
        newest = sorted(written, key=lambda each: each["drafted_at"])
        public = {each["item_id"]: each for each in newest}
        return [
            {
                **item,
                "title": titles.get(item["ledger"], item["ledger"]),
                "publication": public.get(item["item_id"]),
            }
            for item in told["items"]
        ]

    def done_items(self, asker: Asker) -> list[dict[str, Any]]:
        """Return items that were struck off, of which something may be told."""
        query = {"organisation": asker.who.organisation_id, "presence": "exited"}
        told = self._door.read(
            "/v1/ledger-items", asker, replies.ItemsReply, query | {"limit": MOST}
        )
        found: list[dict[str, Any]] = told["items"]
        return found

    def written_about(self, asker: Asker) -> set[str]:
        """Return the items that are public, or that a draft waits about."""
        found: set[str] = set()
        for state in ("draft", "published"):
            query = {"state": state, "limit": str(MOST)}
            for _ in range(PAGES):
                told = self.page(asker, **query)
                found |= {str(each["item_id"]) for each in told["items"]}
                if not told["next"]:
                    break
                query["after"] = told["next"]
        return found

    def write(self, asker: Asker, publication: UUID, said: Mapping[str, Any]) -> None:
        """Write a draft; raise Refused, tells-too-much, with what must go."""
        path = f"/v1/publications/{publication}"
        self._door.write(path, asker, said, "", method="PUT")

    def decide(
        self,
        asker: Asker,
        publication: UUID,
        revision: int,
        *,
        approve: bool,
        reason: str,
    ) -> None:
        """Approve the draft that was read, or send it back with a reason."""
        path = f"/v1/publications/{publication}/decision"
        said = {"approve": approve, "revision": revision, "reason": reason}
        self._door.write(path, asker, said, "")

    def withdraw(self, asker: Asker, publication: UUID, reason: str) -> None:
        """Take it from the public."""
        path = f"/v1/publications/{publication}/withdrawal"
        self._door.write(path, asker, {"reason": reason}, "")


class ImportDoor:
    """Files of rows: brought in, tried, watched, taken back."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def templates(self, asker: Asker) -> list[dict[str, Any]]:
        """Return what may be brought in."""
        told = self._door.read("/v1/import-templates", asker, replies.TemplatesReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def template(self, asker: Asker, kind: str) -> bytes:
        """Return a template to fill in."""
        return self._door.paper(f"/v1/import-templates/{quote(kind)}.xlsx", asker)

    def page(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return a page of imports, the newest first."""
        path = "/v1/imports"
        return self._door.read(path, asker, replies.ImportsReply, query)

    def one(self, asker: Asker, batch: UUID) -> dict[str, Any]:
        """Return how far an import is."""
        return self._door.read(f"/v1/imports/{batch}", asker, replies.ImportReply)

    def faults(self, asker: Asker, batch: UUID, after: int) -> dict[str, Any]:
        """Return some of the rows that were not taken, and why."""
        query = {"after": after, "limit": MOST}
        path = f"/v1/imports/{batch}/faults"
        return self._door.read(path, asker, replies.RowFaultsReply, query)

    def faults_file(self, asker: Asker, batch: UUID) -> bytes:
        """Return all of them as a file."""
        return self._door.paper(f"/v1/imports/{batch}/faults.csv", asker)

    def start(
        self, asker: Asker, content: bytes, kind: str, name: str, *, dry_run: bool
    ) -> dict[str, Any]:
        """Bring a file in, or only try it."""
        query = {"kind": kind, "name": name, "dry_run": str(dry_run).lower()}
        unit = asker.who.organisation_id
        query |= {"organisation": unit} if unit else {}
        answer: requests.Response = self._door.carry(
            "/v1/imports", asker, content, query
        )
        return read_reply(answer, replies.ImportReply)

    def undo(self, asker: Asker, batch: UUID) -> None:
        """Begin to take an import back."""
        self._door.write(f"/v1/imports/{batch}/undo", asker, None, "")


class RuleDoor:
    """What every service works by."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._doors = {name: StaffDoor(url) for name, url in urls.items()}

    def in_force(self, asker: Asker, service: str) -> dict[str, Any]:
        """Return the rules of one service."""
        door = self._doors[service]
        return door.read("/v1/policy", asker, replies.RulesInForceReply)

    def try_change(self, asker: Asker, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return whom a changed time limit would concern, and the file that says it."""
        door = self._doors["routing"]
        return door.ask("/v1/policy/preview", asker, said, replies.TermEffectReply)


def _review(number: str) -> str:
    return f"/v1/cases/{quote(number, safe='')}/review"
