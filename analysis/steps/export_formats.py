"""The formats of `assoscope export`: whether each is of respondents, and how its files are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.exports.open_data.csv_on_the_web import csv_on_the_web
from analysis.exports.open_data.data_package import data_package
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.dcat_catalogue import dcat
from analysis.exports.open_data.ddi_codebook import ddi_codebook
from analysis.exports.open_data.sdmx.data_message import sdmx
from analysis.microdata.labelled_parquet import labelled_parquet
from analysis.microdata.public_use_file import public_use
from analysis.microdata.public_use_report import public_use_files
from analysis.microdata.respondent_table import RespondentTable, respondent_table
from analysis.microdata.spss_file import spss_file
from analysis.microdata.triple_s_file import triple_s_file
from analysis.questionnaire import Label
from analysis.workspace import Place

Audience = Literal["anyone", "colleagues", "after_review"]
"""Who may have the files of a format: anyone, colleagues who are bound, anyone once they were looked at."""


@dataclass(frozen=True)
class Exported:
    """What is exported: the release of an edition as a data set, and where its respondents are."""

    place: Place
    data_set: DataSet
    language: str = "fr"

    @property
    def respondents(self) -> RespondentTable:
        """The respondents of the edition, without identifiers and open answers."""
        return respondent_table(self.place, self.data_set.release.survey, self.data_set.edition)

    @property
    def files(self) -> tuple[str, Label]:
        """The name of files of its respondents, and their title."""
        return self.data_set.name, self.data_set.title


@dataclass(frozen=True)
class ExportFormat:
    """A format: what it is, how its files are made, whether respondents are in them.

    A format that `needs_url` names its files by the address at which they will stand.
    """

    title: str
    contents: Callable[[Exported], dict[str, bytes]]
    audience: Audience = "anyone"
    needs_url: bool = False

    @property
    def is_private(self) -> bool:
        """Whether answers of persons are in it, which stand nowhere by default."""
        return self.audience != "anyone"


def _of_release(
    title: str, contents: Callable[[DataSet], dict[str, bytes]], needs_url: bool = False
) -> ExportFormat:
    """A format whose files are made of the release, and of nothing else."""
    return ExportFormat(title, lambda exported: contents(exported.data_set), needs_url=needs_url)


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    "datapackage": _of_release("Data Package 2 (Frictionless)", data_package),
    "csvw": _of_release("CSV on the Web (W3C)", csv_on_the_web),
    "ddi": _of_release("DDI-Codebook 2.5", ddi_codebook),
    "sdmx": _of_release("SDMX-CSV 2.0, SDMX-ML 3.0", sdmx),
    "dcat": _of_release("DCAT-AP 3", dcat, needs_url=True),
    "sav": ExportFormat(
        "SPSS (.sav, .sps)", lambda e: spss_file(e.respondents, *e.files, e.language), audience="colleagues"
    ),
    "parquet": ExportFormat(
        "Parquet", lambda e: labelled_parquet(e.respondents, *e.files), audience="colleagues"
    ),
    "triple-s": ExportFormat(
        "Triple-S 2.0 (.sss, .csv)",
        lambda e: triple_s_file(e.respondents, *e.files, e.language),
        audience="colleagues",
    ),
    "public-use": ExportFormat(
        "public-use file",
        lambda e: public_use_files(public_use(e.respondents, e.data_set.release.survey), *e.files),
        audience="after_review",
    ),
}
