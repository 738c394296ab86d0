"""What the town has told the portal, and matters in their several states."""

from datetime import timedelta
from uuid import UUID, uuid4

from minqing_kernel.messages import Cause, Incoming
from portal.application.commands import HearFact
from portal.domain.progress import HeardFact, Stand
from services.portal.tests.stand_in import NOON, matter

STEPS = [
    (
        "2026-11-12T01:12:00Z",
        "received",
        "已收到。2026年11月27日 周五前告诉您是否受理。",
    ),
    ("2026-11-12T01:40:00Z", "assigned", "已受理。金科苑社区负责，11月19日前答复您。"),
    ("2026-11-13T02:00:00Z", "started", "金科苑社区正在办。"),
    ("2026-11-19T09:30:00Z", "escalated", "没有按期办好，对不起。已由金泉街道督办。"),
]
LATE = matter(
    "escalated",
    words=STEPS[-1][2],
    deadline=NOON.isoformat(),
    unit={"name": "金科苑社区"},
    timeline=[{"at": at, "step": step, "words": words} for at, step, words in STEPS],
)
ASKED = matter(
    "awaiting-petitioner",
    words="请您补充材料，清单见下，一次补齐。",
    missing={
        "items": ["楼道照片", "物业的回复"],
        "asked_at": NOON.isoformat(),
        "answer_by": (NOON + timedelta(days=15)).isoformat(),
        "answered_at": None,
        "reminded_at": None,
        "close_by": None,
    },
)
ANSWERED = matter(
    "resolved",
    words="已答复，请您看看。解决了吗？满意吗？",
    deadline=(NOON + timedelta(days=3)).isoformat(),
    unit={"name": "金科苑社区"},
    reply={
        "outcome": "resolved",
        "text": "灯已经换好，两层楼道今晚都能亮。\n以后再坏，打 028-8700 1234。",
        "at": (NOON + timedelta(days=1)).isoformat(),
    },
)


def fact(**more):
    """A fact about some matter."""
    known = {
        "petition_id": uuid4(),
        "source": "intake",
        "revision": 1,
        "receipt": "MQ-2611-0000014",
        "at": NOON,
        "stand": Stand.RECEIVED,
        "received_at": NOON,
    }
    return HeardFact(**(known | more))


def hear(parts, *facts):
    """Let the portal hear facts as one group of messages."""
    cause = Cause(correlation_id=UUID(int=7))
    group = [
        Incoming(command=HearFact(fact=each), cause=cause, message_id=uuid4())
        for each in facts
    ]
    return parts.bus.handle_group(group)


def hear_some(parts):
    """Twenty matters of three categories: enough for a ledger, one too few to show."""
    facts = []
    for at in range(20):
        petition = UUID(int=at + 1)
        known = {"petition_id": petition, "receipt": f"MQ-2611-{at:07d}"}
        kind = "lighting" if at < 11 else "noise" if at < 17 else "water"
        facts.append(fact(category=kind, stand=Stand.WORKING, **known))
        if at % 3:
            stand = Stand.CLOSED if at % 2 else Stand.ANSWERED
            facts.append(fact(source="routing", stand=stand, **known))
    hear(parts, *facts)
