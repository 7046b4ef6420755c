// The surveys that the page carries: their columns as cells, their rows as objects.

/** The values by what `keyOf` gives, in the order met. */
export const grouped = (values, keyOf) => {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return groups;
};

const cellsOf = ({ words, runs }) => {
  const cells = [];
  for (let at = 0; at < runs.length; at += 2) {
    for (let left = runs[at + 1]; left > 0; left -= 1) cells.push(words[runs[at]]);
  }
  return cells;
};

const writtenOf = ({ words, runs, inert = {} }) =>
  cellsOf({ words: words.map((word, place) => inert[place] ?? word), runs });

const numberOf = (cell) => (cell === "" ? null : Number(cell));

const unpackedTable = ({ columns }) => {
  const cells = {};
  const written = [];
  for (const column of columns) {
    const plain = column.words ? cellsOf(column) : column.numbers.split(" ");
    cells[column.name] = plain;
    written.push(column.words ? writtenOf(column) : plain);
  }
  return { names: columns.map(({ name }) => name), cells, written };
};

const SHOWN = new Set(["", "fixed", "footnote", "caution"]);

const rowsOf = (shown, place, table) => {
  const { cells } = table;
  const marks = cellsOf(shown.mark);
  const units = cellsOf(shown.unit);
  return marks.map((mark, at) => {
    const isShown = SHOWN.has(mark) && cells.value[at] !== "";
    const figure = (name) => (isShown ? numberOf(cells[name][at]) : null);
    return {
      at,
      table,
      edition: place,
      indicator: cells.indicator[at],
      theme: cells.theme[at],
      item: cells.item[at],
      population: cells.population[at],
      by: cells.breakdown[at],
      group: cells.group[at],
      statistic: cells.statistic[at],
      value: figure("value"),
      low: mark === "fixed" ? null : figure("ci_low"),
      high: mark === "fixed" ? null : figure("ci_high"),
      level: numberOf(cells.ci_level[at]),
      n: mark === "confidential" ? null : numberOf(cells.n[at]),
      texts: [shown.value[at], shown.low[at], shown.high[at]],
      units: units[at].split("\t"),
      mark,
    };
  });
};

const CELL = ["indicator", "item", "population", "breakdown", "group"];
const joined = (cells) => JSON.stringify(cells);

const changesOf = (changes) => {
  const found = new Map();
  if (!changes) return found;
  const columns = [...CELL, "edition_from", "edition_to"].map((name) => cellsOf(changes[name]));
  const verdicts = cellsOf(changes.verdict);
  const reasons = cellsOf(changes.reason);
  for (let at = 0; at < changes.rows; at += 1) {
    const key = joined(columns.map((cells) => cells[at]));
    const texts = [changes.value[at], changes.low[at], changes.high[at]];
    found.set(key, { verdict: verdicts[at], reasons: reasons[at].split("\t"), texts });
  }
  return found;
};

/** What stands in packed columns, by the cell that `names` are. */
const byCell = (packed, names, valueAt) => {
  const found = new Map();
  const columns = names.map((name) => cellsOf(packed[name]));
  for (let at = 0; at < packed.rows; at += 1) found.set(joined(columns.map((cells) => cells[at])), valueAt(at));
  return found;
};

const MODELLED = ["indicator", "population", "breakdown", "group"];

const gapsOf = ({ gaps }) => {
  const apart = cellsOf(gaps.is_apart);
  return byCell(gaps, CELL, (at) => ({ text: gaps.said[at], isApart: apart[at] === "1" }));
};

const explored = (edition, place) => {
  const table = unpackedTable(edition.table);
  const rows = rowsOf(edition.shown, place, table);
  const { territories } = edition;
  const more = territories?.rows;
  return {
    ...edition,
    table,
    rows: more ? [...rows, ...rowsOf(more.shown, place, unpackedTable(more.table))] : rows,
    gaps: territories ? gapsOf(territories) : new Map(),
    estimated: edition.modelled ? byCell(edition.modelled, MODELLED, (at) => edition.modelled.said[at]) : new Map(),
    told: byCell(edition.tests, ["indicator", "item", "breakdown"], (at) => edition.tests.said[at]),
  };
};

/** A survey as the page works on it: editions with rows; changes, gaps, modelled estimates and tests by
 * their cell. */
export const unpackedSurvey = (record) => {
  const editions = record.editions.map(explored);
  const territories = new Set(editions.flatMap(({ territories: of }) => of?.variables ?? []));
  const gapOf = (row) => editions[row.edition].gaps.get(joined([row.indicator, row.item, row.population, row.by, row.group]));
  const modelledOf = (row) =>
    row.item === "" ? editions[row.edition].estimated.get(joined([row.indicator, row.population, row.by, row.group])) : undefined;
  const testOf = (edition, indicator, item, by) => editions[edition].told.get(joined([indicator, item, by]));
  const changes = changesOf(record.changes);
  const changeOf = (row, earlier, later) => {
    const cell = [row.indicator, row.item, row.population, row.by, row.group];
    return changes.get(joined([...cell, editions[earlier].name, editions[later].name]));
  };
  return { ...record, editions, territories, changeOf, gapOf, modelledOf, testOf };
};

const inCsv = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows, as they stand in the released files, under their heading. */
export const csvOf = (survey, rows) => {
  const lines = [survey.editions[0].table.names.join(",")];
  for (const { table, at } of rows) lines.push(table.written.map((column) => inCsv(column[at])).join(","));
  return `${lines.join("\n")}\n`;
};
