"""Walks to what a fresh agency seldom has: it is made first, and then looked at."""

import re
from collections.abc import Iterator
from typing import Any

from tests.browser.scene import LAMPS, Scene, leave_dead_letter, set_aside
from tests.browser.stops import Stop


def booked(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Hold a seat at a reception; first with everything wrong."""
    page = reader.go("/visit-days").page
    page.locator("a[href^='/book/']").first.click()
    page.wait_for_url("**/book/*")
    page.locator("main button.primary").click()
    yield Stop("book-wrong", again=False)
    page.locator("#name").fill("周晓梅")
    page.locator("#telephone").fill("13800005678")
    page.locator("#matter").fill("拆迁过渡费三个月没有发，想当面问清楚。")
    page.locator("main button.primary").click()
    page.wait_for_url("**/booking/*")
    yield Stop("booking-held")


def received(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Read the list of the first day of reception, on which somebody holds a seat."""
    page = reader.go("/visit-days").page
    page.locator("a[href^='/book/']").first.click()
    day = re.search(
        r"(\d+)年(\d+)月(\d+)日", page.locator("main dd").first.inner_text()
    )
    assert day, page.url
    year, month, date = (int(part) for part in day.groups())
    reader.go(f"/desk/reception?day={year}-{month:02}-{date:02}")
    yield Stop("reception-day")


def data_asked(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Ask for one's name to be corrected; first with nothing said."""
    told = scene.matters["started"]
    page = reader.go("/track").page
    page.locator("input[name=number]").fill(told["receipt"])
    page.locator("input[name=code]").fill(told["tracking_code"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/track/{told['receipt']}")
    reader.go(f"/track/{told['receipt']}/data/correction")
    page.locator("main button.primary").click()
    yield Stop("data-wrong", again=False)
    page.locator("#new-name").fill("李春笙")
    page.locator("main button.primary").click()
    page.wait_for_url(lambda address: "correction" not in address)
    yield Stop("own-data-asked")


def data_answered(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Read the list of such requests, and one with every form unfolded."""
    page = reader.go("/desk/data-requests").page
    yield Stop("data-requests-waiting")
    page.locator("main a[href^='/desk/data-requests/']").first.click()
    unfold(page)
    yield Stop("data-request-unfolded", again=False)


def project(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Gather matters into a project, and report how far it is."""
    page = reader.go("/desk/projects/new?category=public-facilities").page
    page.locator("main button.primary").last.click()
    yield Stop("project-new-wrong", again=False)
    page.locator("#others").fill(scene.matters["assigned"]["receipt"])
    page.locator("#name").fill("金科苑楼道灯整治")
    page.locator("#goal").fill("年底前换完两百盏楼道灯，以后坏了三天内换。")
    page.locator("#target_on").fill("2026-12-31")
    page.locator("main button.primary").last.click()
    page.locator(".notice-done").wait_for()
    yield Stop("project-open")
    unfold(page)
    yield Stop("project-unfolded", again=False)
    reader.go("/desk/projects")
    yield Stop("projects-open")


def between(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Read what was set aside between agencies, and a letter no rule understands."""
    set_aside(scene)
    leave_dead_letter(scene)
    page = reader.go("/ops/quarantine").page
    yield Stop("quarantine-letters")
    unfold(page)
    page.locator("main button.primary").first.click()
    yield Stop("quarantine-wrong", again=False)
    reader.go("/ops/differences")
    yield Stop("differences-rows")
    reader.go("/ops")
    unfold(page)
    yield Stop("ops-letters", again=False)


def alike_at_the_window(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Ask at the window whether the matter is known already."""
    page = reader.go("/desk/intake/window").page
    page.locator("#text").fill(LAMPS)
    page.locator("#place").fill("金科苑东街65号")
    page.locator("button[name=look]").click()
    yield Stop("window-alike", again=False)


def firms(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Send the form for another enterprise, with nothing in it."""
    page = reader.go("/desk/informers").page
    page.locator("form[action='/desk/informers/add'] button").click()
    yield Stop("informers-wrong", again=False)


def lost(reader: Any, scene: Scene) -> Iterator[Stop]:
    """Ask for what is not there, and for what only staff may read."""
    reader.go("/no-such-page")
    yield Stop("not-found")
    reader.go(f"/track/{scene.matters['assigned']['receipt']}")
    yield Stop("track-closed")


def unfold(page: Any) -> None:
    """Open everything that is folded."""
    folded = page.locator("main details.act:not([open]) > summary")
    while folded.count():
        folded.first.click()
