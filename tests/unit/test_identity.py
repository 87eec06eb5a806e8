"""Uids: 36 characters, in the order they were made, the same on every machine for the same parts."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from birdlog.models import uid5, uid7

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def test_uids_of_one_moment_are_in_order_and_never_twice() -> None:
    uids = [uid7(NOW) for _ in range(10_000)]
    assert uids == sorted(uids)
    assert len(set(uids)) == len(uids)
    first = uuid.UUID(uids[0])
    assert (len(uids[0]), first.version, first.variant) == (36, 7, uuid.RFC_4122)


def test_a_clock_that_steps_back_does_not_step_the_order_back() -> None:
    uids = [uid7(NOW + timedelta(days=1)), uid7(NOW), uid7(NOW - timedelta(days=9))]
    assert uids == sorted(uids)


def test_threads_never_share_a_uid() -> None:
    with ThreadPoolExecutor(8) as pool:
        uids = list(pool.map(lambda _turn: uid7(NOW), range(4000)))
    assert len(set(uids)) == 4000


def test_a_uid_tells_its_moment() -> None:
    later = NOW + timedelta(days=3650)
    assert abs((uuid.UUID(uid7(later)).int >> 80) - later.timestamp() * 1000) < 1000


def test_the_same_parts_make_the_same_uid() -> None:
    assert uid5("site", "2024-05-01", "", "1号塘") == "e01363cc-e09d-57dc-8aa4-388b930d4ee6"
    assert uid5("site", "2024-05-01", "", "1号塘") != uid5("site", "2024-05-01", "1号塘", "")
    assert uuid.UUID(uid5("a")).version == 5
