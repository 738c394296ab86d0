"""A-28: a building captain's home visit; work for a disabled neighbour (阳光家园)."""

from minqing_demo import cast
from minqing_demo.acts import Assign, CallBack, GiveBack, Resolve, Start
from minqing_demo.places import JINKEYUAN, JINQUAN_JOBS, JINQUAN_WELFARE
from minqing_demo.story import Form, Story, on

STORY = Story(
    row="A-28",
    site="成都金牛 金科苑社区",
    title="肢体残疾居民希望有一份力所能及的工作",
    in_english="A disabled resident asks for work; a building captain's home visit",
    door=JINKEYUAN,
    channel="home-visit",
    submission=Form(
        at=on(1, 12, 19, 40),
        by=cast.A_CAPTAIN,
        said={
            "text": (
                "楼栋长上门走访：住户冯映秋肢体三级残疾，丈夫没有固定工作，孩子在上大学，"
                "家里收入很少。她想找一份自己做得来的工作，自己问过几家都没有成。"
            ),
            "category": "disability-aid",
            "division_code": JINKEYUAN,
            "place": "金科苑东街999号9栋2单元4号",
            "contact": {
                "name": "冯映秋",
                "telephone": "12800000028",
                "identity": "000000196301010024",
            },
        },
    ),
    acts=(
        Start(at=on(1, 13, 9, 10), by=cast.A_COMMUNITY_HANDLER),
        Assign(
            at=on(1, 13, 15, 0),
            by=cast.A_COMMUNITY_CLERK,
            to=JINQUAN_JOBS,
            handler=cast.A_JOBS_HANDLER.id,
        ),
        Start(at=on(1, 14, 10, 0), by=cast.A_JOBS_HANDLER),
        Resolve(
            at=on(1, 26, 16, 30),
            by=cast.A_JOBS_HANDLER,
            outcome="explained",
            reply=(
                "我们先后联系了两家企业：1月16日联系的第一家没有合适的岗位；1月22日联系的"
                "第二家要求久站，身体条件不合适。已为您登记求职意向，有岗位会再通知您。"
            ),
        ),
        CallBack(
            at=on(1, 28, 10, 15),
            by=cast.A_STREET_CLERK,
            solved=False,
            satisfied=False,
            reason="两家企业都没有成，还是没有工作",
            checked_by=cast.A_STREET_LEADER,
            fact="reopened",
        ),
        GiveBack(
            at=on(1, 28, 15, 0),
            by=cast.A_JOBS_HANDLER,
            reason="企业岗位已联系两次未成，应由民政、残联按公益岗位安置",
        ),
        Assign(
            at=on(1, 29, 9, 0),
            by=cast.A_STREET_LEADER,
            to=JINQUAN_WELFARE,
            handler=cast.A_WELFARE_HANDLER.id,
        ),
        Start(at=on(1, 29, 14, 0), by=cast.A_WELFARE_HANDLER),
        Resolve(
            at=on(2, 9, 11, 0),
            by=cast.A_WELFARE_HANDLER,
            reply=(
                "经与残联商定，聘您为“阳光家园”服务人员（公益岗位），每月1050元，"
                "2月10日上岗。三个月后我们再来看您。"
            ),
        ),
        CallBack(
            at=on(2, 12, 10, 30),
            by=cast.A_STREET_CLERK,
            solved=True,
            satisfied=True,
            reason="已经上岗，很满意",
            checked_by=cast.A_STREET_LEADER,
        ),
    ),
)
