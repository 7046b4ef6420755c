"""The glossary: the technical words of a report, explained."""

from __future__ import annotations

from analysis.reporting.blocks import Definitions
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.language.method_sentences import glossary
from analysis.reporting.report_content import ReportContent

GLOSSARY = Chapter[ReportContent](
    title=lambda content: content.voice.say("glossary"),
    anchor="glossary",
    shows=lambda content: [Definitions(glossary(content.voice))],
    kind="page",
)
