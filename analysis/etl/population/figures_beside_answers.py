"""Files of figures that someone writes beside the answers: margins, covariates, published figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.sources.delimited_rows import KEYS_OF_FILE
from analysis.sources.delimited_text import read_delimited, without_blank_rows
from analysis.sources.received import DataError


def cells_beside_answers(path: Path) -> pd.DataFrame:
    """The cells of such a file as text without blanks around them, rows without any left out; the index
    counts the rows of the file. Raises DataError where it cannot be read."""
    try:
        texts = read_delimited(path).table.answers
    except DataError as error:
        raise DataError(f"{path}: {str(error).replace(KEYS_OF_FILE, '')}") from None
    return without_blank_rows(texts.apply(lambda column: column.str.strip()))[0]
