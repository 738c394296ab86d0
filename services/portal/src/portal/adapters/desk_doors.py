"""The owners' doors as a member of staff goes through them: in their own name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from marshmallow import Schema

from portal.adapters import desk_replies as replies
from portal.adapters.doors import PRINT_SECONDS, Door, read_content, read_reply
from portal.adapters.figure_replies import FiguresReply, TrendReply
from portal.adapters.lasting import lasts
from portal.adapters.lines import ANSWER_SECONDS
from portal.application.ports import Away, Refused
from portal.domain.staff import SignedIn

ROWS: Final = 25


@dataclass(frozen=True)
class Asker:
    """In whose name a door is asked, and in which language it answers."""

    who: SignedIn
    language: str
    ages: list[float] = field(default_factory=list, compare=False)
    """How many seconds old each answer is that had to be taken from before."""

    @property
    def headers(self) -> dict[str, str]:
        """What says so."""
        return {"Authorization": f"Bearer {self.who.token}"}

    def asks(self, path: str, query: Mapping[str, Any]) -> tuple[str, ...]:
        """Return by what an answer to this question is known again, for this one."""
        who = (self.who.staff_id, self.who.role, self.who.organisation_id or "")
        said = (f"{name}={query[name]}" for name in sorted(query))
        return (*who, self.language, path, *said)


class StaffDoor(Door):
    """One service's door; every call carries the person's own short token."""

    def read(
        self,
        path: str,
        asker: Asker,
        reply: type[Schema],
        query: Mapping[str, Any] | None = None,
        patience: float = ANSWER_SECONDS,
    ) -> dict[str, Any]:
        """Ask; wait so many seconds for the answer.

        While nobody answers, what lasts is told as it was the last time, and how old
        that is goes to the asker's `ages`. What was refused since is not told again.
        """
        about: dict[str, Any] = {"headers": asker.headers, "patience": patience}
        said, answers = dict(query or {}), self._line.answers
        key = asker.asks(path, said)
        try:
            answer = self._send("GET", path, asker.language, params=said, **about)
        except Away:
            known = answers.last(key)
            if known is None:
                raise
            asker.ages.append(known[0])
            return read_content(known[1], reply)
        except Refused:
            answers.drop(key)
            raise
        told = read_reply(answer, reply)
        if lasts(path):
            answers.keep(key, answer.content)
        return told

    def write(
        self,
        path: str,
        asker: Asker,
        body: Mapping[str, Any] | None,
        key: str,
        revision: int | None = None,
        method: str = "POST",
        patience: float = ANSWER_SECONDS,
    ) -> Any:  # noqa: ANN401
        """Do; `key` makes it safe to do again, `revision` is what the person saw.

        No key: the address or the owner's own rules make it safe. Waits for the answer
        for so many seconds, `patience`.
        """
        headers = asker.headers | ({"Idempotency-Key": key} if key else {})
        if revision is not None:
            headers["If-Match"] = f'"{revision}"'
        what: dict[str, Any] = {} if body is None else {"json": body}
        what["patience"] = patience
        try:
            return self._send(method, path, asker.language, headers=headers, **what)
        finally:  # whoever got no answer may have done it all the same
            self._line.answers.forget(asker.who.staff_id)

    def ask(
        self, path: str, asker: Asker, body: Mapping[str, Any], reply: type[Schema]
    ) -> dict[str, Any]:
        """Ask with a body: what stands in no address and in no log."""
        about: dict[str, Any] = {"headers": asker.headers, "json": body}
        return read_reply(self._send("POST", path, asker.language, **about), reply)

    def carry(
        self, path: str, asker: Asker, content: bytes, query: Mapping[str, Any]
    ) -> Any:  # noqa: ANN401
        """Send a file as it is."""
        headers = asker.headers | {"Content-Type": "application/octet-stream"}
        return self._send(
            "POST", path, asker.language, headers=headers, params=query, data=content
        )

    def put_file(self, path: str, asker: Asker, content: bytes, kind: str) -> None:
        """Put a file where its own name says; twice is once."""
        headers = asker.headers | {"Content-Type": kind}
        self._send("PUT", path, asker.language, headers=headers, data=content)

    def paper(
        self, path: str, asker: Asker, query: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return a file as its owner made it."""
        about: dict[str, Any] = {"headers": asker.headers, "patience": PRINT_SECONDS}
        answer = self._send("GET", path, asker.language, params=query or {}, **about)
        content: bytes = answer.content
        return content


