"""Ways through the portal whose pages are reached only by filling something in."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from minqing_chassis.printing import printed
from minqing_demo.cast import A_COMMUNITY_HANDLER
from minqing_demo.today.drawn import walker
from tests.browser import seldom
from tests.browser.scene import LAMPS, Scene
from tests.browser.stops import Stop, Walk

CLAIMS: Final = (
    ("楼上住户", "水管是开发商装的，不该由我一家赔。"),
    ("楼下住户", "墙面和衣柜都泡了，要求赔偿八千元。"),
)
HOME: Final = "金科苑东街65号9栋2单元"
CAPTAIN: Final = "jky-captain"


def tell(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Tell a matter; first with everything wrong."""
    page = reader.go("/tell/1").page
    yield Stop("tell-1")
    page.locator("main button").last.click()
    yield Stop("tell-1-wrong", again=False)
    page.locator("#text").fill(LAMPS)
    page.locator("main button").last.click()
    page.wait_for_url("**/tell/2")
    yield Stop("tell-2")
    page.locator("input[name=where][value=home]").check()
    page.locator("input[name=place]").fill(HOME)
    page.locator("main button").last.click()
    if page.locator(".nearby").count():
        yield Stop("tell-2-nearby", again=False)
        page.locator("main button.primary").last.click()
    page.wait_for_url("**/tell/3")
    yield Stop("tell-3")
    page.locator("main button.primary").last.click()
    yield Stop("tell-3-wrong", again=False)
    page.locator("input[name=name]").fill("李春生")
    page.locator("input[name=telephone]").fill("13800001234")
    page.locator("main button.primary").last.click()
    page.wait_for_url("**/receipt")
    yield Stop("receipt")


