"""What the door's tests knock with, and how they read a refusal."""

from marshmallow import Schema, fields, validate


class Petition(Schema):
    title = fields.String(required=True, validate=validate.Length(min=1, max=10))
    floor = fields.Integer()
    place = fields.Dict(keys=fields.String(), values=fields.String())


class Page(Schema):
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    state = fields.List(fields.String())


class Code(Schema):
    code = fields.String(required=True, data_key="Tracking-Code")


def raising(error):
    def answer(_):
        raise error

    return answer


def problem(reply, status, code):
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert "X-Correlation-Id" in reply.headers
    said = reply.json
    assert said["type"] == f"urn:minqing:problem:{code}"
    assert said["status"] == status
    assert said["title"]
    assert said["instance"] == f"urn:uuid:{reply.headers['X-Correlation-Id']}"
    return said
