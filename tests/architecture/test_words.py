"""Every refusal of every service can be read, whichever error or reason it is."""

import json
import string
from collections import Counter
from collections.abc import Callable

import pytest

from intake.entrypoints.http import problem_texts as of_intake
from minqing_chassis.http.texts import LANGUAGES, Table, Texts, own_table
from minqing_kernel.simplified import simplify
from notify.entrypoints.http import problem_texts as of_notify
from registry.domain.archive.section import SubjectKind
from registry.domain.obligations.tagging import Tagged
from registry.domain.privacy.forgotten import Ground
from registry.domain.profiles import ScopeKind
from registry.entrypoints.texts import problem_texts as of_registry
from routing.entrypoints.http import problem_texts as of_routing
from tests.architecture.refusals import ROOT, error_codes, said_by

pytestmark = [pytest.mark.architecture, pytest.mark.unit]

TEXTS: dict[str, Callable[[], Table]] = {
    "registry": of_registry,
    "intake": of_intake,
    "routing": of_routing,
    "notify": of_notify,
}
"""The portal shows pages, and its own suite walks their words."""

REGISTRY_ROOMS = sorted(
    path.parent.relative_to(ROOT / "services/registry/src/registry/domain").as_posix()
    for path in (ROOT / "services/registry/src/registry/domain").rglob("__init__.py")
)

MADE = {
    "registry/application/handlers.py": {f"unknown-{kind}" for kind in ScopeKind},
    "registry/application/importing/sections.py": {
        f"unknown-{kind}" for kind in SubjectKind
    },
    "registry/application/importing/people.py": {
        f"forgotten-by-{ground}" for ground in Ground
    },
    "registry/application/ledgers/hiding.py": {
        "health-or-hardship",
        "door",
        "person",
        "number",
    },
    "registry/application/ledgers/items.py": {"unknown-home", "unknown-about"},
    "registry/application/obligations/handlers.py": {
        f"unknown-{kind}" for kind in Tagged
    },
    "registry/application/visits/closing.py": {
        "required",
        "required-of-class",
        "no-change-of-this-visit",
        "undecided",
        "refused-by-intake",
    },
    "registry/domain/archive/fields.py": {
        "bad-options",
        "bad-longest",
        "bad-kind",
        "bad-telephone",
        "bad-length",
        "identity-length",
        "not-a-string",
    },
    "registry/domain/assessments/sheet.py": {"unknown-item", "required", "bad-score"},
    "registry/domain/identity.py": {
        "identity-length",
        "identity-digits",
        "identity-date",
        "identity-check-digit",
    },
    "registry/domain/ledgers/policy.py": {
        "unknown-category",
        "unknown-tile",
        "unknown-ledger",
        "unknown-reason",
    },
    "registry/domain/visit_plans/plan.py": {
        "not-theirs",
        "another-kind",
        "another-subject",
        "another-day",
    },
    "intake/application/writing_down.py": {"unknown-organisation"},
    "intake/domain/data_words.py": {"required", "too-long"},
    "intake/domain/data_request.py": set(),  # the name of a law, as it is
    "intake/domain/handling.py": {
        "required",
        "only-for-promised-cases",
        "only-for-joint-cases",
        "lead-among-them",
        "too-long",
    },
    "intake/domain/merging.py": {
        "itself",
        "already-merged",
        "leads-others",
        "lead-is-merged",
        "not-accepted",
        "already-answered",
        "other-accused",
        "lead-unreachable",
    },
    "intake/domain/nature.py": {
        "only-for-claims",
        "only-for-accusations",
        "too-long",
        "at-most-five",
    },
    "intake/domain/petition.py": {"required"},
    "intake/domain/splitting.py": {
        "split-ended",
        "split-answered",
        "split-withdrawn",
        "split-elsewhere",
        "split-merged",
        "split-leads",
        "split-accusation",
        "split-group",
        "split-too-many",
    },
    "intake/domain/withdrawing.py": {
        "withdraw-answered",
        "withdraw-merged",
        "withdraw-leads",
        "withdraw-accusation",
        "withdraw-group",
    },
    "intake/domain/repeating.py": {
        "itself",
        "already-a-repeat",
        "first-is-a-repeat",
        "has-repeats",
        "came-before",
        "not-accepted",
        "other-accused",
    },
    "intake/entrypoints/channels/device.py": {"too-many-presses"},
    "routing/domain/documents/layout.py": {
        "missing",
        "not-allowed",
        "too-long",
        "invalid-value",
    },
    "registry/domain/figures/figure.py": {
        "not-a-group-of-coverage",
        "not-a-group-of-forms",
        "not-a-group-of-ledgers",
        "not-a-group-of-placements",
        "not-a-group-of-subjects",
        "not-a-group-of-subsidies",
        "not-a-group-of-visits",
    },
    "routing/domain/mediations/ending.py": {"not-asked"},
    "routing/domain/mediations/mediation.py": {"not-asked", "not-satisfied"},
    "routing/domain/rule.py": {"pattern", "out-of-range", "ends-before-it-begins"},
    "notify/domain/follow_ups/scoring.py": {"not-known", "required"},
    "notify/entrypoints/text_drafts.py": {"text-unfit"},
    "notify/domain/sending/text.py": {
        "required",
        "placeholder-malformed",
        "placeholder-unknown",
        "placeholder-missing",
    },
}
"""Codes that a module puts together as it runs: the source does not show them."""
LONG = 12
"""A text of so many characters differs between the two scripts."""
FILLED = {"placeholder-malformed", "placeholder-unknown", "placeholder-missing"}
"""Codes that are always told with what belongs in their slots."""


