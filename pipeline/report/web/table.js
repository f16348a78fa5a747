// Tables of any length: only the rows in view are in the page. They sort, filter, search, and go by keyboard.

const ROW = 48; // height of a row in CSS pixels, as report.css has it
const SPARE = 8; // rows drawn beyond the view
const PRINTED = 1000; // rows that a printed table has at most

/**
 * Draw a table with its search and filters.
 *
 * spec: name, count, columns [{id, label, width, cell, sort, numeric, plain}], haystack(row), filters [{id, label, group, value}],
 * day(row) for filters of time, open(row) → address, texts(query) → rows whose full text fits (optional), file (name of the CSV file).
 */
function dataTable(spec, query) {
  const state = { q: query.q ?? "", sort: query.sort ?? "", down: query.down === "1", from: query.from ?? "", to: query.to ?? "", at: 0 };
  for (const filter of spec.filters) state[filter.id] = query[filter.id] ?? "";
  const hay = new Array(spec.count);
  const folded = (row) => (hay[row] ??= key(spec.haystack(row)));
  let shown = [];
  let inTexts = null;

  const search = h("input", { type: "search", id: "search", value: state.q, placeholder: t("table.search"), autocomplete: "off", spellcheck: "false", title: t("table.search.hint"), "aria-label": t("table.search"), "aria-keyshortcuts": "/" });
  const found = h("p", { class: "found", role: "status" });
  const body = h("tbody");
  const heads = spec.columns.map((column) => headCell(column));
  const table = h(
    "table",
    { class: "grid", "aria-label": t("table.rows", { name: spec.name }) },
    h("colgroup", null, spec.columns.map((column) => sized(h("col"), column.width))),
    h("thead", null, h("tr", { "aria-rowindex": 1 }, heads)),
    body,
  );
  const scroller = h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": t("table.rows", { name: spec.name }) }, table);
  const nothing = emptyState(t("table.empty"), t("table.empty.hint"));
  nothing.hidden = true;
  const selects = spec.filters.map((filter) => [filter, filterSelect(filter)]);
  const days = spec.day ? ["from", "to"].map((end) => h("input", { type: "date", value: state[end], "aria-label": `${t("col.date")}: ${t(`filter.${end}`)}`, onchange: (event) => change(end, event.target.value) })) : [];
  const clear = h("button", { type: "button", class: "quiet", onclick: reset }, t("table.clear"));
  const tools = h(
    "div",
    { class: "tools", role: "search" },
    h("label", { class: "search" }, icon("search"), search),
    selects.map(([filter, select]) => h("label", { class: "field" }, h("span", null, filter.label), select)),
    days.length ? h("span", { class: "field" }, h("span", null, t("filter.from")), days[0], h("span", null, t("filter.to")), days[1]) : null,
    clear,
  );
  const save = h("button", { type: "button", class: "quiet small save", onclick: saveCsv }, icon("download"), t("table.download"));

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change("q", search.value), 120);
  });
  scroller.addEventListener("scroll", () => requestAnimationFrame(draw));
  scroller.addEventListener("keydown", move);
  body.addEventListener("click", (event) => {
    const line = event.target.closest("tr[data-at]");
    if (line && !event.target.closest("a") && !getSelection().toString()) location.hash = spec.open(shown[line.dataset.at]);
  });

  function sized(element, width) {
    element.style.width = width;
    return element;
  }

  function headCell(column) {
    const button = h("button", { type: "button", onclick: () => sortBy(column) }, column.label, h("span", { class: "arrow", "aria-hidden": "true" }));
    return h("th", { scope: "col", class: column.numeric && "numeric", "data-id": column.id }, button);
  }

  function filterSelect(filter) {
    const counts = new Map();
    for (let row = 0; row < spec.count; row++) counts.set(filter.value(row), (counts.get(filter.value(row)) ?? 0) + 1);
    const options = [...counts].filter(([value]) => value !== "" && value !== null).sort((one, other) => other[1] - one[1]);
    return h(
      "select",
      { onchange: (event) => change(filter.id, event.target.value) },
      h("option", { value: "" }, t("filter.any")),
      options.map(([value, count]) => h("option", { value, selected: String(value) === state[filter.id] }, `${filter.group ? label(filter.group, value) : (filter.show ?? String)(value)} (${number(count)})`)),
    );
  }

  function change(name, value) {
    state[name] = value;
    state.at = 0;
    refresh();
  }

  function reset() {
    for (const name of ["q", "from", "to", ...spec.filters.map((filter) => filter.id)]) state[name] = "";
    search.value = "";
    for (const [, select] of selects) select.value = "";
    for (const day of days) day.value = "";
    refresh();
    search.focus();
  }

  function sortBy(column) {
    state.down = state.sort === column.id ? !state.down : Boolean(column.numeric);
    state.sort = column.id;
    refresh();
  }

  const fits = (row, words) => {
    for (const filter of spec.filters) if (state[filter.id] !== "" && String(filter.value(row)) !== state[filter.id]) return false;
    if (state.from && (spec.day(row) || "0") < state.from) return false;
    if (state.to && (spec.day(row) || "9").slice(0, 10) > state.to) return false;
    return words.every((word) => folded(row).includes(word)) || Boolean(words.length && inTexts?.has(row));
  };

  function select() {
    const words = key(state.q).split(" ").filter(Boolean);
    shown = [];
    for (let row = 0; row < spec.count; row++) if (fits(row, words)) shown.push(row);
    const column = spec.columns.find((one) => one.id === state.sort);
    if (column) {
      const sign = state.down ? -1 : 1;
      const order = new Intl.Collator("ar", { numeric: true });
      const values = new Map(shown.map((row) => [row, column.sort(row)]));
      shown.sort((one, other) => {
        const [a, b] = [values.get(one), values.get(other)];
        if (a === b) return one - other;
        if (a === "" || b === "") return a === "" ? 1 : -1; // what is unknown comes last
        return sign * (typeof a === "number" ? a - b : order.compare(a, b));
      });
    }
  }

  async function refresh() {
    const words = key(state.q).split(" ").filter(Boolean);
    inTexts = null;
    select();
    show();
    if (spec.texts && words.length) {
      const asked = state.q;
      found.textContent += ` · ${t("table.searching")}`;
      const rows = await spec.texts(words);
      if (asked !== state.q) return;
      inTexts = rows;
      select();
      show();
    }
  }

  function show() {
    const filtered = shown.length !== spec.count;
    found.replaceChildren(filtered ? t("table.found", { n: number(shown.length), all: number(spec.count) }) : t("table.found.all", { all: number(spec.count) }));
    clear.hidden = !filtered;
    nothing.hidden = shown.length > 0;
    scroller.hidden = shown.length === 0;
    table.setAttribute("aria-rowcount", shown.length + 1);
    for (const head of heads) {
      const sorted = head.dataset.id === state.sort;
      if (sorted) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    scroller.scrollTop = 0;
    draw(true);
    const kept = Object.entries(state).filter(([name, value]) => value !== "" && value !== false && name !== "at");
    const asked = new URLSearchParams(kept.map(([name, value]) => [name, value === true ? "1" : value])).toString();
    history.replaceState(null, "", location.hash.split("?")[0] + (asked ? `?${asked}` : ""));
  }

  let drawn = "";
  function draw(anew = false, printing = false) {
    const first = printing ? 0 : Math.max(0, Math.floor(scroller.scrollTop / ROW) - SPARE);
    const last = printing ? Math.min(shown.length, PRINTED) : Math.min(shown.length, Math.ceil((scroller.scrollTop + (scroller.clientHeight || 800)) / ROW) + SPARE);
    if (anew !== true && drawn === `${first} ${last}`) return;
    drawn = `${first} ${last}`;
    const focused = body.contains(document.activeElement);
    const rows = shown.slice(first, last).map((row, step) => line(row, first + step));
    body.replaceChildren(gap(first), ...rows, gap(shown.length - last));
    if (focused) body.querySelector(`tr[data-at="${state.at}"] a`)?.focus({ preventScroll: true });
  }

  function gap(rows) {
    const space = h("tr", { class: "gap", "aria-hidden": "true" }, h("td", { colspan: spec.columns.length }));
    space.style.height = `${rows * ROW}px`;
    return space;
  }

  function line(row, at) {
    const cells = spec.columns.map((column, index) => {
      const content = column.cell(row);
      const text = typeof content === "string" ? content : content?.textContent ?? "";
      const inside = index === 0 ? h("a", { href: spec.open(row), tabindex: at === state.at ? "0" : "-1" }, content || t("untitled")) : content;
      return h("td", { class: column.numeric && "numeric", title: text.length > 14 ? text : null, "data-label": column.label }, inside);
    });
    return h("tr", { "data-at": at, "aria-rowindex": at + 2 }, cells);
  }

  function move(event) {
    const page = Math.max(1, Math.floor(scroller.clientHeight / ROW) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const inside = body.contains(document.activeElement);
    state.at = inside || Math.abs(step) > 1 ? Math.min(shown.length - 1, Math.max(0, state.at + step)) : state.at;
    const top = state.at * ROW;
    const head = table.tHead.offsetHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW > scroller.scrollTop + scroller.clientHeight - head) scroller.scrollTop = top + ROW - scroller.clientHeight + head;
    draw(true);
    body.querySelector(`tr[data-at="${state.at}"] a`)?.focus({ preventScroll: true });
  }

  function saveCsv() {
    const cell = (value) => {
      const text = String(value ?? "");
      return `"${(/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    };
    const plainOf = (column, row) => (column.plain ? column.plain(row) : column.sort(row));
    const lines = [spec.columns.map((column) => cell(column.label)), ...shown.map((row) => spec.columns.map((column) => cell(plainOf(column, row))))];
    saveFile(`${spec.file}.csv`, `\ufeff${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`, "text/csv");
  }

  const element = h("div", { class: "table-view" }, tools, h("div", { class: "found-line" }, found, save), nothing, scroller);
  element.print = (printing) => draw(true, printing);
  element.focusSearch = () => search.focus();
  requestAnimationFrame(refresh);
  return element;
}
