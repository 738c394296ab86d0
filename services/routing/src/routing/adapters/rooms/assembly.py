"""The rooms' working parts, put together for the composition root."""

from dataclasses import dataclass

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.sweeping import Sweep
from routing.adapters.documents.archive import SqlArchive
from routing.adapters.documents.door_store import DoorReader
from routing.adapters.documents.petitioner import PetitionerCodes, codes_of
from routing.adapters.documents.press import SubprocessPress
from routing.adapters.hazards.store import HazardReader
from routing.adapters.mediations.store import MediationReader
from routing.adapters.projects.store import ProjectReader
from routing.adapters.reviews.store import ReviewReader
from routing.application.documents.office import Bus, DocumentOffice
from routing.application.reviews.commands import EscalateReviews


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """What a process needs of the rooms."""

    archive: SqlArchive
    codes: PetitionerCodes
    door: DoorReader
    office: DocumentOffice
    reviews: ReviewReader
    late_reviews: Sweep
    mediations: MediationReader
    hazards: HazardReader
    projects: ProjectReader


def open_rooms(database: Database, bus: Bus, clock: Clock, amqp_uri: str) -> Rooms:
    """Return the rooms; nothing is asked of the database yet."""
    archive, door = SqlArchive(database, SystemClock()), DoorReader(database)
    reviews = ReviewReader(database, clock)
    return Rooms(
        archive=archive,
        codes=codes_of(amqp_uri),
        door=door,
        office=DocumentOffice(bus, SubprocessPress(), archive, door),
        reviews=reviews,
        late_reviews=Sweep(
            bus,
            reviews.overdue,
            lambda ids: EscalateReviews(petition_ids=ids),
            is_away=lambda: not database.alive(),
        ),
        mediations=MediationReader(database),
        hazards=HazardReader(database),
        projects=ProjectReader(database),
    )
