"""A page to browse the API: made from the OpenAPI document, needs nothing else."""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;color:#222;
max-width:60rem;margin:0 auto;padding:1rem}
h1{margin-bottom:0}h2{margin-top:2rem;border-bottom:1px solid #ccc}
details{border:1px solid #ddd;border-radius:6px;margin:.5rem 0;padding:.4rem .8rem}
summary{cursor:pointer}code,pre{background:#f5f5f5;border-radius:4px;padding:0 .3rem}
pre{padding:.6rem;overflow:auto}table{border-collapse:collapse;width:100%}
code,td,th,summary,h1,h2,h3{overflow-wrap:anywhere}.wide{overflow-x:auto}
nav{background:#f7f9fc;border-radius:6px;padding:.4rem .8rem}
nav ul{margin:.3rem 0;padding-left:1.2rem;columns:16rem}
td,th{border:1px solid #ddd;padding:.2rem .5rem;text-align:left;vertical-align:top}
section{margin:1rem 0}section h3,h4{margin:.6rem 0 .2rem}
section:target{background:#fffbe6}
.method{display:inline-block;min-width:4rem;font-weight:bold;color:#0b5394}
"""
_CODE = re.compile(r"`([^`]+)`")


def render(document: dict[str, Any]) -> bytes:
    """Return the page as UTF-8 HTML: labels in Chinese first, then English."""
    return "\n".join(_page(document)).encode()


def _page(document: dict[str, Any]) -> Iterator[str]:
    info = document["info"]
    title = escape(info["title"])
    yield '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1><p>版本 Version {escape(info['version'])} · "
    yield '<a href="/openapi.json">OpenAPI 3.1</a></p>'
    yield _paragraphs(info.get("description", ""))
    tags = _by_tag(document)
    yield _contents(tags)
    for number, (tag, operations) in enumerate(tags.items(), start=1):
        yield f'<h2 id="part-{number}">{escape(tag)}</h2>'
        yield from (_operation(*each) for each in operations)
    yield '<h2 id="schemas">数据结构 Schemas</h2>'
    for name, schema in document["components"]["schemas"].items():
        yield _schema(name, schema)
    yield "</body></html>"


def _contents(tags: dict[str, Any]) -> str:
    """Return the table of contents: each part, and how many operations it has."""
    parts = "".join(
        f'<li><a href="#part-{number}">{escape(tag)}</a> {len(operations)}</li>'
        for number, (tag, operations) in enumerate(tags.items(), start=1)
    )
    return (
        '<nav aria-label="目录 Contents"><h2>目录 Contents</h2>'
        f'<ul>{parts}<li><a href="#schemas">数据结构 Schemas</a></li></ul></nav>'
    )


def _by_tag(
    document: dict[str, Any],
) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    tags: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["接口 API"])[0]
            tags.setdefault(tag, []).append((path, method, operation))
    return tags


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    return "".join(
        (
            f'<details id="{escape(operation["operationId"])}"><summary>',
            f'<span class="method">{method.upper()}</span> ',
            f"<code>{escape(path)}</code> {_words(operation['summary'])}</summary>",
            _paragraphs(operation.get("description", "")),
            _parameters(operation.get("parameters", [])),
            _request(operation.get("requestBody")),
            _responses(operation["responses"]),
            "</details>",
        )
    )


def _parameters(parameters: list[dict[str, Any]]) -> str:
    rows = (
        (
            f"<code>{escape(each['name'])}</code>",
            escape(each["in"]),
            "必填 required" if each.get("required") else "",
            _brief(each.get("schema", {})),
            _words(each.get("description", "")),
        )
        for each in parameters
    )
    return _table("参数 Parameters", rows) if parameters else ""


def _request(body: dict[str, Any] | None) -> str:
    if body is None:
        return ""
    rows = (
        (f"<code>{escape(kind)}</code>", _brief(content["schema"]))
        for kind, content in body["content"].items()
    )
    return _table("请求内容 Body", rows)


def _responses(responses: dict[str, Any]) -> str:
    rows = (
        (
            escape(status),
            escape(response["description"]),
            " ".join(_brief(c["schema"]) for c in response.get("content", {}).values()),
        )
        for status, response in responses.items()
    )
    return _table("应答 Responses", rows)


def _schema(name: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = (
        (
            f"<code>{escape(each)}</code>",
            "必填 required" if each in required else "",
            _brief(described),
        )
        for each, described in schema.get("properties", {}).items()
    )
    return (
        f'<section id="schema-{escape(name)}"><h3><code>{escape(name)}</code></h3>'
        f"{_table('字段 Fields', rows)}</section>"
    )


def _brief(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#schema-{name}"><code>{name}</code></a>'
    if schema.get("type") == "array":
        return f"[ {_brief(schema.get('items', {}))} ]"
    return f"<code>{escape(json.dumps(schema, ensure_ascii=False))}</code>"


def _table(caption: str, rows: Iterator[tuple[str, ...]] | Any) -> str:  # noqa: ANN401
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<h4>{caption}</h4><div class="wide"><table>{body}</table></div>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_words(part)}</p>" for part in text.split("\n\n") if part)


def _words(text: str) -> str:
    """Return escaped text; what stands between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))
