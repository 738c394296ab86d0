"""What a public text gives away: people, numbers, doors, health (A-17, 第25、28条).

Everything is compared in one form: one script, one width, one kind of digit, no spaces.
Rather a text too many is refused than one too few: its author words it anew, and
another person still reads it before the public does.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from minqing_kernel.simplified import simplify

CHINESE_DIGITS: Final = str.maketrans(
    "〇○零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00012345678912123456789"
)
SOUND_OF_DIGITS: Final = 7
"""So many digits in a row are a number by which somebody is known."""
SHARED_DIGITS: Final = 5
"""So many digits in a row out of a number on file are a part of it."""
ANY: Final = "[0-9a-z十百廿卅甲乙丙丁]"
DOOR: Final = re.compile(
    rf"{ANY}(?:号|栋|幢|单元|室|楼|弄|门牌|户室|房(?!改))|[a-z]座|[0-9]座(?=[0-9])|[0-9a-z]#|#[0-9]"
    r"|[0-9]+[-/~][0-9]+[-/~][0-9]+|(?<![0-9])[0-9]{1,2}[-/~][0-9]{3,4}(?![0-9])"
    r"|门牌|房号|[东西]户(?!外)"
)
DASHES: Final = str.maketrans("—–―‐‑−－～﹣﹟＃", "-------~-##")
TIME: Final = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-5][0-9])(?![0-9:])")
SHARE: Final = re.compile(r"(?<![0-9%])(100|[0-9]{1,2}(?:\.[0-9]{1,2})?)%")
"""Only what is a time or a share parts numbers; other signs may be put between."""
BETWEEN: Final = re.compile(r"(?<=[0-9])[\W_]+(?=[0-9])")
DIGITS: Final = re.compile(r"[0-9]+")
OFFICES: Final = r"(?:同志|老师|老汉|大伯|大婶|大嫂|主任|书记|医生)"
TITLES: Final = (
    r"(?:某(?![些种个项处段类1年月日天])|先生|女士|太太|小姐|大爷|大妈|大娘|大叔|大姐|大哥"
    r"|阿姨|婆婆|奶奶|爷爷|师傅)"
)
SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方"
    "俞任袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝邬傅卞康伍余顾孟黄穆萧尹姚邵汪祁毛臧戴宋庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席贾路娄江颜郭梅盛林刁钟徐邱骆夏蔡田樊胡凌霍虞柯管卢莫房裘缪丁宣邓洪诸左崔"
    "吉龚程邢裴陆荣翁荀甄靳段焦侯秋仲伊宁仇甘厉祖武刘詹龙叶黎白蒲赖卓屠蒙池乔闻翟谭姬申桂牛尚"
    "温庄晏柴瞿阎艾容向易廖庾耿匡寇"
)
COMPOUND: Final = (
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|端木|夏侯|长孙|宇文|轩辕"
)
ADDRESSING: Final = re.compile(
    f"(?:[{SURNAMES}]|{COMPOUND}){TITLES}"
    f"|(?:[{SURNAMES.replace('向', '')}]|{COMPOUND}){OFFICES}"
)
"""Who speaks to the head of an office (向主任) names nobody."""
BLANKED: Final = r"(?:xx|\*+|×+|□+|00)(?![0-9a-z])"
BLANKING: Final = re.compile(f"(?:[{SURNAMES}]|{COMPOUND}){BLANKED}")
"""A name of which the surname is left: 张**, 张XX, 张○○."""
REACHING: Final = re.compile(r"[a-z0-9]@[a-z0-9]|微信号|wx[:_0-9]|qq[号:0-9]")
"""Mail, and the names by which people are reached elsewhere."""
ROUND_ZERO: Final = re.compile(r"(?<=[0-9])o+")
TAIL: Final = 4
"""So many last digits are told to make sure who is meant (尾号)."""
HARMLESS: Final = re.compile("病虫害|病媒|毛病|通病|弊病|症结|对症下药")
"""What holds a word of health and says nothing of anybody's."""
STREET: Final = re.compile(r"[^省市区县镇乡]{2,8}?(?:路|街(?!道)|巷|弄|胡同)")
SHORTEST_NAME: Final = 2
GIVEN_NAME: Final = 3
"""Of a name so long what follows the surname names somebody, too."""
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True, repr=False)
class Hidden:
    """What is on file of the people whom a matter concerns; none of it may be told."""

    names: Collection[str] = ()
    numbers: Collection[str] = ()
    addresses: Collection[str] = ()


