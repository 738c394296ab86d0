"""Petitions that nobody wrote: varied words about a town that does not exist."""

from random import Random

OPENINGS = (
    "您好，", "尊敬的领导：", "我想反映一个问题，", "我是附近的居民，", "请问领导，",
    "我们小区业主联名反映，", "实在没有办法了才来反映，", "上次说过的事又来了，",
    "麻烦有关部门管一管，", "替我母亲反映，", "再次恳请重视，", "",
)  # fmt: skip
STREETS = tuple(
    a + b + c
    for a in "金银青白红长安永顺福清明东西南北"
    for b in "柳桥溪山林泉湖岭坪塘"
    for c in ("路", "街", "巷", "大道", "里")
)
ESTATES = tuple(
    a + b + c
    for a in ("阳光", "锦绣", "翠竹", "和平", "新城", "湖畔", "枫林", "望江", "幸福")
    for b in ("一", "二", "三", "东", "西", "北")
    for c in ("花园", "小区", "家园", "公寓", "苑")
)
THINGS = (
    "楼道灯", "路灯", "下水道", "井盖", "电梯", "自来水", "暖气", "燃气管道", "垃圾桶",
    "健身器材", "门禁", "停车位", "充电桩", "绿化带", "围墙", "消防栓", "公交站牌",
    "红绿灯", "人行道", "护栏", "污水管", "变压器", "外墙砖", "屋顶", "化粪池",
    "养老金", "低保", "医保报销", "廉租房申请", "残疾人补贴", "工资", "押金", "学位",
    "拆迁补偿", "宅基地", "物业费", "装修噪音", "广场舞", "烧烤摊", "夜间施工",
)  # fmt: skip
TROUBLES = (
    "坏了{n}天没有人修", "从{m}月份开始一直没有解决", "已经影响了{n}户人家",
    "被占用了{n}个月", "反复出现问题，前后报修{n}次", "收费涨到每月{n}元没有说明",
    "拖欠了{n}个月", "漏水漏到了{n}楼", "夜里{m}点还有声音", "堵了又通、通了又堵",
    "存在严重的安全隐患", "至今没有任何答复", "负责人互相推诿", "批下来却没有发放",
    "材料交了{n}份还说不齐", "墙面开裂{n}处", "有老人摔倒过{n}次", "味道很大",
)  # fmt: skip
RESULTS = (
    "老人和孩子出行很不方便", "家里有{n}岁的病人等不起", "邻居之间为此吵过架",
    "晚上根本睡不着", "孩子上学要绕{n}里路", "下雨天积水到膝盖", "商户都快搬走了",
    "大家意见很大", "冬天室内只有{n}度", "一家{m}口只靠一个人", "已经花了{n}元看病",
    "楼下店面进了水", "车被刮了{m}次", "担心再出事故", "说不清该找谁",
)  # fmt: skip
REQUESTS = (
    "请尽快派人来看看", "希望本周内有个说法", "请公开处理的依据",
    "请告诉我们该找哪个部门",
    "要求退还多收的{n}元", "请安排维修并告知时间", "希望能现场办公一次",
    "请督促{s}物业整改",
    "盼复", "请不要再推给社区了", "希望列入今年的改造计划", "请依法处理",
)  # fmt: skip
CATEGORIES = ("lamps", "water", "roads", "housing", "welfare", "noise", "property")


def invented(number: int) -> tuple[str, str, str]:
    """Return text, place and category of invented petition `number`, ever the same."""
    draw = Random(number)
    street, estate = draw.choice(STREETS), draw.choice(ESTATES)
    house = draw.randint(1, 99)
    place = f"{street}{draw.randint(1, 300)}号{estate}{house}栋"
    said = [draw.choice(OPENINGS), place]
    for _ in range(draw.randint(1, 4)):
        said.append(f"{draw.choice(THINGS)}{draw.choice(TROUBLES)}，")
    for _ in range(draw.randint(1, 3)):
        said.append(f"{draw.choice(RESULTS)}，")
    said.append(draw.choice(REQUESTS) + "。")
    words = "".join(said).format(n=draw.randint(2, 90), m=draw.randint(2, 12), s=estate)
    return words, place, draw.choice(CATEGORIES)


def said_again(text: str, draw: Random) -> str:
    """Return a text as somebody says it once more: a little left out, a little new."""
    cut = draw.randrange(max(1, len(text) - 8))
    return text[:cut] + text[cut + 4 :] + draw.choice(REQUESTS)
