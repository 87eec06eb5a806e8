"""The entry line: typed lines to drafts (parse), drafts to a line (render), and what they say in words (say).

source    the text and its plain twin        split    where entries end          heading   lines that are no birds
numerals  Han numerals                       counts   how many                   words     the marks' words
marks     what stands beside a name          names    where the name is          among     what is left of a flock
work      an entry in the making             parse    the whole                  shapes    what parsing gives
"""

from birdlog.quickline.parse import parse
from birdlog.quickline.shapes import Entry, Parsed

__all__ = ["Entry", "Parsed", "parse"]
