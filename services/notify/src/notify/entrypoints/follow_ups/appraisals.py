"""Appraisals (三测评) by HTTP: opened, scored, read, and drilled down to the forms."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.identity import new_id
from minqing_kernel.text import Unreadable, clean
from notify.application.follow_ups.commands import (
    AddScoreForms,
    GivenForm,
    OpenAppraisal,
    ScoreOneself,
)
from notify.bootstrap import Parts
from notify.domain.follow_ups.appraisal import Appraisal, ScoreForm
from notify.domain.follow_ups.errors import (
    AppraisalKnown,
    AppraisalOver,
    AppraisalUnknown,
    NotARater,
    OwnAppraisal,
    ScoredAlready,
    ScoresIncomplete,
    SheetUnknown,
    SheetWithheld,
    UnitUnknown,
    VisitUnknown,
)
from notify.domain.follow_ups.scoring import (
    ANONYMOUS,
    FORMULA,
    Item,
    ItemScore,
    Sheet,
    SheetScore,
    total_of,
)
from notify.entrypoints.follow_ups import appraisal_schemas as schemas
from notify.entrypoints.follow_ups.asking import (
    READERS,
    SCOPED,
    SUPERVISORS,
    next_after,
    page_of,
)
from notify.entrypoints.schemas import PageQuerySchema

TAG = "三测评 Appraisals"
SHOWN = tuple(schemas.AppraisalSchema._declared_fields)
ONE = "/v1/appraisals/{appraisal_id:uuid}"
OPENED = (*SCOPED, AppraisalKnown, AppraisalOver, UnitUnknown, Unreadable)
TAKEN = (
    AppraisalUnknown,
    AppraisalOver,
    OwnAppraisal,
    SheetUnknown,
    ScoredAlready,
    ScoresIncomplete,
)


class AppraisalDoor:
    """The operations on appraisals."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._keeping(), *self._scoring()]

    def _keeping(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path="/v1/appraisals",
                operation=self.open_appraisal,
                summary="开始测评 Open an appraisal by the place's score sheets",
                roles=SUPERVISORS,
                body=schemas.OpenAppraisalSchema,
                replies={201: schemas.AppraisalSchema},
                errors=OPENED,
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/appraisals",
                operation=self.list_appraisals,
                summary="测评清单 What is scored, the newest first",
                roles=READERS,
                query=PageQuerySchema,
                replies={200: schemas.AppraisalsSchema},
                errors=SCOPED[:1],
                tag=TAG,
            ),
            Route(
                method="GET",
                path=ONE,
                operation=self.read_appraisal,
                summary="测评结果 Scores, weights and the formula",
                description="互评匿名：结束前、不足最低份数时不显示。",
                roles=READERS,
                replies={200: schemas.AppraisalResultSchema},
                errors=(*SCOPED[:1], AppraisalUnknown),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=f"{ONE}/forms",
                operation=self.list_forms,
                summary="测评明细 The forms that a score is made of",
                roles=READERS,
                query=schemas.FormsQuerySchema,
                replies={200: schemas.FormsSchema},
                errors=(*SCOPED[:1], AppraisalUnknown, SheetUnknown, SheetWithheld),
                tag=TAG,
            ),
        ]

    def _scoring(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path=f"{ONE}/forms",
                operation=self.add_forms,
                summary="录入群众测评表 Residents' forms, by visit or paper",
                description=(
                    "同一份表（form_id、visit_id）只计一次；不记群众姓名，记录入人；"
                    "被测评单位不得自行录入。"
                ),
                roles=READERS,
                body=schemas.GivenFormsSchema,
                replies={204: None},
                errors=(*SCOPED, *TAKEN, VisitUnknown),
                tag=TAG,
            ),
            Route(
                method="POST",
                path=f"{ONE}/scores",
                operation=self.score,
                summary="互评、绩效点评 The scores of who asks",
                description="互评不留姓名；同一人只计第一次，改分拒收（409）。",
                roles=STAFF,
                body=schemas.OwnScoresSchema,
                replies={204: None},
                errors=(*SCOPED[:1], *TAKEN, NotARater),
                tag=TAG,
            ),
        ]

    def open_appraisal(self, request: Request) -> Reply:
        """Open an appraisal."""
        title = clean(request.body["title"], field="title")
        command = OpenAppraisal(
            actor=request.actor,
            appraisal_id=new_id(),
            **request.body | {"title": title},
        )
        appraisal = self._parts.bus.handle(command, request.cause)
        return Reply(_shown(appraisal), status=201)

    def list_appraisals(self, request: Request) -> Reply:
        """Answer with a page of appraisals."""
        page = page_of(request)
        found = self._parts.appraisals.page(request.actor, page)
        last = next_after(found, page, "appraisal_id")
        return Reply({"items": [_shown(each) for each in found], "next_after": last})

    def read_appraisal(self, request: Request) -> Reply:
        """Answer with the scores."""
        appraisal, forms = self._found(request)
        sheets = appraisal.scores(forms, self._parts.clock.now())
        return Reply(
            {
                "appraisal": _shown(appraisal),
                "sheets": [_scored(each) for each in sheets],
                "total": _text(total_of(sheets)),
                "formula": FORMULA,
            }
        )

    def list_forms(self, request: Request) -> Reply:
        """Answer with the forms of one sheet."""
        appraisal, forms = self._found(request)
        raters, now = request.query["raters"], self._parts.clock.now()
        appraisal.sheet(raters)
        rows = [each for each in forms if each.raters is raters]
        if appraisal.withholds(raters, len(rows), now):
            raise SheetWithheld
        return Reply({"forms": [_row(each) for each in rows]})

    def add_forms(self, request: Request) -> Reply:
        """Take residents' forms in."""
        forms = [
            GivenForm(**form | {"scores": _scores(form["scores"])})
            for form in request.body["forms"]
        ]
        command = AddScoreForms(
            actor=request.actor,
            appraisal_id=request.params["appraisal_id"],
            forms=forms,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def score(self, request: Request) -> Reply:
        """Take the caller's own scores."""
        command = ScoreOneself(
            actor=request.actor,
            appraisal_id=request.params["appraisal_id"],
            raters=request.body["raters"],
            scores=_scores(request.body["scores"]),
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def _found(self, request: Request) -> tuple[Appraisal, Sequence[ScoreForm]]:
        wanted = request.params["appraisal_id"]
        return self._parts.appraisals.one(request.actor, wanted)


def _scores(said: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return scores by item; two of one item are refused: which was meant?"""
    counted = Counter(each["code"] for each in said)
    twice = {f"scores.{c}": "already-exists" for c, n in counted.items() if n > 1}
    if twice:
        raise ScoresIncomplete(fields=twice)
    return {each["code"]: each["score"] for each in said}


def _shown(appraisal: Appraisal) -> dict[str, Any]:
    known = {name: vars(appraisal)[name] for name in SHOWN}
    return known | {"sheets": [_sheet(each) for each in appraisal.sheets]}


def _sheet(sheet: Sheet | SheetScore) -> dict[str, Any]:
    return {
        "raters": sheet.raters,
        "title": sheet.title,
        "weight": str(sheet.weight),
        "items": [_item(each) for each in sheet.items],
    }


def _item(item: Item | ItemScore) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in vars(item).items()
    }


def _scored(score: SheetScore) -> dict[str, Any]:
    return _sheet(score) | {
        "forms": score.forms,
        "withheld": score.withheld,
        "score": _text(score.score),
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _row(form: ScoreForm) -> dict[str, Any]:
    hidden = form.raters in ANONYMOUS
    return {
        "form_id": None if hidden else form.form_id,
        "by": form.by,
        "visit_id": form.visit_id,
        "scores": form.scores,
    }
