"""A year of invented but realistic records, said to be invented wherever they go, in a database of its own."""

from birdlog.demo.make import WHO, YEARS, DemoMade, make_demo

__all__ = ["WHO", "YEARS", "DemoMade", "make_demo"]
