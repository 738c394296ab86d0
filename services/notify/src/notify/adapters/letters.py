"""Texts, written from templates that are data, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from importlib.resources import files
from string import Formatter
from typing import Any, Final

import yaml

from notify.application.ports import AnswerTokens, CannotWrite, Contact, Message
from notify.domain.notice import ECHOED, WHO_IS_TOLD, Audience, Notice
from notify.domain.occurrence import Param

LANGUAGES: Final = ("zh-CN", "zh-TW", "en")
PARTS: Final = ("subject", "body")
PLACEHOLDERS: Final = frozenset(
    {
        "receipt",
        "name",
        "due_on",
        "overdue_since",
        "handler_id",
        "returned_by",
        "level",
        "reason",
        "explanation",
        "outcome",
        "link",
        "token",
        "code",
        "days",
        "ground",
        "measure",
        "clock",
        "severity",
        "leader_id",
        "document",
        "number",
        "stage",
        "review_outcome",
        "hazard",
        "missing",
        "category",
    }
)
"""What a template may name. Values are never read as templates themselves."""

DATES: Final = {"due_at": "due_on", "overdue_since": "overdue_since"}
CODES: Final = (
    "reason",
    "outcome",
    "ground",
    "measure",
    "clock",
    "severity",
    "document",
    "stage",
    "review_outcome",
    "hazard",
)
NOBODY: Final = {"zh-CN": "您", "zh-TW": "您", "en": "Sir or Madam"}

Table = Mapping[str, Any]


class BadTemplates(ValueError):
    """A template is missing, or names what there is not; the message says which."""


class TemplateLetters:
    """Writes messages; checks at its making that no template is missing or wrong."""

    def __init__(
        self,
        table: Table,
        tokens: AnswerTokens,
        *,
        public_url: str,
        language: str,
        zone: tzinfo,
    ) -> None:
        faults = faults_of(table)
        if faults:
            raise BadTemplates("; ".join(faults))
        self._templates, self._words = table["templates"], table["words"]
        self._with_token = {
            key for key, texts in self._templates.items() if "{token}" in str(texts)
        }
        self._tokens = tokens
        self._url = public_url.rstrip("/")
        self._language = language
        self._zone = zone

    def compose(self, notice: Notice, to: Contact) -> Message:
        """Write a notice's text in the reader's language, or raise CannotWrite."""
        language = to.language if to.language in LANGUAGES else self._language
        values = self._values(notice, to, language)
        try:
            template = self._templates[notice.template][language]
            subject, body = (template[part].format_map(values) for part in PARTS)
        except KeyError as missing:
            raise CannotWrite(f"{notice.template} lacks {missing}") from missing
        return Message(
            key=notice.notice_id,
            correlation_id=notice.correlation_id,
            to=to,
            subject=subject,
            body=body,
            language=language,
        )

    def _values(self, notice: Notice, to: Contact, language: str) -> dict[str, Param]:
        values = dict(notice.params) | {"name": to.name or NOBODY[language]}
        values["code"] = to.tracking_code or "-"
        for given, shown in DATES.items():
            if given in values:
                values[shown] = self._date(values[given], language)
        for code in CODES:
            if code in values:
                words = self._words.get(values[code], {})
                values[code] = words.get(language, values[code])
        if notice.template in self._with_token and notice.case_revision is not None:
            values |= self._link(notice, notice.case_revision)
        return values

    def _link(self, notice: Notice, case_revision: int) -> dict[str, Param]:
        """Return where to answer and the code; the merged rate by a door of theirs."""
        if notice.audience is Audience.FOLLOWER:
            token = self._tokens.issue_for(notice.notice_id)
            place = f"ratings/{notice.notice_id}"
        else:
            token = self._tokens.issue(notice.petition_id, case_revision)
            place = f"follow-ups/{notice.petition_id}"
        return {"link": f"{self._url}/v1/{place}?token={token}", "token": token}

    def _date(self, value: Param, language: str) -> str:
        moment = datetime.fromisoformat(str(value))
        try:
            day = moment.astimezone(self._zone)
        except (OverflowError, ValueError):  # no such day here: told as it came
            return moment.isoformat()
        if language == "en":
            return day.strftime("%d %B %Y").lstrip("0")
        return f"{day.year}年{day.month}月{day.day}日"


def own_templates() -> Table:
    """Return the templates that come with the service."""
    source = files("notify.adapters").joinpath("templates.yml")
    table: Table = yaml.safe_load(source.read_text("utf-8"))
    return table


def faults_of(table: Table) -> list[str]:
    """Name every text that is missing and every placeholder that there is not."""
    templates = table["templates"]
    keys = [f"{s}.{a}" for s, tellings in WHO_IS_TOLD.items() for a, _ in tellings]
    keys += [f"{step}.{Audience.FOLLOWER}" for step in ECHOED]
    faults = []
    for key in keys:
        for language in LANGUAGES:
            for part in PARTS:
                text = templates.get(key, {}).get(language, {}).get(part)
                faults += _faults(f"{key} {language} {part}", text)
    return faults


def _faults(place: str, text: str | None) -> list[str]:
    if not text:
        return [f"{place} is missing"]
    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        return [f"{place}: {error}"]
    return [f"{place} names {each!r}" for each in sorted(named - PLACEHOLDERS)]