def matter(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Follow a matter, see what may be done with it, take another one back."""
    for name in ("started", "door"):
        told = scene.matters[name]
        page = reader.go("/track").page
        page.locator("input[name=number]").fill(told["receipt"])
        page.locator("input[name=code]").fill(told["tracking_code"])
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/track/{told['receipt']}")
        yield Stop(f"matter-{name}")
    reader.go(f"/track/{scene.matters['started']['receipt']}/review")
    yield Stop("review-not")
    reader.go(f"/track/{scene.matters['door']['receipt']}/withdraw")
    yield Stop("withdraw")
    reader.go(f"/track/{scene.matters['door']['receipt']}/data")
    yield Stop("own-data")
    for kind in ("correction", "deletion"):
        reader.go(f"/track/{scene.matters['door']['receipt']}/data/{kind}")
        yield Stop(f"data-ask-{kind}")
    reader.go(f"/track/{scene.matters['door']['receipt']}/papers")
    yield Stop("papers")
    reader.go("/track/MQ-2601-0000000")
    yield Stop("matter-unknown")


def grid(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Look for the grid of an address."""
    page = reader.go("/grid").page
    page.locator("main select").select_option(index=1)
    page.locator("main input:not([type=hidden])").first.fill(HOME)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    yield Stop("grid-found", again=False)


def found(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Find matters by words, by the initials of a place, by a name; find none."""
    for name, typed in (("words", "楼道灯"), ("places", "jky"), ("none", "飞碟着陆")):
        page = reader.go("/desk/found").page
        page.locator("main #text").fill(typed)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        yield Stop(f"found-{name}", again=False)


def house(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Find a household, open its file, one of its sections, begin a visit."""
    page = reader.go("/desk/households").page
    page.locator("#text").fill("李")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    yield Stop("houses-found", again=False)
    page.locator("tbody a").first.click()
    page.wait_for_url("**/desk/households/*")
    yield Stop("house")
    home = page.url
    reader.go(page.locator("a[href*='/edit/']").first.get_attribute("href"))
    yield Stop("section-edit")
    page.goto(home)
    page.locator("a[href^='/desk/visits/new/']").first.click()
    page.wait_for_url("**/desk/visits/new/*")
    yield Stop("visit-new")
    page.locator("main button.primary").last.click()
    yield Stop("visit-new-wrong", again=False)


def call(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Take a call down: what resembles it, its number; first with everything wrong."""
    page = reader.go("/desk/intake/call").page
    page.locator("main button.primary").click()
    yield Stop("call-wrong", again=False)
    page.locator("#text").fill(LAMPS)
    page.locator("#place").fill("金科苑东街65号")
    page.locator("button[name=look]").click()
    yield Stop("call-alike", again=False)
    page.locator("#telephone").fill("13800001234")
    page.locator("main button.primary").click()
    page.locator(".ticket").wait_for()
    yield Stop("call-taken", again=False)


def refused(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Send forms that are not filled in: what is missing is said beside it."""
    page = reader.go(f"/desk/cases/{scene.matters['started']['receipt']}").page
    page.locator("#act-answer button.primary").click()
    yield Stop("case-wrong", again=False)
    reader.go(f"/desk/cases/{scene.matters['started']['receipt']}")
    for fold in page.locator("details.act summary").all():
        fold.click()
    yield Stop("case-unfolded", again=False)


def at_the_door(reader: Any, scene: Scene) -> Iterator[Stop]:
    """See every form at the door, opened, and one that is refused."""
    page = reader.go(f"/desk/door/{scene.matters['door']['receipt']}").page
    for fold in page.locator("details.act summary").all():
        fold.click()
    yield Stop("door-unfolded", again=False)
    page.locator("form[action$='/refuse'] button").click()
    yield Stop("door-wrong", again=False)


def callback(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Open the first of those who are to be called back."""
    page = reader.go("/desk/callback").page
    page.locator("main a[href^='/desk/callback/']").first.click()
    page.wait_for_url("**/desk/callback/*/*")
    yield Stop("callback-one")


def window(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Somebody comes: written down, a number read out, what is missing handed out."""
    page = reader.go("/desk/arrivals").page
    page.locator("#people").fill("0")
    page.locator("main button.primary").click()
    yield Stop("arrivals-wrong", again=False)
    page.locator("#matter").fill("拆迁过渡费三个月没有发，来问什么时候补。")
    page.locator("#people").fill("12")
    page.locator("#name").fill("周晓梅")
    page.locator("#telephone").fill("13800005678")
    page.locator("main button.primary").click()
    page.locator(".notice-done").wait_for()
    yield Stop("arrival")
    for fold in page.locator("details.act summary").all():
        fold.click()
    yield Stop("arrival-unfolded", again=False)
    page.locator("a[href*='/desk/intake/window']").first.click()
    page.wait_for_url("**/desk/intake/window*")
    yield Stop("window-of-arrival")
    page.locator("main button.primary").click()
    yield Stop("window-wrong", again=False)
    page.locator("input[name=representatives][value='5']").check()
    page.locator("main button.primary").click()
    page.locator(".ticket, #similar").first.wait_for()
    if page.locator("#similar").count():
        yield Stop("window-same", again=False)
        page.locator("main button.primary").click()
    page.locator(".ticket").wait_for()
    receipt = page.locator(".ticket dd").first.inner_text()
    yield Stop("window-taken", again=False)
    page.locator("details.act summary").first.click()
    page.locator("#missing").fill("身份证复印件\n房屋征收补偿协议\n银行卡复印件")
    page.locator("form[action$='/ask'] button").click()
    page.locator(".notice-done").wait_for()
    reader.go(f"/desk/door/{receipt}/notice")
    yield Stop("notice")
    reader.go("/desk/arrivals")
    yield Stop("arrivals-today")


def mediation(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Begin a mediation, and write its first session down."""
    page = reader.go(f"/desk/mediation/{scene.matters['started']['receipt']}").page
    yield Stop("mediation-begin")
    page.locator("main button.primary").last.click()
    yield Stop("mediation-wrong", again=False)
    page.locator("#subject").fill("楼上漏水，楼下要求赔偿墙面和家具。")
    page.locator("#place").fill("金科苑东街65号9栋2单元")
    page.locator("#since").fill("2026-05-24")
    for at, (label, claim) in enumerate(CLAIMS, start=1):
        page.locator(f"#label_{at}").fill(label)
        page.locator(f"#claim_{at}").fill(claim)
    page.locator("#division_2").select_option(index=1)
    page.locator("main button.primary").last.click()
    page.locator(".notice-done").wait_for()
    page.locator("#sessions-mediators").fill("人民调解员 陈主任")
    page.locator("#sessions-minutes").fill("双方各说各的；同意请第三方鉴定漏水点。")
    page.locator("#act-sessions button.primary").click()
    page.locator(".notice-done").wait_for()
    yield Stop("mediation")


def links(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Give a building captain a link, open it, report by it; take it back."""
    page = reader.go("/desk/links").page
    page.locator("section button.primary").click()
    yield Stop("links-wrong", again=False)
    page.locator("#person").select_option(value=CAPTAIN)
    page.locator("#telephone").fill("13800007788")
    page.locator("section button.primary").click()
    yield Stop("link-given", again=False)
    page.goto(page.locator("#address").input_value())
    yield Stop("link-captain")
    page.locator("main button.primary").click()
    yield Stop("link-wrong", again=False)
    page.locator("#text").fill(LAMPS)
    page.locator("input[name=building]").first.check()
    page.locator("main button.primary").click()
    page.wait_for_url("**/receipt")
    yield Stop("link-receipt")
    reader.go("/desk/links")
    yield Stop("links")
    page.locator("form[action$='/revoke'] button").first.click()
    page.locator(".notice-done").wait_for()
    reader.go("/m")
    yield Stop("link-closed")


def months(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Give an informer a link, answer a month by it; look at it from the desk.

    Where every month was answered by an earlier walk, there is no more to see.
    """
    page = reader.go("/desk/links").page
    page.locator("input[name=kind][value=informer]").check()
    page.locator("#person").select_option(value=CAPTAIN)
    page.locator("#telephone").fill("13800007788")
    page.locator("section button.primary").click()
    page.goto(page.locator("#address").input_value())
    yield Stop("link-months")
    if not page.locator("main .months a.primary").count():
        return
    page.locator("main .months a.primary").first.click()
    yield Stop("link-report")
    page.locator("main button.primary").click()
    yield Stop("link-report-wrong", again=False)
    for name, word in (("production_normal", "yes"), ("wages_paid", "yes")):
        page.locator(f"input[name={name}][value={word}]").check()
    page.locator("input[name=hazard][value=yes]").check()
    page.locator("#text").fill("消防通道堆了货，门打不开。")
    page.locator("main button.primary").click()
    page.locator(".notice-done").wait_for()
    yield Stop("link-months-told", again=False)
    page.locator("main .months a:not(.primary)").first.click()
    yield Stop("link-report-again", again=False)
    reader.go("/desk/informers").page.locator("main td a").first.click()
    yield Stop("informer")


def pictures(reader: Any, scene: Scene) -> Iterator[Stop]:
    """See the pictures and papers of a matter in small, and pick one."""
    receipt = scene.matters["started"]["receipt"]
    for content in (walker(), printed("<p>金科苑业主委员会关于夜间噪声的联名意见</p>")):
        scene.stage.send(
            "intake",
            "PUT",
            f"/v1/petitions/{receipt}/pictures/{sha256(content).hexdigest()}",
            by=A_COMMUNITY_HANDLER,
            headers={"Content-Type": "application/octet-stream"},
            content=content,
        )
    page = reader.go(f"/desk/cases/{receipt}").page
    page.locator("button[name=small]").click()
    yield Stop("pictures", again=False)


WALKS: Final[dict[str, tuple[str, Walk]]] = {
    "tell": ("", tell),
    "matter": ("", matter),
    "grid": ("", grid),
    "found": ("clerk", found),
    "house": ("clerk", house),
    "call": ("clerk", call),
    "refused": ("handler", refused),
    "at-the-door": ("clerk", at_the_door),
    "callback": ("clerk", callback),
    "window": ("clerk", window),
    "mediation": ("handler", mediation),
    "pictures": ("handler", pictures),
    "links": ("clerk", links),
    "months": ("clerk", months),
    "booked": ("", seldom.booked),
    "received": ("supervisor", seldom.received),
    "data-asked": ("", seldom.data_asked),
    "data-answered": ("supervisor", seldom.data_answered),
    "project": ("supervisor", seldom.project),
    "between": ("ops", seldom.between),
    "alike": ("clerk", seldom.alike_at_the_window),
    "firms": ("clerk", seldom.firms),
    "lost": ("", seldom.lost),
}
"""Name -> the role that walks it, nobody's for residents, and the way."""
