"""A quarter of visits of 金科苑's captains, invented from a seed: who is behind (A-10).

Each goes from door to door on some evenings; some see everybody, some hardly anybody.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from minqing_demo.cast import handler
from minqing_demo.stage import Stage
from minqing_demo.story import CHINA
from minqing_demo.street.making import HERE
from minqing_demo.street.seeds import Street

EVENINGS: Final = tuple(date(2026, 1, 14) + timedelta(days=14 * no) for no in range(6))
"""Every other Wednesday of the first quarter."""
HELD: Final = time(19, 30)
SEED: Final = 40
FIVE: Final = {
    "basics": "人口、住址与档案一致",
    "living": "水电气正常，生活安稳",
    "thinking": "情绪平稳",
    "contact": "电话未变",
    "help": "按原措施帮扶",
}
"""五个要 (C-08)."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """One captain's way from door to door on one evening."""

    visit_id: UUID
    captain: str
    day: date
    homes: tuple[UUID, ...]


def rounds(street: Street) -> Iterator[Round]:
    """Yield the rounds of a quarter, evening by evening; the same whenever asked."""
    chance = Random(SEED)
    homes = defaultdict[str, list[UUID]](list)
    for home in street.households:
        homes[home.premises_id.rsplit("-", 2)[0]].append(home.household_id)
    shares = [
        (captain, [home for building in captain.buildings for home in homes[building]])
        for captain in street.captains
    ]
    zeal = {captain.staff_id: chance.randint(0, len(EVENINGS)) for captain, _ in shares}
    for number, day in enumerate(EVENINGS):
        for captain, doors in shares:
            seen = tuple(doors[number :: len(EVENINGS)])
            if seen and number < zeal[captain.staff_id]:
                yield Round(
                    visit_id=uuid5(HERE, f"{captain.staff_id}/{day}"),
                    captain=captain.staff_id,
                    day=day,
                    homes=seen,
                )


def walk(stage: Stage, street: Street, organisation: str) -> int:
    """Let the captains record and close their rounds on the evenings themselves.

    Its five items are told, for somebody of the three classes may live there (C-08).
    """
    number = 0
    for each in rounds(street):
        held = datetime.combine(each.day, HELD, CHINA)
        stage.move(held + timedelta(hours=2))
        who = handler(each.captain, organisation)
        path = f"/v1/visits/{each.visit_id}"
        stage.ask("registry", "PUT", path, by=who, body=_said(each, held))
        same = {"family": "confirmed"}
        stage.send("registry", "POST", f"{path}/close", by=who, body=same)
        number += 1
    return number


def _said(each: Round, held: datetime) -> dict[str, Any]:
    return {
        "kind": "home",
        "held_at": held.isoformat(),
        "visitors": [each.captain],
        "subjects": [{"kind": "household", "id": str(home)} for home in each.homes],
        "diary": "逐户走访，了解近况。",
        **FIVE,
    }
