"""Notify's door for texts: what people are sent, and what they are to be sent."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply


class TextReply(Reply):
    """One edition of a text in one language; 0 came with the system."""

    template = fields.String(required=True)
    means = fields.String(required=True)
    language = fields.String(required=True)
    edition = fields.Integer(required=True)
    subject = fields.String(load_default="")
    body = fields.String(required=True)
    title = fields.String(load_default="")
    edited_by = fields.String(load_default="")
    edited_at = fields.AwareDateTime(load_default=None, allow_none=True)
    approved_by = fields.String(load_default=None, allow_none=True)
    valid_from = fields.AwareDateTime(load_default=None, allow_none=True)


class TextsReply(Reply):
    """Some editions; `allowed` is what they may name."""

    texts = fields.List(fields.Nested(TextReply), required=True)
    allowed = fields.List(fields.String(), load_default=list)


class FilledReply(Reply):
    """A text in one language as its reader would see it."""

    language = fields.String(required=True)
    subject = fields.String(required=True)
    body = fields.String(required=True)
    filled_subject = fields.String(required=True)
    filled_body = fields.String(required=True)


class EffectReply(Reply):
    """How many notices of its kind there were in so many days, and still wait."""

    days = fields.Integer(required=True)
    told = fields.Integer(required=True)
    waiting = fields.Integer(required=True)


class PreviewReply(Reply):
    """A text in every language, and whom it concerns."""

    texts = fields.List(fields.Nested(FilledReply), required=True)
    effect = fields.Nested(EffectReply, required=True)


class DraftReply(Reply):
    """A draft, without its words."""

    draft_id = fields.UUID(required=True)
    template = fields.String(required=True)
    means = fields.String(required=True)
    valid_from = fields.AwareDateTime(required=True)
    note = fields.String(load_default="")
    author = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    decided_by = fields.String(load_default=None, allow_none=True)
    decided_at = fields.AwareDateTime(load_default=None, allow_none=True)
    reason = fields.String(load_default="")


class DraftsReply(Reply):
    """Some drafts, the newest first."""

    drafts = fields.List(fields.Nested(DraftReply), required=True)


class WholeDraftReply(PreviewReply):
    """A draft with its words."""

    draft = fields.Nested(DraftReply, required=True)


class TextDoor:
    """Reading texts, trying them out, proposing them, and deciding."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def holding(self, asker: Asker) -> list[dict[str, Any]]:
        """Return every text that holds, in the asker's language."""
        told = self._door.read("/v1/texts", asker, TextsReply)
        return [t for t in told["texts"] if t["language"] == asker.language]

    def editions(
        self, asker: Asker, template: str, means: str, language: str
    ) -> dict[str, Any]:
        """Return the editions of a text, the newest first; Refused 404 for none."""
        path = f"/v1/texts/{template}/{means}/{language}"
        return self._door.read(path, asker, TextsReply)

    def drafts(self, asker: Asker, state: str) -> list[dict[str, Any]]:
        """Return drafts in a state, the newest first."""
        told = self._door.read("/v1/text-drafts", asker, DraftsReply, {"state": state})
        found: list[dict[str, Any]] = told["drafts"]
        return found

    def draft(self, asker: Asker, draft: UUID) -> dict[str, Any]:
        """Return a draft, filled with examples, and whom it concerns."""
        return self._door.read(f"/v1/text-drafts/{draft}", asker, WholeDraftReply)

    def preview(self, asker: Asker, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return texts filled with examples; nothing is kept."""
        return self._door.ask("/v1/text-drafts/preview", asker, said, PreviewReply)

    def propose(self, asker: Asker, draft: UUID, said: Mapping[str, Any]) -> None:
        """Keep a draft; the same one twice is one."""
        self._door.write(f"/v1/text-drafts/{draft}", asker, said, "", method="PUT")

    def decide(
        self, asker: Asker, draft: UUID, verb: str, said: Mapping[str, Any] | None
    ) -> None:
        """Let it out, or turn it away."""
        self._door.write(f"/v1/text-drafts/{draft}/{verb}", asker, said, "")
