(() => {
  const spoken = [...new Set([...document.querySelectorAll(".said")].map((text) => text.lang))];
  const wished = (navigator.languages ?? [navigator.language]).map((each) => each.split("-")[0]);
  const chosen = wished.find((each) => spoken.includes(each)) ?? (spoken.includes("en") ? "en" : spoken[0]);
  if (chosen) {
    document.documentElement.lang = chosen;
    for (const text of document.querySelectorAll(".said")) text.hidden = text.lang !== chosen;
    const title = [...document.querySelectorAll("h1 .said")].find((text) => text.lang === chosen);
    if (title) document.title = title.textContent;
  }
  const table = document.querySelector("table");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const box = document.querySelector("#filter");
  const said = document.querySelector("#count");
  const filter = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    said.textContent = said.dataset[document.documentElement.lang].replace("{shown}", shown).replace("{all}", rows.length);
  };
  const value = (row, column) => row.cells[column].dataset.order ?? plain(row.cells[column].textContent);
  const sort = (head, column) => {
    const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
    rows.sort((a, b) => turn * value(a, column).localeCompare(value(b, column), document.documentElement.lang, { numeric: true }));
    table.tBodies[0].append(...rows);
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head, column));
  });
  box.addEventListener("input", filter);
  document.querySelector("#tools").hidden = false;
  filter();
})();
