"""`show`: each petition's way, read back from the services, and where it ended."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table

from minqing_chassis.timeline import Step
from minqing_demo import words
from minqing_demo.behind import standings, table
from minqing_demo.doors import Call
from minqing_demo.memory import codes_in
from minqing_demo.reading import Reading
from minqing_demo.stage import Matter, Stage
from minqing_demo.stories import STORIES
from minqing_demo.story import CHINA, Story
from minqing_demo.surroundings import Surroundings
from minqing_local.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Told:
    """One story as the services tell it."""

    story: Story
    matter: Matter
    petition: Mapping[str, Any]
    steps: list[Step]

    @property
    def days(self) -> str:
        """Calendar days from the day it came to the day of the last answer."""
        reply = self.petition["reply"]
        if reply is None:
            return "—"
        came, answered = _day(self.petition["received_at"]), _day(reply["at"])
        return str((answered - came).days)

    @property
    def notices(self) -> str:
        """How many notices were sent, of how many."""
        every = [each for each in self.steps if each["step"].startswith("notice-")]
        sent = [each for each in every if each["step"] == "notice-sent"]
        return f"{len(sent)}/{len(every)}"


def show(around: Surroundings, console: Console) -> None:
    """Print every story's steps and a table of how they ended. Raises Refusal."""
    stage = around.stage()
    reading = around.reading(stage)
    try:
        told = read_back(around, reading)
    finally:
        reading.close()
    names = _names(stage)
    for each in told:
        console.print(timeline(each, names))
        console.print()
    console.print(summary(told, stage))
    captains = standings(stage)
    if captains is not None:
        console.print(table(captains))


def read_back(around: Surroundings, reading: Reading) -> list[Told]:
    """Return every story as the services tell it. Raises Refusal for one not played."""
    return [_told(story, reading, around) for story in STORIES]


def timeline(told: Told, names: Mapping[str, str]) -> Table:
    """Return one story's steps: when, which service, what, who, and what more."""
    story = told.story
    table = Table(
        title=f"{story.row}  {story.title}（{story.site}）",
        caption=f"{story.in_english} · {told.matter.receipt}",
        title_justify="left",
        caption_justify="left",
    )
    for heading in words.HEADINGS:
        table.add_column(heading, overflow="fold")
    for _, together in groupby(told.steps, key=_line):
        table.add_row(*_row(list(together), names))
    return table


def _line(step: Step) -> tuple[object, ...]:
    """Return what steps have in common that stand on one line: notices of one fact."""
    if not step["step"].startswith("notice-"):
        return (step["service"], step["step"], step["revision"])
    return (step["step"], step["detail"]["of"], step["revision"])


def _row(steps: Sequence[Step], names: Mapping[str, str]) -> Iterator[str]:
    first = steps[0]
    yield f"{_moment(first['at']):%m-%d %H:%M}"
    yield first["service"]
    yield words.step(first)
    yield words.actor(first["actor"])
    if first["step"].startswith("notice-"):
        yield words.told(steps, names)
    else:
        yield words.detail(first, names)


def summary(told: Iterable[Told], stage: Stage) -> Table:
    """Return a table of all stories: numbers, who answered, how it ended, how long."""
    told = list(told)
    rows = Counter(each.story.row for each in told)
    twice = [f"{row} is {count} petitions" for row, count in rows.items() if count > 1]
    table = Table(
        title="示范诉求一览 (how the demo's petitions ended)",
        caption=f"{len(rows)} cases" + "".join(f"; {each}" for each in twice),
    )
    for heading in words.SUMMARY_HEADINGS:
        table.add_column(heading, overflow="fold", no_wrap=heading not in words.FOLDED)
    for each in told:
        unit = each.petition["unit"] or {"name": "—"}
        table.add_row(
            each.story.row,
            each.matter.receipt,
            each.matter.code or "—",
            each.story.title,
            unit["name"],
            words.state(each.petition["state"]) + _public_state(each, stage),
            each.days,
            each.notices,
        )
    return table


def _told(story: Story, reading: Reading, around: Surroundings) -> Told:
    matter = reading.find(story.door, story.channel, story.title)
    if matter is None:
        raise Refusal(
            f"{story.row} was not played at this agency: stop it, and start it with "
            "'make run' (without MINQING_DEMO=no)."
        )
    code = codes_in(around.folder).get(matter.receipt)
    return Told(
        story=story,
        matter=Matter(
            petition_id=matter.petition_id, receipt=matter.receipt, code=code
        ),
        petition=reading.petition(matter, story.door),
        steps=_with_replies(reading, matter),
    )


def _with_replies(reading: Reading, matter: Matter) -> list[Step]:
    """Return the steps; a resolution's line also says what was answered."""
    steps, replies = reading.story(matter), reading.replies(matter)
    for step in steps:
        if step["service"] == "routing" and step["revision"] in replies:
            step["detail"]["reply"] = replies[step["revision"]]
    return steps


def _public_state(told: Told, stage: Stage) -> str:
    """Ask the public door, with the code, whether it says the same."""
    if told.matter.code is None:
        return ""
    answer = stage.doors.call(
        Call(
            service="intake",
            method="GET",
            path=f"/v1/petitions/{told.matter.receipt}",
            query={"code": told.matter.code},
        )
    )
    same = answer.status == 200 and answer.body["state"] == told.petition["state"]
    return "" if same else f"（公开查询 {answer.status}）"


def _names(stage: Stage) -> dict[str, str]:
    """Return the names of all organisations, from the registry's public list."""
    names: dict[str, str] = {}
    after = ""
    while True:
        query = {"after": after, "limit": 500}
        page = stage.ask("registry", "GET", "/v1/organisations", by=None, query=query)
        names |= {each["organisation_id"]: each["name"] for each in page["items"]}
        if page["next"] is None:
            return names
        after = page["next"]


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(CHINA)


def _day(at: str) -> Any:  # noqa: ANN401
    return _moment(at).date()