def finding(text: str, hidden: Hidden, words: Collection[str]) -> str | None:
    """Return what a text gives away, or None for nothing.

    The answer tells what kind of thing it is, never which.
    """
    plain, letters = one_form(text), _letters(text)
    if tells_of_hardship(text, words):
        return "health-or-hardship"
    if DOOR.search(plain) or _names_address(letters, hidden):
        return "door"
    return named(text, hidden)


def tells_of_hardship(text: str, words: Collection[str]) -> bool:
    """Tell whether a text holds one of the words of health and hardship."""
    letters = HARMLESS.sub("/", _letters(text))
    folded = (_letters(each) for each in words)
    return any(each and each in letters for each in folded)


def named(text: str, hidden: Hidden) -> str | None:
    """Return whether a text gives away a person or a number, or None for neither."""
    plain, letters = one_form(text), _letters(text)
    spoken = ADDRESSING.search(letters) or BLANKING.search(plain)
    if spoken or _names_somebody(letters, hidden):
        return "person"
    digits = _digits(plain)
    if REACHING.search(plain) or any(len(run) >= SOUND_OF_DIGITS for run in digits):
        return "number"
    return "number" if _shares_digits(digits, hidden.numbers) else None


def one_form(text: str) -> str:
    """Return a text in the one form in which it is compared."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(_plain(each) for each in plain)
    plain = simplify(SPACES.sub("", plain)).translate(DASHES)
    plain = plain.translate(CHINESE_DIGITS)
    return ROUND_ZERO.sub(lambda found: "0" * len(found[0]), plain)


def _plain(character: str) -> str:
    """Return a digit of any script as ours; what is not seen goes."""
    if unicodedata.category(character) in {"Cf", "Mn", "Me", "Cc"}:
        return "" if character not in "\n\t" else " "
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", one_form(text))


def _names_somebody(letters: str, hidden: Hidden) -> bool:
    return any(
        piece in letters
        or (len(piece) >= GIVEN_NAME and piece[1:] in letters)
        or _calls(_surname(piece)).search(letters) is not None
        for piece in map(_letters, hidden.names)
        if len(piece) >= SHORTEST_NAME
    )


def _surname(name: str) -> str:
    compound = re.match(COMPOUND, name)
    return re.escape(compound[0] if compound else name[0])


def _calls(surname: str) -> re.Pattern[str]:
    """Return how somebody of a surname is called: 白某, 白主任, 老白, 白家, 姓白."""
    return re.compile(f"{surname}(?:{TITLES}|{OFFICES}|[家氏])|[老小姓]{surname}")


def _digits(plain: str) -> list[str]:
    parted = SHARE.sub(r"\1成", TIME.sub(r"\1时\2", plain))
    return DIGITS.findall(BETWEEN.sub("", parted))


def _shares_digits(runs: Collection[str], numbers: Collection[str]) -> bool:
    on_file = ["".join(DIGITS.findall(one_form(each))) for each in numbers]
    if any(run == number[-TAIL:] for run in runs for number in on_file):
        return True
    pieces = {
        run[at : at + SHARED_DIGITS]
        for run in runs
        for at in range(len(run) - SHARED_DIGITS + 1)
    }
    return any(piece in number for piece in pieces for number in on_file)


def _names_address(letters: str, hidden: Hidden) -> bool:
    return any(piece in letters for each in hidden.addresses for piece in _pieces(each))


def _pieces(address: str) -> Iterator[str]:
    """Yield a whole address, and its street or lane: finer than a community."""
    plain = _letters(address)
    if len(plain) >= SHORTEST_NAME:
        yield plain
    after_district = re.split(r"[省市区县镇乡]|街道|社区", plain)[-1]
    street = STREET.match(after_district)
    if street:
        yield street[0]
