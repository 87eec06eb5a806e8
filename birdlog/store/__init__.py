"""The store: engine, pragmas, reading and writing, upgrade, backup, check. The only room that commits."""

from birdlog.store.check import Finding
from birdlog.store.store import Store, open_store

__all__ = ["Finding", "Store", "open_store"]
