// The chart of a view: ranked bars of answers, dots of groups, lines or pairs of dots of editions.
import * as Plot from "@observablehq/plot";
import { grouped } from "./data.js";

const INK = "#1b2430";
const QUIET = "#56616e";
const ACCENT = "#33588c";
const RULE = "#d5dbe2";
const SERIES = ["#33588c", "#b3441a", "#0b6e6e", "#8a5a00", "#6b4a8c", "#56616e"];
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "wye"];
const NARROW = 560;
const THICKEST = 22;
const LETTERING = 13;
const LETTER = 6.6;
const LINE = 17;

/** Lines that a chart has at most: beyond, nobody reads it. */
export const MOST_LINES = 72;

/** Which kind of chart the rows call for. */
export const kindOf = (view) => {
  if (view.editions.length > 1) return seriesOf(view.rows).length <= SERIES.length ? "lines" : "pairs";
  const isRanked = view.by === "all" || view.isOfTerritories;
  return isRanked && view.rows.every((row) => row.statistic === "share") ? "bars" : "dots";
};

const seriesOf = (rows) => [...grouped(rows, (row) => JSON.stringify([row.item, row.group])).values()];

const linesOf = (text, letters) => {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/[ -]/)) {
    if (used && used + word.length + 1 > letters) {
      lines += 1;
      used = 0;
    }
    used += word.length + 1;
  }
  return lines;
};

const extentOf = (rows, whole) => {
  const ends = rows.flatMap((row) => [row.value, row.low, row.high]).filter((value) => value !== null);
  if (!ends.length) return [0, 1];
  const low = whole ? Math.min(0, ...ends) : Math.min(...ends);
  const high = Math.max(...ends);
  const gap = (high - low || Math.abs(high) || 1) * 0.06;
  return [whole && low === 0 ? 0 : low - gap, high + gap];
};

const settings = (width, height, margins, label) => ({
  width,
  height,
  ...margins,
  className: "plot",
  style: { fontSize: `${LETTERING}px` },
  ariaLabel: label,
});

const drawn = (options) => {
  const svg = Plot.plot(options);
  svg.querySelector("style")?.remove(); // the page's own stylesheet has it: none can be added here
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  svg.setAttribute("role", "img"); // one picture with one text, not a tree of parts
  return svg;
};

/** Lines of a chart from top to bottom: a heading before the groups of each answer, then a line per series. */
const linesFor = (view, speak) => {
  const isNested = view.by !== "all" && !view.item && view.items.length > 0;
  const found = [];
  for (const rows of seriesOf(view.rows)) {
    const [row] = rows;
    if (isNested && row.item !== found.at(-1)?.item) {
      found.push({ key: `head ${row.item}`, item: row.item, label: speak.item(row), rows: [], isHead: true });
    }
    const label = view.by !== "all" ? speak.group(row) : row.item ? speak.item(row) : speak.title;
    found.push({ key: JSON.stringify([row.item, row.group]), item: row.item, label, rows, isWhole: view.by !== "all" && row.group === "all" });
  }
  return found;
};

