"""Things to test the rooms with."""

from uuid import uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor
from routing.adapters.projects.festivals import LibraryFestivals
from routing.application.commands import (
    OpenCase,
    RecordOrganisation,
    ResolveCase,
    SetRule,
)
from routing.application.documents.commands import DraftDocument, SetOrgan
from routing.application.room_handlers import RoomRules
from routing.bootstrap import command_handlers
from routing.domain.documents.document import Wording
from routing.domain.documents.layout import LAYOUTS, DocumentKind
from routing.domain.hazards.hazard import HazardDesks
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_handler,
    a_rule,
    a_unit,
    an_operator,
    to_open,
)
from services.routing.tests.room_fakes import FakeRooms

SECTION = "s-1-justice"
MARK = "金泉街信"

CITY = "city-1"
FIRE = "s-1-fire"
BUREAU = "d-1-petitions"
DESKS = HazardDesks({"fire": (FIRE, "gone"), "*": (DISTRICT,)})

UNITS = (
    a_unit(CITY, kind="district", name="成都市人民政府"),
    a_unit(DISTRICT, CITY, kind="district", name="金牛区人民政府"),
    a_unit(FIRE, STREET, kind="section", name="应急和消防工作站"),
    a_unit(BUREAU, DISTRICT, kind="department", name="金牛区信访局"),
    a_unit(STREET, DISTRICT, kind="street", name="金泉街道办事处"),
    a_unit(SECTION, STREET, kind="section", name="司法所"),
    a_unit(COMMUNITY, STREET),
    a_unit(STATION, STREET, kind="station"),
)


def a_wording(kind: DocumentKind = DocumentKind.OPINION, **changes) -> Wording:
    layout = LAYOUTS[kind]
    parts = {name: f"这里写{name}。" for name in layout.required}
    parts |= {name: sorted(words)[0] for name, words in layout.choices.items()}
    return Wording(**{"kind": kind, "parts": parts} | changes)


def to_draft(petition_id, by: Actor | None = None, **changes) -> DraftDocument:
    return DraftDocument(
        **{
            "actor": by or a_handler(),
            "document_id": uuid4(),
            "petition_id": petition_id,
            "wording": a_wording(),
        }
        | changes
    )


class House:
    """The bus over a store, a clock, units, and an organ that signs."""

    def __init__(self, new_work, store=None, clocks=CLOCKS) -> None:
        self.store = store
        self.clock = FrozenClock(NOON)
        rules = RoomRules(festivals=LibraryFestivals(), desks=DESKS, gathered=3)
        handlers = command_handlers(self.clock, clocks, rules)
        self.bus = CommandBus(new_work, handlers)
        for unit in UNITS:
            self.do(RecordOrganisation(unit=unit))
        self.do(SetRule(actor=an_operator(), rule=a_rule()))

    def do(self, command):
        return self.bus.handle(command, a_cause())

    def sign(self, organisation_id: str = STREET, mark: str = MARK, by=None, desk=None):
        return self.do(
            SetOrgan(
                actor=by or an_operator(),
                organisation_id=organisation_id,
                mark=mark,
                name="金泉街道办事处",
                review_unit=desk,
            )
        )

    def open(self, **changes):
        """Open a case in the community's hands; return its petition."""
        command: OpenCase = to_open(**changes)
        self.do(command)
        return command.petition_id

    def resolved(self, **changes):
        """Open a case and answer it; return its petition."""
        case = self.open(**changes)
        self.resolve(case)
        return case

    def resolve(self, case):
        """Answer a case now."""
        self.do(
            ResolveCase(
                actor=a_handler(),
                petition_id=case,
                outcome=Outcome.EXPLAINED,
                reply="解释说明",
            )
        )

    def facts(self, kind):
        return [fact for fact in self.store.facts if isinstance(fact, kind)]


@pytest.fixture
def house() -> House:
    store = FakeRooms()
    return House(store.work, store)
