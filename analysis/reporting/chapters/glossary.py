"""The glossary: the technical words of a report, explained."""

from __future__ import annotations

from analysis.reporting.blocks import Definitions
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.language.note_words import glossary
from analysis.reporting.language.voice import word
from analysis.reporting.report_content import ReportContent

GLOSSARY = Chapter[ReportContent](
    title=lambda content: word("glossary", content.language),
    anchor="glossary",
    shows=lambda content: [Definitions(glossary(content.survey, content.language))],
    kind="page",
)
