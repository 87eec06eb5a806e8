"""The closed vocabularies of a sighting and a survey, each word in both languages.

A term's code is what the database stores and what exports map from; its words are what people type and read.
Words stand here, not in the translations, because the entry line understands both languages whichever is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = [
    "AGE",
    "BEHAVIOUR",
    "BREEDING",
    "CERTAINTY",
    "CONDITION",
    "COVERAGE",
    "DETECTION",
    "DISTURBANCE",
    "ENTERED",
    "PLUMAGE",
    "PRECISION",
    "PROTOCOL",
    "RELATION",
    "REVIEW",
    "SEX",
    "SKY",
    "TARGET",
    "TIDE",
    "TIDE_RANGE",
    "WATER_LEVEL",
    "Term",
    "Vocabulary",
]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed list: its stored code, its English and Chinese words, and other spellings people type."""

    code: str
    english: str
    chinese: str
    also: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        """Return the word shown in ``language`` ("zh" or "en")."""
        return self.chinese if language == "zh" else self.english


class Vocabulary:
    """A closed list of terms, in the order in which people are offered them."""

    def __init__(self, name: str, *terms: Term) -> None:
        self.name = name
        self.terms = terms
        self._by_code = {term.code: term for term in terms}
        self._by_word: dict[str, Term] = {}
        for term in terms:
            for word in (term.code, term.english, term.chinese, *term.also):
                self._by_word.setdefault(word.casefold(), term)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Term:
        return self._by_code[code]

    @property
    def codes(self) -> tuple[str, ...]:
        """The stored codes, in order."""
        return tuple(self._by_code)

    def find(self, word: str) -> Term | None:
        """Return the term that ``word`` (a code or any of its words, in any case) names, or None."""
        return self._by_word.get(word.strip().casefold())

    def label(self, code: str, language: str) -> str:
        """Return the word for ``code``; an unknown code is shown as it is, a blank one as blank."""
        term = self._by_code.get(code)
        return term.word(language) if term else code


