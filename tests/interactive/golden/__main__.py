"""python -m tests.interactive.golden: the displays written again."""

from tests.interactive.golden import write

write()
