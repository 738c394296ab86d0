"""Where the public finds registry's doors: said by the operator, or its own address."""

import pytest

from registry.settings import Settings

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "base"),
    [
        ({"PUBLIC_URL": "https://minqing.example/"}, "https://minqing.example"),
        ({"PUBLIC_URL": ""}, "http://127.0.0.1:8101"),
        ({}, "http://127.0.0.1:8101"),
    ],
)
def test_a17_links_in_the_feed_are_absolute(tmp_path, said, base):
    key = tmp_path / "key"
    key.write_text("k")
    environ = {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_REGISTRY": "postgresql://u:p@127.0.0.1/registry",
        "HTTP_ADDRESS": "127.0.0.1:8101",
        "JWT_PUBLIC_KEY_FILE": str(key),
        "SEALING_KEY_FILE": str(key),
    }
    assert Settings.read(environ | said).base_url == base
