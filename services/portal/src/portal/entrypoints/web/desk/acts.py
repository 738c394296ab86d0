"""What may be done to a case from its page: from a form to what a door takes."""

from collections.abc import Mapping
from typing import Any, Final

from portal.entrypoints.web.desk import schemas
from portal.entrypoints.web.desk.act import Act, Said
from portal.entrypoints.web.desk.steering import STEERING


def _answer(said: Said) -> Mapping[str, Any]:
    told = {"outcome": said["outcome"], "reply": said["reply"]}
    return told | ({"policy_ref": said["policy_ref"]} if said["policy_ref"] else {})


def _return(said: Said) -> Mapping[str, Any]:
    """Return the reason with the unit that is proposed, in one sentence of its own."""
    proposed = f"\n建议承办单位：{said['unit']}" if said["unit"] else ""
    return {"reason": said["reason"] + proposed}


def words_of_contact(said: Said) -> str:
    """Return the remark about a first word: reached or not, then what was said."""
    heading = (
        "首次联系：已联系上。"
        if said["outcome"] == "reached"
        else "首次联系：未联系上。"
    )
    words: str = said["note"]
    return heading + words


ACTS: Final[Mapping[str, Act]] = {
    "sign": Act(offer="sign", verb="sign"),
    "contact": Act(
        offer="contact",
        verb="contact",
        form=schemas.ContactForm,
        note=True,
        only_note=lambda said: said["outcome"] != "reached",
    ),
    "start": Act(offer="start", verb="start"),
    "answer": Act(
        offer="resolve",
        verb="resolve",
        form=schemas.AnswerForm,
        body=_answer,
        note=True,
    ),
    "return": Act(offer="return", verb="return", form=schemas.ReturnForm, body=_return),
    "extension": Act(
        offer="ask-extension",
        verb="extension",
        form=schemas.ExtensionForm,
        body=lambda said: {"days": said["days"], "reason": said["reason"]},
    ),
    "extension-decision": Act(
        offer="decide-extension",
        verb="extension/decision",
        form=schemas.DecisionForm,
        body=lambda said: {"granted": said["granted"], "reason": said["reason"]},
    ),
    "return-decision": Act(
        offer="decide-return",
        verb="return/decision",
        form=schemas.DecisionForm,
        body=lambda said: {"granted": said["granted"], "reason": said["reason"]},
    ),
    "assign": Act(
        offer="assign",
        verb="assign",
        form=schemas.AssignForm,
        body=lambda said: {"organisation_id": said["unit"]},
    ),
    "urge": Act(
        offer="urge",
        verb="urge",
        form=schemas.ReasonForm,
        body=lambda said: {"reason": said["reason"]},
    ),
    "remark": Act(
        offer="comment",
        verb="remarks",
        form=schemas.RemarkForm,
        body=lambda said: {"text": said["note"]},
    ),
    **STEERING,
}
"""By the word that stands in the page's address."""


def revision_of(said: Mapping[str, str]) -> int | None:
    """Return which revision of the case the form was drawn for."""
    plain = said.get("revision", "")
    return (
        int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
    )
