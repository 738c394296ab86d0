"""The pages of staff that tests look at over the stand-in, each by its name."""

from services.portal.tests.check_stand_in import DRAWN
from services.portal.tests.data_stand_in import DATA_NUMBER
from services.portal.tests.handover_stand_in import handover
from services.portal.tests.homes_stand_in import HOME, PETITION, VISIT
from services.portal.tests.lead_stand_in import BATCH, ITEM, PUBLICATION
from services.portal.tests.stand_in import RECEIPT

CASE = f"/desk/cases/{RECEIPT}"
SHOWN = {
    "inbox": "/desk?mine=1",
    "case": CASE,
    "watch": "/watch",
    "rows": "/watch/rows?measure=in_time",
    "call": "/desk/intake/call",
    "door": "/desk/door",
    "door-one": f"/desk/door/{RECEIPT}",
    "reception": "/desk/reception",
    "handovers": "/desk/handovers",
    "handover": f"/desk/handovers/{handover()['handover_id']}",
    "handing-over": f"{CASE}/handover",
    "account": "/account",
    "not-yours": "/ops",
    "callback": "/desk/callback",
    "callback-week": "/desk/callback?of=closed",
    "callback-one": f"/desk/callback/question/{PETITION}",
    "households": "/desk/households",
    "household": f"/desk/households/{HOME}",
    "visits": "/desk/visits",
    "visit-new": f"/desk/visits/new/{HOME}",
    "visit": f"/desk/visits/{VISIT}",
    "duties": "/desk/obligations",
    "duties-unit": "/desk/obligations/unit?rule=c03-households",
    "missing": "/desk/obligations/missing?rule=c03-households",
    "trends": "/watch/trends",
    "reports": "/watch/reports",
    "decisions": "/desk/decisions",
    "decide": "/watch/decide",
    "sampling": "/watch/sampling",
    "sampling-one": f"/watch/sampling/{DRAWN['draw_id']}",
    "review": f"/desk/reviews/{RECEIPT}",
    "publish": "/desk/publish",
    "publish-new": f"/desk/publish/new/{ITEM}",
    "publish-one": f"/desk/publish/{PUBLICATION}",
    "imports": "/desk/import",
    "import": f"/desk/import/{BATCH}",
    "policies": "/desk/policies",
    "rule-change": "/desk/policies/change",
    "lead": "/lead",
    "map": "/watch/map?what=raised",
    "calendar": "/admin/calendar?year=2027",
    "data-requests": "/desk/data-requests",
    "data-request": f"/desk/data-requests/{DATA_NUMBER}",
    "benefits": "/desk/benefits?rule=old-age",
    "plans": "/desk/plans?standing=missing",
    "quarantine": "/ops/quarantine",
    "differences": "/ops/differences",
}
"""Name -> address; a supervisor is refused at the operator's own."""
