"""Which columns of an SPSS file are ordinal: the one thing said of them that coding does not need."""

from __future__ import annotations

from pathlib import Path

LABELLED = (".sav", ".zsav")


def ordinal_columns(path: Path, encoding: str | None = None) -> frozenset[str]:
    """The columns that a .sav or .zsav file declares ordinal; none of any other file."""
    if path.suffix.lower() not in LABELLED:
        return frozenset()
    import pyreadstat

    _, metadata = pyreadstat.read_sav(path, metadataonly=True, encoding=encoding)
    return frozenset(name for name, measure in metadata.variable_measure.items() if measure == "ordinal")
