"""Sealed files in a bucket of an S3-compatible store, for sites with many machines."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from minqing_chassis.files.store import FilesAway, key_in, place_of

REACH_SECONDS: Final = 2
ANSWER_SECONDS: Final = 5
TRIES: Final = 2
AT_ONCE: Final = 1000
"""So many names stand in one answer."""
MISSING: Final = frozenset({"404", "NoSuchKey"})
STYLES: Final = ("path", "virtual")
REGION: Final = "us-east-1"
"""What a store without regions is told."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Where a bucket is: `https://HOST/BUCKET/PREFIX?region=R&style=path|virtual`.

    Most stores are reached by path; those of some clouds want the bucket before the
    host (`virtual`), which is written the same way here.
    """

    endpoint: str
    name: str
    prefix: str = ""
    region: str = REGION
    style: str = "path"

    @classmethod
    def read(cls, said: str) -> Self:
        """Read the address; raise ValueError with what is wrong with it."""
        parts, asked = urlsplit(said), parse_qs(urlsplit(said).query)
        name, _, prefix = unquote(parts.path).strip("/").partition("/")
        if parts.scheme not in {"https", "http"} or not parts.hostname or not name:
            raise ValueError("must be https://HOST/BUCKET, and a prefix if you like")
        if parts.username or parts.fragment or set(asked) - {"region", "style"}:
            raise ValueError("may say ?region=…&style=path|virtual and nothing else")
        told = {name: values[-1] for name, values in asked.items()}
        if told.get("style", "path") not in STYLES:
            raise ValueError("has a style that is neither path nor virtual")
        endpoint = f"{parts.scheme}://{parts.netloc}"
        return cls(endpoint=endpoint, name=name, prefix=prefix, **told)

    def below(self, *rooms: str) -> str:
        """Return what the names of the files in a room of it begin with."""
        named = [quote(each, safe="") for each in rooms if each]
        return "/".join([each for each in (self.prefix, *named) if each] + [""])


@dataclass(frozen=True)
class AccessKeys:
    """Who we are at the store."""

    name: str
    secret: str = field(repr=False)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a file of two lines, the key's id and the secret; raise ValueError."""
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        said = [line for line in lines if line and not line.startswith("#")]
        if len(said) != 2:
            raise ValueError("must have two lines: the key's id and the secret")
        return cls(*said)


class S3Store:
    """Keeps files as objects; the library is read when the first one is asked for."""

    def __init__(self, bucket: Bucket, keys: AccessKeys, *rooms: str) -> None:
        self._bucket = bucket
        self._keys = keys
        self._below = bucket.below(*rooms)
        self._made: Any = None

    def put(self, key: str, sealed: bytes) -> None:
        """Keep lastingly: the store answers once it has the whole object."""
        with _away():
            self._client.put_object(
                **self._at(key), Body=sealed, ContentType="application/octet-stream"
            )

    def get(self, key: str) -> bytes:
        """Return what was put; raise FileNotFoundError."""
        with _away():
            found: bytes = self._client.get_object(**self._at(key))["Body"].read()
            return found

    def delete(self, key: str) -> None:
        """Let it be gone; what is not there is gone already."""
        with _away():
            self._client.delete_object(**self._at(key))

    def kept_at(self, key: str) -> float | None:
        """Return when it was put last, in whole seconds; None: it is not there."""
        asked = self._at(key)
        try:
            with _away():
                told = self._client.head_object(**asked)
        except FileNotFoundError:
            return None
        return float(told["LastModified"].timestamp())

    def older(self, moment: float) -> Iterator[str]:
        """Yield the keys of what was put before a moment; so many are asked at once."""
        with _away():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket.name,
                Prefix=self._below,
                PaginationConfig={"PageSize": AT_ONCE},
            )
            for each in (one for page in pages for one in page.get("Contents", ())):
                key = key_in(each["Key"].removeprefix(self._below))
                if key and each["LastModified"].timestamp() < moment:
                    yield key

    def drop_parts(self, moment: float) -> int:
        """Do nothing: an object is there whole or it is not there."""
        return 0

    def _at(self, key: str) -> Mapping[str, str]:
        return {"Bucket": self._bucket.name, "Key": self._below + place_of(key)}

    @property
    def _client(self) -> Any:  # noqa: ANN401 - the library has no types
        if self._made is None:
            self._made = _client(self._bucket, self._keys)
        return self._made


def _client(bucket: Bucket, keys: AccessKeys) -> Any:  # noqa: ANN401
    """Return a client; checksums that not every store knows are left out."""
    from botocore.config import Config
    from botocore.session import Session

    return Session().create_client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name=bucket.region,
        aws_access_key_id=keys.name,
        aws_secret_access_key=keys.secret,
        config=Config(
            connect_timeout=REACH_SECONDS,
            read_timeout=ANSWER_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": bucket.style},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            proxies={},
        ),
    )


@contextmanager
def _away() -> Iterator[None]:
    """Say of whatever the store answers but "not there" that the files are away."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            raise FileNotFoundError from None
        raise FilesAway(f"the store answered {code}") from None
    except BotoCoreError as error:
        raise FilesAway(type(error).__name__) from None
