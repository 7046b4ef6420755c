"""Rows that repeat a part of a respondent's record, as REDCap exports visits or children under it."""

from __future__ import annotations

import pyarrow.compute as pc

from analysis.sources.bounds.table_rows import TableRows

OF_INSTANCE = frozenset(("redcap_repeat_instance", "repeat instance"))
REASON = "repeats within the record of a respondent, by its column of instances"


def record_repeats(rows: TableRows) -> dict[int, str]:
    """Rows with a number of an instance, where others have none: those are the respondents."""
    columns = [place for place, name in enumerate(rows.names) if name.casefold() in OF_INSTANCE]
    found = {place for column in columns for place in rows.places(column, lambda met: pc.not_equal(met, ""))}
    return dict.fromkeys(sorted(found), REASON) if len(found) < rows.n else {}
