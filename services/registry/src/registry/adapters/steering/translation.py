"""What became of campaigns, indicators and regulations: lines in the timeline."""

from minqing_chassis.unit_of_work import Tell
from registry.adapters.translation import PLACE, line
from registry.domain.steering.events import (
    CampaignRecorded,
    IndicatorRecorded,
    RegulationFileTaken,
    RegulationRecorded,
)

TELL_OF_STEERING: Tell = {
    CampaignRecorded: line("campaign", "campaign-recorded", PLACE),
    IndicatorRecorded: line("indicator", "indicator-recorded", PLACE),
    RegulationRecorded: line("regulation", "regulation-recorded", PLACE),
    RegulationFileTaken: line("regulation", "regulation-file-sent", PLACE, "sha256"),
}