def codes_of(service: str) -> set[str]:
    said = said_by(service)
    fixed = {each.code for each in said if each.fixed}
    made = {each.module for each in said if not each.fixed}
    return fixed.union(*(MADE[module] for module in made))


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("service", TEXTS)
def test_every_error_and_every_reason_has_words_in_every_language(service):
    table = {**own_table(), **TEXTS[service]()}
    assert sorted(codes_of(service) - table.keys()) == []


@pytest.mark.parametrize("service", TEXTS)
def test_what_a_module_puts_together_is_listed_here(service):
    made = {each.module for each in said_by(service) if not each.fixed}
    assert sorted(made - MADE.keys()) == []


@pytest.mark.parametrize("service", TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_is_read_with_a_slot_left_open(service, language):
    texts = Texts(TEXTS[service]())
    told = {
        code: texts.find(code, language) or "" for code in codes_of(service) - FILLED
    }
    assert {code: text for code, text in told.items() if holes(text)} == {}


@pytest.mark.parametrize("service", TEXTS)
def test_words_are_written_in_each_script(service):
    """Traditional is written, not taken over: no text of zh-TW is the one of zh-CN."""
    ours = TEXTS[service]().values()
    assert not [texts for texts in ours if simplify(texts["zh-CN"]) != texts["zh-CN"]]
    assert [texts for texts in ours if simplify(texts["zh-TW"]) != texts["zh-TW"]]
    same = [texts["zh-CN"] for texts in ours if texts["zh-CN"] == texts["zh-TW"]]
    assert not [text for text in same if len(text) > LONG]


def test_the_walk_finds_what_it_is_for():
    """A class, a field, a schema's own code and a choice between two are all seen."""
    seen = codes_of("registry")
    assert {"visit-unknown", "not-above", "bad-month", "too-many-rows"} <= seen


def test_each_code_has_its_words_in_one_room():
    """Two rooms with one code would have the words of whichever is read last."""
    source = ROOT / "services/registry/src"
    files = [json.loads(each.read_text("utf-8")) for each in source.rglob("texts.json")]
    times = Counter(code for table in files for code in table)
    assert [code for code, number in times.items() if number > 1] == []


@pytest.mark.parametrize("room", REGISTRY_ROOMS)
def test_an_error_says_what_to_do_about_it(room):
    """Every named error of registry has a longer text beside its title."""
    source = ROOT / "services/registry/src/registry/domain"
    path = source / room if room != "." else source
    codes = {code for each in sorted(path.glob("*.py")) for code in error_codes(each)}
    texts = of_registry()
    assert sorted(c for c in codes if f"{c}.detail" not in texts) == []