class CaseDoor:
    """Routing's door: worklists, one case, and what may be done to it."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def worklist(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of cases, what is due first first."""
        wanted = {"limit": ROWS, **query}
        return self._door.read("/v1/cases", asker, replies.WorklistReply, wanted)

    def tally(self, asker: Asker, **query: str | list[str]) -> dict[str, Any]:
        """Return how many cases each list of the asker's holds, and how far it counts.

        `until`: ends of days, between which what falls due is counted. Raises Away or
        Refused.
        """
        return self._door.read("/v1/case-tally", asker, replies.TallyReply, query)

    def sheet(self, asker: Asker, number: str) -> dict[str, Any]:
        """Return one case whole."""
        path = f"/v1/cases/{quote(number, safe='')}"
        return self._door.read(path, asker, replies.SheetReply)

    def act(
        self,
        asker: Asker,
        number: str,
        verb: str,
        body: Mapping[str, Any] | None,
        key: str,
        revision: int | None,
    ) -> None:
        """Do one thing to a case; raise Refused (409 where it moved on) or Away."""
        path = f"/v1/cases/{quote(number, safe='')}/{verb}"
        self._door.write(path, asker, body, key, revision)


class MatterDoor:
    """Intake's door: what was said, by whom (masked), and writing calls down."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def matter(self, asker: Asker, number: str) -> dict[str, Any]:
        """Return a matter as staff see it."""
        path = f"/v1/petitions/{quote(number, safe='')}"
        return self._door.read(path, asker, replies.StaffMatterReply)

    def waiting(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of matters that nobody accepted or refused yet, oldest first.

        Raises Refused, 422 for a place in the list that there is not.
        """
        wanted = {"state": "received", "limit": ROWS, **query}
        return self._door.read("/v1/petitions", asker, replies.WaitingReply, wanted)

    def decide(
        self, asker: Asker, number: str, verb: str, body: Mapping[str, Any], key: str
    ) -> None:
        """Accept, refuse or ask; raise Refused (409 where it moved on) or Away."""
        path = f"/v1/petitions/{quote(number, safe='')}/{verb}"
        self._door.write(path, asker, body, key)

    def titles(self, asker: Asker, numbers: list[str]) -> dict[str, str]:
        """Return the titles of those matters that the asker may see."""
        if not numbers:
            return {}
        query = {"receipts": ",".join(numbers)}
        told = self._door.read("/v1/titles", asker, replies.TitlesReply, query)
        return {each["receipt"]: each["title"] for each in told["titles"]}

    def petitioner(self, asker: Asker, number: str, purpose: str) -> dict[str, Any]:
        """Return the contact whole; intake writes down who looked, and what for."""
        path = f"/v1/petitions/{quote(number, safe='')}/petitioner"
        query = {"purpose": purpose}
        return self._door.read(path, asker, replies.PetitionerReply, query)

    def resembling(self, asker: Asker, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what resembles words that are not written down yet."""
        told = self._door.ask(
            "/v1/similar-petitions", asker, body, replies.SuggestionsReply
        )
        found: list[dict[str, Any]] = told["similar"]
        return found

    def similar(self, asker: Asker, number: str) -> list[dict[str, Any]]:
        """Return what resembles a matter that is written down, the nearest first.

        Raises Away or Refused.
        """
        path = f"/v1/petitions/{quote(number, safe='')}/similar"
        told = self._door.read(path, asker, replies.SuggestionsReply)
        found: list[dict[str, Any]] = told["similar"]
        return found

    def code_check(self, asker: Asker, number: str) -> str:
        """Return by what another agency knows the petitioner's code when it is told."""
        path = f"/v1/petitions/{quote(number, safe='')}/code-check"
        told = self._door.read(path, asker, replies.CodeCheckReply)
        return str(told["check"])

    def take_call(
        self, asker: Asker, body: Mapping[str, Any], key: str
    ) -> dict[str, Any]:
        """Write a call down; return its number and code."""
        answer = self._door.write("/v1/hotline-calls", asker, body, key)
        return read_reply(answer, replies.TakenReply)


class FigureDoor:
    """Notify's door: rates and counts, and the rows behind them."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def figures(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return the figures of a period, told apart by unit."""
        wanted = {"language": asker.language, **query}
        return self._door.read("/v1/figures", asker, FiguresReply, wanted)

    def trend(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return the figures of a period beside those of another."""
        wanted = {"language": asker.language, **query}
        return self._door.read("/v1/figures", asker, TrendReply, wanted)

    def rows(self, asker: Asker, **query: str | int | UUID) -> dict[str, Any]:
        """Return a page of the matters behind a figure."""
        wanted = {"language": asker.language, "limit": ROWS, **query}
        path = "/v1/figures/rows"
        return self._door.read(path, asker, replies.FigureRowsReply, wanted)
