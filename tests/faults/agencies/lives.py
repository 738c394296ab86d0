"""What people do with matters: told, handed over, accepted, answered."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg2

from tests.bench.ground import a_petition
from tests.bench.load import BadAnswer, Door
from tests.faults.agencies.matters import DUTIES, Matter, Told, steps_of
from tests.faults.agencies.three import IDS, Three

PATIENCE = 900.0
PAUSE = 0.7
"""Seconds between two looks at the three databases."""
NOTICED = 5.0
"""Seconds after which who offered a matter would see that it was gone."""
TROUBLE = (BadAnswer, OSError, EOFError, ValueError, psycopg2.Error)
ENDED = frozenset({"resolved", "closed"})
OFFERS = """select handover_id::text, state from agency_handovers
where petition_id = any(%s::uuid[])"""
CASES = """select petition_id::text, state from cases
where petition_id = any(%s::uuid[])"""


class Lives:
    """People at three agencies who do what is next, and try again after any error."""

    def __init__(self, three: Three, born: list[Matter], hands: int = 8) -> None:
        self.three, self.matters = three, born
        self._hands = [
            threading.Thread(target=self._work, daemon=True, args=(n, hands))
            for n in range(hands)
        ]
        self._watch = threading.Thread(target=self._look, daemon=True)
        self.seen: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
        self.looked: dict[str, float] = {}
        """Since when an agency was as it was seen."""
        self._end = time.monotonic() + PATIENCE
        self.stopped = False
        self._over_at = float("inf")
        self.hold = 99
        """So many steps are done, and no more, until somebody raises it."""
        self.last_trouble = ""
        self.notes: list[str] = []
        self.unhurt: list[str] = []
        """What a fault was to do and did not: a row that shows nothing."""

    def start(self) -> "Lives":
        """Begin."""
        for thread in (self._watch, *self._hands):
            thread.start()
        return self

    def end_all(self) -> None:
        """Let a life end once it is over: nothing takes it back any more."""
        self._over_at = time.monotonic()

    def wait(self) -> bool:
        """Wait until every life is over; tell whether each ended well."""
        for thread in self._hands:
            thread.join()
        self.stopped = True
        self._watch.join()
        return all(each.done for each in self.matters)

    def give_up(self) -> None:
        """Let nobody go on; each ends what is in hand."""
        self._end, self.stopped = 0.0, True

    def hurt(self, number: int, what: str) -> None:
        """Note how much a fault met; nothing is no trial."""
        self.notes.append(f"{number} {what}")
        if number <= 0:
            self.unhurt.append(what)

    @property
    def is_alive(self) -> bool:
        """Tell whether anybody still does something."""
        return any(each.is_alive() for each in self._hands)

    def between(self) -> int:
        """Return how many matters were handed over and are not answered at home."""
        return sum(bool(each.hops) and not each.done for each in self.matters)

    @property
    def told(self) -> list[Told]:
        """Return what people know of each matter that they told an agency of."""
        return [each.told for each in self.matters if each.petition]

    def share(self) -> float:
        """Return how much of all steps is done."""
        return self.steps() / sum(len(steps_of(each)) for each in self.matters)

    def steps(self) -> int:
        """Return how many steps are done."""
        return sum(each.step for each in self.matters)

    def stuck(self) -> Iterator[str]:
        """Yield what each life that is not over waits for, and what is seen of it."""
        for each in self.matters:
            if not each.done:
                step = steps_of(each)[each.step]
                offers = [
                    [self._offer_state(at, offer) for at in IDS] for offer in each.hops
                ]
                cases = [self._case(each, at) for at in IDS]
                yield f"\n{each.petition}: {step} of {each.way}; {offers} {cases}"

    def _look(self) -> None:
        eyes: dict[str, Any] = {}
        while not self.stopped:
            told = [each.petition for each in self.matters if each.petition]
            for name in IDS:
                try:
                    looked = time.monotonic()
                    eye = eyes[name] = eyes.get(name) or self.three.eye(name)
                    self.seen[name] = (
                        _states(eye, OFFERS, told),
                        _states(eye, CASES, told),
                    )
                    self.looked[name] = looked
                except TROUBLE:
                    self.seen.pop(name, None)  # what was seen before proves nothing
                    eyes.pop(name, None)
            time.sleep(PAUSE)

    def _work(self, hand: int, hands: int) -> None:
        mine = self.matters[hand::hands]
        doors: dict[tuple[str, str, str], Door] = {}
        while time.monotonic() < self._end:
            for matter in mine:
                if not matter.done:
                    self._go_on(matter, doors)
                elif self._is_taken_back(matter):
                    matter.step, matter.done = matter.step - 1, False
            if all(map(self._is_over, mine)):
                return
            time.sleep(PAUSE / 2)

    def _go_on(self, matter: Matter, doors: dict[tuple[str, str, str], Door]) -> None:
        steps = steps_of(matter)
        try:
            if self._is_forgotten(matter):
                matter.offer_again()
            end = min(len(steps), self.hold)
            while matter.step < end and self._do(matter, steps, doors):
                matter.step += 1
        except TROUBLE as error:
            self.last_trouble = str(error)
            for door in doors.values():
                door.close()
        matter.done = matter.step == len(steps)

    def _do(
        self,
        matter: Matter,
        steps: list[tuple[str, ...]],
        doors: dict[tuple[str, str, str], Door],
    ) -> bool:
        what, where, *told = steps[matter.step]
        act: Any = getattr(self, f"_{what}")
        return bool(act(matter, where, *told, doors))

    def _call(
        self,
        doors: dict[tuple[str, str, str], Door],
        name: str,
        service: str,
        role: str,
        *request: Any,
        key: str = "",
    ) -> Any:
        who = (name, service, role)
        if who not in doors:
            doors[who] = self.three.grounds[name].door(service, role or None)
        extra = {"Idempotency_Key": key} if key else {}
        with self.three.at(name):
            return doors[who].do(*request, **extra)

    def _submit(self, matter: Matter, where: str, doors: Any) -> bool:
        form = a_petition()
        at = ("POST", "/v1/petitions", form)
        told = self._call(doors, where, "intake", "", *at, key=matter.key)
        matter.petition = told["petition_id"]
        return True

    def _assigned(self, matter: Matter, where: str, _: Any) -> bool:
        return self._case(matter, where) == "assigned"

    def _offer(
        self, matter: Matter, where: str, form: str, to: str, doors: Any
    ) -> bool:
        body = {
            "to": to,
            "form": form,
            "reason": "超出本级职权",
            "file": {"summary": "楼道灯不亮", "name": "路某某", "phone": "13800000000"},
        }
        body |= {"due": matter.due.isoformat()} if form in DUTIES else {}
        path = f"/v1/cases/{matter.petition}/handovers"
        key = f"{matter.key}:{len(matter.hops)}:{len(matter.gone)}"
        at = ("POST", path, body)
        made = self._call(doors, where, "routing", "supervisor", *at, key=key)
        matter.hops.append(made["handover_id"])
        matter.offered_at = time.monotonic()
        return True

    def _accept(self, matter: Matter, where: str, doors: Any) -> bool:
        offer = matter.hops[-1]
        state = self._offer_state(where, offer)
        if state != "offered":
            return state in {"accepted", "taken", "working", "finished", "answered"}
        path = f"/v1/handovers/{offer}/accept"
        at = ("POST", path, {"leader": "周某"})
        self._call(doors, where, "routing", "supervisor", *at)
        return True

    def _answer(self, matter: Matter, where: str, doors: Any) -> bool:
        state = self._case(matter, where)
        if matter.hops and self._offer_state(where, matter.hops[-1]) == "offered":
            self._accept(matter, where, doors)  # its acceptance was forgotten
        if state not in {"assigned", "started"}:
            return state in ENDED
        path = f"/v1/cases/{matter.petition}"
        said = {"outcome": "resolved", "reply": matter.answer_of(where)}
        if state == "assigned":
            self._call(doors, where, "routing", "handler", "POST", f"{path}/start", {})
        self._call(doors, where, "routing", "handler", "POST", f"{path}/resolve", said)
        return True

    def _told(self, matter: Matter, where: str, doors: Any) -> bool:
        if self._case(matter, where) in ENDED:
            return True
        if self._case(matter, matter.answers_last) in {"assigned", "started"}:
            self._answer(matter, matter.answers_last, doors)  # it was forgotten
        return False

    def _resulted(self, matter: Matter, where: str, doors: Any) -> bool:
        if self._offer_state(where, matter.hops[-1]) == "answered":
            return True
        if self._case(matter, matter.way[-1]) in {"assigned", "started"}:
            self._answer(matter, matter.way[-1], doors)
        return False

    def _case(self, matter: Matter, where: str) -> str:
        return self.seen.get(where, ({}, {}))[1].get(matter.petition, "")

    def _is_taken_back(self, matter: Matter) -> bool:
        """Tell whether it is open again at home: a restore forgot that it was over."""
        return self._case(matter, matter.home) not in {"", *ENDED}

    def _is_over(self, matter: Matter) -> bool:
        """Tell whether it was seen to be over after everything that could undo that."""
        looked = self.looked.get(matter.home, 0.0)
        ended = self._case(matter, matter.home) in ENDED
        return matter.done and ended and looked > self._over_at

    def _is_forgotten(self, matter: Matter) -> bool:
        """Tell whether the last offer is gone, and the matter with its maker again."""
        if not matter.hops:
            return False
        sender, _, to = matter.crossings[len(matter.hops) - 1]
        looked = min(self.looked.get(at, 0.0) for at in (sender, to))
        if looked < matter.offered_at + NOTICED:
            return False
        one, other = (self._offer_state(at, matter.hops[-1]) for at in (sender, to))
        mine = self._case(matter, sender) == "assigned"
        return mine and not one and other in {"", "closed"}

    def _offer_state(self, where: str, offer: str) -> str:
        return self.seen.get(where, ({}, {}))[0].get(offer, "")


def _states(eye: Any, sql: str, petitions: list[str]) -> dict[str, str]:
    with eye.cursor() as cursor:
        cursor.execute(sql, (petitions,))
        return dict(cursor.fetchall())
