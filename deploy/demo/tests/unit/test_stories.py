"""The stories as data: in order, invented, and only of things that services model."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest
import yaml

from minqing_demo import acts
from minqing_demo.player import facts_done
from minqing_demo.stories import STORIES
from minqing_demo.story import Form
from registry.domain.identity import checked_identity

PEOPLE = yaml.safe_load(files("minqing_demo").joinpath("people.yml").read_text("utf-8"))
LATEST = datetime(2026, 11, 1, tzinfo=UTC)


def said(story):
    submission = story.submission
    return submission.said if isinstance(submission, Form) else submission.matter


def telephones():
    contacts = [said(story)["contact"].get("telephone") for story in STORIES]
    files_of = [body.get("telephone") for body in PEOPLE["residents"].values()]
    return [number for number in contacts + files_of if number]


def identities():
    contacts = [said(story)["contact"].get("identity") for story in STORIES]
    files_of = [body.get("identity_number") for body in PEOPLE["residents"].values()]
    return [number for number in contacts + files_of if number]


def test_every_worked_case_is_told():
    rows = {story.row for story in STORIES}
    assert rows == {"A-28", "A-30", "B-29", "C-22", "C-23", "D-14", "art35"}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_a_story_goes_forward_in_time_and_ends_closed_before_november(story):
    moments = [story.submission.at, *(act.at for act in story.acts)]
    assert moments == sorted(moments)
    assert moments[-1] < LATEST
    assert story.facts[-1] == "closed"


def test_titles_by_which_stories_are_found_again_are_all_different():
    assert len({story.title for story in STORIES}) == len(STORIES)


def test_one_story_is_answered_again_after_a_dissatisfied_answer():
    assert sum("reopened" in story.facts for story in STORIES) == 1


def test_nobody_has_a_telephone_that_could_ring():
    assert telephones()
    assert all(
        number.startswith("128") and len(number) == 11 for number in telephones()
    )


def test_identity_numbers_hold_together_and_belong_to_no_place():
    assert identities()
    for number in identities():
        assert checked_identity(number, today=LATEST.date()) == number
        assert number.startswith("000000")


def test_mail_goes_to_addresses_that_nobody_can_have():
    addresses = [said(story)["contact"].get("email") for story in STORIES]
    assert [each for each in addresses if each] == ["shen.zhixia@example.org"]


def test_art35_one_answer_is_reviewed_by_the_organ_above():
    [story] = [story for story in STORIES if "review-asked" in story.facts]
    assert story.facts.index("resolved") < story.facts.index("review-asked")
    assert story.facts[-2:] == ("review-answered", "closed")


def test_steps_that_the_script_does_not_know_are_passed_over():
    script = ("assigned", "started", "resolved", "closed")
    assert facts_done(script, []) == 0
    assert facts_done(script, ["assigned", "escalated", "started"]) == 2
    assert facts_done(script, ["assigned", "overdue"]) == 1


def test_a_case_that_was_closed_by_silence_has_reached_its_end():
    script = ("assigned", "resolved", "reopened", "resolved", "closed")
    assert facts_done(script, ["assigned", "resolved", "closed"]) == len(script)


def test_every_act_leads_to_a_step_of_the_case_or_belongs_to_the_next_one():
    for story in STORIES:
        for act, following in zip(story.acts, story.acts[1:], strict=False):
            assert act.fact is not None or following.fact is not None
            assert act.fact is not None or isinstance(act, acts.Record)
