// Charts: actions over time (D3), and bars that are lists.

/** Bars as a list: what it is, how many, and a link each. */
function bars(items) {
  const most = Math.max(1, ...items.map((item) => item.value));
  return h(
    "ol",
    { class: "bars" },
    items.map((item) =>
      h(
        "li",
        null,
        h("a", { href: item.href, class: "bar-link" }, h("span", { class: "bar-name" }, bdi(item.name), item.note && h("small", null, item.note)), h("span", { class: "bar-value" }, ltr(number(item.value)))),
        h("span", { class: "bar-track", "aria-hidden": "true" }, item.parts ? item.parts.map((part) => h("span", { class: `bar g-${part.group}`, "width%": (100 * part.value) / most })) : h("span", { class: "bar", "width%": (100 * item.value) / most })),
      ),
    ),
  );
}

const DAY = 86400000;
const UNITS = [
  ["day", d3.utcDay, 62],
  ["week", d3.utcMonday, 70],
  ["month", d3.utcMonth, 72],
  ["year", d3.utcYear, Infinity],
];

/** Counts of actions by time and group, for the bulk of the dates: far ones would squeeze all others into one bar. */
function timelineData() {
  return once("timeline", () => {
    const days = [];
    let undated = 0;
    for (let row = 0; row < actions.type.length; row++) {
      const day = dayOf(row);
      const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
      if (Number.isNaN(time)) undated++;
      else days.push([time, groupOf[actions.type[row]] ?? "other"]);
    }
    if (!days.length) return { bins: [], undated, outside: 0 };
    const published = documents.published.map((day) => Date.parse(`${(day ?? "").slice(0, 10)}T00:00:00Z`)).filter(Number.isFinite);
    const times = (published.length > documentCount / 2 ? published : days.map(([time]) => time)).sort(d3.ascending);
    const [low, high] = [d3.quantileSorted(times, 0.02), d3.quantileSorted(times, 0.98)];
    const slack = Math.max(28 * DAY, (high - low) * 0.25);
    const inside = days.filter(([time]) => time >= low - slack && time <= high + slack);
    const [first, last] = d3.extent(inside, ([time]) => time);
    const [unit, interval] = UNITS.find(([, every, most]) => every.count(every.floor(new Date(first)), new Date(last)) < most);
    const bins = new Map(interval.range(interval.floor(new Date(first)), new Date(last + 1)).map((start) => [+start, { start, total: 0, groups: {} }]));
    for (const [time, group] of inside) {
      const bin = bins.get(+interval.floor(new Date(time)));
      bin.total++;
      bin.groups[group] = (bin.groups[group] ?? 0) + 1;
    }
    return { bins: [...bins.values()], unit, interval, undated, outside: days.length - inside.length };
  });
}

const isoDay = (date) => date.toISOString().slice(0, 10);

/** The timeline; in a right-to-left interface time runs from the right. */
function timeline() {
  const { bins, unit, interval, undated, outside } = timelineData();
  if (!bins.length) return emptyState(t("none"));
  const [width, height, top, bottom, side] = [960, 240, 12, 28, 54];
  const rtl = settings.lang === "ar";
  const range = rtl ? [width - side, 8] : [side, width - 8];
  const x = d3.scaleBand(bins.map((bin) => +bin.start), range).paddingInner(bins.length > 40 ? 0.15 : 0.25);
  const y = d3.scaleLinear([0, d3.max(bins, (bin) => bin.total)], [height - bottom, top]).nice(4);
  const named = (bin) => (unit === "day" ? isoDay(bin.start) : unit === "week" ? `${isoDay(bin.start)} – ${isoDay(new Date(+interval.offset(bin.start) - DAY))}` : isoDay(bin.start).slice(0, unit === "month" ? 7 : 4));
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("class", "timeline").attr("direction", "ltr").attr("role", "group").attr("aria-label", t("overview.timeline"));
  for (const tick of y.ticks(4).filter(Number.isInteger)) {
    svg.append("line").attr("class", "rule").attr("x1", range[0]).attr("x2", range[1]).attr("y1", y(tick)).attr("y2", y(tick));
    svg.append("text").attr("class", "tick").attr("x", rtl ? width - side + 8 : side - 8).attr("y", y(tick)).attr("dy", "0.32em").attr("text-anchor", rtl ? "start" : "end").text(number(tick));
  }
  const every = Math.ceil(bins.length / 10);
  bins.forEach((bin, at) => {
    const left = x(+bin.start);
    if (at % every === 0) {
      svg.append("text").attr("class", "tick").attr("x", left + x.bandwidth() / 2).attr("y", height - 8).attr("text-anchor", "middle").text(unit === "day" || unit === "week" ? isoDay(bin.start).slice(bins.length > 200 ? 2 : 5) : named(bin));
    }
    if (!bin.total) return;
    const end = isoDay(new Date(+interval.offset(bin.start) - DAY));
    const link = svg.append("a").attr("href", `#/actions?from=${isoDay(bin.start)}&to=${end}`).attr("class", "column").attr("aria-label", `${named(bin)}: ${number(bin.total)}`);
    link.append("title").text(`${named(bin)}: ${number(bin.total)}\n${Object.entries(bin.groups).map(([group, value]) => `${label("group", group)} ${value}`).join("\n")}`);
    link.append("rect").attr("class", "hit").attr("x", left).attr("y", top).attr("width", x.bandwidth()).attr("height", height - bottom - top);
    let base = 0;
    for (const group of Object.keys(GROUPS)) {
      const value = bin.groups[group] ?? 0;
      if (!value) continue;
      link.append("rect").attr("class", `g-${group}`).attr("x", left).attr("width", x.bandwidth()).attr("y", y(base + value)).attr("height", Math.max(0.5, y(base) - y(base + value) - 0.6));
      base += value;
    }
  });
  const groups = Object.keys(GROUPS).filter((group) => bins.some((bin) => bin.groups[group]));
  const figures = h(
    "table",
    { class: "figures" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, t("col.date")), groups.map((group) => h("th", { scope: "col" }, label("group", group))))),
    h("tbody", null, bins.filter((bin) => bin.total).map((bin) => h("tr", null, h("th", { scope: "row" }, ltr(named(bin))), groups.map((group) => h("td", null, number(bin.groups[group] ?? 0)))))),
  );
  return h(
    "div",
    { class: "chart" },
    h("ul", { class: "key" }, groups.map((group) => h("li", null, h("span", { class: `dot g-${group}`, "aria-hidden": "true" }), label("group", group)))),
    h("div", { class: "chart-frame" }, svg.node()),
    h("p", { class: "note" }, t("overview.timeline.note"), outside ? ` ${t("overview.outside", { n: number(outside) })}` : "", undated ? ` ${t("overview.undated", { n: number(undated) })}` : ""),
    h("details", { class: "data" }, h("summary", null, t("table.data")), h("div", { class: "figures-frame", tabindex: "0", role: "region", "aria-label": t("table.data") }, figures)),
  );
}
