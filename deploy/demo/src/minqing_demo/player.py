"""Plays the stories in the order of their days, each act once, however often it runs.

Where a story stands is read from the services themselves: its petition is found by its
title, what was done by the steps of its case. A run that was broken off is simply
started again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from minqing_demo.acts import Act
from minqing_demo.reading import Reading
from minqing_demo.stage import Matter, Stage
from minqing_demo.story import Story


@dataclass
class Performance:
    """One story under way; `done` counts the facts of its script that have happened."""

    story: Story
    matter: Matter | None = None
    done: int = 0

    def has_reached(self, count: int) -> bool:
        """Say whether so many facts of the script have happened."""
        return self.done >= count


@dataclass(frozen=True)
class Cue:
    """One act of one story, and how many facts have happened once it is done.

    An act without a fact of its own counts as done with the fact that follows it.
    """

    at: datetime
    performance: Performance
    act: Act | None
    number: int
    facts_before: int
    facts_after: int


class Player:
    """Plays what has not been played yet."""

    def __init__(
        self,
        stage: Stage,
        reading: Reading,
        *,
        say: Callable[[str], None],
        handed_out: Callable[[Story, Matter], None],
    ) -> None:
        self._stage = stage
        self._reading = reading
        self._say = say
        self._handed_out = handed_out

    def play(self, stories: Sequence[Story]) -> list[Matter]:
        """Play all stories to their end; return their petitions in the same order."""
        shows = [Performance(story) for story in stories]
        for show in shows:
            self._find(show)
        for cue in sorted(_cues(shows), key=lambda cue: cue.at):
            if not self._is_done(cue):
                self._perform(cue)
        self._wait_for_the_letters(shows)
        return [show.matter for show in shows if show.matter is not None]

    def is_left_to_play(self, stories: Iterable[Story]) -> bool:
        """Say whether anything is left to play; asks, and changes nothing."""
        shows = [Performance(story) for story in stories]
        for show in shows:
            self._find(show)
        return any(not show.has_reached(len(show.story.facts)) for show in shows)

    def _find(self, show: Performance) -> None:
        story = show.story
        show.matter = self._reading.find(story.door, story.channel, story.title)
        self._look(show)

    def _look(self, show: Performance) -> None:
        if show.matter is None:
            return
        steps = [each["step"] for each in self._reading.steps("routing", show.matter)]
        show.done = facts_done(show.story.facts, steps)

    def _is_done(self, cue: Cue) -> bool:
        show = cue.performance
        if cue.act is None:
            return show.matter is not None and show.has_reached(cue.facts_after)
        return show.has_reached(max(cue.facts_after, cue.facts_before + 1))

    def _perform(self, cue: Cue) -> None:
        show = cue.performance
        self._stage.move(cue.at)
        if cue.act is None:
            show.matter = show.matter or self._submit(show.story)
        else:
            key = f"{show.story.key}-{cue.number}"
            cue.act.do(self._stage, self._of(show), key)
        self._say(f"{cue.at:%Y-%m-%d %H:%M}  {show.story.row}  {_word(cue)}")
        self._wait(cue)

    def _submit(self, story: Story) -> Matter:
        told = story.submission.submit(self._stage, story.heading, story.key)
        matter = Matter(
            petition_id=told["petition_id"],
            receipt=told["receipt"],
            code=told["tracking_code"],
        )
        self._handed_out(story, matter)
        return matter

    def _wait(self, cue: Cue) -> None:
        show = cue.performance

        def has_happened() -> bool:
            self._look(show)
            return show.has_reached(cue.facts_after)

        wanted = f"{show.story.row} to reach {show.story.facts[: cue.facts_after]}"
        self._stage.wait(has_happened, wanted)

    def _wait_for_the_letters(self, shows: Iterable[Performance]) -> None:
        for show in shows:
            matter = self._of(show)
            self._stage.wait(
                partial(self._reading.is_at_rest, matter, show.story.door),
                f"every notice of {matter.receipt} to be sent",
            )

    @staticmethod
    def _of(show: Performance) -> Matter:
        if show.matter is None:
            raise RuntimeError(f"{show.story.row} was not submitted")
        return show.matter


def facts_done(script: Sequence[str], steps: Iterable[str]) -> int:
    """Return how many facts of a script have happened, in the script's order.

    Steps that the script does not know (time that ran on while a run was broken off)
    are passed over; a case that was closed has reached its end.
    """
    done = 0
    for step in steps:
        if done < len(script) and step == script[done]:
            done += 1
        elif step == "closed":
            return len(script)
    return done


def _cues(shows: Iterable[Performance]) -> Iterable[Cue]:
    for show in shows:
        yield from _cues_of(show)


def _cues_of(show: Performance) -> Iterable[Cue]:
    submission = show.story.submission
    facts = int(submission.accepted)
    yield Cue(submission.at, show, None, 0, 0, facts)
    for number, act in enumerate(show.story.acts, start=1):
        after = facts + (act.fact is not None)
        yield Cue(act.at, show, act, number, facts, after)
        facts = after


def _word(cue: Cue) -> str:
    if cue.act is None:
        return "submitted"
    return cue.act.fact or "recorded"
