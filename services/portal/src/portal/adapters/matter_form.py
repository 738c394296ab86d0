"""A resident's telling as intake's form, byte for byte the same at every try."""

import json
from typing import Any

from portal.domain.telling import Telling


def form_of(telling: Telling, joins: str = "") -> bytes:
    """Return the body of `POST /v1/petitions`; `joins` is the open matter it is."""
    form: dict[str, Any] = {"channel": "web", "text": telling.text}
    if telling.place:
        form["place"] = telling.place
    if telling.agrees:
        form["agrees"] = True
    if joins:
        form["joins"] = joins
    if not telling.anonymous:
        form["contact"] = {"name": telling.name, "telephone": telling.telephone}
    return json.dumps(form, ensure_ascii=False, sort_keys=True).encode()


def form_by_link(
    text: str, place: str, organisation_id: str, name: str, telephone: str
) -> bytes:
    """Return the body for what a building captain tells the own community (A-26).

    The captain stands there as who asks: the answer and the question go to them.
    """
    form = {
        "channel": "web",
        "text": text,
        "place": place,
        "organisation_id": organisation_id,
        "contact": {"name": name, "telephone": telephone},
    }
    return json.dumps(form, ensure_ascii=False, sort_keys=True).encode()
