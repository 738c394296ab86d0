"""What this machine can do at most: broker and database alone, without our code."""

import contextlib
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator

import amqp
import psycopg2
from psycopg2.extras import execute_values

MESSAGES = 20_000
BODY = json.dumps({"petition_id": str(uuid.uuid4()), "text": "x" * 300})


@contextlib.contextmanager
def _channel(uri: str) -> Iterator[amqp.Channel]:
    user, _, rest = uri.removeprefix("amqp://").partition(":")
    password, _, rest = rest.partition("@")
    host = rest.split("/")[0]
    connection = amqp.Connection(host, user, password)
    connection.connect()
    try:
        yield connection.channel()
    finally:
        connection.close()


def pipelined_publish(uri: str, queue: str) -> float:
    """Return messages a second into a quorum queue, 500 confirms in flight."""
    with _channel(uri) as channel:
        channel.queue_declare(
            queue, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
        )
        channel.confirm_select()
        settled = [0]
        channel.events["basic_ack"].add(
            lambda tag, multiple: settled.__setitem__(0, max(tag, settled[0]))
        )
        begun = time.perf_counter()
        for sent in range(1, MESSAGES + 1):
            channel.basic_publish(amqp.Message(BODY, delivery_mode=2), "", queue)
            while sent - settled[0] > 500:
                channel.connection.drain_events(timeout=30)
        while settled[0] < MESSAGES:
            channel.connection.drain_events(timeout=30)
        return MESSAGES / (time.perf_counter() - begun)


def batched_consume(uri: str, queue: str, database_url: str) -> float:
    """Return messages a second taken and stored, a hundred rows a commit."""
    database = psycopg2.connect(database_url)
    cursor = database.cursor()
    cursor.execute("create table ceiling (id uuid primary key, body text)")
    database.commit()
    with _channel(uri) as channel:
        batch: list[amqp.Message] = []
        channel.basic_qos(0, 300, False)
        channel.basic_consume(queue, callback=batch.append)
        begun, done = time.perf_counter(), 0
        while done < MESSAGES:
            channel.connection.drain_events(timeout=30)
            if len(batch) < min(100, MESSAGES - done):
                continue
            rows = [(str(uuid.uuid4()), message.body) for message in batch]
            execute_values(cursor, "insert into ceiling values %s", rows)
            database.commit()
            channel.basic_ack(batch[-1].delivery_tag, multiple=True)
            done += len(batch)
            batch.clear()
        seconds = time.perf_counter() - begun
    with _channel(uri) as channel:
        channel.queue_delete(queue)
    cursor.execute("drop table ceiling")
    database.commit()
    database.close()
    return MESSAGES / seconds


def single_commits(database_url: str, clients: int, each: int = 1500) -> float:
    """Return commits of one row a second from so many connections."""
    setup = psycopg2.connect(database_url)
    setup.autocommit = True
    setup.cursor().execute("create table ceiling (id uuid primary key, body text)")

    def insert() -> None:
        connection = psycopg2.connect(database_url)
        connection.autocommit = True
        cursor = connection.cursor()
        for _ in range(each):
            cursor.execute(
                "insert into ceiling values (%s, %s)", (str(uuid.uuid4()), BODY)
            )
        connection.close()

    seconds = _together(insert, clients)
    setup.cursor().execute("drop table ceiling")
    setup.close()
    return clients * each / seconds


def _together(act: Callable[[], None], clients: int) -> float:
    threads = [threading.Thread(target=act) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def measure(uri: str, database_url: str) -> dict[str, float]:
    """Return every ceiling, rounded, by name."""
    queue = f"ceiling.{uuid.uuid4().hex[:6]}"
    publish = pipelined_publish(uri, queue)
    consume = batched_consume(uri, queue, database_url)
    found = {
        "publish_pipelined_per_s": publish,
        "consume_batched_commit_per_s": consume,
        "commits_1_client_per_s": single_commits(database_url, 1),
        "commits_4_clients_per_s": single_commits(database_url, 4),
    }
    return {name: round(value, 1) for name, value in found.items()}
