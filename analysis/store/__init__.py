"""What a result was made of, whether it still holds, and folders of results that appear whole.

is_built, is_trend_current, is_indexed -- whether there is nothing to do for an edition, its survey, the index
edition_ingredients, trend_ingredients, report_ingredients, index_ingredients -- what each is made of
Ingredients, is_current, manifest_bytes -- the same for any other result
write_folder -- the files of a folder, all at one moment
alone -- the lock of a folder: one run at a time
"""

from analysis.store.folders import write_folder
from analysis.store.ingredients import (
    edition_ingredients,
    index_ingredients,
    is_built,
    is_indexed,
    is_trend_current,
    manifest_beside,
    report_ingredients,
    trend_ingredients,
)
from analysis.store.locks import Say, alone
from analysis.store.manifests import MANIFEST, Ingredients, ingredients, is_current, is_whole, manifest_bytes
from analysis.store.software import software, versions

__all__ = [
    "MANIFEST",
    "Ingredients",
    "Say",
    "alone",
    "edition_ingredients",
    "index_ingredients",
    "ingredients",
    "is_built",
    "is_current",
    "is_indexed",
    "is_trend_current",
    "is_whole",
    "manifest_beside",
    "manifest_bytes",
    "report_ingredients",
    "software",
    "trend_ingredients",
    "versions",
    "write_folder",
]
