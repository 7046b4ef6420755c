// What is chosen: read from the address, completed by what there is, written back to it.

const ALL = "all";

/** The choices in an address, as they are written there. */
export const choicesIn = (hash) => {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    language: given.get("lang"),
    survey: given.get("survey"),
    editions: given.getAll("edition"),
    indicator: given.get("indicator"),
    population: given.get("population"),
    item: given.get("answer") ?? "",
    by: given.get("by") ?? ALL,
    groups: given.has("group") ? given.getAll("group") : null,
  };
};

/** The address of a view. */
export const hashOf = (view) => {
  const written = new URLSearchParams();
  written.append("survey", view.survey);
  for (const place of view.editions) written.append("edition", view.names[place]);
  written.append("indicator", view.indicator);
  if (view.population !== ALL) written.append("population", view.population);
  if (view.item) written.append("answer", view.item);
  if (view.by !== ALL) written.append("by", view.by);
  for (const group of view.groups ?? []) written.append("group", group);
  written.append("lang", view.language);
  return `#${written}`;
};

const distinct = (values) => [...new Set(values)];
const orElse = (wanted, known) => (known.includes(wanted) ? wanted : known[0]);

/** The view that the choices give: what is not there is replaced by what is. */
export const viewOf = (choices, survey, language) => {
  const names = survey.editions.map(({ name }) => name);
  const wanted = names.map((_, place) => place).filter((place) => choices.editions.includes(names[place]));
  const editions = wanted.length ? wanted : [names.length - 1];
  const everywhere = editions.flatMap((place) => survey.editions[place].rows);
  const indicators = distinct(everywhere.map((row) => row.indicator));
  const indicator = orElse(choices.indicator ?? survey.first, indicators);
  const own = everywhere.filter((row) => row.indicator === indicator);
  const populations = distinct(own.map((row) => row.population));
  const population = orElse(choices.population, populations);
  const ofAll = own.filter((row) => row.population === population);
  const items = distinct(ofAll.map((row) => row.item)).filter(Boolean);
  const item = items.includes(choices.item) ? choices.item : "";
  const breakdowns = distinct([ALL, ...ofAll.map((row) => row.by)]);
  const by = orElse(choices.by, breakdowns);
  const known = by === ALL ? [] : distinct(ofAll.filter((row) => row.by === by).map((row) => row.group));
  const kept = choices.groups && known.filter((group) => choices.groups.includes(group));
  const groups = kept?.length && kept.length < known.length ? kept : null;
  return {
    ...{ survey: survey.name, language, names, editions, indicator, population, item, by, groups },
    ...{ indicators, populations, items, breakdowns, known, isOfTerritories: survey.territories.has(by) },
    rows: shownRows(ofAll, { items, item, by, groups, known }),
  };
};

/** The rows of a view: the whole sample, then each group; answer after answer, edition after edition. */
const shownRows = (rows, { items, item, by, groups, known }) => {
  const answers = item ? [item] : items.length ? items : [""];
  const wanted = [ALL, ...(by === ALL ? [] : (groups ?? known))];
  return answers.flatMap((answer) =>
    wanted.flatMap((group) =>
      rows.filter(
        (row) => row.item === answer && row.group === group && row.by === (group === ALL ? ALL : by),
      ),
    ),
  );
};
