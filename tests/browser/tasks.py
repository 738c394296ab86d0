"""The tasks of the day, each done once in a browser, counted against its target."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Error

from minqing_demo.doors import Refused
from minqing_local.waiting import TooLate
from tests.browser.hand import Hand
from tests.browser.scene import (
    ANSWER,
    COVER,
    Scene,
    answered,
    leave_dead_letter,
)

NO_LIMIT: Final = 99
LOCKERS: Final = "北门的快递柜断电两天了，取不到东西。"
"""Nothing like it is going on: nobody is asked whether it is the same."""
REASON: Final = "规则已补，请重新处理。"


@dataclass(frozen=True, kw_only=True)
class Task:
    """What somebody comes for: who, how, and the most it may cost."""

    name: str
    do: Callable[[Hand, Scene], None]
    who: str = ""
    clicks: int
    fields: int = NO_LIMIT
    stops: int = NO_LIMIT
    seconds: float = 60.0
    plain: bool = False
    """Done a second time without JavaScript."""


def tell_a_matter(hand: Hand, scene: Scene) -> None:
    """From the front page to the number."""
    hand.reader.go("/")
    hand.begin()
    hand.click("a.door-first")
    hand.fill("#text", LOCKERS)
    hand.click("main button.primary")
    hand.choose("input[name=where][value=home]")
    hand.fill("input[name=place]", "金科苑东街65号9栋2单元")
    hand.click("main button.primary")
    hand.fill("input[name=name]", "李春生")
    hand.fill("input[name=telephone]", "13800001234")
    hand.click("main button.primary")
    hand.sees(".ticket .number")


def track(hand: Hand, scene: Scene) -> None:
    """From the front page to where the matter is, by number and code."""
    told = scene.matters["started"]
    hand.reader.go("/")
    hand.begin()
    hand.click("a.door >> nth=1")
    hand.fill("input[name=number]", told["receipt"])
    hand.fill("input[name=code]", told["tracking_code"])
    hand.click("main button.primary")
    hand.sees(".timeline")


def rate(hand: Hand, scene: Scene) -> None:
    """From the link of the notice to the thanks."""
    petition, token = answered(scene)
    hand.begin()
    hand.reader.go(f"/v1/follow-ups/{petition}?token={token}")
    hand.choose("input[name=solved][value=yes]")
    hand.choose("input[name=satisfied][value=yes]")
    hand.click("main button.primary")
    hand.sees(".notice-done, h1")


def call(hand: Hand, scene: Scene) -> None:
    """A call, by keys alone, until its number can be read out."""
    hand.reader.go("/desk/intake/call")
    hand.begin()
    hand.type("13800005678")
    hand.tab()
    hand.type("周晓梅")
    hand.tab()
    hand.type(COVER)
    hand.tab()
    hand.type("金科苑东街65号东门")
    hand.enter()
    if not hand.page.locator(".ticket").count():
        hand.enter()
    hand.sees(".ticket")


def arrive(hand: Hand, scene: Scene) -> None:
    """Somebody at the door, by keys alone, until the arrival is written down."""
    hand.reader.go("/desk/arrivals")
    hand.begin()
    hand.type("养老金这个月少发了")
    hand.tab()
    hand.tab()
    hand.type("周晓梅")
    hand.tab()
    hand.type("13800005678")
    hand.enter()
    hand.sees(".notice-done")


def answer(hand: Hand, scene: Scene) -> None:
    """From the inbox to the answer."""
    hand.reader.go("/desk?mine=1&state=started")
    hand.begin()
    hand.click("tbody a")
    hand.choose("input[name=outcome][value=resolved]")
    hand.fill("#answer-reply", ANSWER)
    hand.click("#act-answer button.primary")
    hand.sees(".notice-done")


def give_back(hand: Hand, scene: Scene) -> None:
    """Say that it is not ours: reason and unit in one form."""
    hand.reader.go("/desk?mine=1&state=assigned")
    hand.begin()
    hand.click("tbody a")
    scene.matters["back"] = {"receipt": hand.page.url.rpartition("/")[2]}
    hand.click("#act-return summary")
    hand.fill("#return-reason", "这条路由市政管养，不归社区。")
    hand.fill("#return-unit", "城市管理科")
    hand.click("#act-return button.primary")
    hand.sees(".notice-done")


def take_in(hand: Hand, scene: Scene) -> None:
    """From the list at the door to a matter that is accepted and on its way."""
    told = scene.matters["door"]
    hand.reader.go("/desk/door")
    hand.begin()
    hand.click(f"a[href='/desk/door/{told['receipt']}']")
    hand.page.locator("#category").select_option("public-facilities")
    hand.fields += 1
    hand.click("form[action$='/accept'] button")
    hand.sees(".notice-done")


def oldest(hand: Hand, scene: Scene) -> None:
    """From signing in to the oldest that is late: the button, and the first row."""
    account, password = scene.account_of("supervisor")
    hand.reader.context.clear_cookies()
    hand.reader.go("/sign-in")
    hand.fill("#account", account)
    hand.fill("#password", password)
    hand.begin()
    hand.click("main form button.primary")
    hand.click("tbody a")
    hand.sees(".case-head")


def decide(hand: Hand, scene: Scene) -> None:
    """From the board to one decision on what a unit gave back."""
    told = scene.matters["back"]
    hand.reader.go("/watch")
    hand.begin()
    hand.click("a[href='/desk/decisions']:visible")
    hand.click(f"a[href$='at=return:{told['receipt']}']")
    hand.fill("#reason", "确属市政道路，改派。")
    hand.click("button[value=agree]")
    hand.sees(".notice-done")


def withdraw(hand: Hand, scene: Scene) -> None:
    """From an entry that is public to one that is not."""
    hand.reader.go("/desk/publish?state=published")
    hand.page.locator("tbody a").first.click()
    hand.page.wait_for_load_state()
    hand.begin()
    hand.choose("input[name=reason]")
    hand.click("button.danger")
    hand.sees(".notice-done")


def write_up(hand: Hand, scene: Scene) -> None:
    """Write an entry about what is done, for somebody else to approve."""
    hand.reader.go("/desk/publish")
    hand.begin()
    hand.click("a[href^='/desk/publish/new/']")
    hand.fill("#done", "更换楼道灯两盏。")
    hand.fill("#result", "楼道已亮。")
    hand.click("main button.primary")
    hand.sees(".notice-done")


def approve(hand: Hand, scene: Scene) -> None:
    """From the list to the public: what the public reads stands above the button."""
    hand.reader.go("/desk/publish")
    hand.begin()
    hand.click("tbody a")
    hand.click("button[value=agree]")
    hand.sees(".notice-done")


def bulletin(hand: Hand, scene: Scene) -> None:
    """From the board to the week's report as a file for A4."""
    hand.reader.go("/watch")
    hand.begin()
    hand.click("a[href='/watch/reports'] >> visible=true")
    with hand.page.expect_download(timeout=60_000):
        hand.page.locator("a[href*='/pdf']").first.click()
    hand.clicks += 1


