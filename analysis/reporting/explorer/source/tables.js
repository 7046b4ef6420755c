// The rows of a view as a table, and what is said of changes between editions.

const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  if (text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const groupRow = (text, columns) => {
  const row = element("tr", null, { class: "group" });
  row.append(element("th", text, { scope: "rowgroup", colspan: columns }));
  return row;
};

const tableOf = (id, caption, names, heads, lines, isRemarked) => {
  const table = element("table", null, { class: "figures" });
  table.append(element("caption", caption, { id }));
  const head = table.createTHead().insertRow();
  for (const text of names) head.append(element("th", text, { scope: "col", class: "name" }));
  heads.forEach((text, place) => head.append(element("th", text, { scope: "col", ...(place === heads.length - 1 && isRemarked ? { class: "remark" } : {}) })));
  let body = null;
  let under = "";
  for (const { group = "", named, cells } of lines) {
    if (!body || group !== under) {
      body = table.createTBody();
      under = group;
      if (group) body.append(groupRow(group, names.length + heads.length));
    }
    const row = body.insertRow();
    named.forEach((text, place) => row.append(element(place ? "td" : "th", text, place ? { class: "name" } : { scope: "row" })));
    cells.forEach((cell, place) => row.append(element("td", cell, place < cells.length - 1 || !isRemarked ? {} : { class: "remark" })));
  }
  const scroll = element("div", null, { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": id });
  scroll.append(table);
  return scroll;
};

/** The answer under which groups stand, where there are several of both. */
const groupOf = (view, speak, row) => (isByItem(view) && view.by !== "all" ? speak.item(row) : "");

const isByItem = (view) => !view.item && view.items.length > 0;

const namesOf = (view, speak) => {
  const columns = [];
  if (isByItem(view) && view.by === "all") columns.push([speak.say("answer"), (row) => speak.item(row)]);
  if (view.by !== "all" || !columns.length) columns.push([speak.breakdown, (row) => speak.group(row)]);
  return columns;
};

/** The table of the rows: who, when, figure, interval, respondents, remark. */
export const rowsTable = (view, speak, survey) => {
  const names = namesOf(view, speak);
  if (view.editions.length > 1) names.push([speak.say("edition"), (row) => speak.edition(row.edition)]);
  const columns = [
    [speak.valueHead, speak.value],
    [speak.interval, speak.range],
    [speak.say("respondents"), speak.respondents],
  ];
  const isModelled = view.rows.some((row) => survey.modelledOf(row) !== undefined);
  if (isModelled) columns.push([speak.modelledHead, (row) => speak.modelled(survey.modelledOf(row))]);
  if (view.isOfTerritories && view.rows.some(survey.gapOf)) {
    columns.push([speak.gapHead, (row) => speak.gap(survey.gapOf(row))]);
    columns.push([speak.say("finding"), (row) => speak.isApart(survey.gapOf(row))]);
  }
  const isRemarked = view.rows.some(({ mark }) => mark);
  if (isRemarked) columns.push([speak.say("remark"), speak.remark]);
  const lines = view.rows.map((row) => ({
    group: groupOf(view, speak, row),
    named: names.map(([, name]) => name(row)),
    cells: columns.map(([, cell]) => cell(row)),
  }));
  const made = [tableOf("rows-caption", speak.caption, firsts(names), firsts(columns), lines, isRemarked)];
  if (isModelled) made.push(element("p", speak.say("modelled_note"), { class: "note" }));
  return made;
};

/** What the tests say of the groups of a view: a sentence for each answer and edition that is shown. */
export const testLines = (view, speak, survey) => {
  if (view.by === "all") return [];
  const items = view.item ? [view.item] : view.items.length ? view.items : [""];
  return view.editions.flatMap((edition) =>
    items.flatMap((item) => {
      const told = survey.testOf(edition, view.indicator, item, view.by);
      if (told === undefined || view.population !== view.populations[0]) return [];
      const about = [];
      if (view.editions.length > 1) about.push(speak.edition(edition));
      if (item && !view.item) about.push(speak.item({ indicator: view.indicator, item }));
      return [[about.join(", "), speak.text(told)].filter(Boolean).join(speak.colon)];
    }),
  );
};

const firsts = (pairs) => pairs.map(([first]) => first);

/** What is said of each series between one edition and the next; null where there is one edition. */
export const changesTable = (view, speak, survey) => {
  const names = namesOf(view, speak);
  const lines = view.rows.flatMap((row) => {
    const place = view.editions.indexOf(row.edition);
    const earlier = view.editions[place - 1];
    const change = place > 0 && survey.changeOf(row, earlier, row.edition);
    if (!change) return [];
    const named = [...names.map(([, name]) => name(row)), speak.between(earlier, row.edition)];
    const group = groupOf(view, speak, row);
    return [{ group, named, change, cells: [speak.text(change.texts[0]), speak.ends(change.texts), speak.verdict(change)] }];
  });
  if (!lines.length) return null;
  const reasons = new Set(lines.map(({ change }) => speak.reason(change)));
  const [common] = reasons.size === 1 ? reasons : [""];
  if (!common) for (const line of lines) line.cells[2] = [line.cells[2], speak.reason(line.change)].filter(Boolean).join(speak.colon);
  const heads = [speak.changeHead, speak.interval, speak.say("finding")];
  const columns = [...firsts(names), speak.say("editions")];
  const made = [tableOf("changes-caption", speak.say("changes"), columns, heads, lines, true)];
  if (common) made.push(element("p", common, { class: "note" })); // said once, not in every line
  return made;
};
