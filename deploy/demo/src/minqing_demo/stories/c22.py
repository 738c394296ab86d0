"""C-22: a suggestion from the web, looked at on the spot, planned, paid for, built."""

from minqing_demo import cast
from minqing_demo.acts import AnswerLetter, Assign, GiveBack, Resolve, Start
from minqing_demo.places import WENXIN, WENXIN_CITY, WENXIN_SAFETY
from minqing_demo.story import Form, Story, on

STORY = Story(
    row="C-22",
    site="杭州西湖 文新街道",
    title="建议在香港城小区设公共晾衣架",
    in_english="A suggestion by web: public drying racks; planned and built",
    door=WENXIN,
    channel="web",
    submission=Form(
        at=on(3, 3, 20, 5),
        by=None,
        said={
            "text": (
                "小区里晒被子的地方少，大家把绳子拴在树上，不好看也伤树。"
                "建议在空地上设几组公共晾衣架。"
            ),
            "category": "suggestion",
            "division_code": WENXIN,
            "place": "香港城小区",
            "contact": {"name": "沈知夏", "email": "shen.zhixia@example.org"},
        },
    ),
    acts=(
        Assign(at=on(3, 4, 9, 0), by=cast.C_STREET_LEADER, to=WENXIN_SAFETY),
        GiveBack(
            at=on(3, 4, 11, 20),
            by=cast.C_SAFETY_HANDLER,
            reason="小区公共设施不属于本科室职责，建议转城市管理科",
        ),
        Assign(
            at=on(3, 4, 14, 0),
            by=cast.C_STREET_LEADER,
            to=WENXIN_CITY,
            handler=cast.C_CITY_HANDLER.id,
            due=on(4, 3, 17, 0),
        ),
        Start(at=on(3, 5, 9, 30), by=cast.C_CITY_HANDLER),
        Resolve(
            at=on(3, 27, 15, 0),
            by=cast.C_CITY_HANDLER,
            reply=(
                "3月5日分管副主任到现场踏勘；3月11日定下方案：空地上搭建4组晾衣架，"
                "费用由街道和社区各出一半；3月26日搭建完成，现在可以用了。谢谢您的建议。"
            ),
        ),
        AnswerLetter(
            at=on(3, 29, 19, 0),
            solved=True,
            satisfied=True,
            else_by=cast.C_STREET_CLERK,
            reason="已经用上了",
        ),
    ),
)
