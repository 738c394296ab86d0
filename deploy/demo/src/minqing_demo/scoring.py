"""One small round of 三测评 about the city office of 文新 (C-16)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from minqing_demo.cast import C_STREET_CLERK, C_STREET_LEADER
from minqing_demo.places import WENXIN_CITY
from minqing_demo.stage import Stage

APPRAISALS: Final = "/v1/appraisals"
TITLE: Final = "文新街道城管科 2026年一季度三测评"
OPENED: Final = datetime(2026, 4, 27, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST_DAY: Final = "2026-04-30"
FROM_RESIDENTS: Final = (92, 85, 78, 96, 88, 60)
FROM_THE_STREET: Final = (
    ("mutual", C_STREET_CLERK, 86),
    ("mutual", C_STREET_LEADER, 90),
    ("performance", C_STREET_CLERK, 84),
    ("performance", C_STREET_LEADER, 88),
)
"""Two mutual ratings are too few to be shown: who gave them could be guessed."""


def score(stage: Stage) -> int:
    """Open the round unless it is known, and hand the forms in, each once."""
    stage.move(OPENED)
    appraisal = _known(stage) or _opened(stage)
    sheets = {each["raters"]: each["items"] for each in appraisal["sheets"]}
    one = f"{APPRAISALS}/{appraisal['appraisal_id']}"
    forms = [
        {
            "form_id": str(uuid5(NAMESPACE_URL, f"minqing-demo/scores/{number}")),
            "scores": _scores(sheets["public"], given),
        }
        for number, given in enumerate(FROM_RESIDENTS)
    ]
    body: dict[str, Any] = {"forms": forms}
    stage.ask("notify", "POST", f"{one}/forms", by=C_STREET_CLERK, body=body)
    for raters, who, given in FROM_THE_STREET:
        body = {"raters": raters, "scores": _scores(sheets[raters], given)}
        stage.ask("notify", "POST", f"{one}/scores", by=who, body=body)
    return len(FROM_RESIDENTS) + len(FROM_THE_STREET)


def _known(stage: Stage) -> Mapping[str, Any] | None:
    items: Sequence[Mapping[str, Any]] = stage.ask(
        "notify", "GET", APPRAISALS, by=C_STREET_LEADER
    )["items"]
    return next((each for each in items if each["title"] == TITLE), None)


def _opened(stage: Stage) -> Mapping[str, Any]:
    said = {"title": TITLE, "organisation_id": WENXIN_CITY, "ends_on": LAST_DAY}
    opened: Mapping[str, Any] = stage.ask(
        "notify", "POST", APPRAISALS, by=C_STREET_LEADER, body=said
    )
    return opened


def _scores(items: Iterable[Mapping[str, Any]], given: int) -> list[dict[str, Any]]:
    """Return scores of every item: the first as given, each next one two lower."""
    codes = [each["code"] for each in items]
    return [{"code": code, "score": given - 2 * n} for n, code in enumerate(codes)]
