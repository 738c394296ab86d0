"""Drafts of texts by HTTP: tried out, written, and let out by another person."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Cause, Role
from minqing_kernel.text import Unreadable, clean
from notify.application.commands import DecideText, ProposeText
from notify.bootstrap import Parts
from notify.domain.errors import (
    DraftTaken,
    DraftUnknown,
    OwnText,
    TextOutrun,
    TextUnfit,
    TextUnknown,
)
from notify.domain.sending.text import TextKey, check_all
from notify.domain.sending.text_draft import DraftStep, TextDraft, Wording
from notify.entrypoints import text_schemas as schemas
from notify.entrypoints.texts import READERS, TAG

WRITERS: Final = frozenset({Role.OPS})
ALL: Final = "/v1/text-drafts"
ONE: Final = ALL + "/{draft_id:uuid}"
DAYS: Final = 30
"""So far back notices of a kind are counted."""
UNFIT: Final = (TextUnknown, TextUnfit, Unreadable)


class TextDraftDoor:
    """The operations on drafts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._letters = parts.sending.letters
        self._drafts = parts.sending.drafts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            self._list(),
            self._read(),
            self._preview(),
            self._propose(),
            self._approve(),
            self._refuse(),
        ]

    def _list(self) -> Route:
        return Route(
            method="GET",
            path=ALL,
            operation=self.list_drafts,
            summary="文本草稿 Texts as they are to be, the newest first",
            roles=READERS,
            query=schemas.DraftsQuerySchema,
            replies={200: schemas.DraftsSchema},
            tag=TAG,
        )

    def _read(self) -> Route:
        return Route(
            method="GET",
            path=ONE,
            operation=self.read_draft,
            summary="一份草稿 A draft with its words, filled, and whom it concerns",
            roles=READERS,
            replies={200: schemas.WholeDraftSchema},
            errors=(DraftUnknown,),
            tag=TAG,
        )

    def _preview(self) -> Route:
        return Route(
            method="POST",
            path=ALL + "/preview",
            operation=self.preview_texts,
            summary="预览 A text filled with examples; nothing is kept",
            roles=READERS,
            body=schemas.PreviewedSchema,
            replies={200: schemas.PreviewSchema},
            errors=UNFIT,
            tag=TAG,
        )

    def _propose(self) -> Route:
        return Route(
            method="PUT",
            path=ONE,
            operation=self.propose_text,
            summary="提出新文本 A new text, which another person lets out",
            roles=WRITERS,
            body=schemas.ProposalSchema,
            replies={200: schemas.DraftSchema},
            errors=(*UNFIT, TextOutrun, DraftTaken),
            tag=TAG,
        )

    def _approve(self) -> Route:
        return Route(
            method="POST",
            path=ONE + "/approve",
            operation=self.approve_text,
            summary="批准 It holds from its day on; never one's own",
            roles=READERS,
            replies={200: schemas.DraftSchema},
            errors=(DraftUnknown, OwnText, TextOutrun, TransitionRefused),
            tag=TAG,
        )

    def _refuse(self) -> Route:
        return Route(
            method="POST",
            path=ONE + "/refuse",
            operation=self.refuse_text,
            summary="退回 It never holds, for a reason",
            roles=READERS,
            body=schemas.DecisionSchema,
            replies={200: schemas.DraftSchema},
            errors=(DraftUnknown, TransitionRefused, Unreadable),
            tag=TAG,
        )

    def list_drafts(self, request: Request) -> Reply:
        """Answer with the drafts in a state."""
        found = self._drafts.in_state(request.query["state"])
        return Reply({"drafts": [_shown(each) for each in found]})

    def read_draft(self, request: Request) -> Reply:
        """Answer with a draft, filled with examples."""
        draft = self._drafts.one(request.params["draft_id"])
        told = self._filled(draft.template, draft.means, draft.wordings)
        return Reply(told | {"draft": _shown(draft)})

    def preview_texts(self, request: Request) -> Reply:
        """Answer with a text as its reader would see it, and whom it concerns."""
        body, wordings = request.body, _wordings(request)
        known = self._letters.known(body["template"])
        if known is None:
            raise TextUnknown(body["template"])
        texts = {each: (w.subject, w.body) for each, w in wordings.items()}
        with _naming():
            check_all(body["template"], body["means"], texts, known=known)
        return Reply(self._filled(body["template"], body["means"], wordings))

    def propose_text(self, request: Request) -> Reply:
        """Keep a draft."""
        body = request.body
        zone = self._parts.settings.time_zone
        begins = datetime.combine(body["valid_from"], time(), zone)
        command = ProposeText(
            actor=request.actor,
            draft_id=request.params["draft_id"],
            template=body["template"],
            means=body["means"],
            wordings=_wordings(request),
            valid_from=begins.astimezone(UTC),
            note=clean(body["note"], field="note"),
        )
        with _naming():
            return Reply(_shown(self._kept(command, request.cause)))

    def approve_text(self, request: Request) -> Reply:
        """Let a draft out."""
        return self._decided(request, DraftStep.APPROVE)

    def refuse_text(self, request: Request) -> Reply:
        """Turn a draft away."""
        reason = clean(request.body["reason"], field="reason")
        return self._decided(request, DraftStep.REFUSE, reason)

    def _kept(self, command: ProposeText, cause: Cause) -> TextDraft:
        """Keep a draft; of two that come at once the second finds the first."""
        try:
            draft: TextDraft = self._parts.bus.handle(command, cause)
        except DraftTaken:
            draft = self._parts.bus.handle(command, cause)
        return draft

    def _decided(self, request: Request, step: DraftStep, reason: str = "") -> Reply:
        command = DecideText(
            actor=request.actor,
            draft_id=request.params["draft_id"],
            step=step,
            reason=reason,
        )
        return Reply(_shown(self._parts.bus.handle(command, request.cause)))

    def _filled(
        self, template: str, means: str, wordings: Mapping[str, Wording]
    ) -> dict[str, Any]:
        texts = []
        for language in schemas.LANGUAGES:
            said = wordings[language]
            key = TextKey(template=template, means=means, language=language)
            subject, body = self._letters.fill(key, said.subject, said.body)
            filled = {"filled_subject": subject, "filled_body": body}
            texts.append({"language": language, **vars(said), **filled})
        since = self._parts.clock.now() - timedelta(days=DAYS)
        effect = self._drafts.effect(template, since)
        return {"texts": texts, "effect": {"days": DAYS, **effect}}


@contextmanager
def _naming() -> Iterator[None]:
    """Let a refusal name the placeholders that are wrong, and those there are."""
    try:
        yield
    except TextUnfit as unfit:
        wrong = [
            FieldError(field, code, unfit.told[field])
            for field, code in unfit.fields.items()
        ]
        raise Problem(409, unfit.code, errors=wrong) from unfit


def _wordings(request: Request) -> dict[str, Wording]:
    """Return the texts by language, in the order of our languages."""
    said = {each["language"]: each for each in request.body["texts"]}
    return {
        language: Wording(
            subject=clean(said[language]["subject"], field="subject"),
            body=clean(said[language]["body"], field="body"),
            replaces=said[language]["replaces"],
        )
        for language in schemas.LANGUAGES
    }


def _shown(draft: TextDraft) -> dict[str, Any]:
    names = schemas.DraftSchema._declared_fields
    return {name: getattr(draft, name) for name in names}
