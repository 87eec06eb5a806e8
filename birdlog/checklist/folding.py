"""Makes spellings of one name equal: full-width and half-width, traditional and simplified, capitals, accents, spaces.

`fold` maps characters one to one, so that columns of what was typed stay true; `compact` and `words` make search keys.
"""

import re
import unicodedata
from functools import lru_cache

# The traditional forms of the characters that occur in Chinese bird names and in words of counting, after OpenCC's
# table of characters; the last of a pair is what the checklist writes.
_TRADITIONAL = (
    "䴉亞倉個傢別劍勝勞厤嘯嘰圓塊壽寶對島巖帶幾庫廣強彎彫彿從惡慄捲擬數曆東極樹歐歷漁潛澤濛濱烏無環畫畵發"
    "矇硃磯禿簑約紅紋純細絨絲綉綠維綵緋緑縱繡羅義翹聲聽脅腳臉興艦華菸萬葉葦蒼薩藍蘆蘇處號蟻蠟裏裡見觀記調"
    "識譟軍輝遊過達遠遺針鈍鈎鉤銀銅銹錄錐錫鏽鐵長間闇闊陸陽隻雙雜雞雲靈頁頂須領頭頰頸額類飛飯飾餘髮鬆鬚魚"
    "鰹鱗鳥鳧鳩鳬鳲鳳鳴鳶鳾鴆鴇鴉鴒鴕鴛鴝鴞鴟鴣鴦鴨鴯鴰鴴鴷鴻鴿鵂鵃鵐鵑鵒鵓鵖鵜鵝鵠鵡鵪鵬鵮鵯鵰鵲鵷鵾鶄鶇"
    "鶉鶊鶓鶖鶘鶚鶡鶥鶩鶬鶯鶲鶴鶹鶺鶻鶼鶿鷀鷁鷂鷄鷈鷉鷊鷓鷖鷗鷙鷚鷥鷦鷫鷯鷲鷳鷴鷸鷹鷺鷽鷿鸇鸊鸌鸏鸕鸘鸚鸛"
    "鸝鸞鹺麗麥黃"
)
_SIMPLIFIED = (
    "鹮亚仓个家别剑胜劳历啸叽圆块寿宝对岛岩带几库广强弯雕佛从恶栗卷拟数历东极树欧历渔潜泽蒙滨乌无环画画发"
    "蒙朱矶秃蓑约红纹纯细绒丝绣绿维彩绯绿纵绣罗义翘声听胁脚脸兴舰华烟万叶苇苍萨蓝芦苏处号蚁蜡里里见观记调"
    "识噪军辉游过达远遗针钝钩钩银铜锈录锥锡锈铁长间暗阔陆阳只双杂鸡云灵页顶须领头颊颈额类飞饭饰余发松须鱼"
    "鲣鳞鸟凫鸠凫鸤凤鸣鸢䴓鸩鸨鸦鸰鸵鸳鸲鸮鸱鸪鸯鸭鸸鸹鸻䴕鸿鸽鸺鸼鹀鹃鹆鹁䳭鹈鹅鹄鹉鹌鹏鹐鹎雕鹊鹓鹍䴖鸫"
    "鹑鹒鹋鹙鹕鹗鹖鹛鹜鸧莺鹟鹤鹠鹡鹘鹣鹚鹚鹢鹞鸡䴘䴘鹝鹧鹥鸥鸷鹨鸶鹪鹔鹩鹫鹇鹇鹬鹰鹭鸴䴙鹯䴙鹱鹲鸬鹴鹦鹳"
    "鹂鸾鹾丽麦黄"
)


_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")


class _Folding(dict[int, str]):
    """A table for str.translate that works out each character once, to exactly one character."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)  # the full-width twins of ASCII
    if char.isspace():
        return " "
    if char in "‐‑‒–—―−":
        return "-"
    base = unicodedata.normalize("NFD", char)[0]
    if base.isascii():
        char = base  # é as e, ü as u
    if char in "‘’ʼ`´′":
        return "'"
    lower = char.lower()
    return lower if len(lower) == 1 else char  # İ has a lower case of two characters


_TABLE = _Folding(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """Return the text as names are compared, each character mapped to one character: the length stays.

    Full-width letters, digits and signs become half-width, traditional Han simplified, capitals small; any white
    space becomes a space, and a letter with an accent the letter alone.
    """
    return text.translate(_TABLE)


def compact(folded: str) -> str:
    """Return only the letters, digits and Han of a folded text: what separates words does not count."""
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def words(folded: str) -> list[str]:
    """Return the words of a folded text; an apostrophe parts no word, a change between Han and letters does."""
    return _WORD.findall(folded.replace("'", ""))


def is_han(char: str) -> bool:
    """Say whether a character is Han; bird names have some from the extensions (䴙 䴘 䴓)."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def has_han(text: str) -> bool:
    """Say whether any character of the text is Han."""
    return not text.isascii() and any(map(is_han, text))
