"""`play`: the sites are loaded and the stories played, unless they were before."""

from collections.abc import Callable

from rich.console import Console

from minqing_demo.behind import standings, table
from minqing_demo.cast import FILED_OF
from minqing_demo.community import plan_of
from minqing_demo.loading import file_petition, load
from minqing_demo.memory import keep_code, today_of, write_logins
from minqing_demo.office import is_settled, settle
from minqing_demo.places import JINKEYUAN
from minqing_demo.player import Player
from minqing_demo.scoring import score
from minqing_demo.showing import read_back, summary
from minqing_demo.stage import Matter, Stage
from minqing_demo.stories import STORIES
from minqing_demo.story import Story
from minqing_demo.street.making import make_street
from minqing_demo.street.seeds import Street
from minqing_demo.surroundings import Surroundings
from minqing_demo.today.homes import are_known, plan_villages, tend
from minqing_demo.today.laying import lay
from minqing_demo.today.months import report_on_firms
from minqing_demo.walking import walk
from minqing_kernel.clock import SystemClock


def _lay_today(
    around: Surroundings, stage: Stage, street: Street, say: Callable[[str], None]
) -> int:
    """Let the desks have what they would have today; return how many matters."""

    def handed_out(matter: Matter) -> None:
        if matter.code is not None:
            keep_code(around.folder, matter.receipt, matter.code)

    now = today_of(around.folder, SystemClock().now())
    tend(stage, street, now, say)
    number = lay(stage, now, say, handed_out)
    report_on_firms(stage, street, now, say)
    plan_villages(stage, now, say)
    return number


def play(around: Surroundings, console: Console, residents: int) -> None:
    """Play what is left to play; at the end real time rules again, whatever happens."""
    stage = around.stage()
    reading = around.reading(stage)

    def handed_out(story: Story, matter: Matter) -> None:
        if matter.code is not None:
            keep_code(around.folder, matter.receipt, matter.code)
        if story.row in FILED_OF:
            file_petition(stage, FILED_OF[story.row], matter)

    def say(line: str) -> None:
        console.print(f"  [dim]{line}[/]")

    player = Player(stage, reading, say=say, handed_out=handed_out)
    try:
        played = not player.is_left_to_play(STORIES)
        if not (played and is_settled(stage) and are_known(stage)):
            console.print("[bold cyan]·[/] playing the demo (once)")
            load(around, stage, residents, say)
            player.play(STORIES)
            say(f"the city office of 文新 is scored by {score(stage)} forms")
            # Last, for it looks back: no story's deadline may pass meanwhile.
            street = make_street(plan_of(residents))
            walked = walk(stage, street, JINKEYUAN)
            say(f"captains of 金科苑 recorded {walked} evenings of a quarter")
            said = settle(stage, street)
            say(f"the desk of 金科苑 wrote down {said} things of its quarter")
            number = _lay_today(around, stage, street, say)
            say(f"{number} matters lie open on the desks")
        told = read_back(around, reading)
        captains = standings(stage)
    finally:
        stage.leave()
        reading.close()
    write_logins(around.folder)
    console.print(summary(told, stage))
    if captains is not None:
        console.print(table(captains))
