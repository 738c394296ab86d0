"""`play`: the sites are loaded and the stories played, unless they were before."""

from rich.console import Console

from minqing_demo.behind import standings, table
from minqing_demo.community import plan_of
from minqing_demo.loading import load
from minqing_demo.memory import keep_code, write_logins
from minqing_demo.office import is_settled, settle
from minqing_demo.places import JINKEYUAN
from minqing_demo.player import Player
from minqing_demo.scoring import score
from minqing_demo.showing import read_back, summary
from minqing_demo.stage import Matter
from minqing_demo.stories import STORIES
from minqing_demo.story import Story
from minqing_demo.street.making import make_street
from minqing_demo.surroundings import Surroundings
from minqing_demo.walking import walk


def play(around: Surroundings, console: Console, residents: int) -> None:
    """Play what is left to play; at the end real time rules again, whatever happens."""
    stage = around.stage()
    reading = around.reading(stage)

    def handed_out(_: Story, matter: Matter) -> None:
        if matter.code is not None:
            keep_code(around.folder, matter.receipt, matter.code)

    def say(line: str) -> None:
        console.print(f"  [dim]{line}[/]")

    player = Player(stage, reading, say=say, handed_out=handed_out)
    try:
        played = not player.is_left_to_play(STORIES)
        if not (played and is_settled(stage)):
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
        told = read_back(around, reading)
        captains = standings(stage)
    finally:
        stage.leave()
        reading.close()
    write_logins(around.folder)
    console.print(summary(told, stage))
    if captains is not None:
        console.print(table(captains))
