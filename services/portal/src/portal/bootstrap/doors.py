"""The owners' doors, as the pages of staff go through them."""

from dataclasses import dataclass

from portal.adapters.admin_doors import OpenWorkDoor, RegisterDoor, StructureDoor
from portal.adapters.arrival_door import ArrivalDoor, PaperDoor
from portal.adapters.benefit_door import BenefitDoor
from portal.adapters.booking_door import ReceptionDoor
from portal.adapters.calendar_door import CalendarDoor
from portal.adapters.call_back_door import CallBackDoor
from portal.adapters.call_desk_door import CallDeskDoor
from portal.adapters.captain_door import CaptainDoor
from portal.adapters.category_door import CategoryDoor
from portal.adapters.check_door import CheckDoor
from portal.adapters.co_task_door import CoTaskDoor
from portal.adapters.data_request_door import DataRequestDoor
from portal.adapters.desk_doors import CaseDoor, FigureDoor, MatterDoor
from portal.adapters.field_door import FieldDoor
from portal.adapters.finding_door import FindingDoor
from portal.adapters.grid_door import GridDoor
from portal.adapters.handover_door import HandOverDoor
from portal.adapters.house_doors import DutyDoor, HouseDoor, VisitDoor
from portal.adapters.informer_door import InformerDoor
from portal.adapters.lead_doors import (
    DecisionDoor,
    ImportDoor,
    PublicationDoor,
    ReportDoor,
    RuleDoor,
)
from portal.adapters.leader_door import LeaderDoor
from portal.adapters.letter_door import LetterDoor
from portal.adapters.people_door import PeopleDoor
from portal.adapters.picture_door import PictureDoor
from portal.adapters.rights_door import RightsDoor
from portal.adapters.room_door import MediationDoor, ProjectDoor
from portal.adapters.section_door import SectionDoor
from portal.adapters.split_door import SplitDoor
from portal.adapters.text_door import TextDoor
from portal.adapters.unit_door import UnitDoor
from portal.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The owners' doors, as staff go through them."""

    cases: CaseDoor
    matters: MatterDoor
    splits: SplitDoor
    pictures: PictureDoor
    figures: FigureDoor
    units: UnitDoor
    people: PeopleDoor
    leaders: LeaderDoor
    co_tasks: CoTaskDoor
    calls: CallBackDoor
    telephone: CallDeskDoor
    finding: FindingDoor
    houses: HouseDoor
    visits: VisitDoor
    field: FieldDoor
    duties: DutyDoor
    benefits: BenefitDoor
    handovers: HandOverDoor
    letters: LetterDoor
    decisions: DecisionDoor
    reports: ReportDoor
    publications: PublicationDoor
    imports: ImportDoor
    rules: RuleDoor
    texts: TextDoor
    receptions: ReceptionDoor
    checks: CheckDoor
    arrivals: ArrivalDoor
    papers: PaperDoor
    mediations: MediationDoor
    projects: ProjectDoor
    captains: CaptainDoor
    informers: InformerDoor
    data_requests: DataRequestDoor
    register: RegisterDoor
    open_work: OpenWorkDoor
    structure: StructureDoor
    categories: CategoryDoor
    calendar: CalendarDoor
    grids: GridDoor
    sections: SectionDoor
    rights: RightsDoor


def owners(settings: Settings) -> dict[str, str]:
    """Return where each service answers."""
    return {
        "registry": settings.registry_url,
        "intake": settings.intake_url,
        "routing": settings.routing_url,
        "notify": settings.notify_url,
    }


def desk_of_staff(settings: Settings) -> Desk:
    """Return the doors of every owner."""
    return Desk(
        cases=CaseDoor(settings.routing_url),
        matters=MatterDoor(settings.intake_url),
        splits=SplitDoor(settings.intake_url),
        pictures=PictureDoor(settings.intake_url),
        figures=FigureDoor(settings.notify_url),
        units=UnitDoor(settings.registry_url),
        people=PeopleDoor(settings.registry_url),
        leaders=LeaderDoor(settings.registry_url),
        co_tasks=CoTaskDoor(settings.routing_url),
        calls=CallBackDoor(settings.notify_url),
        telephone=CallDeskDoor(
            settings.intake_url,
            settings.routing_url,
            settings.registry_url,
            settings.notify_url,
        ),
        finding=FindingDoor(settings.intake_url),
        houses=HouseDoor(settings.registry_url),
        visits=VisitDoor(settings.registry_url),
        field=FieldDoor(settings.registry_url),
        duties=DutyDoor(settings.registry_url),
        benefits=BenefitDoor(settings.registry_url),
        handovers=HandOverDoor(settings.routing_url),
        letters=LetterDoor(settings.routing_url),
        decisions=DecisionDoor(settings.routing_url, settings.notify_url),
        reports=ReportDoor(settings.notify_url),
        publications=PublicationDoor(settings.registry_url),
        imports=ImportDoor(settings.registry_url),
        rules=RuleDoor(owners(settings)),
        texts=TextDoor(settings.notify_url),
        receptions=ReceptionDoor(settings.intake_url),
        checks=CheckDoor(settings.registry_url),
        mediations=MediationDoor(settings.routing_url),
        projects=ProjectDoor(settings.routing_url),
        captains=CaptainDoor(settings.registry_url),
        informers=InformerDoor(settings.intake_url),
        data_requests=DataRequestDoor(settings.intake_url),
        register=RegisterDoor(settings.registry_url),
        open_work=OpenWorkDoor(settings.routing_url),
        structure=StructureDoor(settings.registry_url),
        categories=CategoryDoor(settings.intake_url, settings.routing_url),
        calendar=CalendarDoor(settings.routing_url),
        grids=GridDoor(settings.registry_url),
        sections=SectionDoor(settings.registry_url),
        rights=RightsDoor(settings.registry_url),
        arrivals=ArrivalDoor(settings.intake_url),
        papers=PaperDoor(settings.routing_url),
    )