def replay(hand: Hand, scene: Scene) -> None:
    """Put a dead letter back, with a reason."""
    leave_dead_letter(scene)
    hand.reader.go("/ops")
    hand.begin()
    hand.click(".letter summary")
    hand.fill(".letter textarea", REASON)
    hand.click(".letter button.primary")
    hand.sees(".notice-done")


TASKS: Final = (
    Task(
        name="tell a matter",
        do=tell_a_matter,
        clicks=5,
        fields=7,
        seconds=120,
        plain=True,
    ),
    Task(name="see where it is", do=track, clicks=2, fields=2, seconds=15, plain=True),
    Task(name="say whether it is solved", do=rate, clicks=3, fields=2, plain=True),
    Task(name="take a call by keys", do=call, who="clerk", clicks=0, fields=7, stops=7),
    Task(
        name="write an arrival down",
        do=arrive,
        who="clerk",
        clicks=0,
        fields=3,
        stops=3,
        seconds=20,
    ),
    Task(name="take in at the door", do=take_in, who="clerk", clicks=2),
    Task(name="answer what is due", do=answer, who="handler", clicks=3),
    Task(name="say it is not ours", do=give_back, who="handler", clicks=3),
    Task(name="open the oldest late", do=oldest, who="supervisor", clicks=2),
    Task(name="decide what came back", do=decide, who="supervisor", clicks=4),
    Task(name="withdraw an entry", do=withdraw, who="supervisor", clicks=2),
    Task(name="write an entry", do=write_up, who="handler", clicks=2),
    Task(name="approve an entry", do=approve, who="supervisor", clicks=2),
    Task(name="print the bulletin", do=bulletin, who="supervisor", clicks=2),
    Task(name="replay a dead letter", do=replay, who="ops", clicks=3),
)


def missed(task: Task, hand: Hand) -> list[str]:
    """Return in what a task was beyond its target."""
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("clicks", hand.clicks, task.clicks),
        ("fields", hand.fields, task.fields),
        ("stops", hand.stops, task.stops),
        ("seconds", round(hand.seconds, 1), task.seconds),
    )
    return [
        f"{name}: {done}, {most} at most" for name, done, most in pairs if done > most
    ]


def runs(only: str) -> list[tuple[Task, bool]]:
    """Return each task, those of residents a second time without scripts."""
    wanted = [each for each in TASKS if only in f"{each.who} {each.name}"]
    return [
        (task, plain) for task in wanted for plain in (False, True)[: 1 + task.plain]
    ]


def tried(task: Task, hand: Hand, scene: Scene) -> list[str]:
    """Do it; return in what it was beyond its target, or where it could not go on."""
    try:
        task.do(hand, scene)
    except (Error, Refused, TooLate) as broken:
        return [f"not done: {str(broken).partition(chr(10))[0]}"]
    return missed(task, hand) + hand.reader.complaints


def cells(task: Task, hand: Hand, *, plain: bool) -> list[str]:
    """Return what a task cost, beside what it may."""
    name = f"{task.name}, no scripts" if plain else task.name
    return [
        name,
        task.who or "resident",
        f"{hand.clicks}/{task.clicks}",
        str(hand.fields) if task.fields == NO_LIMIT else f"{hand.fields}/{task.fields}",
        str(hand.stops) if task.stops == NO_LIMIT else f"{hand.stops}/{task.stops}",
        str(hand.typed),
        f"{hand.seconds:.1f}/{task.seconds:.0f}",
    ]
