"""The blocks of an executed report as a PDF for reading and as a Word draft for editing.

report_blocks -- the data of every block that an executed notebook shows, in order
pdf_bytes -- those blocks as PDF/UA-1: tagged, bookmarked, fonts embedded
docx_bytes -- those blocks as a Word document, marked as a draft

Only the blocks' data are seen here: no HTML is read, no survey, no figure computed.
"""

from analysis.reporting.documents.collecting import report_blocks
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.documents.word import docx_bytes

__all__ = ["docx_bytes", "pdf_bytes", "report_blocks"]
