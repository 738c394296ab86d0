"""Beats as rows: our own, one a minute, and the highest of each neighbour."""

import json
import logging
from dataclasses import replace
from typing import Final
from uuid import uuid4

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.adapters.agencies.post import Post
from routing.adapters.agencies.signing import Archivist
from routing.adapters.handovers.home import Home
from routing.adapters.plain import from_plain, to_plain
from routing.domain.agencies.directory import Directory
from routing.domain.statements.beats import (
    KEPT_FOR,
    Beat,
    Heard,
    hear,
    to_sign,
    would_prove,
)

log = logging.getLogger(__name__)

MINE: Final = """
select coalesce(max(incarnation), 0) as incarnation from agency_incarnations
where agency = :me
"""
BEAT: Final = """
insert into agency_beats (number, name, at)
select coalesce(max(number), 0) + 1, :name, :now from agency_beats
on conflict do nothing returning number
"""
"""Of two processes that count at once one does; the other goes on with its last."""
FORGET: Final = """
delete from agency_beats
where at < :before and number < (select max(number) from agency_beats)
"""
HAD: Final = "select 1 from agency_beats where name = :name"
HEARD: Final = """
select agency, beat from agency_neighbours where beat is not null
"""
KEEP: Final = """
insert into agency_neighbours as known (agency, edition, dropped, beat)
values (:agency, 1, 0, cast(:beat as jsonb))
on conflict (agency) do update set beat = excluded.beat, due_at = case
    when :hurry then least(known.due_at, :now) else known.due_at end
"""


class PutBack(Exception):
    """Our database is an older one than what we signed: nothing more may be done."""


class Beats:
    """Counts beats, keeps the neighbours', and notices one of ours that is gone."""

    def __init__(
        self, post: Post, directory: Directory, database: Database, clock: Clock
    ) -> None:
        self._post, self._clock = post, clock
        self._rows, self._home = database.rows, Home(database)
        self._archivist = Archivist(directory)
        self._heard: dict[str, Heard] = {}

    def count(self) -> None:
        """Count one beat, and read what was heard of neighbours by other processes.

        Raises PutBack where the beat before is gone under this very process.
        """
        self.look_at(self._post.beat)
        now = self._clock.now()
        self._rows(FORGET, before=now - KEPT_FOR)
        incarnation = self._rows(MINE, me=self._post.me)[0]["incarnation"]
        name = uuid4()
        for row in self._rows(BEAT, name=name, now=now):
            made = Beat(
                incarnation=incarnation, number=row["number"], name=name, at=now
            )
            proof = self._post.sign(to_sign(self._post.me, made))
            self._post.beat = replace(made, proof=proof)
        for row in self._rows(HEARD):
            self._take(row["agency"], from_plain(Heard, row["beat"]))

    def hear(self, agency: str, told: Beat | None) -> None:
        """Keep a neighbour's beat; who went back unaware is soon shown what it said.

        One that was signed with a key that is revoked since gives way to any other.
        """
        known = self._heard.get(agency)
        if known is not None and self._is_revoked(agency, known.beat):
            known = None
        if told is None or (kept := hear(known, told)) == known:
            return
        if not self._is_signed(agency, told):
            log.warning("%s tells a beat that it did not sign", agency)
            return
        if kept.held:
            log.error("%s went back and does not say so: it is shown its word", agency)
        self._take(agency, kept)
        self._rows(
            KEEP,
            agency=agency,
            beat=json.dumps(to_plain(kept)),
            hurry=kept.held,
            now=self._clock.now(),
        )

    def look_at(self, shown: Beat | None) -> None:
        """Fall silent if a beat that we signed is not ours any more; raise PutBack.

        What a key vouches for that was revoked since silences nobody: a thief has it.
        """
        if shown is None or self._rows(HAD, name=shown.name):
            return
        incarnation = self._rows(MINE, me=self._post.me)[0]["incarnation"]
        if not would_prove(shown, incarnation, self._clock.now()):
            return
        me = self._post.me
        if self._is_signed(me, shown) and not self._is_revoked(me, shown):
            log.critical("this database is older than what was signed at %s", shown.at)
            self._home.unsettle()
            raise PutBack
        log.warning("somebody shows a beat that is not signed here")

    def _is_signed(self, agency: str, beat: Beat) -> bool:
        told = to_sign(agency, beat)
        return self._archivist.is_signed(agency, told, beat.proof, beat.at)

    def _is_revoked(self, agency: str, beat: Beat) -> bool:
        now = self._clock.now()
        return self._archivist.is_revoked(agency, beat.proof, now)

    def _take(self, agency: str, heard: Heard) -> None:
        self._heard[agency] = heard
        self._post.shown[agency] = heard.beat
