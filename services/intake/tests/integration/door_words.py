"""What tests say at intake's door, and what they read of its answers."""

from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY

PERSON = {"name": "周小某", "telephone": "13800008000", "address": "东街65号9栋2单元"}
PERIOD = {"since": "2014-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}


def post(door, path, body, token=None, **options):
    token = token or door.token()
    return door.call("POST", f"/v1/{path}", body, token=token, **options)


def get(door, path, role=Role.CLERK, organisation=COMMUNITY, **query):
    token = door.token(role, organisation)
    return door.call("GET", f"/v1/{path}", params=query, token=token)


def staff_part(door, submitted):
    return get(door, f"petitions/{submitted['receipt']}").json["staff"]


def code_of(result):
    return result.json["type"].rpartition(":")[2]


def events(intake):
    rows = intake.database.rows("select body::jsonb as body from outbox order by seq")
    return [row["body"] for row in rows]


ENTERPRISE = {
    "name": "某某电子厂",
    "organisation_id": COMMUNITY,
    "division_code": COMMUNITY,
}


def put_enterprise(door, enterprise_id="91440300X"):
    path = f"/v1/enterprises/{enterprise_id}"
    return door.call("PUT", path, ENTERPRISE, token=door.token(Role.SUPERVISOR))
