"""Routes for campaigns, indicators and regulations (B-12, D-24, D-27)."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.authority import known_lineage
from registry.application.steering.commands import RecordRegulation
from registry.application.steering.views import RegulationView
from registry.bootstrap import Parts
from registry.domain.archive.errors import PetitionUnheard
from registry.domain.errors import OutOfReach, Taken
from registry.domain.steering.errors import (
    CampaignUnknown,
    IndicatorUnknown,
    NumberTaken,
    RegulationFileMissing,
    RegulationFileRefused,
    RegulationFilesNotKept,
    RegulationUnknown,
    SupersededAlready,
)
from registry.domain.steering.regulation import (
    LARGEST_SENT,
    FileReference,
    RegulationProfile,
)
from registry.entrypoints.steering import schemas
from registry.entrypoints.steering.campaigns import CampaignDoor
from registry.entrypoints.steering.files import RegulationFileDoor
from registry.entrypoints.steering.indicators import IndicatorDoor
from registry.entrypoints.structure import WORKERS
from registry.entrypoints.visits.routes import OVERSEERS

CAMPAIGNS, INDICATORS, RULES = (
    "专项行动 Campaigns",
    "指标 Indicators",
    "制度 Regulations",
)
GOVERNORS = frozenset({Role.SUPERVISOR, Role.OPS})
ONE_CAMPAIGN = "/v1/campaigns/{campaign_id:uuid}"
ONE_REGULATION = "/v1/regulations/{regulation_id:uuid}"
PDF = "application/pdf"
ONE_INDICATOR = "/v1/indicators/{indicator_id:uuid}"
GROUPED = ONE_CAMPAIGN + "/petitions/{petition_id:uuid}"


class RegulationDoor:
    """The operations on regulations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_regulation(self, request: Request) -> Reply:
        """Say what a regulation is."""
        said = dict(request.body)
        file = FileReference(**said.pop("file"))
        command = RecordRegulation(
            actor=request.actor,
            regulation_id=request.params["regulation_id"],
            profile=RegulationProfile(file=file, **said),
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def list_regulations(self, request: Request) -> Reply:
        """Show the regulations of a place and above it."""
        place = request.query["organisation"]
        known_lineage(self._parts.reader, place, "organisation")
        found = self._parts.oversight.steering.regulations(place, request.query["on"])
        told = [{**vars(each), "file_kept": self._is_kept(each)} for each in found]
        return Reply({"items": told})

    def _is_kept(self, found: RegulationView) -> bool:
        """Ask the place of files only for what no row says that it was sent."""
        kept = self._parts.oversight.regulation_files
        if kept is None:
            return False
        return bool(found.sent_at) or kept.holds(str(found.file["sha256"]))


def steering_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of campaigns, indicators and regulations."""
    yield from _campaigns(CampaignDoor(parts))
    yield from _grouping(CampaignDoor(parts))
    yield from _indicators(IndicatorDoor(parts))
    yield from _regulations(RegulationDoor(parts))
    yield from _files(RegulationFileDoor(parts))


def _campaigns(door: CampaignDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE_CAMPAIGN,
        operation=door.put_campaign,
        summary="设立专项行动（五大行动等） Say what a campaign is (B-12)",
        roles=GOVERNORS,
        body=schemas.CampaignBody,
        replies={200: schemas.CampaignSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=CAMPAIGNS,
    )
    yield Route(
        method="GET",
        path="/v1/campaigns",
        operation=door.list_campaigns,
        summary="专项行动清单 Campaigns of a place and below",
        roles=OVERSEERS,
        query=schemas.CampaignsQuery,
        replies={200: schemas.CampaignsSchema},
        errors=(OutOfReach, Invalid),
        tag=CAMPAIGNS,
    )
    yield Route(
        method="GET",
        path=ONE_CAMPAIGN + "/totals",
        operation=door.count,
        summary="专项行动汇总（逐条重算） What a campaign comes to, counted from rows",
        roles=OVERSEERS,
        query=schemas.SteeringDayQuery,
        replies={200: schemas.CampaignTotalsSchema},
        errors=(CampaignUnknown, OutOfReach, Invalid),
        tag=CAMPAIGNS,
    )


def _grouping(door: CampaignDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=GROUPED,
        operation=door.group,
        summary="信访事项纳入专项行动 Take a petition into a campaign",
        roles=GOVERNORS,
        replies={200: schemas.CampaignSchema},
        errors=(CampaignUnknown, PetitionUnheard, OutOfReach, Invalid),
        tag=CAMPAIGNS,
    )
    yield Route(
        method="DELETE",
        path=GROUPED,
        operation=door.let_go,
        summary="信访事项移出专项行动 Take a petition out of a campaign",
        roles=GOVERNORS,
        replies={200: schemas.CampaignSchema},
        errors=(CampaignUnknown, PetitionUnheard, OutOfReach),
        tag=CAMPAIGNS,
    )


def _indicators(door: IndicatorDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE_INDICATOR,
        operation=door.put_indicator,
        summary="设立指标 Say what is to be reached until which day (D-27)",
        roles=GOVERNORS,
        body=schemas.IndicatorBody,
        replies={200: schemas.IndicatorSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=INDICATORS,
    )
    yield Route(
        method="POST",
        path=ONE_INDICATOR + "/values",
        operation=door.add_value,
        summary="填报指标数值（可注明约数） Say what was measured, how exactly",
        roles=OVERSEERS,
        body=schemas.ValueBody,
        replies={200: schemas.IndicatorSchema},
        errors=(IndicatorUnknown, OutOfReach, Invalid),
        tag=INDICATORS,
    )
    yield Route(
        method="GET",
        path="/v1/indicators",
        operation=door.list_indicators,
        summary="指标进度 How every indicator of a place stands on a day",
        roles=OVERSEERS,
        query=schemas.IndicatorsQuery,
        replies={200: schemas.IndicatorsSchema},
        errors=(OutOfReach, Invalid),
        tag=INDICATORS,
    )


def _regulations(door: RegulationDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE_REGULATION,
        operation=door.put_regulation,
        summary="登记制度文件 Say what a regulation is (D-24)",
        roles=GOVERNORS,
        body=schemas.RegulationBody,
        replies={204: None},
        errors=(NumberTaken, SupersededAlready, OutOfReach, Taken, Invalid),
        tag=RULES,
    )
    yield Route(
        method="GET",
        path="/v1/regulations",
        operation=door.list_regulations,
        summary="制度文件目录 Regulations of a place and above it, of a day or all",
        roles=WORKERS,
        query=schemas.RegulationsQuery,
        replies={200: schemas.RegulationsSchema},
        errors=(Invalid,),
        tag=RULES,
    )


def _files(door: RegulationFileDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE_REGULATION + "/file",
        operation=door.put_file,
        summary="上传制度文件附件（PDF，须与登记一致） Send the recorded file (D-24)",
        roles=GOVERNORS,
        takes=(PDF,),
        body_limit=LARGEST_SENT,
        replies={204: None},
        errors=(
            RegulationUnknown,
            RegulationFileRefused,
            RegulationFilesNotKept,
            OutOfReach,
            Taken,
        ),
        tag=RULES,
    )
    yield Route(
        method="GET",
        path=ONE_REGULATION + "/file",
        operation=door.get_file,
        summary="下载制度文件附件 Fetch the file of a regulation",
        roles=WORKERS,
        replies={200: None},
        media_type=PDF,
        errors=(RegulationUnknown, RegulationFileMissing, RegulationFilesNotKept),
        tag=RULES,
    )