const horizontal = (view, speak, width, kind) => {
  const isNarrow = width < NARROW;
  const lines = linesFor(view, speak);
  if (kind === "bars" || (kind === "dots" && view.isOfTerritories)) {
    const size = ({ isHead, rows: [row] }) => (isHead ? Infinity : (row.value ?? -Infinity));
    const items = [...new Set(lines.map(({ item }) => item))];
    const answer = ({ item }) => (view.by === "all" ? 0 : items.indexOf(item));
    lines.sort((a, b) => answer(a) - answer(b) || size(b) - size(a));
  }
  const column = isNarrow ? width - 8 : Math.min(300, width * 0.36);
  const most = Math.max(...lines.filter(({ isHead }) => !isHead).map(({ label }) => linesOf(label, column / LETTER)));
  const above = isNarrow ? most * LINE : 0;
  const step = isNarrow ? above + 34 : Math.max(30, most * LINE + 10);
  const margins = { marginLeft: isNarrow ? 4 : column + 12, marginRight: 64, marginTop: 8, marginBottom: 34 };
  const thin = Math.max(2, (step * 0.8 - THICKEST) / 2);
  const down = above / 2 - (isNarrow ? 4 : 0);
  const points = lines.flatMap(({ key, rows }) =>
    rows.map((row) => ({ key, row, value: row.value, low: row.low, high: row.high, text: speak.figure(row) })),
  );
  const known = points.filter(({ value }) => value !== null);
  const absent = points.filter(({ value }) => value === null);
  const domain = extentOf(view.rows, kind === "bars" || view.rows[0].statistic === "balance");
  const latest = view.editions.at(-1);
  const isLatest = ({ row }) => row.edition === latest;
  const isPairs = kind === "pairs";
  const offset = (point) => (!isPairs ? 0 : isLatest(point) ? -4 : 4);
  const byOffset = (rows, make) => [-4, 0, 4].map((dy) => make(rows.filter((each) => offset(each) === dy), dy));
  const edge = ({ value, high }) => Math.max(value, high ?? value);
  const named = [
    [lines.filter(({ isHead }) => isHead), 700, width], // beside a heading there is no mark
    [lines.filter(({ isWhole }) => isWhole), 700, column],
    [lines.filter(({ isHead, isWhole }) => !isHead && !isWhole), 400, column],
  ];
  return drawn({
    ...settings(width, lines.length * step + 42, margins, speak.alternative),
    x: { domain, ticks: isNarrow ? 4 : 6, label: null, tickFormat: speak.tick },
    y: { domain: lines.map(({ key }) => key), axis: null, padding: 0.2, type: "band" },
    marks: [
      Plot.gridX({ stroke: RULE, strokeOpacity: 1, ticks: isNarrow ? 4 : 6 }),
      Plot.axisX({ color: QUIET, tickSize: 0, ticks: isNarrow ? 4 : 6, tickFormat: speak.tick }),
      domain[0] <= 0 ? Plot.ruleX([0], { stroke: QUIET }) : null,
      kind === "bars"
        ? Plot.barX(known, { x1: 0, x2: "value", y: "key", fill: "#8fb0d3", insetTop: isNarrow ? above : thin, insetBottom: isNarrow ? 8 : thin })
        : null,
      ...byOffset(known.filter(({ low }) => low !== null), (rows, dy) =>
        Plot.ruleY(rows, { x1: "low", x2: "high", y: "key", stroke: (d) => (isPairs && !isLatest(d) ? QUIET : INK), strokeWidth: 1.5, dy: down + dy }),
      ),
      kind === "bars"
        ? null
        : byOffset(known, (rows, dy) =>
            Plot.dot(rows, {
              ...{ x: "value", y: "key", r: 5, dy: down + dy, strokeWidth: 2 },
              stroke: (d) => (isPairs && !isLatest(d) ? QUIET : ACCENT),
              fill: (d) => (isPairs && !isLatest(d) ? "#fff" : ACCENT),
            }),
          ),
      isPairs
        ? null
        : Plot.text(known, { x: edge, y: "key", text: "text", textAnchor: "start", dx: 8, dy: down, fill: INK, fontWeight: 600 }),
      Plot.text(isPairs ? absent.filter(isLatest) : absent, {
        ...{ x: domain[0], y: "key", text: "text", textAnchor: "start", dx: 6, dy: down },
        ...{ fill: QUIET, fontStyle: "italic" },
      }),
      ...named.map(([found, fontWeight, room]) =>
        Plot.text(found, {
          ...{ x: domain[0], y: "key", text: "label", textAnchor: "start", lineAnchor: "middle" },
          ...{ dx: isNarrow ? 0 : -column - 12, dy: isNarrow ? -14 : 0, lineWidth: (room - 4) / LETTERING },
          ...{ fill: INK, fontWeight },
        }),
      ),
    ],
  });
};

/** Labels at the end of lines, apart from each other by their height. */
const spread = (ends, heights, toData) => {
  const order = ends.map((_, place) => place).sort((a, b) => ends[b] - ends[a]);
  const placed = [...ends];
  for (let at = 1; at < order.length; at += 1) {
    const [upper, lower] = [order[at - 1], order[at]];
    const gap = toData((heights[upper] + heights[lower]) / 2);
    placed[lower] = Math.min(placed[lower], placed[upper] - gap);
  }
  const lift = order.reduce((sum, place) => sum + ends[place] - placed[place], 0) / (order.length || 1);
  return placed.map((value) => value + lift);
};

