"""The species: reads species/, finds a bird at each key, takes whole names.

At each key, in this order: 1 exact name, code, initials, full pinyin or Latin 3+3; 2 Chinese name or initials that
start so; 3 full pinyin that starts so; 4 English or Latin name that starts so; 5 Latin 3+3 that starts so; 6 each token
starts a word of the name (for Chinese, stands in it); 7 typing errors, and Han that names no bird by its sound.

taxon       what a checklist is made of              folder    reads the files, says what is wrong in them
folding     spellings of one name made equal         keys      initials, pinyin, Latin 3+3
index       the ranks 1 to 6                         near      typing errors          sound   Han by their sound
written     whole names inside a line                checklist the Checklist, load()
"""

from birdlog.checklist.checklist import Checklist, load
from birdlog.checklist.folding import fold
from birdlog.checklist.taxon import (
    BASE_LIST,
    CHANGE_KINDS,
    CHANGE_RULES,
    KINDS,
    TIERS,
    Candidate,
    Change,
    OtherName,
    Resolution,
    Taxon,
)

__all__ = [
    "BASE_LIST",
    "CHANGE_KINDS",
    "CHANGE_RULES",
    "KINDS",
    "TIERS",
    "Candidate",
    "Change",
    "Checklist",
    "OtherName",
    "Resolution",
    "Taxon",
    "fold",
    "load",
]
