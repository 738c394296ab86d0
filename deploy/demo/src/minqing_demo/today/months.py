"""What 金科苑's labour informers reported of its enterprises (D-22); all invented.

This month one enterprise is well, one does not pay its wages, and of one nobody
reported; so the labour unit has an alert, and the desk somebody to remind.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from minqing_demo.cast import A_CAPTAIN as INFORMER
from minqing_demo.cast import A_COMMUNITY_CLERK as CLERK
from minqing_demo.cast import A_COMMUNITY_HANDLER as OTHER_INFORMER
from minqing_demo.cast import Person
from minqing_demo.doors import Refused
from minqing_demo.places import JINKEYUAN
from minqing_demo.stage import Stage
from minqing_demo.story import CHINA
from minqing_demo.street.seeds import FirmSeed, Street
from minqing_demo.today.laying import BY_THE_RULES

FIRMS: Final = 3
WELL: Final = {"production_normal": True, "wages_paid": True, "hazard": False}
UNPAID: Final = {
    **WELL,
    "wages_paid": False,
    "text": "上月工资没发，员工说月底再等等。",
}
TELEPHONES: Final = {INFORMER.id: "13900007701", OTHER_INFORMER.id: "13900007702"}


def report_on_firms(
    stage: Stage, street: Street, now: datetime, say: Callable[[str], None]
) -> None:
    """Let enterprises be reported on (again changes nothing)."""
    today = now.astimezone(CHINA).date()
    firms = sorted(street.firms, key=lambda each: each.kind != "enterprise")[:FIRMS]
    if len(firms) < FIRMS:
        return
    try:
        _list(stage, firms, _months(today)[0])
        _report(stage, firms, *_months(today))
    except Refused as refusal:
        if refusal.status not in BY_THE_RULES:
            raise
        say(f"the monthly reports are left out: {refusal}")


def _months(today: date) -> tuple[str, str]:
    before = today.replace(day=1) - timedelta(days=1)
    return f"{before:%Y-%m}", f"{today:%Y-%m}"


def _list(stage: Stage, firms: list[FirmSeed], since: str) -> None:
    for each in firms:
        body = {
            "name": each.name,
            "organisation_id": JINKEYUAN,
            "division_code": JINKEYUAN,
            "reported_from": since,
        }
        _put(stage, CLERK, f"enterprises/{each.credit_code}", body)
    given = {INFORMER: firms[:2], OTHER_INFORMER: firms[2:]}
    for who, theirs in given.items():
        informer = {
            "organisation_id": JINKEYUAN,
            "enterprises": [each.credit_code for each in theirs],
            "contact": {"name": "金科苑信息员", "telephone": TELEPHONES[who.id]},
        }
        _put(stage, CLERK, f"informers/{who.id}", informer)


def _report(stage: Stage, firms: list[FirmSeed], before: str, month: str) -> None:
    first, second, last = firms
    said = (
        (INFORMER, first, before, WELL),
        (OTHER_INFORMER, last, before, WELL),
        (INFORMER, second, month, UNPAID),
        (OTHER_INFORMER, last, month, WELL),
    )
    for who, firm, of, answers in said:
        path = f"informer-reports/{firm.credit_code}/{of}"
        _put(stage, who, path, {**answers, "revision": 0})


def _put(stage: Stage, by: Person, path: str, body: dict[str, Any]) -> None:
    stage.ask("intake", "PUT", f"/v1/{path}", by=by, body=body)
