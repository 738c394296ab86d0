"""D-14: dark streets; the secretary sets two weeks, on the fifth day 38 lamps burn."""

from minqing_demo import cast
from minqing_demo.acts import Assign, CallBack, Resolve, Start
from minqing_demo.places import DAPENG_CITY, WANGMU
from minqing_demo.story import Form, Story, on

STORY = Story(
    row="D-14",
    site="深圳大鹏 大鹏办事处",
    title="村道路灯长期不亮",
    in_english="Street lamps out; the secretary's evening visit sets 14 days",
    door=WANGMU,
    channel="home-visit",
    submission=Form(
        at=on(9, 7, 20, 15),
        by=cast.D_SECRETARY,
        said={
            "text": (
                "书记夜间入户走访，居民黎海生反映：村道上的路灯大半不亮已有几个月，"
                "老人孩子晚上不敢出门。"
            ),
            "category": "street-lighting",
            "division_code": WANGMU,
            "place": "王母社区村道",
            "contact": {"name": "黎海生", "telephone": "12800000014"},
        },
    ),
    acts=(
        Assign(
            at=on(9, 7, 20, 40),
            by=cast.D_SECRETARY,
            to=DAPENG_CITY,
            handler=cast.D_CITY_HANDLER.id,
            due=on(9, 21, 20, 40),
        ),
        Start(at=on(9, 8, 8, 30), by=cast.D_CITY_HANDLER),
        Resolve(
            at=on(9, 12, 20, 15),
            by=cast.D_CITY_HANDLER,
            reply=(
                "书记交办、限两个星期内办结的路灯问题，第五天已办好："
                "村道38盏路灯今晚全部亮了。其余路段正在摸查。"
            ),
        ),
        CallBack(
            at=on(9, 14, 10, 0),
            by=cast.D_STREET_CLERK,
            solved=True,
            satisfied=True,
            reason="路灯亮了，晚上敢出门了",
        ),
    ),
)
