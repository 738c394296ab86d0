"""Earlier petitions that may be the same matter, told to a desk unasked."""

import logging
from typing import Any

from marshmallow import Schema, fields, validate

from intake.application.finding import Suggestion
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.authority import DESK_ROLES
from intake.domain.similar import Advice, Reason
from intake.entrypoints.sight import Sight
from minqing_kernel.messages import Actor

REASONS = validate.OneOf([each.value for each in Reason])
ADVICE = validate.OneOf([each.value for each in Advice])
log = logging.getLogger(__name__)


class SuggestionSchema(Schema):
    """An earlier petition, and why it is shown; nothing of who brought it."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    state = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    score = fields.Float(required=True)
    reasons = fields.List(fields.String(validate=REASONS), required=True)
    advice = fields.String(required=True, validate=ADVICE)
    article = fields.String(required=True)
    yours = fields.Boolean(required=True)


def told(one: Suggestion) -> dict[str, Any]:
    """Return a suggestion as it is shown."""
    petition = one.petition
    return {
        "petition_id": petition.petition_id,
        "receipt": petition.receipt,
        "state": petition.live_state,
        "title": petition.title,
        "category": petition.category,
        "received_at": petition.received_at,
        "organisation_id": petition.owner_id,
        "score": one.score,
        "reasons": one.reasons,
        "advice": one.advice,
        "article": one.article,
        "yours": one.yours,
    }


def for_submitter(parts: Parts, actor: Actor, receipt: str) -> dict[str, Any]:
    """Return what a clerk is told beside the receipt; nothing for anybody else."""
    if actor.role not in DESK_ROLES or actor.organisation_id is None:
        return {}
    found = parts.reader.petition(receipt)
    return {} if found is None else for_desk(parts, actor, found)


def for_desk(parts: Parts, actor: Actor, petition: PetitionView) -> dict[str, Any]:
    """Return what resembles a petition, as far as the caller may see it.

    What was decided stands, whether or not this can be looked up.
    """
    sight = Sight(parts)
    shows = sight.shows(actor)
    if not shows(petition):
        return {}
    try:
        found = parts.similar.look(petition, shows, sight.is_near(actor))
        return {"similar": [told(each) for each in found]}
    except Exception:
        log.exception("what resembles %s cannot be looked up", petition.receipt)
        return {}
