"""Texts by HTTP: what holds, and every edition with who wrote it and let it out."""

from typing import Any

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role
from notify.bootstrap import Parts
from notify.domain.errors import TextUnknown
from notify.domain.sending.text import (
    ANY_MEANS,
    TextEdition,
    TextKey,
    allowed_with,
)
from notify.entrypoints import text_schemas as schemas

TAG = "告知文本 Texts"
READERS = frozenset({Role.OPS, Role.SUPERVISOR})
ONE = "/v1/texts/{template}/{means}/{language}"
PACKED = "packed"


class TextDoor:
    """The operations on texts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._letters = parts.sending.letters
        self._book = parts.sending.book

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._list(), self._history()]

    def _list(self) -> Route:
        return Route(
            method="GET",
            path="/v1/texts",
            operation=self.list_texts,
            summary="告知文本 Every text that holds",
            roles=READERS,
            query=schemas.TextsQuerySchema,
            replies={200: schemas.TextsSchema},
            tag=TAG,
        )

    def _history(self) -> Route:
        return Route(
            method="GET",
            path=ONE,
            operation=self.read_editions,
            summary="文本版本 All editions of a text, the newest first",
            roles=READERS,
            replies={200: schemas.EditionsSchema},
            errors=(TextUnknown,),
            tag=TAG,
        )

    def list_texts(self, request: Request) -> Reply:
        """Answer with what holds: packed, or as it was edited last."""
        wanted = request.query.get("template")
        held = {_place(e.key): _shown(e) for e in self._book.holding()}
        rows = {_place(_key(p)): p for p in self._packed()} | held
        shown = [rows[place] for place in sorted(rows)]
        asked = [t for t in shown if wanted in (None, t["template"])]
        return Reply({"texts": [self._titled(each) for each in asked]})

    def read_editions(self, request: Request) -> Reply:
        """Answer with the editions of one text, the packed one last."""
        key = self._require(request)
        editions = [_shown(each) for each in self._book.history(key)]
        packed = [p for p in self._packed() if _place(_key(p)) == _place(key)]
        allowed = sorted(allowed_with(key.template, self._known(key)))
        texts = [self._titled(each) for each in editions + packed]
        return Reply({"texts": texts, "allowed": allowed})

    def _titled(self, shown: dict[str, Any]) -> dict[str, Any]:
        """Return an edition and what a list calls it: its first words, filled."""
        subject, body = shown["subject"], shown["body"]
        filled = self._letters.fill(_key(shown), subject, body)
        return shown | {"title": filled[0] or filled[1]}

    def _require(self, request: Request) -> TextKey:
        """Return which text is meant; raise TextUnknown for none that is sent."""
        key = TextKey(**{name: request.params[name] for name in KEY})
        known = self._letters.known(key.template) is not None
        if not known or key.means not in schemas.MEANS:
            raise TextUnknown(key.template)
        if key.language not in schemas.LANGUAGES:
            raise TextUnknown(key.language)
        return key

    def _known(self, key: TextKey) -> frozenset[str]:
        return self._letters.known(key.template) or frozenset()

    def _packed(self) -> list[dict[str, Any]]:
        return [
            {
                "template": template,
                "means": ANY_MEANS,
                "language": language,
                "edition": 0,
                "subject": subject,
                "body": body,
                "edited_by": PACKED,
                "edited_at": None,
                "approved_by": None,
                "valid_from": None,
            }
            for template, language, subject, body in self._letters.packed()
        ]


KEY = ("template", "means", "language")


def _key(shown: dict[str, Any]) -> TextKey:
    return TextKey(**{name: shown[name] for name in KEY})


def _place(key: TextKey) -> tuple[str, str, str]:
    return key.template, key.means, key.language


def _shown(edition: TextEdition) -> dict[str, Any]:
    return vars(edition.key) | {
        "edition": edition.edition,
        "subject": edition.subject,
        "body": edition.body,
        "edited_by": edition.by,
        "edited_at": edition.at,
        "approved_by": edition.approved_by,
        "valid_from": edition.valid_from,
    }
