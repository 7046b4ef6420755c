// How a view is said in the language of the page.

const filled = (message, values = {}) => message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** The words of a language for a survey; names of codes that have none are the codes. */
export const speechOf = (spoken, place, survey) => {
  const labels = survey.labels[spoken.code];
  const texts = survey.texts[spoken.code];
  const say = (key, values) => filled(spoken.words[key], values);
  const nameOf = (table, code) => (table && Object.hasOwn(table, code) ? table[code] : code);
  const tick = new Intl.NumberFormat(spoken.locale, { maximumFractionDigits: 2 });
  const count = new Intl.NumberFormat(spoken.locale);
  const edition = (number) => survey.editions[number].titles[spoken.code];
  const withUnit = (text, unit) =>
    unit === "%" ? filled(spoken.percent, { number: text }) : unit ? `${text}\u00a0${unit}` : text;
  const item = (row) => nameOf(labels.answers[labels.asked[row.indicator]], row.item);
  const answer = (by, code, number) => {
    const together = survey.editions[number]?.together[spoken.code][by];
    return together && Object.hasOwn(together, code) ? together[code] : nameOf(labels.answers[by], code);
  };
  const ends = ([, low, high]) => (low && high ? say("to", { low: texts[low], high: texts[high] }) : "");
  return {
    ...{ say, edition, item, ends },
    number: (value) => count.format(value).replaceAll("-", "\u2212"),
    tick: (value, unit) => withUnit(tick.format(value).replaceAll("-", "\u2212"), unit === "%" ? unit : ""),
    text: (number) => texts[number],
    days: (number) => survey.editions[number].days[spoken.code],
    surveyTitle: labels.title,
    intervalName: labels.interval,
    intervalInside: labels.interval_inside,
    indicator: (name) => nameOf(labels.indicators, name),
    theme: (name) => nameOf(labels.themes, name),
    population: (name) => (name === "all" ? say("all") : nameOf(labels.populations, name)),
    variable: (name) => (name === "all" ? say("all") : nameOf(labels.variables, name)),
    answer,
    group: (row) => (row.group === "all" ? say("all") : answer(row.by, row.group, row.edition)),
    unit: (row) => row.units[place],
    value: (row) => (row.value === null ? absence(say, row) : texts[row.texts[0]]),
    figure: (row) =>
      row.value === null
        ? absence(say, row)
        : row.units[place] === "%"
          ? withUnit(texts[row.texts[0]], "%")
          : texts[row.texts[0]],
    range: (row) => (row.mark === "fixed" ? say("fixed") : row.value === null ? "" : ends(row.texts)),
    respondents: (row) => (row.n === null ? "" : count.format(row.n)),
    remark: (row) => (row.mark === "" ? "" : row.mark === "fixed" ? say("interval.fixed") : say(`mark.${row.mark}`)),
    verdict: ({ verdict }) => say(`change.${verdict}`),
    reason: ({ reasons }) => reasons[place],
    gap: (found) => (found ? texts[found.text] : ""),
    modelled: (place) => (place === undefined ? "" : texts[place]),
    isApart: (found) => (found ? say(found.isApart ? "apart" : "not_apart") : ""),
    colon: spoken.colon,
    percent: (share) => withUnit(tick.format(100 * share), "%"),
  };
};

const absence = (say, row) =>
  row.mark === "confidential" ? say("hidden") : row.mark === "empty" ? "\u2013" : say("not_shown");

/** What is said of one view: its titles, the heads of its tables, and its text for those who see no chart. */
export const viewSpeech = (speech, view) => {
  const [first] = view.rows;
  const title = speech.indicator(view.indicator);
  const unit = first ? speech.unit(first) : "";
  const level = first ? speech.percent(first.level) : "";
  const name = (row) => {
    const parts = [];
    if (!view.item && row.item) parts.push(speech.item(row));
    if (view.by !== "all") parts.push(speech.group(row));
    if (view.editions.length > 1) parts.push(speech.edition(row.edition));
    return parts.join(", ") || speech.say("all");
  };
  const told = view.rows.slice(0, 24).map((row) => `${name(row)}${speech.colon}${speech.figure(row)}`);
  const rest = view.rows.length > told.length ? "\u2026" : "";
  const parts = [speech.surveyTitle, view.editions.map(speech.edition).join(", ")];
  if (view.population !== "all") parts.push(speech.population(view.population));
  if (view.item) parts.push(speech.item({ indicator: view.indicator, item: view.item }));
  if (view.by !== "all") parts.push(speech.say("by_variable", { by: speech.variable(view.by) }));
  const interval = `${speech.intervalName} (${level})`;
  return {
    ...speech,
    title,
    lead: parts.join(" \u00b7 "),
    caption: speech.say("table_of", { title }),
    breakdown: view.by === "all" ? speech.say("group") : speech.variable(view.by),
    valueHead: unit ? `${speech.say("value")} (${unit})` : speech.say("value"),
    changeHead: unit ? `${speech.say("change")} (${unit === "%" ? "points" : unit})` : speech.say("change"),
    modelledHead: unit ? `${speech.say("modelled")} (${unit})` : speech.say("modelled"),
    gapHead: unit ? `${speech.say("gap")} (${unit === "%" ? "points" : unit})` : speech.say("gap"),
    interval,
    between: (earlier, later) => speech.say("from_to", { low: speech.edition(earlier), high: speech.edition(later) }),
    alternative: `${title}. ${told.join("; ")}${rest}.`,
    tick: (value) => speech.tick(value, unit),
    nameOfRow: name,
    note: speech.say("interval_line", { name: speech.intervalInside, level }),
    source: [speech.surveyTitle, view.editions.map(speech.edition).join(", ")].join(speech.colon),
  };
};
