"""python -m tests.kept: the results of the made surveys written again."""

from tests.kept import write

write()
