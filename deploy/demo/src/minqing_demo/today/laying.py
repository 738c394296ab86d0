"""Lays the open matters on the desks, day by day, up to today, through the doors.

A step that the rules of a place do not allow (another place's numbers, another order)
is left out with those after it, and said: a demo shows what the place would have.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from minqing_demo.acts import wait_for_the_question
from minqing_demo.doors import Refused
from minqing_demo.stage import Matter, Stage
from minqing_demo.story import CHINA
from minqing_demo.today.matters import OpenMatter, open_matters, staff
from minqing_demo.today.moments import moment
from minqing_demo.today.turns import Turn, take

BY_THE_RULES: Final = frozenset({403, 409, 422})
"""How a door answers what its place's rules do not allow."""
HERE: Final = 200


@dataclass(eq=False)
class Lying:
    """One matter on its way to the desk; `stopped`: the place's rules ended it."""

    told: OpenMatter
    matter: Matter | None = None
    stopped: bool = False
    steps: list[tuple[datetime, str, Mapping[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class Moment:
    """One thing to do: hand a matter in (`said` None), or take a step about it."""

    at: datetime
    lying: Lying
    number: int = 0
    said: Mapping[str, Any] | None = None


def lay(
    stage: Stage,
    now: datetime,
    say: Callable[[str], None],
    handed_out: Callable[[Matter], None],
    matters: Sequence[OpenMatter] | None = None,
) -> int:
    """Lay them down; return how many lie there. Doing it again changes nothing."""
    chosen = open_matters() if matters is None else matters
    every = [Lying(told) for told in chosen]
    plan = sorted(_moments(every, now), key=lambda each: each.at)
    for _, of_day in groupby(plan, key=lambda each: each.at.astimezone(CHINA).date()):
        done = [each for each in of_day if _do(stage, each, now, say)]
        for each in done:
            _wait_until_heard(stage, each)
    for lying in every:
        if lying.matter is not None:
            handed_out(lying.matter)
    return len(every)


def _moments(every: Iterable[Lying], now: datetime) -> Iterator[Moment]:
    for lying in every:
        yield Moment(moment(lying.told.at, now), lying)
        for number, said in enumerate(lying.told.steps, start=1):
            yield Moment(moment(said["at"], now), lying, number, said)


def _do(stage: Stage, each: Moment, now: datetime, say: Callable[[str], None]) -> bool:
    """Do one thing at its moment; tell whether it was done."""
    lying = each.lying
    if lying.stopped:
        return False
    stage.move(each.at)
    try:
        if each.said is None:
            lying.matter, lying.stopped = _submit(stage, lying.told)
        elif lying.matter is not None:
            take(_turn(stage, each, lying.matter, now), each.said)
    except Refused as refusal:
        if refusal.status not in BY_THE_RULES:
            raise
        lying.stopped = True
        say(f"{lying.told.key}: {refusal}")
    return not lying.stopped


def _turn(stage: Stage, each: Moment, matter: Matter, now: datetime) -> Turn:
    said = each.said or {}
    return Turn(
        stage=stage,
        matter=matter,
        by=staff()[said["by"]],
        key=f"{each.lying.told.once}-{each.number}",
        now=now,
        at=each.at,
    )


def _submit(stage: Stage, told: OpenMatter) -> tuple[Matter, bool]:
    """Hand a petition in; tell whether the place asks for more, so that it waits."""
    by = None if told.by is None else staff()[told.by]
    answer = stage.ask(
        "intake", "POST", "/v1/petitions", by=by, key=told.once, body=dict(told.form)
    )
    matter = Matter(
        petition_id=answer["petition_id"],
        receipt=answer["receipt"],
        code=answer["tracking_code"],
    )
    return matter, told.is_for_a_case and answer["state"] == "received"


def _wait_until_heard(stage: Stage, each: Moment) -> None:
    """Wait for what must be heard before another day: a case, a question put."""
    matter = each.lying.matter
    if matter is None or not each.lying.told.is_for_a_case:
        return
    if each.said is None:
        path = f"/v1/cases/{matter.petition_id}"
        stage.wait(
            lambda: stage.send("routing", "GET", path).status == HERE,
            f"the case of {matter.receipt}",
        )
    elif each.said["do"] == "resolve":
        wait_for_the_question(stage, matter)
