// The explorer: what is chosen, shown as a chart and a table, with an address that keeps it.
import { chartOf, isDrawn, kindOf } from "./charts.js";
import { csvOf, grouped, unpackedSurvey } from "./data.js";
import { speechOf, viewSpeech } from "./speech.js";
import { changesTable, rowsTable, testLines } from "./tables.js";
import { choicesIn, hashOf, viewOf } from "./view.js";

const $ = (id) => document.getElementById(id);
const { languages, surveys } = JSON.parse($("data").textContent);
const unpacked = new Map();
let choices = choicesIn(location.hash);
let shown = null;

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const languageNow = () => {
  const codes = languages.map(({ code }) => code);
  const wished = [choices.language, ...(navigator.languages ?? []).map((tag) => tag.split("-")[0])];
  return wished.find((code) => codes.includes(code)) ?? codes[0];
};

const surveyNow = () => {
  const latest = surveys.reduce((one, other) => (other.editions.at(-1).year > one.editions.at(-1).year ? other : one));
  const record = surveys.find(({ name }) => name === choices.survey) ?? latest;
  if (!unpacked.has(record.name)) unpacked.set(record.name, unpackedSurvey(record));
  return unpacked.get(record.name);
};

const option = (value, text, chosen) => {
  const made = new Option(text, value, false, value === chosen);
  return made;
};

const fill = (id, values, named, chosen) => {
  $(id).replaceChildren(...values.map((value) => option(value, named(value), chosen)));
  $(id).value = chosen;
};

const hideUnless = (id, isOffered) => {
  const holder = $(id).closest("p") ?? $(id);
  holder.hidden = !isOffered;
};

/** Boxes to tick, made anew only when they are others, so that the one in use keeps the focus. */
const boxes = (id, entries, ticked, change) => {
  const holder = $(id).querySelector("div");
  const signature = JSON.stringify(entries);
  if (holder.dataset.made !== signature) {
    holder.dataset.made = signature;
    holder.replaceChildren(
      ...entries.map(([value, text]) => {
        const label = document.createElement("label");
        const box = document.createElement("input");
        box.type = "checkbox";
        box.value = value;
        label.append(box, " ", text);
        return label;
      }),
    );
    holder.onchange = () => change([...holder.querySelectorAll("input:checked")].map(({ value }) => value));
  }
  for (const box of holder.querySelectorAll("input")) {
    box.checked = ticked.includes(box.value); // of none, all or the latest are shown
  }
};

const fillIndicators = (view, speak) => {
  const words = plain($("find").value).split(/\s+/).filter(Boolean);
  const fits = (name) => words.every((word) => plain(`${speak.indicator(name)} ${name}`).includes(word));
  const found = view.indicators.filter((name) => fits(name));
  const listed = found.includes(view.indicator) ? found : [view.indicator, ...found];
  const themeOf = new Map(shown.survey.editions.flatMap(({ rows }) => rows).map((row) => [row.indicator, row.theme]));
  const groups = grouped(listed, (name) => themeOf.get(name));
  $("indicator").replaceChildren(
    ...[...groups].map(([theme, names]) => {
      const group = document.createElement("optgroup");
      group.label = speak.theme(theme);
      group.append(...names.map((name) => option(name, speak.indicator(name), view.indicator)));
      return group;
    }),
  );
  $("indicator").value = view.indicator;
  $("found").textContent = words.length ? speak.say("found", { n: speak.number(found.length), k: speak.number(view.indicators.length) }) : "";
};

const fillChoices = (view, speak, survey) => {
  fill("language", languages.map(({ code }) => code), (code) => languages.find((each) => each.code === code).name, view.language);
  fill("survey", surveys.map(({ name }) => name), (name) => surveys.find((each) => each.name === name).labels[view.language].title, view.survey);
  fillIndicators(view, speak);
  fill("population", view.populations, speak.population, view.population);
  hideUnless("population", view.populations.length > 1);
  fill("answer", ["", ...view.items], (item) => (item ? speak.item({ indicator: view.indicator, item }) : speak.say("every_answer")), view.item);
  hideUnless("answer", view.items.length > 1);
  fill("breakdown", view.breakdowns, speak.variable, view.by);
  const editions = survey.editions.map(({ name }, place) => [name, speak.edition(place)]);
  boxes("editions", editions, view.editions.map((place) => view.names[place]), (names) => choose({ editions: names }));
  hideUnless("editions", editions.length > 1);
  const groups = view.known.map((code) => [code, speak.answer(view.by, code, view.editions.at(-1))]);
  boxes("groups", groups, view.groups ?? view.known, (names) => choose({ groups: names }));
  hideUnless("groups", groups.length > 1);
};

