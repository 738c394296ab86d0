"""Agencies in memory: the real use cases, fakes for rows, and words without letters."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace
from uuid import uuid4

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import DomainError
from routing.application.commands import RecordOrganisation, SetRule
from routing.application.handovers.commands import HearWord, KeepHandOvers
from routing.application.handovers.ports import House, Incarnation
from routing.bootstrap import command_handlers
from routing.domain.handover.dealing import Head
from routing.domain.handover.errors import HandOverMeanwhile, HandOverNotFound
from routing.domain.handover.file import EMPTY, CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.terms import Tenure, Terms
from routing.domain.timeline.chain import Seal
from services.routing.tests.agencies_town import (
    BUREAU,
    DIRECTORY,
    DISTRICT_HALL,
    STREET_OFFICE,
    Town,
)
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_rule,
    an_operator,
    the_units,
)
from services.routing.tests.fakes import FakeDatabase, FakeWork, a_copy
from services.routing.tests.fakes_statements import FakeAccounts


class FakeDealings:
    """Every matter in a dictionary; what is said is taken out by the town."""

    def __init__(self, kept):
        self.kept, self.me = kept, kept["me"]
        self.new = []

    def add(self, dealing):
        if dealing.matter_id in self.kept["matters"]:
            raise HandOverMeanwhile
        self.kept["matters"][dealing.matter_id] = dealing

    def find(self, matter_id):
        return self.kept["matters"].get(matter_id)

    def latest(self, petition_id):
        found = self.kept["matters"].values()
        rounds = [each for each in found if each.petition_id == petition_id]
        return max(rounds, key=lambda each: each.round, default=None)

    def petition_of(self, matter_id):
        found = self.find(matter_id)
        return found and found.petition_id

    def receipt_of_another(self, receipt, petition_id):
        cases = self.kept["cases"]().values()
        return any(e.receipt == receipt and e.petition_id != petition_id for e in cases)

    def incarnation(self):
        return self.kept["incarnation"]

    def heard_of(self, agency):
        return self.kept["heard"].get(agency, 0)

    def hear_of(self, agency, incarnation):
        self.kept["heard"][agency] = max(self.heard_of(agency), incarnation)
        for dealing in self.kept["matters"].values():
            dealing.leg = dealing.leg.having_heard(agency, incarnation)

    def begin_again(self, incarnation):
        self.kept["incarnation"] = incarnation

    def petitions_to_ask_about(self):
        known = {each.petition_id for each in self.kept["matters"].values()}
        return [each for each in self.kept["cases"]() if each not in known]

    def keep(self, word, body, signature, said_at):
        self.kept["letters"].append((word, body, signature, said_at))

    def answer(self, word, at):
        self.kept["answers"].append(word)

    def every(self):
        return list(self.kept["matters"])


class FakeReviews:
    """The reviews of an agency's own room, in a dictionary."""

    def __init__(self, kept):
        self.kept = kept

    def add(self, review):
        self.kept[review.petition_id] = review

    def get(self, petition_id):
        return self.kept[petition_id]

    def get_many(self, petition_ids):
        return {key: self.kept[key] for key in petition_ids if key in self.kept}


def alarms(dealing):
    said = (dealing.remind_at, dealing.expire_at, dealing.compare_at)
    return (*said, *dealing.halves.values())


class _Work(FakeWork):
    def __init__(self, database, kept):
        super().__init__(database)
        self._kept = kept

    def __enter__(self):
        entered = super().__enter__()
        now = a_copy({k: v for k, v in self._kept.items() if k != "cases"})
        self._copy = now | {"cases": lambda: self._now.cases}
        self.dealings = FakeDealings(self._copy)
        self.reviews = FakeReviews(self._copy["reviews"])
        self.organs = SimpleNamespace(find=lambda _: None)
        self.accounts = FakeAccounts(self._copy)
        return entered

    def collect(self, cause):
        super().collect(cause)
        for dealing in self._copy["matters"].values():
            self._now.facts += dealing.release()

    def commit(self):
        super().commit()
        self._kept.update({k: v for k, v in self._copy.items() if k != "cases"})


