"""Texts, written from templates that are data, in the reader's language."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from importlib.resources import files
from typing import Any, Final, Protocol
from uuid import UUID

import yaml

from notify.adapters import samples
from notify.adapters.part_lines import part_lines
from notify.application.ports import AnswerTokens, CannotWrite, Contact, Message
from notify.domain.notice import (
    ECHOED,
    HEAR_OF_MOVES,
    MOVED,
    WHO_IS_TOLD,
    Audience,
    Notice,
)
from notify.domain.occurrence import Param
from notify.domain.sending.means import Means
from notify.domain.sending.text import TextKey, placeholders

QUICK_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe as the other, and ten times as quick, where PyYAML has its library."""
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
        "mediation_days",
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
        "inbox_link",
        "track_link",
        "count",
        "lines",
        "parts",
        "agency",
        "mode",
        "when",
        "place",
        "host",
        "request",
        "unit",
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
    "mode",
)
LATER: Final = ("mediation_days",)
"""Parameters that notices of an earlier release lack."""
UNKNOWN: Final = "-"
UNITS: Final = ("returned_by",)
"""Parameters that hold an organisation's id, and are told by its name."""
NOBODY: Final = {"zh-CN": "居民朋友", "zh-TW": "居民朋友", "en": "Sir or Madam"}

Table = Mapping[str, Any]


class Edited(Protocol):
    """Whatever knows the texts that people edited."""

    def find(
        self, template: str, means: Means | None, language: str
    ) -> tuple[str, str] | None:
        """Return subject and body, or None where nobody edited them."""
        ...


class Unedited:
    """Nobody edited anything."""

    def find(self, *_: object) -> None:
        """Return nothing."""


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
        pages_url: str | None = None,
        language: str,
        zone: tzinfo,
        edited: Edited | None = None,
        inbox: Callable[[UUID], str] = str,
        unit_name: Callable[[str], str | None] = str,
        category_name: Callable[[str, str], str | None] = lambda *_: None,
    ) -> None:
        faults = faults_of(table)
        if faults:
            raise BadTemplates("; ".join(faults))
        self._templates, self._words = table["templates"], table["words"]
        self._edited, self._inbox = edited or Unedited(), inbox
        self._unit_name = unit_name
        self._category_name = category_name
        self._tokens = tokens
        self._url = public_url.rstrip("/")
        self._pages = (pages_url or public_url).rstrip("/")
        self._language = language
        self._zone = zone

    def compose(
        self, notice: Notice, to: Contact, means: Means | None = None
    ) -> Message:
        """Write a notice's text for some means, in the reader's language.

        What people edited goes before what came packed. Raises CannotWrite.
        """
        language = to.language if to.language in LANGUAGES else self._language
        try:
            texts = self._texts(notice.template, means, language)
            values = self._values(notice, to, language, "".join(texts))
            subject, body = (text.format_map(values) for text in texts)
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

    def known(self, template: str) -> frozenset[str] | None:
        """Return what a template's packed texts name; None: there is no such one."""
        packed = self._templates.get(template)
        if packed is None:
            return None
        return frozenset().union(
            *(placeholders(text[part]) for text in packed.values() for part in PARTS)
        )

    def packed(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield every packed text: template, language, subject, body."""
        for template, languages in sorted(self._templates.items()):
            for language, text in languages.items():
                yield template, language, text["subject"], text["body"]

    def fill(self, key: TextKey, subject: str, body: str) -> tuple[str, str]:
        """Return a text filled with examples, as a reader would see it."""
        language = key.language
        examples: dict[str, Param] = dict(
            samples.samples(language, self._url, self._pages)
        )
        for name, moment in samples.MOMENTS.items():
            examples[name] = self._date(moment, language)
        examples |= self._told(samples.CODES, language)
        return subject.format_map(examples), body.format_map(examples)

    def _texts(
        self, template: str, means: Means | None, language: str
    ) -> tuple[str, str]:
        edited = self._edited.find(template, means, language)
        packed = self._templates[template][language]
        return edited or (packed["subject"], packed["body"])

    def _values(
        self, notice: Notice, to: Contact, language: str, text: str
    ) -> dict[str, Param]:
        values = dict(notice.params) | {"name": to.name or NOBODY[language]}
        values["code"] = to.tracking_code or UNKNOWN
        values |= part_lines(values, to, UNKNOWN, language, self._category_name)
        unit = notice.organisation_id
        values["unit"] = (unit and self._unit_name(unit)) or unit or UNKNOWN
        values |= {name: UNKNOWN for name in LATER if values.get(name) is None}
        for given, shown in DATES.items():
            if given in values:
                values[shown] = self._date(values[given], language)
        values |= self._told(values, language)
        if "{token}" in text and notice.case_revision is not None:
            values |= self._link(notice, notice.case_revision)
        if "{track_link}" in text:
            values["track_link"] = f"{self._pages}/track/{values.get('receipt', '')}"
        if "{inbox_link}" in text:
            values["inbox_link"] = self._inbox_link(notice.petition_id)
        return values

    def _told(self, values: Mapping[str, Param], language: str) -> dict[str, Param]:
        """Return codes in words, units and categories by name.

        What nobody knows stays an id.
        """
        told = dict[str, Param]()
        for name in CODES:
            if name in values:
                words = self._words.get(values[name], {})
                told[name] = words.get(language, values[name])
        for name in UNITS:
            if values.get(name):
                unit = str(values[name])
                told[name] = self._unit_name(unit) or unit
        if values.get("category"):
            code = str(values["category"])
            told["category"] = self._category_name(code, language) or code
        return told

    def _inbox_link(self, petition_id: UUID) -> str:
        token = self._inbox(petition_id)
        return f"{self._url}/v1/petitions/{petition_id}/inbox?token={token}"

    def _link(self, notice: Notice, case_revision: int) -> dict[str, Param]:
        """Return where to answer and the code; the merged rate by a door of theirs."""
        if notice.audience is Audience.FOLLOWER:
            token = self._tokens.issue_for(notice.notice_id)
            place = f"{self._url}/v1/ratings/{notice.notice_id}"
        else:
            token = self._tokens.issue(notice.petition_id, case_revision)
            place = f"{self._pages}/v1/follow-ups/{notice.petition_id}"
        return {"link": f"{place}?token={token}", "token": token}

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
    table: Table = yaml.load(source.read_text("utf-8"), Loader=QUICK_LOADER)
    return table


def faults_of(table: Table) -> list[str]:
    """Name every text that is missing and every placeholder that there is not."""
    templates = table["templates"]
    keys = [f"{s}.{a}" for s, tellings in WHO_IS_TOLD.items() for a, _ in tellings]
    keys += [f"{step}.{Audience.FOLLOWER}" for step in ECHOED]
    keys += [f"{MOVED}.{audience}" for audience in HEAR_OF_MOVES]
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
        named = placeholders(text)
    except ValueError as error:
        return [f"{place}: {error}"]
    return [f"{place} names {each!r}" for each in sorted(named - PLACEHOLDERS)]
