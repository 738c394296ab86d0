"""Names, and identity numbers that nobody bears: their area code is no place's."""

from datetime import date
from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查盖区欧阳司马"
)
COMMON = SURNAMES[:20]
COMPOUND = ("欧阳", "司马")
GIVEN = (
    "安宝冰彩晨春翠丹德冬恩芳飞枫福刚歌光广桂海涵翰和荷恒红宏鸿华欢慧佳建江洁金锦静"
    "娟军康科兰乐丽莲林玲龙露梅美萌民敏明宁鹏平萍琪青晴庆秋然荣蓉瑞山珊善诗书淑爽思松"
    "涛天婷伟文雯希霞贤祥小晓笑心欣新星秀雪雅燕阳洋叶怡艺英颖勇宇雨玉月云芸泽珍志子"
)
WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
CHECKS = "10X98765432"


def surname(chance: Random) -> str:
    """Return a surname; four of ten people share one of twenty."""
    if chance.random() < 0.4:
        return chance.choice(COMMON)
    if chance.random() < 0.01:
        return chance.choice(COMPOUND)
    return chance.choice(SURNAMES[: -len("".join(COMPOUND))])


def given_name(chance: Random) -> str:
    """Return a given name of one character or, far more often, two."""
    return "".join(chance.sample(GIVEN, 1 if chance.random() < 0.15 else 2))


def nowhere(number: int) -> str:
    """Return an area code that is no place's: no province has 00."""
    return f"00{number:04d}"


def identity_number(area: str, born: date, order: int) -> str:
    """Return a number that passes the check digit and belongs to nobody."""
    body = f"{area}{born:%Y%m%d}{order % 1000:03d}"
    total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
    return body + CHECKS[total % 11]


def telephone(order: int) -> str:
    """Return a number of a range that no operator gives out."""
    return f"100{order:08d}"
