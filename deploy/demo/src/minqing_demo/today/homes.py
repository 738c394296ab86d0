"""What 金科苑's staff owe to homes today: plans, payments, visits; all invented.

Of the three classes of C-07 some homes have a plan, two past their review, most none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from minqing_demo.cast import A_CAPTAIN as CAPTAIN
from minqing_demo.cast import A_COMMUNITY_CLERK as CLERK
from minqing_demo.cast import A_COMMUNITY_HANDLER as WORKER
from minqing_demo.cast import Person, clerk
from minqing_demo.community import homes_told_of
from minqing_demo.doors import Refused
from minqing_demo.office import HEAD, leave_a_draft
from minqing_demo.stage import Stage
from minqing_demo.story import CHINA
from minqing_demo.street.making import HERE
from minqing_demo.street.papers import sections_of, whole_files
from minqing_demo.street.seeds import HouseholdSeed, Street
from minqing_demo.today.laying import BY_THE_RULES

CLASSES: Final = ("低保", "残疾人补贴", "优抚")
MEASURES: Final = (
    ("money", "申请临时救助，核对医疗自付费用"),
    ("care", "每周电话一次，每月上门一次"),
    ("post", "推荐公益岗位或居家手工活"),
)
PLANNED: Final = 80
"""So many days ago the plans were made."""
REVIEWS: Final = (-12, -3, 6, 9)
"""On which days from today each of them is to be looked at again."""
PAID, PROPOSED = 6, 3
AMOUNTS: Final = ("800.00", "500.00", "1200.00", "600.00", "300.00", "1000.00")
VILLAGES: Final = (
    (
        clerk("ljz-clerk", "330106013014"),
        "330106013014",
        "ljz-worker",
        "村道加装遮阳候车点",
    ),
    (
        clerk("wm-clerk", "440307010006"),
        "440307010006",
        "wm-grid-head",
        "果园上山路装太阳能灯",
    ),
)
"""Who plans for which village, whose plan it is, and what is to be done (一村一策)."""
LAST: Final = uuid5(HERE, "today last")
"""The plan that is made last: where it stands, the desks are laid."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """A home of 金科苑 and the benefits that somebody in it has."""

    seed: HouseholdSeed
    benefits: frozenset[str]


def are_known(stage: Stage) -> bool:
    """Tell whether the last word about homes stands."""
    path = f"/v1/plans/{LAST}"
    return stage.send("registry", "GET", path, by=VILLAGES[-1][0]).status == 200


def tend(
    stage: Stage, street: Street, now: datetime, say: Callable[[str], None]
) -> None:
    """Say what is owed to homes (again changes nothing); villages come last, apart."""
    homes = [_home(each) for each in whole_files(iter(street.households))]
    have_one = homes_told_of(street)[:2]
    needy = [e.seed for e in homes if e.benefits and e.seed not in have_one]
    worker = _Worker(stage, now, say)
    planned = min(len(REVIEWS), len(needy) // 2)
    worker.plan(needy[:planned])
    worker.pay(needy)
    worker.plan_visits(needy[planned:])
    leave_a_draft(stage, worker.day(-4))
    worker.visit([each.seed for each in homes if each.seed not in needy[:2]])


def plan_villages(stage: Stage, now: datetime, say: Callable[[str], None]) -> None:
    """Make a plan for each village (一村一策, D-29); the last one ends the laying."""
    _Worker(stage, now, say).plan_villages()


def _home(seed: HouseholdSeed) -> Home:
    told = [said for each in seed.people for said in sections_of(each)]
    kinds = [each["kinds"] for name, each in told if name == "civil-affairs"]
    benefits = {each for of_one in kinds for each in of_one} & set(CLASSES)
    return Home(seed=seed, benefits=frozenset(benefits))


class _Worker:
    def __init__(self, stage: Stage, now: datetime, say: Callable[[str], None]) -> None:
        self._stage = stage
        self._now = now
        self._say = say

    def day(self, days: int) -> date:
        """Return the day so many days from today."""
        return self._now.astimezone(CHINA).date() + timedelta(days=days)

    def plan(self, homes: Sequence[HouseholdSeed]) -> None:
        """Make plans for some homes; the first are past their review (C-07)."""
        self._move(-PLANNED)
        classes = [each["code"] for each in self._read("plan-classes")["items"]]
        for number, (home, review) in enumerate(zip(homes, REVIEWS, strict=False)):
            kind, what = MEASURES[number % len(MEASURES)]
            body = self._plan("household", str(home.household_id), WORKER.id, review)
            body["classes"] = classes[:1]
            body["measures"] = [self._measure(kind, what, WORKER.id, review)]
            self._put(CLERK, f"plans/{uuid5(HERE, f'today plan {number}')}", body)

    def pay(self, homes: Sequence[HouseholdSeed]) -> None:
        """Propose payments to homes; another has approved the older ones (C-25)."""
        programmes = {"paid": (-30, homes[:PAID]), "new": (-1, homes[PAID:][:PROPOSED])}
        for name, (days, chosen) in programmes.items():
            self._move(days)
            lines = [
                {
                    "payment_id": str(uuid5(each.household_id, f"today {name}")),
                    "household_id": str(each.household_id),
                    "amount": AMOUNTS[number % len(AMOUNTS)],
                }
                for number, each in enumerate(chosen)
            ]
            if not lines:
                continue
            body = {"programme": "hardship", "period": f"{self.day(days):%Y-%m}"}
            said = body | {"lines": lines}
            if self._tell("POST", CLERK, "subsidy-payments", said) and name == "paid":
                ids = [each["payment_id"] for each in lines]
                yes = {"payment_ids": ids, "decision": "approve"}
                self._tell("POST", HEAD, "subsidy-payments/decision", yes)

    def visit(self, homes: Sequence[HouseholdSeed]) -> None:
        """Go to some homes: one visit closed, one open, one that found something."""
        for number, (home, days) in enumerate(zip(homes, (-9, -5, -2), strict=False)):
            self._move(days)
            visit = uuid5(HERE, f"today visit {number}")
            body = {
                "kind": "home",
                "held_at": datetime.combine(self.day(days), time(9), CHINA).isoformat(),
                "visitors": [WORKER.id],
                "subjects": [_subject(home)],
                "diary": "入户了解近况：身体尚可，冬天怕冷，楼道灯暗，盼着早点修好。",
            }
            self._put(WORKER, f"visits/{visit}", body)
            if number == 0:
                close = {"family": "confirmed"}
                self._tell("POST", WORKER, f"visits/{visit}/close", close)
            if number == 2:
                self._find(visit, home)

    def plan_visits(self, homes: Sequence[HouseholdSeed]) -> None:
        """Plan where to go next: some days lie behind, some before us."""
        self._move(-15)
        who: Iterator[Person] = iter((WORKER, WORKER, CAPTAIN, WORKER, CAPTAIN))
        spans = ((-6, -2), (-3, -1), (0, 2), (1, 5), (3, 7))
        for number, (home, (first, last)) in enumerate(zip(homes, spans, strict=False)):
            by = next(who)
            body = {
                "staff_id": by.id,
                "kind": "home",
                "first_on": str(self.day(first)),
                "last_on": str(self.day(last)),
                "reason": "obligation",
                "subjects": [_subject(home)],
            }
            plan = uuid5(HERE, f"today visit plan {number}")
            self._put(CLERK, f"visit-plans/{plan}", body)

    def plan_villages(self) -> None:
        """Make a plan for each village (一村一策, D-29); one is past its review."""
        self._move(-PLANNED)
        for number, (by, place, owner, what) in enumerate(VILLAGES):
            review = -8 if number == 0 else 9
            body = self._plan("place", place, owner, review)
            body["measures"] = [self._measure("other", what, owner, review)]
            last = number == len(VILLAGES) - 1
            plan = LAST if last else uuid5(HERE, f"today village {number}")
            self._put(by, f"plans/{plan}", body)

    def _find(self, visit: UUID, home: HouseholdSeed) -> None:
        body = {
            "text": "楼道二层到四层的灯都不亮，老人晚上不敢下楼倒垃圾。",
            "outcome": "taken-back",
            "matter": "public-facilities",
            "about": _subject(home),
        }
        path = f"visits/{visit}/findings"
        self._put(WORKER, f"{path}/{uuid5(visit, 'finding')}", body)

        def has_come_in() -> bool:
            found = self._stage.ask("registry", "GET", f"/v1/{path}", by=WORKER)
            return all(each["state"] != "due" for each in found["items"])

        # Time must not go on before intake has heard of it.
        self._stage.wait(has_come_in, "what a visit found to come in")

    def _plan(self, kind: str, of: str, owner: str, review: int) -> dict[str, Any]:
        on = self.day(review).isoformat()
        about = {"subject": kind, "subject_id": of, "owner": owner}
        return about | {"review_on": on, "classes": [], "seen": 0}

    def _measure(self, kind: str, what: str, who: str, days: int) -> dict[str, str]:
        due = self.day(days).isoformat()
        return {"kind": kind, "what": what, "who": who, "due": due}

    def _read(self, path: str) -> Any:  # noqa: ANN401
        return self._stage.ask("registry", "GET", f"/v1/{path}", by=HEAD)

    def _put(self, by: Person, path: str, body: object) -> None:
        self._tell("PUT", by, path, body)

    def _tell(self, method: str, by: Person, path: str, body: object) -> bool:
        """Tell the register something; say so where its rules do not take it."""
        try:
            self._stage.ask("registry", method, f"/v1/{path}", by=by, body=body)
            return True
        except Refused as refusal:
            if refusal.status not in BY_THE_RULES:
                raise
            self._say(str(refusal))
            return False

    def _move(self, days: int) -> None:
        self._stage.move(datetime.combine(self.day(days), time(9, 30), CHINA))


def _subject(home: HouseholdSeed) -> dict[str, str]:
    return {"kind": "household", "id": str(home.household_id)}
