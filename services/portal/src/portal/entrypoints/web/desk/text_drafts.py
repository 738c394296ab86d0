"""A new wording as its readers would see it: let out by another, or turned away."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import StaffForm, needed
from portal.entrypoints.web.desk.texts import READERS, TEXTS, reader_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

ONE: Final = f"{TEXTS}/drafts/<uuid:draft>"
DONE: Final = ("propose", "approve", "refuse")
LOOKS: Final = {"proposed": "waiting", "approved": "done", "refused": "redo"}


class TurnAwayForm(StaffForm):
    """Why it never holds."""

    reason = needed("reason", 300)


class TextDraftPages:
    """One draft, and its second pair of eyes."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=ONE, view=self.show, name="text-draft", roles=READERS),
            Page(
                path=f"{ONE}/approve",
                view=self.approve,
                name="text-approve",
                method="POST",
                roles=READERS,
            ),
            Page(
                path=f"{ONE}/refuse",
                view=self.refuse,
                name="text-refuse",
                method="POST",
                roles=READERS,
            ),
        ]

    def show(self, draft: UUID) -> Response:
        """Show what people would read, and how many there were."""
        return self._drawn(draft)

    def approve(self, draft: UUID) -> Response:
        """Let it out; never one's own."""
        door = self._parts.desk.texts
        return self._done(
            draft, "approve", lambda: door.decide(asker(), draft, "approve", None)
        )

    def refuse(self, draft: UUID) -> Response:
        """Turn it away, with a reason; one's own may be taken back so."""
        told, faults = loaded(TurnAwayForm, form())
        if faults:
            return self._drawn(draft, status=422, faults=faults)
        door = self._parts.desk.texts
        return self._done(
            draft, "refuse", lambda: door.decide(asker(), draft, "refuse", told)
        )

    def _done(self, draft: UUID, act: str, do: Callable[[], None]) -> Response:
        try:
            do()
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(draft, status=no.status, refusal=no.said)
        return go(f"{TEXTS}/drafts/{draft}?done={act}")

    def _drawn(self, draft: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        told = self._parts.desk.texts.draft(asker(), draft)
        about = told["draft"]
        done = request.args.get("done", "") if request.method == "GET" else ""
        shown: dict[str, Any] = {"faults": {}, "refusal": ""}
        return draw(
            "desk/text-draft.html",
            status,
            **told,
            reader=reader_of(about["template"]),
            look=LOOKS.get(about["state"], "working"),
            own=account_of(about["author"]) == staff().staff_id,
            author=account_of(about["author"]),
            decider=account_of(about["decided_by"] or ""),
            done=done if done in DONE else "",
            **shown | more,
        )


def account_of(signed: str) -> str:
    """Return whose name stands under something, without the role."""
    return signed.rpartition(":")[2]
