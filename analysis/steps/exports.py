"""Exports of an edition: a folder for each format, which appears whole, made of the release of now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.licences import LICENCES
from analysis.exports.released_edition import ReleasedEdition
from analysis.faults import Fault, Misuse
from analysis.results import INDICATORS
from analysis.runs.manifests import MANIFEST, ingredients, is_whole
from analysis.runs.result_folders import Say, alone, write_folder
from analysis.steps.citation_files import citation_files
from analysis.steps.export_formats import EXPORT_FORMATS, Audience, Exported, ExportFormat
from analysis.steps.made_of import edition_result
from analysis.workspace import LANGUAGE, Place

EXPORTS = "exports"
"""The folder of what is made of releases for others; of respondents nothing is ever put there."""
ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
"""An address on the web, without the characters that no address may have."""
OF_RELEASE = """\
Diffusable : ce dossier ne contient que des chiffres de la diffusion (reports/{place}), au format {title}.
Licence : {licence}. Quand la diffusion est refaite, refaire cet export et retirer celui-ci.

May be passed on: this folder holds figures of the release (reports/{place}) alone, as {title}.
Licence: {licence}. When the release is made again, make this export again and withdraw this one.
"""
OF_RESPONDENTS = """\
À ne pas diffuser : ce dossier contient des réponses de personnes ({place}, {title}).
Ni identifiant, ni réponse ouverte n'y sont, mais des réponses réunies peuvent désigner quelqu'un. Ne le
confier qu'à qui s'est engagé par écrit, ne le mettre dans aucune archive publique, et le supprimer une
fois utilisé.

Not to be passed on: this folder holds answers of persons ({place}, {title}).
Neither identifiers nor open answers are in it, but answers together may tell who somebody is. Give it only
to those who are bound in writing, put it in no public archive, and delete it after use.
"""
OF_PUBLIC_USE = """\
À examiner avant diffusion : ce dossier contient des réponses de personnes, regroupées pour que personne ne
s'y distingue ({place}, {title}). report.md dit ce qui a été fait et ce que cela ne garantit pas. Il est privé
tant que la personne qui répond de la protection des données n'a pas donné son accord.

To be looked at before it is published: this folder holds answers of persons, coarsened until nobody stands
out ({place}, {title}). report.md says what was done and what that does not promise. It is private until
whoever answers for data protection has agreed.
"""
NOTES: Mapping[Audience, tuple[str, str]] = {
    "anyone": ("LISEZMOI.txt", OF_RELEASE),
    "colleagues": ("NE-PAS-DIFFUSER.txt", OF_RESPONDENTS),
    "after_review": ("A-EXAMINER-AVANT-DIFFUSION.txt", OF_PUBLIC_USE),
}
"""The file in each folder that says who may have it."""


def export(
    place: Place,
    formats: Sequence[str],
    to: Path | None = None,
    licence: str | None = None,
    url: str | None = None,
    language: str = LANGUAGE,
    say: Say = lambda _: None,
) -> list[Path]:
    """The folders of the edition's exports, one a format, under `to` or exports/SURVEY/EDITION.

    Raises Misuse for formats of respondents without `to`, and for a `to` in a folder of the project's own;
    Fault where the release is not that of now, or a folder cannot be written.
    """
    wanted = {name: EXPORT_FORMATS[name] for name in formats}
    target = _target(place, wanted, to, url)
    _refuse_other_release(place)
    data_set = DataSet(
        ReleasedEdition.of_folder(place, place.release), LICENCES[licence] if licence else None, url
    )
    return [
        _written(Exported(place, data_set, language), name, each, target / name, say)
        for name, each in wanted.items()
    ]


def _target(place: Place, wanted: dict[str, ExportFormat], to: Path | None, url: str | None) -> Path:
    private = [name for name, each in wanted.items() if each.is_private]
    addressed = [name for name, each in wanted.items() if each.needs_url]
    if private and to is None:
        raise Misuse(
            f"{', '.join(private)}: a file of respondents is private and stands nowhere by default; give "
            "--to DIR, outside data/, reports/ and exports/"
        )
    if addressed and not url:
        raise Misuse(
            f"{', '.join(addressed)}: files are named by the address at which they will stand; give --url "
            "https://… of the folder"
        )
    if url is not None and not ADDRESS.fullmatch(url):
        raise Misuse(
            f"--url {url!r}: expected the address of a folder on the web, such as https://example.org/data/"
        )
    own = {place.root / name for name in ("data", "reports", *([EXPORTS] if private else []))}
    target = (to or place.root / EXPORTS / place.survey / place.edition).resolve()
    inside = [folder for folder in own if target.is_relative_to(folder.resolve())]
    if inside:
        why = "files of respondents are private" if private else "a run replaces it"
        raise Misuse(f"--to {to}: it lies in {inside[0].name}/, and {why}; give a folder elsewhere")
    return target


def _refuse_other_release(place: Place) -> None:
    """Raise Fault unless the release is whole and made of the definitions and answers of now."""
    manifest = place.release.parent / MANIFEST
    if not (
        edition_result(place).is_current()
        and is_whole(manifest)
        and (place.release / INDICATORS.name).is_file()
    ):
        raise Fault(
            f"{place}: its release in reports/ is not there, or not of the definitions, answers and program "
            f"of now. Run: assoscope build {place}"
        )


def _written(exported: Exported, name: str, each: ExportFormat, folder: Path, say: Say) -> Path:
    """The folder of a format, with what it is made of and a word on who may have it."""
    place, data_set = exported.place, exported.data_set
    said = data_set.noted("licence")
    licence = data_set.licence.title if data_set.licence else said.fr if said else "non précisée / not stated"
    words = {"place": place, "title": each.title, "licence": licence}
    name_of_note, note = NOTES[each.audience]
    contents = {name_of_note: note.format(**words).encode("utf-8")}
    if not each.is_private:
        contents |= citation_files(data_set.survey, data_set.edition, data_set.licence)
    contents |= each.contents(exported)
    _refuse_to_overwrite(folder, contents)
    inputs = {MANIFEST: place.processed / MANIFEST, "survey.toml": place.survey_toml}
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(folder, say):
        write_folder(folder, contents, ingredients(inputs, format=name))
    return folder


def _refuse_to_overwrite(folder: Path, contents: dict[str, bytes]) -> None:
    """A folder that no run wrote, with files of these names, is a user's."""
    standing = [name for name in contents if (folder / name).exists()]
    if standing and not (folder / MANIFEST).is_file():
        raise Fault(
            f"{folder}: {', '.join(standing)} stand there, and no export wrote them; move them away, or give "
            "another folder"
        )