class MemoryAgency:
    """One agency in memory, with the same handles as a deployment."""

    def __init__(self, me, clock):
        salts = count(1)
        self.name, self.clock = me, clock
        self.trusts, self.letters_take = (lambda *_: True), timedelta(0)
        self._house = House(
            me=me,
            directory=DIRECTORY,
            clock=clock,
            clocks=CLOCKS,
            salt=lambda: f"{next(salts):032x}",
            is_signed=lambda *told: self.trusts(*told),
        )
        self.database = FakeDatabase()
        self.kept = {
            "me": me,
            "matters": {},
            "letters": [],
            "answers": [],
            "incarnation": Incarnation(),
            "heard": {},
            "accounts": [],
            "wanted": [],
            "differences": {},
            "reviews": {},
            "listeners": {STREET_OFFICE, DISTRICT_HALL, BUREAU} - {me},
        }
        self.agencies = SimpleNamespace(waiting=self, desk=self)
        self.bus = self.new_bus()

    def new_bus(self):
        handlers = command_handlers(self.clock, CLOCKS, neighbourhood=self)
        return CommandBus(lambda: _Work(self.database, self.kept), handlers)

    def house(self, _clocks):
        return self._house

    def furnish(self):
        for unit in (DISTRICT, STREET, COMMUNITY):
            self.do(RecordOrganisation(unit=the_units().find(unit)))
        self.do(SetRule(actor=an_operator(), rule=a_rule()))
        return self

    def do(self, command):
        return self.bus.handle(command, a_cause())

    def told(self, kind):
        """The facts of that kind that the agency's house was told, oldest first."""
        return [each for each in self.database.facts if isinstance(each, kind)]

    def take_out(self):
        """What was said, each word with its file and the newest entry."""
        said = [(e.to, (e, EMPTY, None, None)) for e in self.kept["answers"]]
        self.kept["answers"].clear()
        for dealing in self.kept["matters"].values():
            last = dealing.chain[-1] if dealing.chain else None
            head = last and Head(
                agency=self.name, number=last.number, digest=last.digest
            )
            for each in dealing.saying:
                told = (each.word, dealing.file_for(each.word), head, last)
                said.append((each.word.to, told))
            dealing.saying.clear()
        return said

    def take(self, letter):
        """Hear a word, as the desk for letters does; tell why it was not obeyed."""
        word, file, head, _ = letter
        said_at = self.clock.now() - self.letters_take
        about = {"said_at": said_at, "body": b"", "signature": ""}
        mine = self.kept["matters"].get(word.matter_id)
        number = mine.chain[-1].number if mine and mine.chain else None
        seal = number and Seal(agency=word.sender, signature="s")
        try:
            self.do(
                HearWord(
                    word=word, file=file, head=head, number=number, seal=seal, **about
                )
            )
        except DomainError as error:
            return error.code
        return "obeyed"

    def run(self):
        now = self.clock.now()
        due = [
            key
            for key, e in self.kept["matters"].items()
            if any(at and at <= now for at in alarms(e))
        ]
        self.do(KeepHandOvers(matter_ids=due))

    def row(self, handover_id):
        for dealing in self.kept["matters"].values():
            for row in dealing.leg.rows:
                if row.terms.handover_id == handover_id:
                    return {
                        "matter_id": dealing.matter_id,
                        "state": row.state.value,
                        "said": row.said,
                    }
        raise HandOverNotFound

    def state(self, petition_id):
        case = self.database.stored.cases.get(petition_id)
        return case and case.state.value

    def leg(self, matter_id):
        found = self.kept["matters"].get(matter_id)
        return found and found.leg


def a_town(*names):
    """Agencies in memory that deal with each other."""
    clock = FrozenClock(NOON)
    every = names or (STREET_OFFICE, DISTRICT_HALL, BUREAU)
    return Town({name: MemoryAgency(name, clock).furnish() for name in every}, clock)


A_FILE = CaseFile(
    receipt="X-1",
    category="lighting",
    division_code="510106",
    received_at=NOON,
    accepted_at=NOON,
)
"""What is told of a case beside a word."""


def a_word(kind, matter_id, by, to, since=NOON, **about):
    """What an agency says of a matter that it had from the beginning."""
    history = (Tenure(owner=by, handover_id=None, since=since),)
    told = {"first": by, "incarnation": 0, "heard": 0, "history": history} | about
    return kind(matter_id=matter_id, sender=by, to=to, **told)


def a_duty(by, to, form=Form.ENTRUST):
    """The terms of a first hand-over whose duty to answer stays with the sender."""
    return Terms(
        handover_id=uuid4(),
        form=form,
        sender=by,
        to=to,
        epoch=1,
        until=NOON + timedelta(days=5),
        due=NOON + timedelta(days=20),
    )
