"""The entry line: typed lines to drafts (parse), drafts to a line (render), and what they say in words (say).

source    the text and its plain twin        split    where entries end          heading   lines that are no birds
numerals  Han numerals                       counts   how many                   words     the marks' words
marks     what was read of an entry          reader   reads it                   tags      @ and #
names     where the name is                  among    what is left of a flock    work      an entry in the making
parse     the whole                          shapes   what parsing gives
render    drafts to a line                   say      drafts in words

Where the line leaves a choice, what may lose or invent birds is a problem, what is merely odd a question or a warning:
- 1,200 and 1，200 are problems; so is 3，120 with a bird right after it: a blank after the comma parts the entries.
- 疑 or ? after a number makes it "about"; in brackets （疑） it is the bird that is uncertain, wherever they stand.
- 白鹭3 夜鹭5 and 白鹭3夜鹭5 are two entries: after a count, a whole name with a count of its own begins the next one.
- 1号塘：白鹭3 is a problem: what stands before the bird may be a plot, a person, a note.
- 3对 is six birds; 3群, 数十 and 若干 are present with the words kept; 0730 as a count is asked about.
- A bracket is a note when it is not all marks; a bare number in it is the count only where there is no other; birds
  listed in it stay a note and are asked about, unless 其中 stands before them.
- 2+4幼 is a problem: four young of six, or six.
- After 其中, 、 goes on with birds of the flock, a comma ends it (and asks where the bird's family fits); birds named
  take the flock's time and plot; when nothing is left of it, it is not stored; 其中雄3 is parts.
- List numbers (1. 2、 3) ④ -) before a name are left out; a line that starts with a date or time and has no bird with a
  count is a heading (a warning); a time before a bird is a problem.
- A name is taken whole, or as the start of one bird's name; a piece from the middle of a Chinese name never is.
- Words without a number (白鹭 雌) are of the whole count; 听 or 飞过 alone says present.
"""

from birdlog.quickline.parse import parse
from birdlog.quickline.render import render
from birdlog.quickline.say import Short, say, say_count, say_short
from birdlog.quickline.shapes import Entry, Parsed

__all__ = ["Entry", "Parsed", "Short", "parse", "render", "say", "say_count", "say_short"]
