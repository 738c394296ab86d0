"""The words that the newer pages of staff put together from codes."""

from portal.domain import due_days
from portal.domain.asked import KINDS as KINDS_FOUND
from portal.domain.deciding import KINDS as KINDS_DECIDED
from portal.domain.links import LinkKind
from portal.domain.monthly import QUESTIONS, SAID
from portal.entrypoints.web.desk import (
    arrival_forms,
    arrivals,
    call_forms,
    callbacks,
    calls,
    decide,
    deciding,
    duties,
    figure_rows,
    files,
    found,
    informers,
    links,
    mediation,
    mediation_forms,
    owed_now,
    phrases,
    project_forms,
    projects,
    publishing,
    reports,
    rule_change,
    rule_words,
    rules,
    sampling,
    tallies,
    text_drafts,
    texts,
    tile_map,
    trends,
    visit_forms,
    waiting,
    worklists,
)
from portal.entrypoints.web.desk.bulk import DEEDS
from portal.entrypoints.web.visitor import KEYS, THEN
from portal.entrypoints.web.words import all_texts

PLACES = (
    *("arrivals", "projects", "phrases"),
    *("callback", "houses", "visits", "duties", "decide", "field"),
    *("reports", "publish", "import", "policies", "more", "map", "texts", "links"),
)
FOUND = ("open", "settled", "due", "registered", "refused")
LEDGER_STATES = ("entered", "discussed", "reported", "published")


def composed():
    """Every key that a template builds."""
    items = ("topic", "diary", *visit_forms.ITEMS)
    return {
        *leading(),
        *daily(),
        *window(),
        *rooms("mediation", mediation_forms.ACTS, mediation.LOOKS),
        *rooms("project", project_forms.ACTS, projects.LOOKS),
        *of_rooms(),
        *wordings(),
        *(f"desk.nav.{each}" for each in PLACES),
        *(f"links.state.{each}" for each in links.LOOKS),
        *(f"links.kind.{each}" for each in LinkKind),
        *of_informers(),
        *of_found(),
        *(f"call.{each}" for each in ("telephone", "name", "request")),
        *(f"guide.{each}" for each in ("answer", "materials", "words")),
        *(f"guide.{each}-hint" for each in ("answer", "materials", "words")),
        *(f"call.urgency.{each}" for each in call_forms.URGENCY),
        *(f"call.wish.{each}" for each in call_forms.WISHES),
        *(f"call.mere.{each}" for each in call_forms.MERE),
        *(f"call.done.{each}" for each in calls.DONE),
        *(f"callback.of.{each}" for each in callbacks.KINDS),
        *(f"callback.did.{each}" for each in ("yes", "no")),
        *(f"callback.reached.{each}" for each in ("yes", "no")),
        *(f"tally.{each}" for each in callbacks.TALLY),
        *(f"miss.{each}" for each in callbacks.MISSES),
        *(f"finding.state.{each}" for each in FOUND),
        *(f"visit.item.{each}" for each in items),
        *(f"visit.outcome.{each}" for each in visit_forms.OUTCOMES),
        *(f"visit.did.{each}" for each in ("record", "finding", "items", "close")),
        *(f"family.{each}" for each in visit_forms.FAMILIES),
        *(f"visit.point.{each}" for each in visit_forms.POINTS),
        *("visit.firms-none", "visit.items-add", "visit.items-do"),
        *(f"duty.state.{each}" for each in duties.STANDINGS),
        *(f"fault.{each}.empty" for each in ("diary", "finding")),
        *("callback.since", "callback.until", "callback.none"),
        *("duty.behind", "duty.all", "visit.none"),
    }


def of_informers():
    """The words of an informer's months, on the telephone and at the desk."""
    states = ("missing", "draft", "waits", "done", "unknown")
    return {
        *(f"report.done.{each}" for each in ("sent", "told", "kept")),
        *(f"report.state.{each}" for each in states),
        *(f"report.by.{each}" for each in ("me", "other")),
        *("report.until", "report.shut", "report.late"),
        *(f"report.act.{each}" for each in ("write", "change", "look")),
        *(f"report.q.{each}" for each in QUESTIONS),
        *(f"report.a.{each}.{word}" for each in QUESTIONS for word in SAID),
        *("report.send", "report.send-again"),
        *("informers.none", "informers.none-so", "desk.nav.informers"),
        *(f"informers.only.{each}" for each in ("all", *informers.NARROWED)),
        *(f"informers.state.{each}" for each in informers.LOOKS),
        *(f"informers.done.{each}" for each in informers.DONE),
    }


