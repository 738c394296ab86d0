"""Texts by HTTP: read, previewed, edited; every edition kept with who and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable, clean
from notify.application.commands import EditText
from notify.bootstrap import Parts
from notify.domain.errors import TextOutrun, TextUnfit, TextUnknown
from notify.domain.sending.text import (
    ANY_MEANS,
    TextEdition,
    TextKey,
    allowed_with,
    check,
)
from notify.entrypoints import text_schemas as schemas

TAG = "告知文本 Texts"
EDITORS = frozenset({Role.OPS})
READERS = EDITORS | {Role.SUPERVISOR}
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
        return [self._list(), self._history(), self._preview(), self._edit()]

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

    def _preview(self) -> Route:
        return Route(
            method="POST",
            path=ONE + "/preview",
            operation=self.preview_text,
            summary="预览 A text filled with examples; nothing is kept",
            roles=READERS,
            body=schemas.DraftSchema,
            replies={200: schemas.PreviewSchema},
            errors=(TextUnknown, TextUnfit, Unreadable),
            tag=TAG,
        )

    def _edit(self) -> Route:
        return Route(
            method="PUT",
            path=ONE,
            operation=self.edit_text,
            summary="修改文本 A new edition of a text",
            roles=EDITORS,
            body=schemas.EditSchema,
            replies={200: schemas.TextSchema},
            errors=(TextUnknown, TextUnfit, TextOutrun, Unreadable),
            tag=TAG,
        )

    def list_texts(self, request: Request) -> Reply:
        """Answer with what holds: packed, or as it was edited last."""
        wanted = request.query.get("template")
        held = {_place(e.key): _shown(e) for e in self._book.holding()}
        rows = {_place(_key(p)): p for p in self._packed()} | held
        shown = [rows[place] for place in sorted(rows)]
        return Reply({"texts": [t for t in shown if wanted in (None, t["template"])]})

    def read_editions(self, request: Request) -> Reply:
        """Answer with the editions of one text, the packed one last."""
        key = self._require(request)
        editions = [_shown(each) for each in self._book.history(key)]
        packed = [p for p in self._packed() if _place(_key(p)) == _place(key)]
        allowed = sorted(allowed_with(key.template, self._known(key)))
        return Reply({"texts": editions + packed, "allowed": allowed})

    def preview_text(self, request: Request) -> Reply:
        """Answer with a draft as its reader would see it."""
        key, body = self._require(request), _words(request)
        with _naming():
            check(key, **body, known=self._known(key))
        subject, text = self._letters.fill(key, **body)
        return Reply({"subject": subject, "body": text})

    def edit_text(self, request: Request) -> Reply:
        """Keep a new edition."""
        command = EditText(
            actor=request.actor,
            key=self._require(request),
            replaces=request.body["replaces"],
            **_words(request),
        )
        with _naming():
            edition: TextEdition = self._parts.bus.handle(command, request.cause)
        return Reply(_shown(edition))

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
            }
            for template, language, subject, body in self._letters.packed()
        ]


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


KEY = ("template", "means", "language")


def _key(shown: dict[str, Any]) -> TextKey:
    return TextKey(**{name: shown[name] for name in KEY})


def _place(key: TextKey) -> tuple[str, str, str]:
    return key.template, key.means, key.language


def _words(request: Request) -> dict[str, str]:
    return {name: clean(request.body[name], field=name) for name in ("subject", "body")}


def _shown(edition: TextEdition) -> dict[str, Any]:
    return vars(edition.key) | {
        "edition": edition.edition,
        "subject": edition.subject,
        "body": edition.body,
        "edited_by": edition.by,
        "edited_at": edition.at,
    }
