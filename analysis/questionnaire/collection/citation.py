"""How an edition is cited: its authors, publisher, date and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.questionnaire.written_values import Day, Record, Text, Texts


@dataclass(frozen=True)
class Citation(Record):
    """Who is cited for an edition, and where it stands; what is left out is taken from the note."""

    authors: Texts = ()
    publisher: Text | None = None
    published: Day | None = None
    doi: Text | None = None
    url: Text | None = None
