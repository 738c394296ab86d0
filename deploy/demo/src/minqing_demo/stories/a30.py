"""A-30: a fire in a rented flat; owner and tenant each say who must pay for what.

Two people, two claims, two petitions: each of them answers for themselves whether they
are satisfied. The rounds of mediation are told in the replies.
"""

from minqing_demo import cast
from minqing_demo.acts import Accept, CallBack, Resolve, Start
from minqing_demo.places import JINKEYUAN
from minqing_demo.story import Form, Meeting, Story, on

PLACE = "金科苑路993号1栋1单元7号"

OWNER = Story(
    row="A-30",
    site="成都金牛 金科苑社区",
    title="出租房失火，房东要求租户修复房屋",
    in_english="A fire in a rented flat: the owner's claim, by the hotline",
    door=JINKEYUAN,
    channel="hotline",
    submission=Form(
        at=on(5, 24, 21, 10),
        by=cast.A_COMMUNITY_CLERK,
        said={
            "text": (
                "来电人秦望山：他出租的房屋5月24日失火，厨房和客厅烧坏，要求租户赔偿并修复。"
                "他本人住在中街。屋里还存着5桶菜油，邻居担心安全。"
            ),
            "category": "disputes",
            "division_code": JINKEYUAN,
            "place": PLACE,
            "contact": {"name": "秦望山", "telephone": "12800000030"},
        },
    ),
    acts=(
        Start(at=on(5, 25, 8, 40), by=cast.A_COMMUNITY_HANDLER),
        Resolve(
            at=on(6, 20, 17, 0),
            by=cast.A_COMMUNITY_HANDLER,
            reply=(
                "社区调解委员会5月26日、6月3日两次调解，双方意见不一；6月8日请来鉴定机构"
                "免费查明起火原因，双方据此达成协议：租户承担材料费，房东承担人工费。"
                "房屋6月20日修复交付。菜油已由消防人员指导转移。"
            ),
        ),
        CallBack(
            at=on(6, 22, 10, 0),
            by=cast.A_COMMUNITY_CLERK,
            solved=True,
            satisfied=True,
            reason="房子修好了，满意",
        ),
    ),
)

TENANT = Story(
    row="A-30",
    site="成都金牛 金科苑社区",
    title="出租房失火，租户认为是线路老化",
    in_english="The same fire: the tenant's claim, told in the courtyard",
    door=JINKEYUAN,
    channel="courtyard",
    submission=Meeting(
        at=on(5, 25, 18, 30),
        by=cast.A_COMMUNITY_HANDLER,
        place=PLACE,
        matter={
            "text": (
                "院坝恳谈时张云起说：他是淳风桥社区的拆迁过渡户，租住此房；起火是房屋线路老化，"
                "不应由他一人承担，他的家具电器也烧坏了，希望房东一起承担。"
            ),
            "contact": {"name": "张云起", "telephone": "12800000031"},
        },
    ),
    acts=(
        Accept(
            at=on(5, 26, 9, 0),
            by=cast.A_COMMUNITY_CLERK,
            category="disputes",
            division=JINKEYUAN,
        ),
        Start(at=on(5, 26, 9, 30), by=cast.A_COMMUNITY_HANDLER),
        Resolve(
            at=on(6, 20, 17, 10),
            by=cast.A_COMMUNITY_HANDLER,
            reply=(
                "两次调解未成后，鉴定机构查明起火点和原因，您与房东已签协议：您承担材料费，"
                "房东承担人工费，家具电器损失各自承担。房屋6月20日修复，您可以搬回。"
            ),
        ),
        CallBack(
            at=on(6, 22, 10, 20),
            by=cast.A_COMMUNITY_CLERK,
            solved=True,
            satisfied=True,
            reason="有鉴定，心服口服",
        ),
    ),
)
