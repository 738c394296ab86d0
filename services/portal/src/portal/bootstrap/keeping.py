"""What a desk keeps for itself, and who carries what waits."""

from dataclasses import dataclass

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from portal.adapters.call_drafts import SqlCallDrafts
from portal.adapters.home_notices import SqlHomeNotices
from portal.adapters.phrases import SqlPhrases
from portal.adapters.presence import SqlPresence
from portal.adapters.staff_drafts import SqlStaffDrafts
from portal.adapters.staff_views import SqlStaffViews
from portal.adapters.unlike import SqlUnlike
from portal.application.carrying import Carrier
from portal.application.picture_carrying import PictureCarrier
from portal.application.report_carrying import ReportCarrier


@dataclass(frozen=True, kw_only=True)
class OwnKeeping:
    """What staff keep for themselves and their unit; no other service knows it."""

    phrases: SqlPhrases
    presence: SqlPresence
    drafts: SqlStaffDrafts
    views: SqlStaffViews
    calls: SqlCallDrafts
    notices: SqlHomeNotices
    unlike: SqlUnlike


@dataclass(frozen=True, kw_only=True)
class Carriers:
    """Who brings to their owners what waits here: one for each kind."""

    matters: Carrier
    pictures: PictureCarrier
    reports: ReportCarrier


def own_keeping(database: Database, sealer: Sealer) -> OwnKeeping:
    """Return it; opens no connection yet."""
    return OwnKeeping(
        phrases=SqlPhrases(database),
        presence=SqlPresence(database, sealer),
        drafts=SqlStaffDrafts(database, sealer),
        views=SqlStaffViews(database, sealer),
        calls=SqlCallDrafts(database, sealer),
        notices=SqlHomeNotices(database),
        unlike=SqlUnlike(database),
    )
