"""What ledgers refuse, by name."""

from minqing_kernel.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    TransitionRefused,
)


class ItemUnknown(NotFound):
    """No item of a ledger that the reader may see has this id."""

    code = "ledger-item-unknown"


class ItemStands(Conflict):
    """The matter stands in this ledger already."""

    code = "already-in-ledger"


class ItemFixed(Conflict):
    """An item keeps its ledger, its unit, its matter and the day it was entered."""

    code = "ledger-item-fixed"


class ItemChanged(Conflict):
    """Somebody changed it since it was read; read it and try again."""

    code = "changed-meanwhile"


class NotDiscussed(TransitionRefused):
    """It is reported (报账) after it was discussed (议账), and once."""

    code = "report-after-discussion"


class NotReported(TransitionRefused):
    """It is published (晒账) after it was reported (报账), and once."""

    code = "publish-after-report"


class ColumnsMissing(Conflict):
    """Items lack what the weekly list must tell: who, which unit, what came of it."""

    code = "columns-missing"


class PublicationUnknown(NotFound):
    """No publication has this id."""

    code = "publication-unknown"


class PublicationStands(Conflict):
    """An item has one notice: a draft that waits, or what is public."""

    code = "publication-stands"


class OwnPublication(Forbidden):
    """Who wrote a publication does not approve it."""

    code = "own-publication"


class PublicationNotYours(Forbidden):
    """Who wrote a draft changes it, and nobody else."""

    code = "publication-not-yours"


class NotPublishable(Conflict):
    """The matter is not published: its ledger, or what stands about it, forbids it."""

    code = "not-publishable"


class TellsTooMuch(Invalid):
    """The text tells of a person, a number, a door or somebody's health (A-17)."""

    code = "tells-too-much"


class MeetingUnknown(NotFound):
    """No meeting has this id."""

    code = "ledger-meeting-unknown"


class SheetUnknown(NotFound):
    """No list or bulletin was made of that week."""

    code = "ledger-sheet-unknown"


class NothingInWeek(Conflict):
    """Nothing came, went or stood over in that week: there is nothing to freeze."""

    code = "nothing-in-week"


class WeekOpen(Conflict):
    """The week is not over: its bulletin is made afterwards."""

    code = "week-not-over"
