"""Rows of indicators to sentences, charts, tables, notebooks and reports; respondents are never seen.

write_report -- one edition's report as a page under reports/
write_index -- reports/index.html, the list of every report found
open_report -- the report of an edition as a notebook shows it, part by part
ReportError -- a cell failed: its heading and the message
"""

from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.failures import ReportError
from analysis.reporting.index import write_index
from analysis.reporting.publishing import write_report

__all__ = ["EditionReport", "ReportError", "open_report", "write_index", "write_report"]
