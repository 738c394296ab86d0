"""What people are sent, and a new wording of it: tried out here, let out by another."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, abort, request
from marshmallow import fields

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import LEADING, OPERATING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

TEXTS: Final = "/admin/texts"
ONE: Final = f"{TEXTS}/<template>"
READERS: Final = LEADING | OPERATING
LANGUAGES: Final = ("zh-CN", "zh-TW", "en")
MEANS: Final = ("any", "sms", "email", "in-app", "call", "letter", "file")
ACTS: Final = ("preview", "propose")
LONGEST: Final = 4_000
LONGEST_SUBJECT: Final = 200


class WordingForm(StaffForm):
    """A text in three languages, from which day on it is to hold, and why."""

    act = one_of(ACTS, "fault.text-act.empty")
    valid_from = fields.Date(
        required=True,
        error_messages={
            "required": "fault.valid-from.empty",
            "invalid": "fault.valid-from.empty",
        },
    )
    note = optional(300)
    subject_zh_cn = optional(LONGEST_SUBJECT)
    subject_zh_tw = optional(LONGEST_SUBJECT)
    subject_en = optional(LONGEST_SUBJECT)
    body_zh_cn = needed("text-body", LONGEST)
    body_zh_tw = needed("text-body", LONGEST)
    body_en = needed("text-body", LONGEST)


class TextPages:
    """The list of texts, and one of them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=TEXTS, view=self.show, name="texts", roles=READERS),
            Page(path=ONE, view=self.show_one, name="text", roles=READERS),
            Page(
                path=ONE,
                view=self.write,
                name="text-write",
                method="POST",
                roles=OPERATING,
            ),
        ]

    def show(self) -> Response:
        """Show every text by whom it tells, and the drafts that wait."""
        door, who = self._parts.desk.texts, asker()
        waiting = soon(lambda: door.drafts(who, "proposed"))
        refused = soon(lambda: door.drafts(who, "refused"))
        held = door.holding(who)
        return draw(
            "desk/texts.html",
            groups=_by_reader(held),
            titles=_titles(held),
            waiting=waiting(),
            refused=refused()[:10],
        )

    def show_one(self, template: str) -> Response:
        """Show a text in every language; who may, writes it anew."""
        found = self._found(template)
        said = _said_now(found["now"])
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        said["valid_from"] = (today + timedelta(days=1)).isoformat()
        return draw("desk/text.html", **self._shown(found, said, str(uuid4())))

    def write(self, template: str) -> Response:
        """Fill it with examples; or hand it to whoever is to agree."""
        found, said = self._found(template), form()
        told, faults = loaded(WordingForm, said)
        shown = self._shown(found, said, nonce_of(said))
        if faults:
            return draw_faults("desk/text.html", faults, **shown)
        door, body = self._parts.desk.texts, _asked(found, told, said)
        try:
            tried = door.preview(asker(), body)
            if told["act"] == "preview":
                return draw("desk/text.html", **shown | {"tried": tried})
            draft = UUID(nonce_of(said))
            more = {"valid_from": told["valid_from"].isoformat(), "note": told["note"]}
            door.propose(asker(), draft, body | more)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            shown |= {"refusal": no.said, "wrongs": _wrongs(no.fields)}
            return draw("desk/text.html", no.status, **shown)
        return go(f"{TEXTS}/drafts/{draft}?done=propose")

    def _found(self, template: str) -> dict[str, Any]:
        """Return a text's editions by language, and the newest ones of all."""
        means = request.args.get("means", MEANS[0])
        if (
            means not in MEANS
            or not template.replace(".", "").replace("-", "").isalnum()
        ):
            abort(404)
        by_language = self._editions(template, means)
        usual = by_language if means == MEANS[0] else self._editions(template, MEANS[0])
        now = {
            language: (told["texts"] or usual[language]["texts"])[0]
            for language, told in by_language.items()
        }
        return {
            "code": template,
            "means": means,
            "history": by_language[asker().language]["texts"],
            "allowed": by_language[LANGUAGES[0]]["allowed"],
            "now": now,
            "newest": {
                language: told["texts"][0]["edition"] if told["texts"] else 0
                for language, told in by_language.items()
            },
        }

    def _editions(self, template: str, means: str) -> dict[str, dict[str, Any]]:
        door, who = self._parts.desk.texts, asker()
        asked = {
            each: soon(partial(door.editions, who, template, means, each))
            for each in LANGUAGES
        }
        return {each: told() for each, told in asked.items()}

    def _shown(
        self, found: dict[str, Any], said: Mapping[str, str], nonce: str
    ) -> dict[str, Any]:
        return {
            **found,
            "said": said,
            "nonce": nonce,
            "writes": staff().role in OPERATING,
            "spoken": LANGUAGES,
            "all_means": MEANS,
            "reader": reader_of(found["code"]),
            "tried": None,
            "refusal": "",
            "wrongs": [],
        }


def reader_of(template: str) -> str:
    """Return whom a text tells."""
    return template.rpartition(".")[2]


def field_of(part: str, language: str) -> str:
    """Return what a field of the form is called."""
    return f"{part}_{language.lower().replace('-', '_')}"


def _said_now(now: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    return {
        field_of(part, language): text[part]
        for language, text in now.items()
        for part in ("subject", "body")
    }


def _asked(
    found: Mapping[str, Any], told: Mapping[str, Any], said: Mapping[str, str]
) -> dict[str, Any]:
    """Return what is proposed; it replaces the editions that the form was drawn of."""
    texts = []
    for language in LANGUAGES:
        read = said.get(field_of("replaces", language), "")
        known = read if read.isascii() and read.isdecimal() and len(read) < 7 else "0"
        texts.append(
            {
                "language": language,
                "subject": told[field_of("subject", language)],
                "body": told[field_of("body", language)],
                "replaces": int(known),
            }
        )
    return {"template": found["code"], "means": found["means"], "texts": texts}


def _wrongs(faults: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return language, part and words of what a text must not say, or must."""
    parted = [(*field.partition(".")[::2], said) for field, said in faults.items()]
    return [each for each in parted if each[0] in LANGUAGES]


def _by_reader(held: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the texts by whom they tell, petitioners first."""
    groups: dict[str, list[dict[str, Any]]] = {"petitioner": [], "follower": []}
    for each in held:
        groups.setdefault(reader_of(each["template"]), []).append(each)
    return {reader: texts for reader, texts in groups.items() if texts}


def _titles(held: list[dict[str, Any]]) -> dict[str, str]:
    called = {each["template"]: each["title"] or each["subject"] for each in held}
    return {template: title for template, title in called.items() if title}