def of_found():
    """The words of what was looked for."""
    return {
        *(f"found.of.{each}" for each in KINDS_FOUND),
        *(f"found.try.{each}" for each in found.TRIES),
        *("found.open", "found.ended"),
    }


def window():
    """The words of who comes to the door."""
    fields = ("text", "request", "reasons", "place")
    return {
        *(f"arrival.state.{each}" for each in arrivals.LOOKS),
        *(f"arrival.did.{each}" for each in ("recorded", *arrivals.FORMS)),
        *(f"arrival.outcome.{each}" for each in arrival_forms.OUTCOMES),
        *(f"arrival.ground.{each}" for each in arrival_forms.GROUNDS),
        *(f"arrival.kind.{each}" for each in arrival_forms.CONDUCT),
        *(f"window.{each}" for each in (*fields, "name", "telephone", "address")),
        *("window.people", "arrivals.held", "arrivals.no-matter"),
        *("arrivals.not-own", "arrivals.none"),
        *(f"fault.{each}.empty" for each in ("turn-words", "conduct-words")),
        "fault.receipt.empty",
    }


def rooms(room, acts, states):
    """The words of a room's acts and their fields."""
    return {
        *(f"{room}.state.{each}" for each in states),
        *(f"{room}.act.{each}" for each in acts if each != "satisfaction"),
        *(f"{room}.do.{each}" for each in acts if each != "satisfaction"),
        *(f"{room}.did.{each}" for each in acts),
        *(
            f"{room}.{name}.{field}"
            for name, act in acts.items()
            for field, _ in act.fields
        ),
        *(
            f"{room}.{field}.{word}"
            for act in acts.values()
            for field, kind in act.fields
            if not isinstance(kind, str)
            for word in kind
        ),
    }


def of_rooms():
    """The other words that the rooms put together."""
    asked = ("subject", "venue", "label", "claim", "division", "mediators", "minutes")
    asked += ("institution", "expertise", "agreement", "progress", "budget")
    feasts = ("spring-festival", "dragon-boat", "mid-autumn")
    return {
        *(f"fault.{each}.empty" for each in asked),
        *(f"mediation.check.{each}" for each in ("open", "yes", "no")),
        *(f"mediation.satisfied.{each}" for each in ("yes", "no")),
        *(f"mediation.begin.{each}" for each in ("subject", "place")),
        *(f"project.eve.{each}" for each in feasts),
        *("fault.project-name.empty", "fault.goal.empty", "project.did.begin"),
        *("mediation.did.begin", "mediation.hint.close", "project.hint.budget"),
    }


def wordings():
    """The words about texts that people are sent."""
    readers = ("petitioner", "follower", "owner", "handler", "superior")
    return {
        *(f"texts.to.{each}" for each in (*readers, "dispatch", "unit", "informed")),
        *(f"texts.by.{each}" for each in texts.MEANS),
        *(f"texts.in.{each}" for each in texts.LANGUAGES),
        *(f"texts.{each}" for each in ("subject", "body")),
        *(f"texts.state.{each}" for each in text_drafts.LOOKS),
        *(f"texts.did.{each}" for each in text_drafts.DONE),
        "fault.text-body.empty",
    }


TABS = ("lead", "board", "map", "trends", "reports", "duties", "sampling")


KINDS = (
    *("visit", "obligation", "tile", "ledger"),
    *("benefit", "programme", "check", "assessment"),
)


def spoken():
    """The words of rules: keys of lines, of kinds, and of every code beside them."""
    own = set(all_texts())
    titled = {*KINDS, "plan-class", "visited-class"}
    return {
        *(f"term.{each}" for each in rule_words.UNITS),
        *(f"rule.{key}" for key, _ in rule_words.LINES),
        *(f"span.{each}" for each in rule_change.SPANS),
        *("change.effect", "change.effect-most", "fault.basis.empty"),
        *(f"rule.reminder-{each}" for each in ("before", "after")),
        *(f"rule.{each}" for each in ("yes", "no", "none")),
        *("rule.joined", "rule.about", "rule.weights", "rule.source"),
        *(f"rule.r.{each}" for each in titled),
        *(each for each in own if each.startswith(("rw.", "rule.n.", "owed."))),
    }


