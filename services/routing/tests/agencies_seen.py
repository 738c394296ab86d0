"""What tests do to agencies with real databases, and what they see of them."""

import re
from dataclasses import replace

from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.working_time import local_day
from routing.adapters.agencies.signing import public_half
from routing.adapters.handovers.gauges import HandOverProbe
from routing.domain.agencies.directory import Directory, Key
from routing.domain.statements.beats import to_sign
from services.routing.tests.agencies_town import (
    BUREAU,
    DIRECTORY,
    DISTRICT_HALL,
    STREET_OFFICE,
)


def after_a_theft(agency_id, newer, at):
    """The directory in which an agency's key is revoked and another one holds."""
    agency = DIRECTORY.find(agency_id)
    stolen = replace(agency.keys[0], revoked_at=at)
    key = Key(key_id="k2", public=public_half(newer), valid_from=local_day(at))
    others = [each for each in DIRECTORY if each is not agency]
    return Directory([*others, replace(agency, keys=(stolen, key))])


def signed_by(agency, beat):
    """The beat as that agency signs it with its first key."""
    return replace(
        beat, proof=agency.agencies.desk._post.sign(to_sign(agency.name, beat))
    )


def went_back(town):
    """Return what the series of the street says of each neighbour."""
    metrics = Metrics("routing", agency=STREET_OFFICE, version="0")
    near = [DISTRICT_HALL, BUREAU]
    HandOverProbe(metrics, town[STREET_OFFICE].store, town.clock, near)()
    line = re.compile(r'neighbour_went_back\{.*neighbour="([^"]+)".*\} (.+)')
    return {name: float(told) for name, told in line.findall(metrics.render().decode())}


def held_of(town_agency, neighbour):
    sql = "select beat from agency_neighbours where agency = :agency"
    return town_agency.store.rows(sql, agency=neighbour)[0]["beat"]


def digest(town, *names):
    """Each tells at once where it stands; all letters arrive."""
    for name in names or (STREET_OFFICE, DISTRICT_HALL):
        town[name].agencies.statements.tell_all()
    town.wire.settle()


def forget(deployment, matter):
    """Take every row of a matter away, as a backup from before it would."""
    named = deployment.store.rows(
        "select table_name as t, min(column_name) as c from information_schema.columns"
        " where column_name in ('petition_id', 'matter_id') and table_schema = 'public'"
        " group by 1 order by table_name = 'cases'"
    )
    for each in named:
        sql = f"delete from {each['t']} where {each['c']} = :id"
        deployment.store.rows(sql, id=matter)
    sql = "delete from timeline where subject = :id or subject ~ '^handover'"
    deployment.store.rows(sql, id=str(matter))


def differing(town, name, matter):
    rows = (
        town[name]
        .agencies.differences.some("", "", line=None, after=None, limit=50)
        .items
    )
    return {e["kind"]: e for e in rows if e["matter_id"] == matter}


def found_of(town, petition):
    sql = "select kind from agency_differences where matter_id = :matter_id"
    both = (STREET_OFFICE, DISTRICT_HALL)
    return [row for e in both for row in town[e].store.rows(sql, matter_id=petition)]
