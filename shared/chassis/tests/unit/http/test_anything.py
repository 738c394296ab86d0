"""Whatever goes in, the door stands."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.chassis.tests.unit.http.knocking import Page, Petition

pytestmark = pytest.mark.unit

SLOW = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@SLOW
@given(
    body=st.binary(max_size=300),
    content_type=st.sampled_from(["application/json", "", "text/plain"]),
)
def test_any_bytes_as_a_body_never_break_the_door(door, body, content_type):
    assert door(body=Petition).post(body, content_type).status_code < 500


WORDS = st.text(max_size=20) | st.integers() | st.floats() | st.none() | st.booleans()


@SLOW
@given(
    document=st.recursive(
        WORDS,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["title", "floor", "place"]) | st.text(max_size=3),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_as_a_body_never_breaks_the_door(door, document):
    body = json.dumps(document).encode()
    assert door(body=Petition).post(body).status_code < 500


@SLOW
@given(
    path=st.text(max_size=20),
    query=st.text(alphabet=st.characters(max_codepoint=255), max_size=40),
    headers=st.dictionaries(
        st.sampled_from(["Authorization", "Accept-Language", "X-Correlation-Id"]),
        st.text(alphabet=st.characters(max_codepoint=255, exclude_categories=["Cc"])),
    ),
)
def test_any_path_query_and_headers_never_break_the_door(door, path, query, headers):
    it = door(method="GET", path="/it/{word}", query=Page)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/it/" + path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        "wsgi.input": io.BytesIO(),
        **{f"HTTP_{n.upper().replace('-', '_')}": v for n, v in headers.items()},
    }
    answered = []
    list(it.app(environ, lambda status, _: answered.append(status)))
    assert int(answered[0][:3]) < 500
