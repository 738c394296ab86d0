"""Routes for figures: numbers, the rows behind each, and the same on paper."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.adapters.exporting.names import Names
from registry.application.authority import must_reach
from registry.application.exporting.handlers import LONGEST_PURPOSE
from registry.application.figures.ports import Behind, FigureAsked
from registry.application.figures.views import FigurePart
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.aid.money import yuan
from registry.domain.archive.errors import PressUnavailable
from registry.domain.errors import OutOfReach
from registry.domain.exporting.lists import TooLongToPrint
from registry.domain.figures.figure import (
    OF_STAFF,
    FigureUnknown,
    checked_group,
    checked_time,
    figure_named,
)
from registry.domain.values import checked_text, civil_day
from registry.entrypoints.exporting.forms import FORMS, table_as
from registry.entrypoints.exporting.marks import moment_in_words
from registry.entrypoints.exporting.words import purpose_in_words
from registry.entrypoints.figures import schemas
from registry.entrypoints.importing.templates import attached
from registry.entrypoints.ledgers.sight import Sight
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "数字 Figures"
COLUMNS = ("by", "of", "part", "number", "rows")
TOLD = ("figure", "organisation_id", "since", "until")
"""What is said of the question; what its reader may see is nobody's business."""
REFUSALS = (FigureUnknown, OutOfReach, Invalid)


class FigureDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._figures = parts.figures

    def count(self, request: Request) -> Reply:
        """Show every number of a figure."""
        asked = asked_of(self._parts, request)
        told = {name: getattr(asked, name) for name in TOLD}
        return Reply({**told, "items": self._figures.parts(asked)})

    def list_rows(self, request: Request) -> Reply:
        """Show a page of the rows behind a number."""
        query = request.query
        names = ("by", "of", "part", "after", "limit")
        behind = Behind(**{name: query[name] for name in names})
        asked = asked_of(self._parts, request)
        checked_group(asked.figure, behind.by)
        found = self._figures.rows(asked, behind)
        more = found[-1].key if len(found) == behind.limit else None
        return Reply({"items": found, "next": more})


class FigureFileDoor:
    """The operation in one form: the same numbers in a workbook and on paper."""

    def __init__(self, parts: Parts, form: str) -> None:
        self._parts = parts
        self._form = form

    def take_figure(self, request: Request) -> Reply:
        """Let a figure leave; of no resident, with who took it and what for."""
        asked = asked_of(self._parts, request)
        purpose = checked_text(request.query["purpose"], "purpose", LONGEST_PURPOSE)
        purpose = purpose_in_words(purpose, request.language)
        items = self._parts.figures.parts(asked)
        words = _words(request.language if self._form != "json" else None)
        who, now = request.actor, self._parts.clock.now()
        said = (who.id, who.organisation_id, moment_in_words(now, request.language))
        title = words.get(f"figure:{asked.figure}", str(asked.figure))
        names = self._names(items, asked.organisation_id)
        place = names.places.get(asked.organisation_id, asked.organisation_id)
        span = f"{place} {asked.since}–{asked.until}"
        body = table_as(
            self._form,
            self._parts.press,
            title=f"{title} {span}",
            heading=[words.get(f"column:{each}", each) for each in COLUMNS],
            rows=[_row(each, words, names) for each in items],
            mark=" ".join([title, span, *map(str, said), purpose]),
        )
        return Reply(body, headers=attached(f"{title} {span}.{self._form}"))

    def _names(self, items: Sequence[FigurePart], place: str) -> Names:
        """Return who and what the numbers are of; a program is told the ids alone."""
        if self._form == "json":
            return Names()
        people = [each.of for each in items if each.by == "cadre"]
        units = [(each.of or "").rpartition("@")[2] for each in items]
        yards = [each.of for each in items if each.by == "courtyard"]
        return self._parts.names.of(people, [place, *units], yards)


def asked_of(parts: Parts, request: Request) -> FigureAsked:
    """Return what a caller asks, who may ask it; raises FigureUnknown, OutOfReach."""
    figure, query = figure_named(request.params["figure"]), request.query
    place, places = str(query["organisation"]), parts.reader
    if figure in OF_STAFF:
        must_oversee(request.actor, places, [place])
    else:
        must_reach(request.actor, places, place)
    now = parts.clock.now()
    today = civil_day(now)
    until = query["until"] or today
    since = query["since"] or until.replace(day=1)
    checked_time(since, until)
    return FigureAsked(
        figure=figure,
        organisation_id=place,
        since=since,
        until=until,
        today=today,
        late_after=parts.rules.visits_at(now).late_after_days,
        sight=Sight(parts).of(request.actor),
        year=query["year"],
        kind=query["kind"],
    )


def _row(part: FigurePart, words: Mapping[str, str], names: Names) -> list[Any]:
    money = part.part == "cents"
    number = Decimal(yuan(part.number)) if money else part.number
    by = words.get(f"by:{part.by}", part.by)
    return [
        by,
        _of(part, names),
        words.get(f"part:{part.part}", part.part),
        number,
        part.rows,
    ]


def _of(part: FigurePart, names: Names) -> str | None:
    """Return of whom or what a number is: `programme@unit` too, with its names."""
    known: Mapping[str, Mapping[str, str]] = {
        "cadre": names.people,
        "unit": names.places,
        "courtyard": names.premises,
    }
    if part.of is None or part.by not in known:
        return part.of
    head, at, which = part.of.rpartition("@")
    return f"{head}{at}{known[part.by].get(which, which)}"


def _words(language: str | None) -> Mapping[str, str]:
    return {key: said[language] for key, said in table().items()} if language else {}


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return what figures and their numbers are called, in every language."""
    source = files("registry.entrypoints.figures").joinpath("words.json")
    said: Mapping[str, Mapping[str, str]] = json.loads(source.read_text("utf-8"))
    return said


def figure_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of figures."""
    door = FigureDoor(parts)
    yield Route(
        method="GET",
        path="/v1/figures/{figure}",
        operation=door.count,
        summary="统计数字（逐项注明由几条记录相加） Numbers, each the sum of rows",
        roles=OVERSEERS,
        query=schemas.FigureQuery,
        replies={200: schemas.FigureSchema},
        errors=REFUSALS,
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/figures/{figure}/rows",
        operation=door.list_rows,
        summary="数字背后的记录（逐条相加即为该数） The rows behind a number",
        roles=OVERSEERS,
        query=schemas.FigureRowsQuery,
        replies={200: schemas.FigureRowsSchema},
        errors=REFUSALS,
        tag=TAG,
    )
    for form, media_type in FORMS.items():
        yield Route(
            method="GET",
            path=f"/v1/figures/{{figure}}/figure.{form}",
            operation=FigureFileDoor(parts, form).take_figure,
            summary=f"导出统计数字 Take a figure out as {form}",
            roles=OVERSEERS,
            query=schemas.FigureFileQuery,
            replies={200: None},
            media_type=media_type,
            errors=(*REFUSALS, TooLongToPrint, PressUnavailable),
            tag=TAG,
        )
