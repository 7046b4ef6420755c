"""data/raw to respondents: read, check, code, derive, weight; every change is counted.

read_answers -- the file as received
clean -- respondents with coded answers, problems and who was removed
read_margins, weigh -- weights, given or calibrated
respondents_frame, verbatims_frame -- what is written of them
DataError -- the data are at fault; the message says how to put it right
"""

from analysis.etl.answered import Answers, answered_one_of
from analysis.etl.cleaning import Cleaned, clean, nonresponse
from analysis.etl.margins import read_margins
from analysis.etl.problems import kinds_of
from analysis.etl.reading import read_answers
from analysis.etl.received import AnswerSet, ColumnDescription, DataError, Received, Source
from analysis.etl.respondents import parquet_bytes, respondents_frame, verbatims_frame
from analysis.etl.weighting import Weighted, weigh

__all__ = [
    "AnswerSet",
    "Answers",
    "Cleaned",
    "ColumnDescription",
    "DataError",
    "Received",
    "Source",
    "Weighted",
    "answered_one_of",
    "clean",
    "kinds_of",
    "nonresponse",
    "parquet_bytes",
    "read_answers",
    "read_margins",
    "respondents_frame",
    "verbatims_frame",
    "weigh",
]
