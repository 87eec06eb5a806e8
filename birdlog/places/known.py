"""The site that a new database starts with."""

from __future__ import annotations

from dataclasses import dataclass

from birdlog.places.points import Point

__all__ = ["YINGWUZHOU", "KnownSite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSite:
    """A site whose facts stand in the source; its uid never changes, so that any two databases agree on it."""

    uid: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    pinyin: str
    initials: str
    county_zh: str
    county_en: str
    state: str  # eBird's and ISO 3166-2's code without the country
    country: str
    point: Point
    uncertainty_m: float
    area_ha: float
    timezone: str
    restored: int

    @property
    def lat(self) -> float:
        """Latitude, degrees WGS 84."""
        return self.point.lat

    @property
    def lon(self) -> float:
        """Longitude, degrees WGS 84."""
        return self.point.lon

    def name(self, language: str = "zh") -> str:
        """Return the name in a language, "zh" or "en"."""
        return self.name_zh if language == "zh" else self.name_en


YINGWUZHOU = KnownSite(
    uid="9ad8be28-d804-422f-bf51-b6443ca98d68",
    name_zh="鹦鹉洲湿地",
    name_en="Yingwuzhou Wetland",
    short_zh="鹦鹉洲",
    short_en="Yingwuzhou",
    pinyin="ying wu zhou shi di",
    initials="ywz",
    county_zh="金山区",
    county_en="Jinshan",
    state="SH",
    country="CN",
    point=Point(30.71, 121.34),
    # The point is known to two decimals only. Rounding alone may have moved it by 0.005 degrees either way, which is
    # 554 m north or south and 479 m east or west here: 732 m from corner to centre. No boundary is known, so none is
    # given; whoever has stood there with a receiver mends the point, and then this figure.
    uncertainty_m=750.0,
    area_ha=23.2,
    timezone="Asia/Shanghai",
    restored=2016,
)