const timeLines = (view, speak, width, survey) => {
  const isNarrow = width < NARROW;
  const lines = linesFor(view, speak).filter(({ isHead }) => !isHead);
  const column = isNarrow ? width * 0.42 : Math.min(280, width * 0.36);
  const height = 340;
  const margins = { marginLeft: isNarrow ? 34 : 48, marginRight: column + 12, marginTop: 16, marginBottom: 46 };
  const domain = extentOf(view.rows, view.rows[0].statistic === "balance");
  const toData = (pixels) => (pixels * (domain[1] - domain[0])) / (height - margins.marginTop - margins.marginBottom);
  const years = view.editions.map((place) => survey.editions[place].year);
  const yearOf = (row) => survey.editions[row.edition].year;
  const shown = lines
    .map((line, place) => ({ ...line, place, rows: line.rows.filter(({ value }) => value !== null) }))
    .filter(({ rows }) => rows.length);
  const texts = shown.map(({ label, rows }) => `${speak.figure(rows.at(-1))}  ${label}`);
  const heights = texts.map((text) => linesOf(text, column / LETTER) * LINE + 2);
  const ends = spread(shown.map(({ rows }) => rows.at(-1).value), heights, toData);
  const links = shown.flatMap(({ rows, place }) =>
    rows.slice(1).flatMap((row, at) => {
      const verdict = survey.changeOf(row, rows[at].edition, row.edition)?.verdict;
      return verdict && !["break", "not_asked", "hidden"].includes(verdict) ? [{ from: rows[at], to: row, place }] : [];
    }),
  );
  const aside = (place) => (place - (shown.length - 1) / 2) * 4;
  const ofLine = ({ rows, place }, number) => [
    Plot.ruleX(rows.filter(({ low }) => low !== null), { x: yearOf, y1: "low", y2: "high", stroke: SERIES[place], strokeWidth: 1.5, dx: aside(number) }),
    Plot.dot(rows, { x: yearOf, y: "value", fill: SERIES[place], symbol: SYMBOLS[place], r: 5, dx: aside(number) }),
    Plot.text([ends[number]], {
      ...{ x: years.at(-1), y: (value) => value, text: [texts[number]], textAnchor: "start", lineAnchor: "middle" },
      ...{ dx: 16, lineWidth: (column - 8) / LETTERING, fill: SERIES[place], fontWeight: 600 },
    }),
  ];
  return drawn({
    ...settings(width, height, margins, speak.alternative),
    x: { domain: [Math.min(...years), Math.max(...years)], insetLeft: 24, insetRight: 12, axis: null, type: "linear" },
    y: { domain, label: null },
    marks: [
      Plot.gridY({ stroke: RULE, strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({ color: QUIET, tickSize: 0, ticks: 5, tickFormat: speak.tick }),
      domain[0] <= 0 && domain[1] >= 0 ? Plot.ruleY([0], { stroke: QUIET }) : null,
      Plot.axisX(years, { color: QUIET, tickSize: 4, tickFormat: (year) => speak.edition(view.editions[years.indexOf(year)]), lineWidth: 8 }),
      Plot.link(links, {
        ...{ x1: ({ from }) => yearOf(from), x2: ({ to }) => yearOf(to) },
        ...{ y1: ({ from }) => from.value, y2: ({ to }) => to.value },
        ...{ stroke: ({ place }) => SERIES[place], strokeWidth: 2 },
      }),
      ...shown.flatMap(ofLine),
    ],
  });
};

/** Whether there is something to draw, and not more than can be read. */
export const isDrawn = (view) =>
  view.rows.some(({ value }) => value !== null) && seriesOf(view.rows).length <= MOST_LINES;

/** The drawing of a view, of that width. */
export const chartOf = (view, speak, width, survey) => {
  const kind = kindOf(view);
  return kind === "lines" ? timeLines(view, speak, width, survey) : horizontal(view, speak, width, kind);
};
