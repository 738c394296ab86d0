"""条例第35条: an answer that is not accepted is reviewed by the organ above (复查)."""

from datetime import date

from minqing_demo import cast
from minqing_demo.acts import AnswerReview, AskReview, CallBack, Resolve, Start
from minqing_demo.places import JINQUAN
from minqing_demo.story import Form, Story, on

STORY = Story(
    row="art35",
    site="成都金牛 金泉街道",
    title="低保申请没有通过，请求复查",
    in_english="Minimum living allowance refused: the district reviews the answer",
    door=JINQUAN,
    channel="window",
    submission=Form(
        at=on(3, 2, 9, 30),
        by=cast.A_STREET_CLERK,
        said={
            "text": (
                "我家两口人，我没有工作，母亲有病，申请低保没有通过。"
                "请告诉我为什么，并请重新核算。"
            ),
            "category": "minimum-living",
            "division_code": JINQUAN,
            "contact": {"name": "祁望舒", "telephone": "12800000035"},
        },
    ),
    acts=(
        Start(at=on(3, 3, 9, 0), by=cast.A_WELFARE_HANDLER),
        Resolve(
            at=on(3, 13, 15, 0),
            by=cast.A_WELFARE_HANDLER,
            outcome="explained",
            reply=(
                "经核算，您家人均月收入高于低保标准，本次申请未予批准。您如不服，"
                "可自收到本答复之日起30日内请求金牛区人民政府复查。"
            ),
        ),
        AskReview(
            at=on(3, 17, 10, 0),
            by=cast.A_STREET_CLERK,
            received_on=date(2026, 3, 14),
            reason="核算时没有扣除母亲的医药费",
        ),
        AnswerReview(
            at=on(3, 25, 16, 0),
            by=cast.A_REVIEWER,
            outcome="upheld",
            opinion=(
                "经复查，按现行办法医药费不在扣除之列，收入核算无误，维持原处理意见。"
                "您母亲的医药费可以申请医疗救助，已转街道民政科协助办理。"
            ),
        ),
        CallBack(
            at=on(3, 26, 10, 0),
            by=cast.A_STREET_CLERK,
            solved=None,
            satisfied=True,
            reason="复查讲清楚了，已经在办医疗救助",
        ),
    ),
)
