"""The HTTP door: the table of routes, and the app made of it."""

from typing import Any

from minqing_chassis.http.app import build_app
from minqing_chassis.http.policy_route import policy_route
from minqing_chassis.http.route import Route
from minqing_chassis.http.texts import Texts
from registry import VERSION
from registry.adapters.policies import describe, load_policy
from registry.bootstrap import Parts
from registry.entrypoints.aid.routes import aid_routes
from registry.entrypoints.archive.routes import ARCHIVE_STATUSES, archive_routes
from registry.entrypoints.assessments.routes import assessment_routes
from registry.entrypoints.charges.people import my_people_routes
from registry.entrypoints.charges.routes import charge_routes
from registry.entrypoints.checks.routes import check_routes
from registry.entrypoints.counters.routes import counter_routes
from registry.entrypoints.cover.cuts import cut_routes
from registry.entrypoints.cover.pages import grid_page_routes
from registry.entrypoints.cover.public import open_grid_routes
from registry.entrypoints.cover.routes import cover_routes
from registry.entrypoints.editions.routes import edition_routes
from registry.entrypoints.exporting.kinds import export_kind_routes
from registry.entrypoints.exporting.routes import export_routes
from registry.entrypoints.figures.routes import figure_routes
from registry.entrypoints.firms.routes import firm_routes
from registry.entrypoints.forms.routes import form_routes
from registry.entrypoints.importing.routes import import_routes
from registry.entrypoints.importing.templates import template_routes
from registry.entrypoints.ledgers.figures import ledger_figure_routes
from registry.entrypoints.ledgers.public import public_routes
from registry.entrypoints.ledgers.publishing import publication_routes
from registry.entrypoints.ledgers.routes import ledger_routes
from registry.entrypoints.ledgers.sheets import sheet_routes
from registry.entrypoints.lives.routes import life_routes
from registry.entrypoints.moves.routes import move_routes
from registry.entrypoints.obligations.routes import obligation_routes
from registry.entrypoints.people import people_routes
from registry.entrypoints.pictures.routes import picture_routes
from registry.entrypoints.plans.classes import plan_class_routes
from registry.entrypoints.plans.routes import plan_routes
from registry.entrypoints.premises.routes import premises_routes
from registry.entrypoints.privacy.routes import privacy_routes
from registry.entrypoints.searching.routes import search_routes
from registry.entrypoints.steering.routes import steering_routes
from registry.entrypoints.structure_routes import structure_routes
from registry.entrypoints.texts import problem_texts
from registry.entrypoints.visit_plans.routes import visit_plan_routes
from registry.entrypoints.visits.batch_routes import batch_routes
from registry.entrypoints.visits.checklist_routes import checklist_routes
from registry.entrypoints.visits.finding_routes import finding_routes
from registry.entrypoints.visits.photo_routes import visit_photo_routes
from registry.entrypoints.visits.routes import visit_routes

ROUTES = (
    structure_routes,
    people_routes,
    edition_routes,
    premises_routes,
    cover_routes,
    cut_routes,
    open_grid_routes,
    grid_page_routes,
    life_routes,
    privacy_routes,
    my_people_routes,
    move_routes,
    search_routes,
    counter_routes,
    firm_routes,
    template_routes,
    export_routes,
    export_kind_routes,
    charge_routes,
    archive_routes,
    visit_routes,
    ledger_routes,
    ledger_figure_routes,
    publication_routes,
    sheet_routes,
    public_routes,
    check_routes,
    assessment_routes,
    steering_routes,
    picture_routes,
    plan_routes,
    plan_class_routes,
    aid_routes,
    checklist_routes,
    finding_routes,
    batch_routes,
    visit_photo_routes,
    visit_plan_routes,
    form_routes,
    obligation_routes,
    figure_routes,
)


def _rules(parts: Parts) -> Route:
    book = load_policy(parts.settings.policy_file)
    return policy_route(book, describe, parts.clock)


def build_door(parts: Parts) -> Any:  # noqa: ANN401
    """Return the WSGI application of registry."""
    texts = problem_texts()
    routes = [route for routes in ROUTES for route in routes(parts)]
    return build_app(
        [*routes, *import_routes(parts, Texts(texts)), _rules(parts)],
        title="民情 登记 Minqing registry",
        version=VERSION,
        verifier=parts.verifier,
        texts=texts,
        statuses=ARCHIVE_STATUSES,
        health=parts.health,
        metrics=parts.metrics,
    )