const captionOf = (view, speak, survey) => {
  const kind = kindOf(view);
  const [earlier, later] = [view.editions.slice(0, -1), view.editions.slice(-1)].map((places) => places.map(speak.edition).join(", "));
  const absent = view.rows.filter(({ value }) => value === null).map(speak.nameOfRow);
  const isSaid = absent.length && view.editions.length > 1;
  const isSimulated = view.editions.some((place) => survey.editions[place].simulated);
  const changes = view.rows.map((row) => survey.changeOf(row, view.editions[view.editions.indexOf(row.edition) - 1] ?? row.edition, row.edition));
  const isBroken = changes.some((change) => change && ["break", "profile"].includes(change.verdict));
  return [
    speak.say(kind, { low: earlier, high: later }),
    speak.note,
    isBroken ? speak.say("broken") : "",
    isSaid ? speak.say("not_drawn", { name: absent.slice(0, 8).join("; ") + (absent.length > 8 ? "\u2026" : "") }) : "",
    `${speak.source}.`,
    isSimulated ? `${speak.say("simulated")}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
};

const drawChart = () => {
  const { view, speak, survey } = shown;
  const holder = $("chart").firstElementChild;
  $("chart").hidden = !isDrawn(view);
  if (!isDrawn(view)) return;
  const width = Math.max(280, Math.min(760, holder.clientWidth || 680));
  if (holder.dataset.width === String(width) && holder.dataset.of === hashOf(view)) return;
  holder.dataset.width = width;
  holder.dataset.of = hashOf(view);
  holder.replaceChildren(chartOf(view, speak, width, survey));
  $("chart").querySelector("figcaption").textContent = captionOf(view, speak, survey);
};

const sayWords = (speak) => {
  for (const holder of document.querySelectorAll("[data-say]")) holder.textContent = speak.say(holder.dataset.say);
  document.querySelector(".skip").textContent = speak.say("skip");
  document.title = `${speak.title} \u2013 ${speak.say("title")}`;
};

const fillTable = (id, made) => {
  $(id).replaceChildren(...(made ?? []));
  $(id).hidden = !made;
};

const fillTests = (lines, whose) => {
  const made = lines.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  $("tests").querySelector("ul").replaceChildren(...made);
  $("tests-of").textContent = whose;
  $("tests-of").hidden = !whose;
  $("tests").hidden = !made.length;
};

const fillView = (view, speak, survey) => {
  $("view-title").textContent = speak.title;
  $("view-lead").textContent = speak.lead;
  $("simulated").hidden = !view.editions.some((place) => survey.editions[place].simulated);
  fillTable("rows", rowsTable(view, speak, survey));
  const isPart = view.groups !== null; // tests are of a breakdown, whichever groups one looks at
  fillTests(testLines(view, speak, survey), isPart ? speak.say("tests_of") : "");
  fillTable("changes", changesTable(view, speak, survey));
  const absent = view.rows.filter(({ value }) => value === null).length;
  const said = speak.say(absent ? "said_some" : "said", { n: speak.number(view.rows.length), k: speak.number(absent) });
  const isTooLong = view.rows.length > absent && !isDrawn(view);
  $("status").textContent = isTooLong ? `${said}. ${speak.say("too_long")}` : said;
  $("download").href = `data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(survey, view.rows))}`;
  $("download").download = `${[view.survey, view.indicator, view.by === "all" ? "" : view.by].filter(Boolean).join("-")}.csv`;
  $("link").href = hashOf(view);
  $("copied").textContent = "";
};

/** Show what is chosen. */
const show = () => {
  const survey = surveyNow();
  const language = languageNow();
  const place = languages.findIndex(({ code }) => code === language);
  const view = viewOf(choices, survey, language);
  const speak = viewSpeech(speechOf(languages[place], place, survey), view);
  shown = { survey, view, speak };
  document.documentElement.lang = language;
  sayWords(speak);
  fillChoices(view, speak, survey);
  fillView(view, speak, survey);
  $("explorer").hidden = false;
  drawChart();
};

/** Change the choices and keep them in the address, so that the page can be gone back to. */
const choose = (changed) => {
  choices = { ...choicesIn(hashOf(shown.view)), ...changed };
  show();
  history.pushState(null, "", hashOf(shown.view));
};

const copyLink = async () => {
  await navigator.clipboard.writeText(location.href);
  $("copied").textContent = shown.speak.say("copied");
};

$("choices").addEventListener("submit", (event) => event.preventDefault());
$("language").addEventListener("change", ({ target }) => choose({ language: target.value }));
$("survey").addEventListener("change", ({ target }) => {
  $("find").value = "";
  choose({ survey: target.value, editions: [], indicator: null, population: null, item: "", by: "all", groups: null });
});
$("indicator").addEventListener("change", ({ target }) => choose({ indicator: target.value, population: null, item: "" }));
$("population").addEventListener("change", ({ target }) => choose({ population: target.value }));
$("answer").addEventListener("change", ({ target }) => choose({ item: target.value }));
$("breakdown").addEventListener("change", ({ target }) => choose({ by: target.value, groups: null }));
$("find").addEventListener("input", () => fillIndicators(shown.view, shown.speak));
$("link").addEventListener("click", (event) => {
  event.preventDefault();
  history.replaceState(null, "", hashOf(shown.view));
  copyLink().catch(() => {}); // the address bar has it where the clipboard may not be written
});
addEventListener("popstate", () => {
  if (location.hash.includes("survey=")) {
    choices = choicesIn(location.hash);
    show();
  } else {
    history.replaceState(null, "", hashOf(shown.view)); // a link inside the page leaves the view as it is
  }
});
addEventListener("resize", () => shown && drawChart());
show();
history.replaceState(null, "", hashOf(shown.view));
