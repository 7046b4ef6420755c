"""data/raw to respondents: read, check, code, derive, weight; every change is counted.

read_answers, read_files -- a file as received; several as one
clean -- respondents with coded answers, problems and who was removed
read_margins, weigh -- weights, given or calibrated
respondents_frame(s), verbatims_frame, audit_frame -- what is written of them
give_back -- memory that is free again, to the system
DataError -- the data are at fault; the message says how to put it right
"""

from analysis.etl.answered import Answers, answered_one_of
from analysis.etl.audit import LostCountError, removal_kinds
from analysis.etl.cleaning import Cleaned, clean
from analysis.etl.joining import read_files
from analysis.etl.margins import read_margins
from analysis.etl.memory import give_back
from analysis.etl.problems import kinds_of
from analysis.etl.quality_rows import nonresponse
from analysis.etl.reading import read_answers
from analysis.etl.received import AnswerSet, ColumnDescription, DataError, Received, Source, names_of
from analysis.etl.respondents import (
    audit_frame,
    parquet_bytes,
    respondents_frame,
    respondents_frames,
    verbatims_frame,
)
from analysis.etl.weighting import Weighted, weigh

__all__ = [
    "AnswerSet",
    "Answers",
    "Cleaned",
    "ColumnDescription",
    "DataError",
    "LostCountError",
    "Received",
    "Source",
    "Weighted",
    "answered_one_of",
    "audit_frame",
    "clean",
    "give_back",
    "kinds_of",
    "names_of",
    "nonresponse",
    "parquet_bytes",
    "read_answers",
    "read_files",
    "read_margins",
    "removal_kinds",
    "respondents_frame",
    "respondents_frames",
    "verbatims_frame",
    "weigh",
]
