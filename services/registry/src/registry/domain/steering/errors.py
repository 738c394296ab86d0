"""What campaigns, indicators and regulations refuse, by name."""

from minqing_kernel.errors import Conflict, Invalid, NotFound


class CampaignUnknown(NotFound):
    """No campaign has this id."""

    code = "campaign-unknown"


class IndicatorUnknown(NotFound):
    """No indicator has this id."""

    code = "indicator-unknown"


class RegulationUnknown(NotFound):
    """No regulation has this id."""

    code = "regulation-unknown"


class NumberTaken(Conflict):
    """The place has another regulation of this number."""

    code = "number-taken"


class SupersededAlready(Conflict):
    """Another regulation supersedes this one already."""

    code = "superseded-already"


class RegulationFileMissing(NotFound):
    """Nobody has sent this regulation's file."""

    code = "regulation-file-missing"


class RegulationFileRefused(Invalid):
    """It is not the file that was recorded, or no PDF; `fields` tell why."""

    code = "regulation-file-refused"


class RegulationFilesNotKept(Conflict):
    """Nobody told this service where files are to be kept."""

    code = "regulation-files-not-kept"
