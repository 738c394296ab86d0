"""The OpenAPI 3.1 document, derived from the same table that serves the calls."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from minqing_chassis.http.patterns import publish_patterns
from minqing_chassis.http.problems import PROBLEM_JSON, ProblemSchema
from minqing_chassis.http.route import JSON, PUBLIC, Idempotency, Public, Route

BEARER = "bearer"

_PARAMETER = re.compile(r"\{(\w+)(?::(\w+)(\([^)]*\))?)?\}")
_TYPES: dict[str, dict[str, Any]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "dt": {"type": "string", "format": "date-time"},
}
_REASONS = {
    200: "成功 OK",
    201: "已创建 Created",
    202: "已受理 Accepted",
    204: "成功，无内容 No content",
    400: "请求格式有误 Malformed request",
    401: "未登录或令牌无效 Not authenticated",
    403: "无权操作 Not allowed",
    404: "未找到 Not found",
    409: "冲突或被规则拒绝 Conflict",
    413: "内容过大 Body too large",
    415: "不支持的内容类型 Unsupported content type",
    422: "内容有误 Invalid values",
    429: "尝试过多 Too many tries",
    503: "暂时不可用 Unavailable",
}


_SAME_KEY = "重试时沿用同一个值 The same value for every retry"
KEY_WORDS = {
    Idempotency.REQUIRED: f"{_SAME_KEY}.",
    Idempotency.OPTIONAL: (
        f"可不写；{_SAME_KEY}; optional: without it a call sent twice counts twice."
    ),
}

StatusOf = Callable[[type[BaseException]], int]


def document(
    routes: Sequence[Route], *, title: str, version: str, status_of: StatusOf
) -> dict[str, Any]:
    """Return the document as plain data; `status_of` tells what an error becomes."""
    plugin = MarshmallowPlugin(schema_name_resolver=_schema_name)
    spec = APISpec(title, version, "3.1.0", plugins=[plugin], info=_info())
    spec.components.security_scheme(
        BEARER, {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    spec.components.schema("Problem", schema=ProblemSchema)
    names = Counter(route.name for route in routes)
    for route in routes:
        name = route.name if names[route.name] == 1 else _long_name(route)
        operation = {"operationId": name, **_operation(route, status_of)}
        spec.path(
            path=openapi_path(route.path),
            operations={route.method.lower(): operation},
        )
    described: dict[str, Any] = publish_patterns(spec.to_dict())
    return described


def as_bytes(described: dict[str, Any]) -> bytes:
    """Return the document as JSON."""
    return json.dumps(described, ensure_ascii=False).encode()


def openapi_path(path: str) -> str:
    """Return a Falcon template without its converters."""
    return _PARAMETER.sub(r"{\1}", path)


def problem_statuses(route: Route, status_of: StatusOf) -> list[int]:
    """Return every status with which this route can refuse a call."""
    statuses = {503, *(status_of(error) for error in route.errors)}
    if route.reads_token:
        statuses.add(401)
    if route.roles is not PUBLIC:
        statuses.add(403)
    if _PARAMETER.search(route.path):
        statuses.add(404)
    if route.query is not None:
        statuses |= {400, 422}
    if route.headers is not None:
        statuses.add(422)
    if route.idempotency is not Idempotency.IGNORED:
        statuses.add(400)
    if route.has_body:
        statuses |= {400, 413, 415, 422}
    return sorted(statuses)


def _info() -> dict[str, str]:
    return {
        "description": (
            "错误以 application/problem+json（RFC 9457）返回，语言取自 "
            "`Accept-Language`（zh-CN、zh-TW、en）。每个应答都带 "
            "`X-Correlation-Id`，调用方也可自行指定（UUID）。\n\n"
            "Refusals are application/problem+json (RFC 9457) in the language of "
            "`Accept-Language`. Every answer carries `X-Correlation-Id`, which a "
            "caller may set (a UUID).\n\n"
            "请求头 `If-Match` 写读到的 `revision`（如 `3`）：此后若有人改过，"
            "答复 409，什么也不改；不写则不比较，必须写的地方答复 428。\n\n"
            "Where `If-Match` is read, it holds the `revision` that the caller has "
            'seen (`3` or `"3"`): if somebody changed the matter since, the answer '
            "is 409 and nothing is changed. Without it nothing is "
            "compared; where it must be there, the answer is 428."
        )
    }


def _long_name(route: Route) -> str:
    words = re.findall(r"\w+", openapi_path(route.path))
    return "_".join([route.method.lower(), *words])


def _schema_name(schema: Any) -> str:  # noqa: ANN401
    kind = schema if isinstance(schema, type) else type(schema)
    return str(kind.__name__).removesuffix("Schema")


def _operation(route: Route, status_of: StatusOf) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "parameters": list(_parameters(route)),
        "responses": _responses(route, status_of),
    }
    if route.tag:
        operation["tags"] = [route.tag]
    if route.has_body:
        operation["requestBody"] = {"required": True, "content": _content(route)}
    operation["description"] = _description(route)
    operation["security"] = _security(route)
    return operation


def _content(route: Route) -> dict[str, Any]:
    if route.body is not None:
        return {JSON: {"schema": route.body}}
    file = {"type": "string", "format": "binary"}
    return {kind: {"schema": file} for kind in route.takes}


def _security(route: Route) -> list[dict[str, list[str]]]:
    if not route.reads_token:
        return []
    return [{}, {BEARER: []}] if route.roles is PUBLIC else [{BEARER: []}]


def _description(route: Route) -> str:
    parts = [route.description] if route.description else []
    if not isinstance(route.roles, Public):
        parts.append("角色 Roles: " + ", ".join(sorted(route.roles)))
    if route.errors:
        codes = sorted({error.code for error in route.errors})
        parts.append("错误 Problems: " + ", ".join(codes))
    return "\n\n".join(parts)


def _parameters(route: Route) -> Iterable[dict[str, Any]]:
    for name, converter, _ in _PARAMETER.findall(route.path):
        schema = _TYPES.get(converter, {"type": "string"})
        yield {"in": "path", "name": name, "required": True, "schema": schema}
    if route.query is not None:
        yield {"in": "query", "schema": route.query}
    if route.headers is not None:
        yield {"in": "header", "schema": route.headers}
    if route.idempotency is not Idempotency.IGNORED:
        yield _idempotency_parameter(route)


def _idempotency_parameter(route: Route) -> dict[str, Any]:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": route.idempotency is Idempotency.REQUIRED,
        "description": KEY_WORDS[route.idempotency],
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    }


def _responses(route: Route, status_of: StatusOf) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, schema in route.replies.items():
        responses[str(status)] = _reply(route, status, schema)
    for status in problem_statuses(route, status_of):
        responses[str(status)] = {
            "description": _REASONS.get(status, str(status)),
            "content": {PROBLEM_JSON: {"schema": "Problem"}},
        }
    return responses


def _reply(route: Route, status: int, schema: type[Schema] | None) -> dict[str, Any]:
    reply: dict[str, Any] = {"description": _REASONS.get(status, str(status))}
    if schema is not None:
        reply["content"] = {JSON: {"schema": schema}}
    elif route.media_type != JSON:
        kinds = [each for each in (route.media_type, route.or_media_type) if each]
        reply["content"] = {each: {"schema": {"type": "string"}} for each in kinds}
    return reply
