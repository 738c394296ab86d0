"""金科苑's desk after its quarter: tags, ledgers, plans and a spot check, all invented.

All goes through the doors of staff, by whom may, in the words of the place's own rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from minqing_demo.cast import A_COMMUNITY_CLERK as CLERK
from minqing_demo.cast import A_COMMUNITY_HANDLER as WORKER
from minqing_demo.cast import A_STREET_LEADER as CHIEF
from minqing_demo.cast import Person, leader
from minqing_demo.community import homes_told_of
from minqing_demo.doors import Refused
from minqing_demo.places import JINKEYUAN, JINQUAN
from minqing_demo.stage import Stage
from minqing_demo.story import CHINA
from minqing_demo.street.making import HERE
from minqing_demo.street.seeds import HouseholdSeed, Street
from minqing_demo.walking import FIVE

HEAD: Final = leader("jky-leader", JINKEYUAN)
QUARTER: Final = date(2026, 1, 1)
DESK_DAY: Final = date(2026, 3, 30)
DRAWN_ON: Final = date(2026, 4, 2)
WORKED: Final = tuple(date(2026, 2, 2) + timedelta(days=3 * no) for no in range(12))
"""On these days the social worker went to one home each."""
MEMBERS: Final = (WORKER.id, CLERK.id, HEAD.id)
SAME: Final = 409
"""What a door answers where somebody said it before: a run that was broken off."""
PLACE_PLAN: Final = uuid5(HERE, "place-plan")
LONGEST_REVIEW: Final = 90
"""In so many days all that is planned is looked at again."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One item of a ledger; `way`: how far it goes after it was entered."""

    ledger: str
    question: str
    result: str | None = None
    category: str = "service"
    way: Sequence[str] = ()
    at_home: bool = False


MATTERS: Final = (
    Matter(
        ledger="petitions",
        question="院落停车无序，晚归车辆堵住通道",
        result="划线定位，夜间巡查",
        category="traffic",
        way=("discuss", "report", "exit", "publish"),
    ),
    Matter(
        ledger="petitions",
        question="垃圾分类点清运不及时",
        result="清运改为每日两次",
        category="sanitation",
        way=("discuss", "report"),
    ),
    Matter(ledger="petitions", question="楼道堆物，消防通道不畅", way=("discuss",)),
    Matter(ledger="petitions", question="老旧水管夜间异响", category="building"),
    Matter(ledger="hardship", question="独居，需定期上门照看", at_home=True),
    Matter(ledger="stability", question="拆迁过渡费发放时间待说明"),
)


WAITING: Final = Matter(
    ledger="petitions",
    question="院落出口转弯处看不到来车",
    result="修剪绿篱，加装凸面镜",
    category="traffic",
    way=("discuss", "report", "exit", "draft"),
)
"""What was solved of late, and waits for its second pair of eyes (晒账, A-17)."""


def leave_a_draft(stage: Stage, day: date) -> None:
    """Write for the public what another has to approve yet, on that day."""
    _Desk(stage, (), day).keep_ledgers({len(MATTERS): WAITING})


def settle(stage: Stage, street: Street) -> int:
    """Let the desk do its work of the quarter; return how many things were said."""
    desk = _Desk(stage, homes_told_of(street))
    desk.tag()
    desk.work()
    desk.keep_ledgers(dict(enumerate(MATTERS)))
    desk.check()
    desk.plan()
    return desk.said


def is_settled(stage: Stage) -> bool:
    """Tell whether the desk's last word stands."""
    path = f"/v1/plans/{PLACE_PLAN}"
    return stage.send("registry", "GET", path, by=CLERK).status == 200


