"""Submitting by HTTP: the caller's key, the answer, and the answer again."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from intake.application.commands import OnceKey, SubmitPetition
from intake.application.views import Answers, Submitted
from intake.bootstrap import Parts
from intake.domain.contact import Contact
from intake.domain.gathering import Gathering
from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import Request
from minqing_kernel.messages import ANYONE

REPLAYED = {"Idempotent-Replayed": "true"}
SHORTEST_OPEN_KEY = 16
"""Characters of an Idempotency-Key that comes without a token; a UUID has 36."""
_TOO_SHORT = FieldError("Idempotency-Key", "too-short", {"min": SHORTEST_OPEN_KEY})


def submit(
    parts: Parts,
    request: Request,
    petitions: Sequence[SubmitPetition],
    key: str | None,
    gathering: Gathering | None = None,
) -> Answers:
    """Submit what one request says, all or none, once for each key.

    Whoever shows no token shares one space of keys with everybody: a short key would
    meet somebody else's. Raises Problem 422.
    """
    if key is not None:
        if request.actor is ANYONE and len(key) < SHORTEST_OPEN_KEY:
            raise Problem(422, "validation-failed", errors=[_TOO_SHORT])
        petitions = [
            replace(each, once=once_key(request, f"{key}#{at}" if at else key))
            for at, each in enumerate(petitions)
        ]
    return parts.submitter.submit(petitions, request.cause, gathering)


def receipt(parts: Parts, answer: Submitted) -> dict[str, Any]:
    """Return what a submitter is told."""
    return {
        "petition_id": answer.petition_id,
        "receipt": answer.receipt,
        "tracking_code": parts.codes.of(answer.petition_id),
        "state": answer.state,
        "received_at": answer.received_at,
    }


def contact_of(said: dict[str, str] | None) -> Contact:
    """Return the contact that a form tells, if any."""
    return Contact.of(**said) if said else Contact()


def once_key(request: Request, key: str, about: str = "") -> OnceKey:
    """Return a caller's own key; `about`: what it is about beside its body."""
    actor = request.actor
    scope = "anyone" if actor is ANYONE else f"{actor.role}:{actor.id}"
    fingerprint = sha256(about.encode() + request.raw_body).hexdigest()
    return OnceKey(scope=scope, key=key, fingerprint=fingerprint)
