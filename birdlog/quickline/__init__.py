"""The entry line: typed lines to drafts (parse), drafts to a line (render), and what they say in words (say).

source    the text and its plain twin        split    where entries end          heading   lines that are no birds
numerals  Han numerals                       counts   how many                   words     the marks' words
marks     what was read of an entry          reader   reads it                   tags      @ and #
names     where the name is                  among    what is left of a flock    work      an entry in the making
parse     the whole                          shapes   what parsing gives
render    drafts to a line                   say      drafts in words
"""

from birdlog.quickline.parse import parse
from birdlog.quickline.render import render
from birdlog.quickline.say import Short, say, say_count, say_short
from birdlog.quickline.shapes import Entry, Parsed

__all__ = ["Entry", "Parsed", "Short", "parse", "render", "say", "say_count", "say_short"]