class _Desk:
    def __init__(
        self, stage: Stage, homes: Sequence[HouseholdSeed], day: date = DESK_DAY
    ) -> None:
        self.said = 0
        self._day = day
        self._stage = stage
        self._homes = homes

    def tag(self) -> None:
        """Say who is a party member, and who waits for a new home (A-18, A-20)."""
        self._move(QUARTER + timedelta(days=4))
        staff = [{"kind": "staff", "id": each} for each in MEMBERS]
        self._put_tags("party-member", staff)
        waiting = [
            {"kind": "household", "id": str(each.household_id)}
            for each in self._homes[:3]
        ]
        if waiting:
            self._put_tags("relocated", waiting)

    def work(self) -> None:
        """Let the social worker go to one home a day (C-03)."""
        for day, home in zip(WORKED, self._homes, strict=False):
            self._move(day)
            visit = {
                "kind": "home",
                "held_at": datetime.combine(day, time(10), CHINA).isoformat(),
                "visitors": [WORKER.id],
                "subjects": [{"kind": "household", "id": str(home.household_id)}],
                "diary": "上门了解近况，情况如前。",
                **FIVE,
            }
            path, same = f"visits/{uuid5(HERE, f'work {day}')}", {"family": "confirmed"}
            self._say("PUT", path, visit, by=WORKER)
            self._say("POST", f"{path}/close", same, by=WORKER)

    def keep_ledgers(self, matters: Mapping[int, Matter]) -> None:
        """Enter matters, discuss, report, strike off, publish (A-15, A-16, A-17)."""
        self._move(self._day)
        known = self._read("ledgers", by=HEAD)
        kept = {each["code"]: each for each in known["items"]}
        steps: dict[str, Callable[[UUID, Any, Any], None]] = {
            "discuss": self._discuss,
            "report": self._report,
            "exit": self._exit,
            "draft": self._draft,
            "publish": self._publish,
        }
        for number, matter in matters.items():
            ledger = kept.get(matter.ledger)
            if ledger is not None and (self._homes or not matter.at_home):
                item = uuid5(HERE, f"item {number}")
                self._enter(item, matter, ledger, known["categories"])
                for step in matter.way:
                    steps[step](item, ledger, known)

    def check(self) -> None:
        """Draw lots of the quarter's visits; check two of them (C-15)."""
        self._move(DRAWN_ON)
        rules = self._read("check-rules", by=HEAD)["items"]
        fitting = [
            each["code"]
            for each in rules
            if "social-worker" in each["checked"]["duties"]
            and each["checkers"]["roles"] == ["supervisor"]
        ]
        if not fitting or not self._homes:
            return
        asked = {
            "rule": fitting[0],
            "organisation_id": JINKEYUAN,
            "since": QUARTER.isoformat(),
        }
        draw = f"check-draws/{uuid5(HERE, 'draw')}"
        self._say("PUT", draw, asked, by=HEAD)
        drawn = self._read(draw, by=HEAD)["checks"]
        found = {"found": "confirmed", "means": "phone", "checked_on": str(DRAWN_ON)}
        other = found | {"found": "differs", "differs_in": ["day"]}
        for each, said in zip(drawn, (found, other), strict=False):
            path = f"{draw}/visits/{each['visit_id']}/finding"
            self._say("PUT", path, said, by=HEAD)

    def plan(self) -> None:
        """Make plans for two homes and for the place, one past its review (C-07)."""
        classes = [each["code"] for each in self._read("plan-classes", HEAD)["items"]]
        for number, home in enumerate(self._homes[: 2 if classes else 0]):
            due = DRAWN_ON + timedelta(days=LONGEST_REVIEW // 2 * (number + 1))
            self._plan(uuid5(HERE, f"plan {number}"), home, due, classes[:1])
        self._plan(PLACE_PLAN, None, DRAWN_ON + timedelta(days=LONGEST_REVIEW), [])

    def _plan(
        self,
        plan_id: UUID,
        home: HouseholdSeed | None,
        due: date,
        classes: Sequence[str],
    ) -> None:
        measure = {
            "kind": "care" if home else "other",
            "what": "每月上门一次，记录近况" if home else "增设晾晒场和停车标线",
            "who": WORKER.id,
            "due": due.isoformat(),
        }
        body = {
            "subject": "household" if home else "place",
            "subject_id": str(home.household_id) if home else JINKEYUAN,
            "owner": WORKER.id,
            "review_on": due.isoformat(),
            "classes": list(classes),
            "measures": [measure],
            "seen": 0,
        }
        self._say("PUT", f"plans/{plan_id}", body, by=CLERK)

    def _enter(
        self,
        item: UUID,
        matter: Matter,
        ledger: Mapping[str, Any],
        categories: Sequence[Mapping[str, Any]],
    ) -> None:
        codes = [each["code"] for each in categories]
        about = {"kind": "matter", "id": str(item)}
        if matter.at_home:
            about = {"kind": "household", "id": str(self._homes[0].household_id)}
        body = {
            "ledger": ledger["code"],
            "organisation_id": JINKEYUAN,
            "about": about,
            "category": matter.category if matter.category in codes else codes[0],
            "question": matter.question,
            "entered_on": self._day.isoformat(),
            "reason": ledger["entry_reasons"][0]["code"],
            "person": WORKER.id,
            "unit": JINKEYUAN,
            "result": matter.result,
        }
        self._say("PUT", f"ledger-items/{item}", body, by=HEAD)

    def _discuss(
        self, item: UUID, ledger: Mapping[str, Any], known: Mapping[str, Any]
    ) -> None:
        who = [each["code"] for each in known["attendees"] if not each["sensitive"]]
        body = {
            "organisation_id": JINKEYUAN,
            "ledger": ledger["code"],
            "held_on": self._day.isoformat(),
            "attendees": {who[0]: 3},
            "minutes": "逐件议定责任人和时限。",
            "decisions": [{"item_id": str(item), "decision": "两周内办结"}],
        }
        self._say("PUT", f"ledger-meetings/{uuid5(item, 'discuss')}", body, by=CLERK)

    def _report(self, item: UUID, *_: object) -> None:
        body = {"step": "report", "to": JINQUAN, "number": "金科苑报〔2026〕7号"}
        self._step(item, body)

    def _exit(self, item: UUID, ledger: Mapping[str, Any], _: object) -> None:
        solved = [each["code"] for each in ledger["exit_reasons"] if each["solved"]]
        self._step(item, {"step": "exit", "reason": solved[0]})

    def _draft(self, item: UUID, *_: object) -> None:
        words = {"done": "修剪出口绿篱并加装凸面镜", "result": "出口视线已改善"}
        path = f"publications/{uuid5(item, 'publish')}"
        self._say("PUT", path, {"item_id": str(item)} | words, by=CLERK)

    def _publish(self, item: UUID, *_: object) -> None:
        path = f"publications/{uuid5(item, 'publish')}"
        words = {"done": "重新划线并安排夜间巡查", "result": "院落通道已畅通"}
        self._say("PUT", path, {"item_id": str(item)} | words, by=CLERK)
        yes = {"approve": True, "revision": 1}
        self._say("POST", f"{path}/decision", yes, by=CHIEF)

    def _step(self, item: UUID, body: Mapping[str, Any]) -> None:
        said = {"on": self._day.isoformat()} | dict(body)
        step = uuid5(item, said["step"])
        self._say("PUT", f"ledger-items/{item}/steps/{step}", said, by=CLERK)

    def _put_tags(self, tag: str, who: Sequence[Mapping[str, str]]) -> None:
        items = [dict(each) | {"since": QUARTER.isoformat()} for each in who]
        self._say("PUT", f"obligation-tags/{tag}", {"items": items}, by=HEAD)

    def _read(self, path: str, by: Person) -> Any:  # noqa: ANN401
        return self._stage.ask("registry", "GET", f"/v1/{path}", by=by)

    def _say(self, method: str, path: str, body: object, by: Person) -> None:
        try:
            self._stage.ask("registry", method, f"/v1/{path}", by=by, body=body)
        except Refused as refusal:
            if refusal.status != SAME:
                raise
        self.said += 1

    def _move(self, day: date) -> None:
        self._stage.move(datetime.combine(day, time(17), CHINA))
