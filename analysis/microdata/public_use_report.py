"""The files of a public-use file: respondents, meanings of codes, what was recoded, and how safe it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.exports.file_variables import WEIGHT, WEIGHT_LABEL, FileVariable
from analysis.exports.harmless_texts import harmless
from analysis.exports.open_data.written_bytes import csv_rows
from analysis.microdata.k_anonymity import Key
from analysis.microdata.public_use_file import PublicUse, codes_after
from analysis.questionnaire import Label

REPORT = """\
# {title}

Fichier à usage public : à faire examiner par qui répond de la protection des données avant toute diffusion.

- Quasi-identifiants : {keys}.
- k = {k} : chaque combinaison de leurs valeurs, « sans valeur » comprise, est celle d'au moins {k}
  répondants.
- Avant : {under_before} répondants sur {n} dans une combinaison de moins de {k}, dont {alone} seuls dans la
  leur.
- Après : {classes} combinaisons, de {least} à {most} répondants ; risque moyen d'être reconnu, {risk} sur
  1 000.
- Cellules effacées : {cells}.
- Autres variables : aucune réponse n'est celle de moins de {k} répondants (`recodes.csv`) ; les nombres sont
  la moyenne d'au moins {k} répondants proches ({numbers}).
- Poids : moyenne de ceux qui ont les mêmes quasi-identifiants. Ni strates, ni unités primaires, ni l'ordre
  du fichier.
- Laissées de côté : `left_out.csv`. Identifiants, réponses ouvertes et dates n'y sont jamais.
- Combinaisons dont tous les membres donnent la même réponse à au moins une question : {alike}.

Ce que cela ne garantit pas : k compte des répondants, non la population ; qui sait que quelqu'un a répondu
en sait plus ; et un fichier de réponses permet de calculer des chiffres que la diffusion masque.

# {title_en}

Public-use file: have it looked at by whoever answers for data protection before it is published.

- Quasi-identifiers: {keys}.
- k = {k}: each combination of their values, "no value" included, is that of {k} respondents or more.
- Before: {under_before} of {n} respondents in a combination of fewer than {k}, {alone} of them alone in
  theirs.
- After: {classes} combinations of {least} to {most} respondents; mean risk of being recognised, {risk} in
  1,000.
- Cells blanked: {cells}.
- Other variables: no answer is that of fewer than {k} respondents (`recodes.csv`); numbers are the mean of
  {k} respondents or more who are near each other ({numbers}).
- Weights: the mean of those with the same quasi-identifiers. No strata, no primary units, not the order of
  the file.
- Left out: `left_out.csv`. Identifiers, open answers and days never are in it.
- Combinations whose members all give the same answer to a question, one at least: {alike}.

What this does not promise: k counts respondents, not the population; who knows that somebody answered knows
more; and with a file of answers, figures can be computed that the release hides.
"""


def public_use_files(found: PublicUse, name: str, title: Label) -> dict[str, bytes]:
    """Name -> bytes: respondents, variables with their codes, recodes, what is left out, and a report."""
    rows = found.columns.itertuples(index=False, name=None)
    left_out = [(each.name, *_said(each.reason)) for each in found.left_out]
    return {
        f"{name}-public.csv": csv_rows([*found.columns], rows),
        "variables.csv": csv_rows(("variable", "code", "label_fr", "label_en"), _meanings(found)),
        "recodes.csv": csv_rows(("variable", "from", "to", "label_fr", "label_en"), [*_recodes(found)]),
        "left_out.csv": csv_rows(("variable", "reason_fr", "reason_en"), left_out),
        "report.md": _report(found, title).encode("utf-8"),
    }


def _meanings(found: PublicUse) -> Iterator[tuple[str, ...]]:
    """Each variable of the file with its label, then its codes with theirs."""
    keys = {key.name: key for key in (*found.keys, *found.others)}
    yield WEIGHT, "", *_said(WEIGHT_LABEL)
    for name in found.columns.columns[1:]:
        variable = found.variables[name]
        yield name, "", *_said(variable.label)
        if name in keys:
            for code, labels in _together(keys[name], variable).items():
                yield (
                    name,
                    code,
                    *(" | ".join(label.to(language) for label in labels) for language in ("fr", "en")),
                )


def _together(key: Key, variable: FileVariable) -> dict[str, list[Label]]:
    """The labels of the codes that each code of the file stands for."""
    labels: dict[str, list[Label]] = {}
    for code, after in codes_after(key, variable).items():
        labels.setdefault(after, []).append(variable.values[code])
    return labels


def _recodes(found: PublicUse) -> Iterator[tuple[str, ...]]:
    for key in (*found.keys, *found.others):
        variable = found.variables[key.name]
        for code, after in codes_after(key, variable).items():
            if code != after:
                yield key.name, code, after, *_said(variable.values[code])


def _said(label: Label) -> tuple[str, str]:
    return harmless(label.fr), harmless(label.en)


def _report(found: PublicUse, title: Label) -> str:
    before, after = found.sizes_before, found.sizes_after
    classes = int(np.rint((1 / after).sum()))
    return REPORT.format(
        title=harmless(title.fr),
        title_en=harmless(title.en),
        keys=", ".join(key.name for key in found.keys),
        k=found.k,
        n=len(before),
        under_before=int((before < found.k).sum()),
        alone=int((before == 1).sum()),
        classes=classes,
        least=int(after.min()),
        most=int(after.max()),
        risk=f"{1000 * classes / len(after):.1f}",
        cells=", ".join(f"{name} {count}" for name, count in found.cells_blanked.items()),
        numbers=", ".join(found.aggregated) or "–",
        alike=_alike(found),
    )


def _alike(found: PublicUse) -> int:
    """How many combinations have members who all answer some other coded variable alike."""
    keys = [key.name for key in found.keys if key.name in found.columns]
    others = [key.name for key in found.others]
    if not keys or not others:
        return 0
    answered = found.columns[others].where(found.columns[others] != "")
    groups = answered.groupby([found.columns[name] for name in keys])
    one_answer = (groups.nunique() == 1) & (groups.count() == groups.size().to_numpy()[:, None])
    return int(one_answer.any(axis=1).sum())
