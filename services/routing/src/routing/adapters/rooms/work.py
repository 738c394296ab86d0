"""The rooms' collections, opened only when a unit of work enters them."""

from functools import cached_property

from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.documents.door_store import SqlDoorNotices
from routing.adapters.documents.repositories import SqlDocuments, SqlOrgans
from routing.adapters.hazards.store import sql_hazards
from routing.adapters.projects.store import SqlSuggestions, sql_projects
from routing.adapters.reviews.store import sql_reviews
from routing.domain.documents.errors import AlreadyCorrected, AlreadyPrinted
from routing.domain.errors import KeyReused
from routing.domain.hazards.errors import HazardKnown
from routing.domain.hazards.hazard import Hazard
from routing.domain.organs.errors import MarkTaken
from routing.domain.projects.project import Project
from routing.domain.reviews.errors import ReviewMeanwhile
from routing.domain.reviews.review import Review

ROOM_REFUSALS = {
    "documents_corrected_once": AlreadyCorrected,
    "documents_pkey": KeyReused,
    "document_prints_pkey": AlreadyPrinted,
    "organs_mark_key": MarkTaken,
    "organs_pkey": MarkTaken,
    "reviews_pkey": ReviewMeanwhile,
    "mediations_pkey": KeyReused,
    "projects_pkey": KeyReused,
    "hazards_pkey": KeyReused,
    "hazards_kind_key": HazardKnown,
}


class SqlRooms(SqlWork):
    """What stands beside the case; a unit that needs no room pays for none."""

    @cached_property
    def documents(self) -> SqlDocuments:
        """The documents' room."""
        return SqlDocuments(self)

    @cached_property
    def door_notices(self) -> SqlDoorNotices:
        """What is owed at the door."""
        return SqlDoorNotices(self)

    @cached_property
    def organs(self) -> SqlOrgans:
        """How the organs sign."""
        return SqlOrgans(self)

    @cached_property
    def reviews(self) -> Repository[Review]:
        """The reviews' room."""
        return sql_reviews(self)

    @cached_property
    def hazards(self) -> Repository[Hazard]:
        """The hazards' room."""
        return sql_hazards(self)

    @cached_property
    def projects(self) -> Repository[Project]:
        """The projects' room."""
        return sql_projects(self)

    @cached_property
    def suggestions(self) -> SqlSuggestions:
        """Where problems gather."""
        return SqlSuggestions(self)
