"""What the tests of records stand on: 观察者甲's book, and 观察者乙's at another terminal."""

from collections.abc import Iterator

import pytest

from birdlog.checklist import Checklist
from birdlog.store import Store
from tests.database.book import Book


@pytest.fixture
def book(store: Store, checklist: Checklist) -> Iterator[Book]:
    """Return 观察者甲's book on an open store, once on each kind of database."""
    yield Book(store, checklist)


@pytest.fixture
def other(ready_url: str, book: Book) -> Iterator[Book]:
    """Return 观察者乙's book: another terminal on the same database."""
    with Store(ready_url) as store:
        yield Book(store, book.checklist, who="观察者乙")
