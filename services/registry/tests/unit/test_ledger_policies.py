"""The ledgers of a place as its policy file says them."""

import pytest
import yaml

from minqing_chassis.configuration import ConfigurationError
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.adapters.policies import describe, load_ledgers, load_policy
from registry.domain.ledgers.policy import STABILITY, STATUTORY_LEDGERS
from services.registry.tests.builders import NOON

pytestmark = pytest.mark.unit

NAMED = {"code": "a-code", "title": "名称"}
LEDGER = {
    "code": "road",
    "title": "道路台账",
    "about": ["place"],
    "entry_reasons": [NAMED],
    "exit_reasons": [NAMED | {"solved": True}],
    "readers": ["clerk"],
    "restricted": False,
    "basis": "A-15",
}


@pytest.fixture
def file(tmp_path):
    def written(**ledgers):
        said = {
            "code": "test",
            "title": "测试",
            "editions": [
                {
                    "valid_from": "2022-05-01",
                    "note": "n",
                    "registry": {"ledgers": ledgers},
                }
            ],
        }
        path = tmp_path / "policy.yml"
        path.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
        return path

    return written


def test_a_place_names_its_own_ledgers_and_adds_words(file):
    tile = NAMED | {"ledgers": ["road"], "about": ["place"], "basis": "A-27"}
    path = file(
        ledgers=[LEDGER],
        tiles=[tile],
        categories=[NAMED],
        attendees=[NAMED | {"sensitive": True}],
        words=["渐冻症"],
    )
    told = load_ledgers(path).at(NOON)
    assert told.readable_by(Role.CLERK) == ["road"]
    assert told.ledger("road").exit_reason("a-code").solved
    assert STATUTORY_LEDGERS.words < told.words
    assert told.tile("a-code").ledgers == {"road"}
    lines = list(describe(load_policy(path).at(NOON)))
    [line] = [each for each in lines if each.startswith("ledger: ")]
    assert line.endswith("about place, read by clerk, solved is a-code — A-15")
    with pytest.raises(Invalid):
        told.ledger("petitions")


def test_without_a_word_the_houses_three_ledgers_hold(file):
    told = load_ledgers(file()).at(NOON)
    assert told == STATUTORY_LEDGERS
    assert [e.code for e in told.ledgers if e.restricted] == [STABILITY]
    [line] = [
        each for each in describe(load_policy().at(NOON)) if "稳定工作台账" in each
    ]
    assert line.endswith("never public — A-15, B-23")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ledgers": [LEDGER | {"code": STABILITY}], "tiles": []},
        {"ledgers": [LEDGER, LEDGER]},
        {"ledgers": [LEDGER]},
        {"ledgers": [LEDGER | {"exit_reasons": [NAMED, NAMED]}]},
        {"ledgers": [LEDGER | {"readers": ["ops"]}]},
        {"ledgers": [LEDGER | {"about": ["king"]}]},
        {"tiles": [NAMED | {"ledgers": ["none"], "about": ["place"], "basis": "xx"}]},
        {"categories": [NAMED, NAMED]},
        {"unheard": []},
    ],
)
def test_what_does_not_hold_together_is_refused_at_start(file, wrong):
    with pytest.raises(ConfigurationError):
        load_ledgers(file(**wrong))
