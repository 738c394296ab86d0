"""The table of pages: every address of the portal, and by which method."""

from collections.abc import Callable
from typing import Final, Protocol

from portal.bootstrap import Parts
from portal.entrypoints.web.admin.accounts import AccountPages
from portal.entrypoints.web.admin.categories import CategoryPages
from portal.entrypoints.web.admin.duty_new import NewDutyPages
from portal.entrypoints.web.admin.front import AdminFrontPages
from portal.entrypoints.web.admin.grid import AdminGridPages
from portal.entrypoints.web.admin.grids import GridsPages
from portal.entrypoints.web.admin.guides import GuidePages
from portal.entrypoints.web.admin.leaving import LeavingPages
from portal.entrypoints.web.admin.notices import NoticePages
from portal.entrypoints.web.admin.people import PeoplePages
from portal.entrypoints.web.admin.person import PersonPages
from portal.entrypoints.web.admin.sections import AdminSectionPages
from portal.entrypoints.web.admin.unit import UnitPages
from portal.entrypoints.web.admin.units import UnitsPages
from portal.entrypoints.web.desk.alike import AlikePages
from portal.entrypoints.web.desk.arrivals import ArrivalPages
from portal.entrypoints.web.desk.benefits import BenefitPages
from portal.entrypoints.web.desk.bulk import BulkPages
from portal.entrypoints.web.desk.calendar import CalendarPages
from portal.entrypoints.web.desk.callbacks import CallBackPages
from portal.entrypoints.web.desk.calls import CallPages
from portal.entrypoints.web.desk.case import CasePages
from portal.entrypoints.web.desk.data_requests import DataRequestPages
from portal.entrypoints.web.desk.decide import DecidePages
from portal.entrypoints.web.desk.deciding import DecisionPages
from portal.entrypoints.web.desk.door import DoorPages
from portal.entrypoints.web.desk.drafting import DraftPages
from portal.entrypoints.web.desk.duties import DutyPages
from portal.entrypoints.web.desk.entrance import EntrancePages
from portal.entrypoints.web.desk.figure_rows import FigureRowPages
from portal.entrypoints.web.desk.files import ImportPages
from portal.entrypoints.web.desk.found import FoundPages
from portal.entrypoints.web.desk.handing_over import OfferPages
from portal.entrypoints.web.desk.handovers import HandOverPages
from portal.entrypoints.web.desk.helping import HelpingPages
from portal.entrypoints.web.desk.house_section import SectionPages
from portal.entrypoints.web.desk.houses import HousePages
from portal.entrypoints.web.desk.inbox import InboxPages
from portal.entrypoints.web.desk.informers import InformerPages
from portal.entrypoints.web.desk.lead import LeadPages
from portal.entrypoints.web.desk.links import LinkDeskPages
from portal.entrypoints.web.desk.mediation import MediationPages
from portal.entrypoints.web.desk.news import NewsPages
from portal.entrypoints.web.desk.operations import OperationPages
from portal.entrypoints.web.desk.overdue import OverduePages
from portal.entrypoints.web.desk.own import OwnPages
from portal.entrypoints.web.desk.phrases import PhrasePages
from portal.entrypoints.web.desk.pictures import PicturePages
from portal.entrypoints.web.desk.presence import PresencePages
from portal.entrypoints.web.desk.project_new import NewProjectPages
from portal.entrypoints.web.desk.projects import ProjectPages
from portal.entrypoints.web.desk.provided import ProviderPages
from portal.entrypoints.web.desk.publishing import PublishPages
from portal.entrypoints.web.desk.receiving import ReceptionPages
from portal.entrypoints.web.desk.reports import ReportPages
from portal.entrypoints.web.desk.rights import RightPages
from portal.entrypoints.web.desk.rule_change import RuleChangePages
from portal.entrypoints.web.desk.rules import RulePages
from portal.entrypoints.web.desk.sampling import SamplingPages
from portal.entrypoints.web.desk.set_aside import SetAsidePages
from portal.entrypoints.web.desk.splitting import SplitPages
from portal.entrypoints.web.desk.text_drafts import TextDraftPages
from portal.entrypoints.web.desk.texts import TextPages
from portal.entrypoints.web.desk.tile_map import TileMapPages
from portal.entrypoints.web.desk.trends import TrendPages
from portal.entrypoints.web.desk.views import ViewPages
from portal.entrypoints.web.desk.visit_new import NewVisitPages
from portal.entrypoints.web.desk.visits import VisitPages
from portal.entrypoints.web.desk.watch import WatchPages
from portal.entrypoints.web.desk.window import WindowPages
from portal.entrypoints.web.field.pages import FieldPages
from portal.entrypoints.web.gallery import GalleryPages
from portal.entrypoints.web.page import Page
from portal.entrypoints.web.pages.booking import BookingPages
from portal.entrypoints.web.pages.consenting import ConsentPages
from portal.entrypoints.web.pages.data_asking import DataAskingPages
from portal.entrypoints.web.pages.front import FrontPages
from portal.entrypoints.web.pages.grids import GridPages
from portal.entrypoints.web.pages.links import LinkPages
from portal.entrypoints.web.pages.monthly import MonthlyForms
from portal.entrypoints.web.pages.own_data import OwnDataPages
from portal.entrypoints.web.pages.papers import PaperPages
from portal.entrypoints.web.pages.published import LedgerPages
from portal.entrypoints.web.pages.rating import RatingPages
from portal.entrypoints.web.pages.receipts import ReceiptPages
from portal.entrypoints.web.pages.reviewing import ReviewPages
from portal.entrypoints.web.pages.telling import TellingPages
from portal.entrypoints.web.pages.tracking import TrackingPages
from portal.entrypoints.web.pages.withdrawing import WithdrawalPages