DETECTION = Vocabulary(
    "detection",
    Term("seen", "seen", "目击", ("看见", "见")),
    Term("heard", "heard", "仅闻其声", ("听", "听到", "闻声", "h")),
    Term("both", "seen and heard", "目击并闻声"),
    Term("overhead", "flying over", "飞过", ("飞", "过境", "overhead", "o")),
    Term("sign", "sign", "痕迹", ("羽毛", "足迹")),
)
CONDITION = Vocabulary(
    "condition",
    Term("alive", "alive", "活体"),
    Term("sick", "sick or injured", "伤病", ("病", "伤", "sick")),
    Term("dead", "dead", "死亡", ("死", "死体")),
)
CERTAINTY = Vocabulary(
    "certainty",
    Term("certain", "certain", "确定"),
    Term("probable", "probable", "很可能"),
    Term("uncertain", "uncertain", "存疑", ("疑",)),
)
REVIEW = Vocabulary(
    "review",
    Term("none", "not reviewed", "未审核"),
    Term("query", "to be checked", "待核"),
    Term("confirmed", "confirmed", "已核"),
    Term("rejected", "not accepted", "不采纳"),
)
SEX = Vocabulary(
    "sex",
    Term("male", "male", "雄", ("♂", "公", "m", "雄鸟")),
    Term("female", "female", "雌", ("♀", "母", "f", "雌鸟")),
)
AGE = Vocabulary(
    "age",
    Term("adult", "adult", "成", ("a", "成鸟")),
    Term("immature", "immature", "亚", ("i", "亚成", "亚成鸟")),
    Term("juvenile", "juvenile", "幼", ("j", "幼鸟")),
    Term("chick", "chick", "雏", ("p", "雏鸟")),
    Term("first-winter", "first winter", "一冬", ("第一年冬羽",)),
)
PLUMAGE = Vocabulary(
    "plumage",
    Term("breeding", "breeding plumage", "繁殖羽"),
    Term("non-breeding", "non-breeding plumage", "非繁殖羽"),
)
BREEDING = Vocabulary(
    "breeding",
    Term("NY", "nest with young", "有雏"),
    Term("NE", "nest with eggs", "有卵"),
    Term("FS", "carrying faecal sac", "衔粪囊"),
    Term("FY", "feeding young", "喂幼"),
    Term("CF", "carrying food", "衔食"),
    Term("FL", "recently fledged young", "刚离巢幼鸟"),
    Term("ON", "occupied nest", "坐巢"),
    Term("UN", "used nest", "旧巢"),
    Term("DD", "distraction display", "拟伤"),
    Term("NB", "nest building", "筑巢"),
    Term("CN", "carrying nesting material", "衔材"),
    Term("PE", "brood patch", "孵卵斑"),
    Term("B", "wren or woodpecker nest building", "造巢洞"),
    Term("A", "agitated behaviour", "激动护巢"),
    Term("N", "visiting probable nest site", "探访巢址"),
    Term("C", "courtship, display or copulation", "求偶"),
    Term("T", "territory held", "占域"),
    Term("P", "pair in suitable habitat", "成对"),
    Term("M", "seven or more singing birds", "多只鸣唱"),
    Term("S7", "singing present for seven days or more", "连续鸣唱"),
    Term("S", "singing bird", "鸣唱"),
    Term("H", "in appropriate habitat", "生境"),
    Term("F", "flyover", "飞越"),
)
BEHAVIOUR = Vocabulary(
    "behaviour",
    Term("foraging", "foraging", "觅食", ("取食", "捕食", "feeding")),
    Term("resting", "resting", "休息", ("停栖", "栖息", "停歇")),
    Term("roosting", "roosting", "夜栖", ("归巢", "过夜", "睡觉")),
    Term("preening", "preening", "理羽", ("整羽", "梳羽")),
    Term("bathing", "bathing", "洗浴", ("洗澡", "沐浴")),
    Term("swimming", "swimming", "游水", ("游泳", "游动")),
    Term("diving", "diving", "潜水"),
    Term("flying", "flying", "飞行", ("飞翔", "盘旋")),
    Term("calling", "calling", "鸣叫", ("叫",)),
    Term("alert", "alert", "警戒", ("警觉",)),
    Term("chasing", "chasing", "追逐", ("打斗", "驱赶")),
    Term("mobbing", "mobbing", "围攻"),
    Term("hawking", "hawking insects", "飞捕", ("空中捕食",)),
    Term("perching", "perching", "站立", ("站", "立")),
    Term("walking", "walking", "行走", ("走动",)),
    Term("migrating", "migrating", "迁飞", ("迁徙",)),
)
PROTOCOL = Vocabulary(
    "protocol",
    Term("stationary", "stationary", "样点", ("定点",)),
    Term("traveling", "travelling", "样线", ("traveling", "行进", "样线法")),
    Term("area", "area count", "分区直数", ("直数", "直接计数")),
    Term("incidental", "incidental", "随机记录", ("随机", "偶遇")),
    Term("historical", "historical", "历史资料", ("历史",)),
)
TARGET = Vocabulary(
    "target",
    Term("all", "all birds", "所有鸟类", ("全部",)),
    Term("waterbirds", "waterbirds", "水鸟"),
    Term("shorebirds", "shorebirds", "鸻鹬类"),
    Term("raptors", "raptors", "猛禽"),
    Term("landbirds", "land birds", "林鸟", ("陆鸟",)),
)
ENTERED = Vocabulary(
    "entered",
    Term("live", "now", "现在记录"),
    Term("afterwards", "afterwards", "补录"),
    Term("imported", "imported", "导入"),
)
PRECISION = Vocabulary(
    "precision",
    Term("day", "day", "日"),
    Term("month", "month", "月"),
    Term("year", "year", "年"),
    Term("interval", "interval", "时段"),
)
RELATION = Vocabulary(
    "relation",
    Term("add", "other birds: add", "不同的鸟：相加"),
    Term("max", "the same birds: the larger", "同一批鸟：取大"),
)
COVERAGE = Vocabulary(
    "coverage",
    Term("C", "complete", "全部"),
    Term("E", "75-99 %", "75–99%"),
    Term("G", "50-75 %", "50–75%"),
    Term("M", "25-50 %", "25–50%"),
    Term("B", "less than 25 %", "不足25%"),
    Term("P", "part, not measured", "部分"),
)
SKY = Vocabulary(
    "sky",
    Term("clear", "clear", "晴"),
    Term("partly-cloudy", "partly cloudy", "多云"),
    Term("overcast", "overcast", "阴"),
    Term("drizzle", "drizzle", "小雨", ("毛毛雨",)),
    Term("rain", "rain", "雨", ("中雨", "大雨", "阵雨")),
    Term("fog", "fog", "雾"),
    Term("haze", "haze", "霾"),
    Term("snow", "snow", "雪"),
)
TIDE = Vocabulary(
    "tide",
    Term("rising", "rising", "涨潮"),
    Term("high", "high", "高潮"),
    Term("falling", "falling", "落潮"),
    Term("low", "low", "低潮"),
    Term("none", "no tide here", "不受潮汐影响"),
)
TIDE_RANGE = Vocabulary(
    "tide range",
    Term("spring", "spring tide", "大潮"),
    Term("middle", "middle tide", "中潮"),
    Term("neap", "neap tide", "小潮"),
)
WATER_LEVEL = Vocabulary(
    "water level",
    Term("D", "dry", "干涸"),
    Term("L", "low", "低"),
    Term("N", "normal", "正常"),
    Term("H", "high", "高"),
    Term("O", "flooded", "漫水"),
)
DISTURBANCE = Vocabulary(
    "disturbance",
    Term("N", "none", "无"),
    Term("L", "little", "弱"),
    Term("M", "moderate", "中"),
    Term("S", "strong", "强"),
)
