"""有新变化: whether a list would be another by now. It never moves by itself."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final

from flask import Response, jsonify, request

from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.worklists import chosen_of, known_to, query_of
from portal.entrypoints.web.page import Page, ages, words

NEWS: Final = "/desk/news"
SIGNS: Final = 6
LONGEST: Final = 25 * (SIGNS + 1)


class NewsPages:
    """A tiny answer, asked for every half minute: 204 where nothing is new."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=NEWS, view=self.tell, name="news", roles=STAFF, quiet=True)]

    def tell(self) -> Response:
        """Say how many lines of the first page are not those that were shown."""
        chosen = chosen_of(request.args, known_to(self._parts))
        query = query_of(self._parts, chosen)
        told = told_or_none(lambda: self._parts.desk.cases.worklist(asker(), **query))
        if told is None or ages():
            return Response(status=204)
        was = set(request.args.get("was", "")[:LONGEST].split("."))
        new = set(marks_of(told["items"]).split(".")) - was - {""}
        if not new:
            return Response(status=204)
        return jsonify(said=words()("news.some", n=len(new)))


def marks_of(rows: Iterable[Any]) -> str:
    """Return marks of lines as they stand: another revision is another mark."""
    return ".".join(_mark(each["receipt"], each["revision"]) for each in rows)


def _mark(receipt: str, revision: int) -> str:
    return sha256(f"{receipt}:{revision}".encode()).hexdigest()[:SIGNS]
