"""C-23: a suggestion that cannot be adopted; the reasons are explained in person."""

from minqing_demo import cast
from minqing_demo.acts import Accept, Assign, CallBack, Resolve, Start
from minqing_demo.places import WENXIN, WENXIN_CITY
from minqing_demo.story import Meeting, Story, on

STORY = Story(
    row="C-23",
    site="杭州西湖 文新街道",
    title="建议在文新小学对面设休息长椅",
    in_english="A suggestion that is not adopted: benches; the reasons are explained",
    door=WENXIN,
    channel="courtyard",
    submission=Meeting(
        at=on(4, 10, 15, 0),
        by=cast.C_STREET_CLERK,
        place="文新小学对面人行道",
        matter={
            "text": (
                "民主恳谈会上居民代表何采薇提出：接孩子的老人常常要站很久，"
                "希望在文新小学对面的人行道上放几张休息长椅。"
            ),
            "contact": {"name": "何采薇", "telephone": "12800000023"},
        },
    ),
    acts=(
        Accept(
            at=on(4, 13, 9, 0),
            by=cast.C_STREET_CLERK,
            category="suggestion",
            division=WENXIN,
        ),
        Assign(
            at=on(4, 13, 9, 20),
            by=cast.C_STREET_LEADER,
            to=WENXIN_CITY,
            handler=cast.C_CITY_HANDLER.id,
        ),
        Start(at=on(4, 15, 14, 0), by=cast.C_CITY_HANDLER),
        Resolve(
            at=on(4, 22, 10, 0),
            by=cast.C_CITY_HANDLER,
            outcome="explained",
            reply=(
                "4月15日现场丈量：人行道宽2.1米，放长椅后剩1.2米，上下学时段轮椅和婴儿车"
                "无法通过，因此没有采纳。校门东侧60米的口袋公园有座椅，我们已请学校提前"
                "十分钟开门。处理意见已当面向您解释。"
            ),
        ),
        CallBack(
            at=on(4, 24, 16, 0),
            by=cast.C_STREET_CLERK,
            solved=None,
            satisfied=True,
            reason="没有装成，但是讲得明白，能理解",
        ),
    ),
)