def mornings():
    """The words of the leader's morning, of the tiles, and of rows behind figures."""
    spans = set(figure_rows.COHORTS) - {"due"}
    return {
        *(f"map.{each}" for each in ("what", "by", "of")),
        *(f"map.by.{each}" for each in tile_map.BY),
        *(f"map.what.{each}" for each in owed_now.KINDS),
        *(f"map.hint.{each}" for each in owed_now.KINDS),
        *(f"cohort.{each}" for each in figure_rows.COHORTS),
        *(f"rows.span.{each}" for each in spans),
        *(f"measure.{each}" for each in figure_rows.MEASURES),
        *(f"aside.{each}" for each in figure_rows.ASIDES),
        *(f"back.{each[1:].replace('/', '-')}" for each in figure_rows.BACK),
    }


def drawn():
    """The words of draws, and of what checks found."""
    return {
        *(f"sampling.found.{each}" for each in sampling.FOUND),
        *(f"sampling.means.{each}" for each in sampling.MEANS),
        *(f"sampling.differs.{each}" for each in sampling.ASPECTS),
        *(f"sampling.did.{each}" for each in ("draw", "found")),
        *("sampling.record", "sampling.again"),
    }


def daily():
    """The words of lists, of drafts, and of where a desk goes on."""
    return {
        *(f"desk.tab.{name}" for name, _, _ in worklists.LISTS),
        *(f"desk.filter.{each}" for each in worklists.TICKS),
        *(f"desk.late.{each}" for each in worklists.LATE),
        *(f"desk.due.{each}" for each in due_days.DAYS),
        *(f"watch.day.{each}" for each in due_days.DAYS),
        *(f"watch.figure.{name}" for name, _, _ in tallies.HEAD),
        *(f"waits.{each}" for each in (*waiting.RULING, "other")),
        *(f"stands.{each}" for each in waiting.GROUNDS),
        *(each for each in all_texts() if each.startswith("moved.")),
        *("desk.tab.calls", "desk.escalated", "desk.redo"),
        *(f"then.{each}" for each in (*THEN, "here", "none", "list-here")),
        *(f"bulk.{what}.{each}" for what in ("do", "title") for each in DEEDS),
        *(f"phrases.did.{each}" for each in phrases.DONE),
        *(f"fault.phrase-{each}.empty" for each in ("title", "body")),
        *("case.all", "case.public", "case.inner"),
        *("here.looks", "here.writes"),
        *("did.merge", "merge.own", "merge.others", "fault.asks.empty"),
        *(
            "fault.contribution.empty",
            "draft.taken",
            "draft.yours",
            "fault.view-name",
            "fault.views-many",
        ),
    }


def queued():
    """The words of the queue of a head, and of its keys."""
    by_kind = ("kind", "asks", "agree", "refuse")
    keys = ("down", "up", "open", "find", "new", "inbox", "watch", "decide")
    return {
        *(f"decide.{what}.{kind}" for what in by_kind for kind in KINDS_DECIDED),
        *(f"decide.said.{each}" for each in decide.ANSWERS),
        *("decide.step.reopen", "decide.why-unhappy", "decide.explained"),
        *("decide.reason", "decide.text-always", "decide.text-hint"),
        *(f"keys.{each}" for each in (*keys, "agree", "refuse", "send", "help")),
        *(f"keys.{each}" for each in (*KEYS, "hint", "is-off")),
    }


def leading():
    """The words of pages for who decides, publishes, imports, and looks rules up."""
    return {
        *(f"watch.tab.{each}" for each in TABS),
        *mornings(),
        *spoken(),
        *(f"trend.{each}" for each in ("of", "by", "against", "sort")),
        *(f"trend.by.{each}" for each in trends.APART),
        *(f"trend.against.{each}" for each in trends.AGAINST),
        *(f"trend.sort.{each}" for each in trends.SORTS),
        *(f"report.name.{each}" for each in reports.NAMES),
        *queued(),
        *drawn(),
        *(f"review.stage.{each}" for each in deciding.STAGES),
        *(f"review.state.{each}" for each in deciding.STATES),
        *(f"review.outcome.{each}" for each in deciding.OUTCOMES),
        *(f"publish.state.{each}" for each in publishing.STATES),
        *(f"ledgers.state.{each}" for each in LEDGER_STATES),
        *(f"publish.why.{each}" for each in publishing.REASONS),
        *(f"publish.did.{each}" for each in ("write", "withdraw")),
        *("publish.done", "publish.result"),
        *(f"fault.{each}.empty" for each in ("opinion", "done", "result")),
        *(f"import.state.{each}" for each in files.STATES),
        *(f"import.count.{each}" for each in files.COUNTS),
        *(f"import.of.{each}" for each in files.KINDS),
        *(f"term.{each}" for each in rule_words.UNITS),
        *(f"policy.of.{each}" for each in rules.OWNERS),
    }
