"""Agencies with real databases and the whole application, and a wire between them.

The wire loses, doubles, delays and reorders letters as it is told; each agency works
off its outbox and hears its letters exactly as the running service does.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_chassis.database import Database
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from routing.adapters.agencies.post import Letter
from routing.adapters.agencies.signing import Signer, public_half
from routing.adapters.directory import DirectoryCache
from routing.adapters.handovers.assembly import open_agencies
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.adapters.read_model import SqlReader
from routing.adapters.unit_of_work import SqlRoutingWork
from routing.application.commands import (
    RecordOrganisation,
    ResolveCase,
    SetRule,
    StartCase,
)
from routing.application.handovers.commands import (
    AcceptOffer,
    OfferMatter,
    RecallOffer,
    RefuseOffer,
    ReturnMatter,
)
from routing.bootstrap import command_handlers
from routing.domain.agencies.directory import Agency, Directory, Grant, Key, Kind, Level
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_handler,
    a_rule,
    an_operator,
    the_units,
    to_open,
)

STREET_OFFICE, DISTRICT_HALL, BUREAU = "jinquan", "jinniu", "civil-affairs"
PREFIXES = {STREET_OFFICE: "JQ", DISTRICT_HALL: "JN", BUREAU: "MZ"}
EVERY_FORM = frozenset(Form) - {Form.RETURN, Form.ENTRUST}
TOP = Actor(id="dong", role=Role.SUPERVISOR, organisation_id=DISTRICT)
"""Who speaks for an agency: a supervisor of its top unit."""
FILE = CaseFile(
    summary="路灯不亮",
    content="三盏路灯不亮",
    place="一号路",
    name="秦某",
    phone="1380",
)
KEYS = {
    each: Ed25519PrivateKey.generate()
    for each in (STREET_OFFICE, DISTRICT_HALL, BUREAU)
}


def _agency(name, kind, level, parent, compares=(), **grants):
    key = Key(key_id="k1", public=public_half(KEYS[name]), valid_from=date(2026, 1, 1))
    return Agency(
        agency_id=name,
        name=name,
        kind=kind,
        level=level,
        parent=parent,
        keys=(key,),
        compares=compares,
        grants=tuple(Grant(sender=of, forms=fs) for of, fs in grants.items()),
        receipts=(PREFIXES[name],),
    )


DOWN = frozenset({Form.TRANSFER, Form.ENTRUST, Form.ASSIST})
DIRECTORY = Directory(
    [
        _agency(
            STREET_OFFICE,
            Kind.GOVERNMENT,
            Level.STREET,
            DISTRICT_HALL,
            (DISTRICT_HALL,),
            **{DISTRICT_HALL: DOWN, BUREAU: DOWN},
        ),
        _agency(
            DISTRICT_HALL,
            Kind.GOVERNMENT,
            Level.DISTRICT,
            None,
            (STREET_OFFICE,),
            **{STREET_OFFICE: EVERY_FORM, BUREAU: EVERY_FORM},
        ),
        _agency(
            BUREAU,
            Kind.DEPARTMENT,
            Level.DISTRICT,
            DISTRICT_HALL,
            **{STREET_OFFICE: DOWN, DISTRICT_HALL: DOWN},
        ),
    ]
)


class Deployment:
    """One agency: its database, its application, its desk for letters."""

    def __init__(self, name, url, clock):
        self.name, self.clock = name, clock
        self.store = Database(url, pool_size=2, application="agencies-test")
        hood = Neighbourhood.of(name, DIRECTORY, Signer(KEYS[name], "k1"), clock)
        cache = DirectoryCache(self.store, timedelta(days=60))
        self.new_work = partial(
            SqlRoutingWork,
            self.store,
            cache,
            source=f"{name}/routing",
            neighbourhood=hood,
        )
        handlers = command_handlers(clock, CLOCKS, neighbourhood=hood)
        self.bus = CommandBus(self.new_work, handlers)
        self.agencies = open_agencies(hood, self.store, self.bus, "amqp://nowhere")
        self.reader = SqlReader(self.store, clock)

    def furnish(self):
        for unit in (DISTRICT, STREET, COMMUNITY):
            self.do(RecordOrganisation(unit=the_units().find(unit)))
        self.do(SetRule(actor=an_operator(), rule=a_rule()))
        return self

    def do(self, command):
        return self.bus.handle(command, a_cause())

    def take_out(self):
        """The letters of the outbox, as the relay takes them after the commit."""
        rows = self.store.rows("delete from agency_outbox returning *")
        return [
            (
                row["recipient"],
                Letter(body=row["body"].encode(), signature=row["signature"]),
            )
            for row in sorted(rows, key=lambda row: row["seq"])
        ]

    def leg(self, matter_id):
        with self.new_work() as work:
            found = work.dealings.find(matter_id)
            return found and found.leg

    def state(self, petition_id):
        sql = "select state from cases where petition_id = :id"
        rows = self.store.rows(sql, id=petition_id)
        return rows[0]["state"] if rows else None

    def row(self, handover_id):
        return self.agencies.reader.one(handover_id)

    def quarantined(self):
        return [
            row["reason"]
            for row in self.agencies.reader.quarantine(
                "", "", after=None, limit=50
            ).items
        ]


@dataclass
class Wire:
    """Carries letters; what is on its way waits in `on_way` until it is delivered."""

    agencies: dict
    on_way: list = field(default_factory=list)

    def collect(self):
        for agency in self.agencies.values():
            self.on_way += agency.take_out()

    def deliver(self, place=0):
        to, letter = self.on_way.pop(place)
        return self.agencies[to].agencies.desk.take(letter)

    def settle(self, rounds=30):
        """All arrives, and whoever waits says it again, until all is quiet."""
        for _ in range(rounds):
            self.collect()
            if not self.on_way:
                return
            while self.on_way:
                self.deliver()
        raise AssertionError("letters without end")

    def lose(self):
        """All that is on its way is lost, and nobody repeats anything.

        Something has to be on its way, or a test would show nothing.
        """
        self.collect()
        assert self.on_way, "nothing was on its way"
        self.on_way.clear()

    def heal(self, clock, rounds=6):
        """What was on its way is lost; clocks and links work again."""
        self.on_way.clear()
        for _ in range(rounds):
            clock.advance(timedelta(hours=7))
            for agency in self.agencies.values():
                agency.agencies.waiting.run()
            self.settle()


class Town:
    """The agencies, what people do in them, and what must hold."""

    def __init__(self, agencies, clock):
        self.agencies, self.clock = agencies, clock
        self.wire = Wire(agencies)

    def __getitem__(self, name):
        return self.agencies[name]

    def open(self, at=STREET_OFFICE, **changes):
        receipt = f"{PREFIXES[at]}-{uuid4().hex[:10]}"
        command = to_open(**{"receipt": receipt} | changes)
        self[at].do(command)
        return command.petition_id

    def offer(self, petition_id, by=STREET_OFFICE, to=DISTRICT_HALL, form="transfer"):
        handover_id = uuid4()
        form = Form(form)
        now = self.clock.now()
        duty = form in {Form.ENTRUST, Form.ASSIST, Form.REVIEW}
        self[by].do(
            OfferMatter(
                actor=TOP,
                petition_id=petition_id,
                handover_id=handover_id,
                form=form,
                to=to,
                reason="超出本级职权",
                until=now + timedelta(days=5),
                due=now + timedelta(days=20) if duty else None,
                file=FILE,
            )
        )
        return handover_id

    def offered(self):
        """A new matter of the street, and its offer to the district."""
        petition_id = self.open()
        return petition_id, self.offer(petition_id)

    def hand_over(
        self, petition_id, by=STREET_OFFICE, to=DISTRICT_HALL, form="transfer"
    ):
        """Offer and accept it; both have heard all of it."""
        handover_id = self.offer(petition_id, by, to, form)
        self.wire.settle()
        self.accept(handover_id, by=to)
        self.wire.settle()
        return handover_id

    def handed(self, form="transfer", by=STREET_OFFICE, to=DISTRICT_HALL):
        """A new matter, and its hand-over that was accepted."""
        petition_id = self.open(by)
        return petition_id, self.hand_over(petition_id, by, to, form)

    def act(self, kind, handover_id, by=DISTRICT_HALL, **told):
        matter_id = self[by].row(handover_id)["matter_id"]
        if kind is ReturnMatter:
            told = {"return_id": uuid4()} | told
        self[by].do(
            kind(actor=TOP, matter_id=matter_id, handover_id=handover_id, **told)
        )
        return told.get("return_id")

    def accept(self, handover_id, by=DISTRICT_HALL):
        self.act(AcceptOffer, handover_id, by)

    def refuse(self, handover_id, by=DISTRICT_HALL):
        self.act(RefuseOffer, handover_id, by, reason="不属于本机关")

    def recall(self, handover_id, by=STREET_OFFICE):
        self.act(RecallOffer, handover_id, by)

    def give_back(self, handover_id, by=DISTRICT_HALL):
        return self.act(ReturnMatter, handover_id, by, reason="不属于本机关")

    def answer(self, petition_id, by=DISTRICT_HALL):
        self[by].do(StartCase(actor=a_handler(), petition_id=petition_id))
        self[by].do(
            ResolveCase(
                actor=a_handler(),
                petition_id=petition_id,
                outcome=Outcome.RESOLVED,
                reply="路灯已修复",
            )
        )

    def legs(self, matter_id):
        found = {name: each.leg(matter_id) for name, each in self.agencies.items()}
        return {name: leg for name, leg in found.items() if leg is not None}

    def broken(self, matter_id):
        """Name the promise that is broken at this very moment, or None."""
        legs = self.legs(matter_id).values()
        if sum(leg.acts for leg in legs) > 1:
            return "two agencies act"
        if legs and not any(leg.accountable or leg.asked for leg in legs):
            return "nobody is accountable"
        open_ones = [
            name
            for name in self.agencies
            if self[name].state(matter_id) in {"assigned", "signed", "started"}
            and not any(leg.works for leg in legs)
        ]
        return "two cases are worked on" if len(open_ones) > 1 else None

    def differ(self, matter_id):
        """Tell whether any two histories differ."""
        legs = self.legs(matter_id).values()
        return len({leg.history for leg in legs if leg.epoch}) != 1


def build_town(database, names=(STREET_OFFICE, DISTRICT_HALL)):
    """Agencies, each with a migrated database of its own."""
    clock = FrozenClock(NOON)
    made = {n: Deployment(n, database("routing"), clock).furnish() for n in names}
    return Town(made, clock)