class _Room(Protocol):
    """Pages that belong together."""

    def rows(self) -> list[Page]:
        """Return the rows of its pages."""
        ...


ROOMS: Final[tuple[Callable[[Parts], _Room], ...]] = (
    FrontPages,
    TellingPages,
    ReceiptPages,
    MonthlyForms,
    LinkPages,
    LinkDeskPages,
    InformerPages,
    TrackingPages,
    RatingPages,
    EntrancePages,
    OwnPages,
    ProviderPages,
    InboxPages,
    FoundPages,
    HelpingPages,
    ViewPages,
    NewsPages,
    BulkPages,
    DoorPages,
    CallPages,
    ArrivalPages,
    WindowPages,
    MediationPages,
    NewProjectPages,
    ProjectPages,
    OfferPages,
    SplitPages,
    CasePages,
    DraftPages,
    PresencePages,
    PhrasePages,
    AlikePages,
    PicturePages,
    CallBackPages,
    HousePages,
    SectionPages,
    VisitPages,
    NewVisitPages,
    FieldPages,
    DutyPages,
    BenefitPages,
    HandOverPages,
    LeadPages,
    TileMapPages,
    FigureRowPages,
    TrendPages,
    ReportPages,
    DecisionPages,
    DecidePages,
    PublishPages,
    ImportPages,
    RulePages,
    RuleChangePages,
    AdminFrontPages,
    PeoplePages,
    PersonPages,
    NewDutyPages,
    LeavingPages,
    AccountPages,
    UnitsPages,
    UnitPages,
    GridsPages,
    AdminGridPages,
    AdminSectionPages,
    CategoryPages,
    GuidePages,
    TextPages,
    TextDraftPages,
    NoticePages,
    CalendarPages,
    WatchPages,
    OverduePages,
    SamplingPages,
    OperationPages,
    SetAsidePages,
    LedgerPages,
    GridPages,
    PaperPages,
    WithdrawalPages,
    ConsentPages,
    ReviewPages,
    BookingPages,
    OwnDataPages,
    DataAskingPages,
    RightPages,
    DataRequestPages,
    ReceptionPages,
    GalleryPages,
)
"""Every room of the portal, in the order in which their addresses are looked for."""


def pages_of(parts: Parts) -> list[Page]:
    """Return every row of the table."""
    return [row for room in ROOMS for row in room(parts).rows()]
