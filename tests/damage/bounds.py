"""Ways in which the rows around a table are damaged: above, below, between and beside the answers."""

from __future__ import annotations

from collections.abc import Callable

Lines = list[str]

AROUND: dict[str, Callable[[Lines], Lines]] = {
    "a title above": lambda lines: ["Enquête 2009", *lines],
    "a title as wide as the table": lambda lines: ["Enquête,,,,", *lines],
    "thirty titles": lambda lines: [*[f"ligne {n}" for n in range(30)], *lines],
    "a hundred titles": lambda lines: [*[f"ligne {n}" for n in range(100)], *lines],
    "a title of a million letters": lambda lines: ["a" * 1_000_000, *lines],
    "blank lines above": lambda lines: ["", "", *lines],
    "separators alone above": lambda lines: [",,,,", *lines],
    "the headings twice": lambda lines: [lines[0], *lines],
    "the headings nine times": lambda lines: [*[lines[0]] * 9, *lines[1:]],
    "no headings": lambda lines: lines[1:],
    "headings alone": lambda lines: lines[:1],
    "headings of blanks": lambda lines: [",,,,", *lines[1:]],
    "headings in quotation marks": lambda lines: ['"' + lines[0].replace(",", '","') + '"', *lines[1:]],
    "headings over two lines": lambda lines: [lines[0].replace("hours", '"hours\nper month"'), *lines[1:]],
    "wordings below": lambda lines: [lines[0], "Code,Are you,How long,When,Agreed", *lines[1:]],
    "import identifiers below": lambda lines: [lines[0], *['"{""ImportId"":""Q""}"' + ",x" * 4], *lines[1:]],
    "import identifiers alone": lambda _: ['"{""ImportId"":""Q""}"' + ",x" * 4],
    "half a heading row": lambda lines: ["id,sex,,,", ",,hours,day,agree", *lines[1:]],
    "a total": lambda lines: [*lines, "Total,,120,,"],
    "ten totals": lambda lines: [*lines, *["Moyenne,,3,,"] * 10],
    "a total above": lambda lines: [lines[0], "Total,,120,,", *lines[1:]],
    "totals between": lambda lines: [row for line in lines for row in (line, "Sous-total,,3,,")],
    "a total of nothing": lambda lines: [*lines, "Total,,,,"],
    "a total of words": lambda lines: [*lines, "Total,beaucoup,trop,jamais,oui"],
    "a sum without a name": lambda lines: [*lines, ",,120,,"],
    "a note": lambda lines: [*lines, "", "Source : enquête"],
    "a note that is short": lambda lines: [*lines, "*"],
    "a note of a million letters": lambda lines: [*lines, "Note : " + "a" * 1_000_000],
    "a thousand notes": lambda lines: [*lines, *["Note : rien"] * 1_000],
    "a word below": lambda lines: [*lines, "", "fin"],
    "a second table below": lambda lines: [*lines, "", "code,label,rank,of,x", "f,Femmes,1,2,3"],
    "a narrow table below": lambda lines: [*lines, "", "code,label", "f,Femmes"],
    "another order below": lambda lines: [*lines, ",".join(lines[0].split(",")[::-1]), *lines[1:5]],
    "pasted twice": lambda lines: [*lines, *lines],
    "pasted with a blank line": lambda lines: [*lines, "", *lines],
    "a blank line after each": lambda lines: [row for line in lines for row in (line, "")],
    "a column more": lambda lines: [line + "," for line in lines],
    "a column more below": lambda lines: [lines[0], *[line + "," for line in lines[1:]]],
    "a column more in one row": lambda lines: [*lines[:5], lines[5] + ",,,", *lines[6:]],
    "an answer more in one row": lambda lines: [*lines[:5], lines[5] + ",,,x", *lines[6:]],
    "a column less in one row": lambda lines: [*lines[:5], lines[5].rpartition(",")[0], *lines[6:]],
    "a row in two": lambda lines: [*lines[:5], *lines[5].split(",", 2)[:2], *lines[6:]],
    "a row broken in a cell": lambda lines: [
        *lines[:5],
        ",".join(lines[5].split(",")[:2]) + "bla",
        "bla," + ",".join(lines[5].split(",")[2:]),
        *lines[6:],
    ],
    "an empty column between": lambda lines: [line.replace(",", ",,", 1) for line in lines],
    "the table twice side by side": lambda lines: [f"{line},,{line}" for line in lines],
    "a list beside": lambda lines: [
        f"{lines[0]},,c,l",
        f"{lines[1]},,f,F",
        *[f"{line},,," for line in lines[2:]],
    ],
    "columns before": lambda lines: [f",,{line}" for line in lines],
    "a separator declared and a title": lambda lines: ["sep=,", "Titre", *lines],
    "numbers for headings": lambda lines: ["1,2,3,4,5", *lines[1:]],
    "years for headings": lambda lines: ["2001,2002,2003,2004,2005", *lines[1:]],
}
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "encoded twice": lambda text: text.encode().decode("cp1252", "replace").encode(),
}
