"""Categories, organisations, channels, contacts, statements: the small words."""

from dataclasses import replace
from datetime import date

import pytest

from intake.domain.authority import acts_for, may_know_petitioner
from intake.domain.category import LANGUAGES
from intake.domain.channel import Channel, may_use
from intake.domain.contact import Contact
from intake.domain.errors import BrokenCategory, BrokenPetition
from intake.domain.organisation import OrganisationTree
from intake.domain.statement import LONGEST_TEXT, Statement
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable
from services.intake.tests.builders import (
    COMMUNITY,
    OTHER_COMMUNITY,
    STREET,
    a_category,
    a_clerk,
    a_contact,
    a_street_with_two_communities,
    an_organisation,
)


def test_a_category_holds_from_its_first_day_until_the_day_before_its_last():
    category = a_category(valid_from=date(2026, 1, 1), valid_to=date(2026, 7, 1))
    assert not category.holds_on(date(2025, 12, 31))
    assert category.holds_on(date(2026, 1, 1))
    assert category.holds_on(date(2026, 6, 30))
    assert not category.holds_on(date(2026, 7, 1))


def test_a_category_without_an_end_holds_for_ever():
    assert a_category().holds_on(date(2099, 1, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_category_needs_a_name_in_every_language(language):
    names = dict(a_category().names) | {language: ""}
    with pytest.raises(BrokenCategory) as refused:
        a_category(names=names)
    assert refused.value.fields == {f"names.{language}": "required"}


def test_a_category_may_not_end_before_it_begins():
    with pytest.raises(BrokenCategory):
        a_category(valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 1))


@pytest.mark.parametrize("code", ["", "Roads", "道路", "a" * 65, "a b", "a\n"])
def test_a_categorys_code_is_small_and_plain(code):
    with pytest.raises(BrokenCategory):
        a_category(code)


def test_a_superior_covers_what_is_below_but_not_beside():
    tree = OrganisationTree(a_street_with_two_communities())
    assert tree.covers(STREET, COMMUNITY)
    assert tree.covers(COMMUNITY, COMMUNITY)
    assert not tree.covers(COMMUNITY, STREET)
    assert not tree.covers(OTHER_COMMUNITY, COMMUNITY)
    assert tree.below(STREET) == {STREET, COMMUNITY, OTHER_COMMUNITY}
    assert tree.below(COMMUNITY) == {COMMUNITY}


def test_a_circle_of_organisations_ends_the_climb():
    tree = OrganisationTree([an_organisation("a", "b"), an_organisation("b", "a")])
    assert not tree.covers("c", "a")
    assert tree.below("a") == {"a", "b"}


def test_an_unknown_organisation_covers_itself_alone():
    tree = OrganisationTree([])
    assert tree.get("x") is None
    assert tree.covers("x", "x")
    assert not tree.covers("y", "x")


def test_staff_act_for_their_own_and_lower_organisations_and_for_what_nobody_owns():
    tree = OrganisationTree(a_street_with_two_communities())
    assert acts_for(a_clerk(STREET), COMMUNITY, tree)
    assert acts_for(a_clerk(COMMUNITY), None, tree)
    assert not acts_for(a_clerk(OTHER_COMMUNITY), COMMUNITY, tree)
    assert not acts_for(a_clerk(None), COMMUNITY, tree)
    assert not acts_for(a_clerk(None), None, tree)


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.HANDLER])
def test_only_the_desk_asks_back_while_nobody_owns_the_matter(role):
    actor = replace(a_clerk(), role=role)
    assert may_know_petitioner(actor, COMMUNITY)
    assert may_know_petitioner(actor, None) is (role is not Role.HANDLER)


@pytest.mark.parametrize("channel", sorted(set(Channel) - {Channel.WEB}))
def test_a_resident_comes_alone_through_the_web_only(channel):
    assert may_use(Role.RESIDENT, Channel.WEB)
    assert not may_use(Role.RESIDENT, channel)
    assert may_use(Role.CLERK, channel)
    assert may_use(Role.SYSTEM, channel)


def test_whoever_runs_devices_may_pass_on_their_calls_and_no_more():
    assert may_use(Role.OPS, Channel.DEVICE)
    assert not may_use(Role.OPS, Channel.HOTLINE)


def test_a_contact_is_cleaned_and_knows_whether_it_can_be_used():
    contact = Contact.of(name=" 周某某 ", telephone="138 0000-8000", identity="11x")
    assert (contact.name, contact.telephone) == ("周某某", "13800008000")
    assert contact.identity == "11X"
    assert contact.reachable
    assert not contact.anonymous


def test_who_leaves_nothing_is_anonymous_and_out_of_reach():
    assert Contact().anonymous
    assert not Contact().reachable
    assert Contact.of(email="a@example.org").reachable
    assert not Contact.of(name="周某某").reachable


def test_a_contact_is_stored_without_what_is_absent():
    assert a_contact().to_dict() == {"name": "周某某", "telephone": "13800008000"}


def test_a_contact_that_cannot_be_stored_names_the_field():
    with pytest.raises(Unreadable) as refused:
        Contact.of(name="周\x00")
    assert refused.value.fields == {"contact.name": "unreadable"}


def test_words_stay_as_they_were_said():
    said = Statement.of("  路灯不亮\n第二行 😀 ", title=" 路灯 ", place=" 金科路 ")
    assert said == Statement(title="路灯", text="路灯不亮\n第二行 😀", place="金科路")


def test_a_missing_title_is_the_opening_of_the_text():
    assert Statement.of("路灯不亮\n第二行").title == "路灯不亮"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("灯" * 40, "灯" * 40),
        ("灯" * 41, "灯" * 39 + "…"),
        ("灯" * 38 + "，很黑", "灯" * 38 + "…"),
        (
            "The lamp in our stairs has been broken for weeks",
            "The lamp in our stairs has been broken…",
        ),
        ("灯" * 37 + "No 120 栋", "灯" * 37 + "No…"),
        ("x" * 41, "x" * 39 + "…"),
    ],
)
def test_a_title_that_was_cut_says_so_and_cuts_no_word(text, title):
    assert Statement.of(text=text).title == title


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "138 0013 8000", "１３８００１３８０００"]
)
def test_no_long_number_stands_in_a_title_that_is_the_texts_opening(number):
    assert Statement.of(f"我的号码是{number}，请联系").title == "我的号码是***，请联系"
    assert Statement.of("3栋2单元的120元").title == "3栋2单元的120元"


def test_twenty_thousand_characters_are_taken_and_one_more_is_not():
    assert len(Statement.of("😀" * LONGEST_TEXT).text) == LONGEST_TEXT
    with pytest.raises(BrokenPetition) as refused:
        Statement.of("长" * (LONGEST_TEXT + 1))
    assert refused.value.fields == {"text": "too-long"}


def test_silence_is_not_a_petition():
    with pytest.raises(BrokenPetition) as refused:
        Statement.of(" \n ")
    assert refused.value.fields == {"text": "required"}
