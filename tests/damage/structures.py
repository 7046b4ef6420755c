"""Ways in which the structure of a questionnaire is damaged: LimeSurvey, XLSForm and Quantipy."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pandas as pd


def xlsform() -> bytes:
    """A form with a question of each kind."""
    rows = [
        ("select_one yn", "a", "A", "", ""),
        ("integer", "b", "B", "${a}='y'", ". >= 0 and . <= 10"),
        ("select_multiple yn", "d", "D", "", ""),
        ("begin_group", "g", "G", "selected(${d}, 'n')", ""),
        ("rank yn", "h", "H", "", ""),
        ("end_group", "", "", "", ""),
    ]
    survey = pd.DataFrame(rows, columns=["type", "name", "label", "relevant", "constraint"])
    choices = pd.DataFrame({"list_name": ["yn", "yn"], "name": ["y", "n"], "label": ["Yes", "No"]})
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer) as book:
        survey.to_excel(book, sheet_name="survey", index=False)
        choices.to_excel(book, sheet_name="choices", index=False)
    return buffer.getvalue()


QUANTIPY = {
    "info": {"name": "x"},
    "columns": {
        "q1": {"type": "single", "text": {"en-GB": "Q"}, "values": [{"value": 1, "text": {"en-GB": "y"}}]},
        "q2": {"type": "single", "text": {"en-GB": "t"}, "values": "lib@g", "parent": {"masks@g": {}}},
        "q3": {"type": "int", "text": {}},
    },
    "masks": {"g": {"text": {"en-GB": "grid"}}},
    "lib": {"g": [{"value": 1, "text": {"en-GB": "a"}}]},
}
LSS = """<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>fr</language></languages>
<answers><rows>
<row><qid>11</qid><code>A1</code><answer>Oui</answer><sortorder>1</sortorder><language>fr</language></row>
<row><qid>11</qid><code>A2</code><answer>Non</answer><sortorder>2</sortorder><language>fr</language></row>
</rows></answers>
<groups><rows>
<row><gid>1</gid><group_name>Vous</group_name><group_order>0</group_order><language>fr</language></row>
</rows></groups>
<questions><rows>
<row><qid>11</qid><gid>1</gid><type>L</type><title>Q1</title><question>Oui ?</question>
<question_order>0</question_order><language>fr</language><parent_qid>0</parent_qid></row>
<row><qid>12</qid><gid>1</gid><type>N</type><title>Q2</title><question>Heures</question>
<question_order>1</question_order><language>fr</language><parent_qid>0</parent_qid></row>
</rows></questions></document>
"""
VALID: dict[str, Callable[[], bytes]] = {
    "lss": LSS.encode,
    "xlsx": xlsform,
    "json": lambda: json.dumps(QUANTIPY).encode(),
}


def _json(**changes: object) -> bytes:
    return json.dumps({**QUANTIPY, **changes}).encode()


def _column(**changes: object) -> bytes:
    return _json(columns={"q1": {**QUANTIPY["columns"]["q1"], **changes}})  # type: ignore[dict-item]


_ENTITY = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>'
STRUCTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "lss, empty": ("lss", lambda: b""),
    "lss, cut": ("lss", lambda: LSS[:900].encode()),
    "lss, utf-16 under a declared UTF-8": ("lss", lambda: LSS.encode("utf-16")),
    "lss, an entity": ("lss", lambda: LSS.replace("<document>", _ENTITY).encode()),
    "lss, no questions": ("lss", lambda: re.sub("<questions>.*</questions>", "", LSS, flags=re.S).encode()),
    "lss, nested deep": ("lss", lambda: (LSS + "<a>" * 100_000).encode()),
    "lss, orders that are words": ("lss", lambda: LSS.replace("order>0", "order>é").encode()),
    "lss, orders of 5000 digits": ("lss", lambda: LSS.replace("order>0", "order>" + "9" * 5000).encode()),
    "lss, no answers": ("lss", lambda: LSS.replace("<qid>11</qid><code>", "<qid>9</qid><code>").encode()),
    "lss, a question below itself": ("lss", lambda: LSS.replace("parent_qid>0", "parent_qid>11").encode()),
    "lss, names twice": ("lss", lambda: LSS.replace("Q2", "Q1").encode()),
    "lss, no names": ("lss", lambda: LSS.replace("Q1", "").encode()),
    "lss, a workbook": ("lss", xlsform),
    "json, empty": ("json", lambda: b""),
    "json, nested deep": ("json", lambda: b"[" * 200_000),
    "json, a list": ("json", lambda: b"[]"),
    "json, masks that are a list": ("json", lambda: _json(masks=[])),
    "json, no masks": ("json", lambda: _json(masks={})),
    "json, info that is a text": ("json", lambda: _json(info="x")),
    "json, columns that are texts": ("json", lambda: _json(columns={"q1": "x"})),
    "json, texts that are a list": ("json", lambda: _column(text=["a"])),
    "json, texts of lists": ("json", lambda: _column(text={"fr": ["a"]})),
    "json, values that are a number": ("json", lambda: _column(values=1.5)),
    "json, values of no value": ("json", lambda: _column(values=[{"text": {}}])),
    "json, a parent that is a list": ("json", lambda: _column(parent=["masks@g"])),
    "json, an infinite value": ("json", lambda: _column(values=[{"value": float("inf"), "text": {}}])),
    "xlsx, a bomb of blanks": ("xlsx", lambda: xlsform()[:-30]),
    "xlsx, text": ("xlsx", lambda: b"type,name\n"),
}
