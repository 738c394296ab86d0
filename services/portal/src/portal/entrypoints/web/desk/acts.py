"""What may be done to a case from its page: from a form to what a door takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema

from portal.entrypoints.web.desk import schemas

Said = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: what routing calls it when it offers it, where it goes, what it takes.

    `verb` may name a field of the form in braces. `note`: a remark for colleagues goes
    with it, as an act of its own. `only_note`: what was said is a remark and nothing
    more.
    """

    offer: str
    verb: str
    form: type[Schema] = schemas.NoForm
    body: Callable[[Said], Mapping[str, Any] | None] = lambda said: None
    note: bool = False
    only_note: Callable[[Said], bool] = lambda said: False


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
    "help": Act(
        offer="co-handle",
        verb="co-tasks",
        form=schemas.HelpForm,
        body=lambda said: {"organisation_id": said["unit"], "asks": said["asks"]},
    ),
    "help-answer": Act(
        offer="answer-help",
        verb="co-tasks/{task}/answer",
        form=schemas.HelpAnswerForm,
        body=lambda said: {"answer": said["contribution"]},
    ),
    "help-waive": Act(
        offer="co-handle",
        verb="co-tasks/{task}/waive",
        form=schemas.HelpWaiveForm,
        body=lambda said: {"reason": said["reason"]},
    ),
    "pause": Act(
        offer="suspend",
        verb="suspend",
        form=schemas.PauseForm,
        body=lambda said: {"ground": said["ground"], "reason": said["reason"]},
    ),
    "resume": Act(offer="resume", verb="resume"),
    "supervise": Act(
        offer="supervise",
        verb="supervise",
        form=schemas.SuperviseForm,
        body=lambda said: {"measure": said["measure"], "reason": said["reason"]},
    ),
    "remark": Act(
        offer="comment",
        verb="remarks",
        form=schemas.RemarkForm,
        body=lambda said: {"text": said["note"]},
    ),
}
"""By the word that stands in the page's address."""


def revision_of(said: Mapping[str, str]) -> int | None:
    """Return which revision of the case the form was drawn for."""
    plain = said.get("revision", "")
    return (
        int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
    )
