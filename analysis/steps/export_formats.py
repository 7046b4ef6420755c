"""The formats of `assoscope export`: whether each is of respondents, and how its files are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.exports.open_data.csv_on_the_web import csv_on_the_web
from analysis.exports.open_data.data_package import data_package
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.ddi_codebook import ddi_codebook
from analysis.workspace import Place


@dataclass(frozen=True)
class Exported:
    """What is exported: the release of an edition as a data set, and where its respondents are."""

    place: Place
    data_set: DataSet
    language: str = "fr"


@dataclass(frozen=True)
class ExportFormat:
    """A format: what it is, how its files are made, whether respondents are in them.

    A format that `needs_url` names its files by the address at which they will stand.
    """

    title: str
    contents: Callable[[Exported], dict[str, bytes]]
    is_private: bool = False
    needs_url: bool = False


def _of_release(title: str, contents: Callable[[DataSet], dict[str, bytes]]) -> ExportFormat:
    """A format whose files are made of the release, and of nothing else."""
    return ExportFormat(title, lambda exported: contents(exported.data_set))


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    "datapackage": _of_release("Data Package 2 (Frictionless)", data_package),
    "csvw": _of_release("CSV on the Web (W3C)", csv_on_the_web),
    "ddi": _of_release("DDI-Codebook 2.5", ddi_codebook),
}
