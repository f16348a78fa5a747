// The pages with tables, and the overview.

function statistics() {
  return once("statistics", () => {
    const status = {};
    for (const value of documents.status) status[value] = (status[value] ?? 0) + 1;
    const days = documents.published.filter(Boolean).sort();
    return {
      status,
      organizations: entities.kind.filter((kind) => kind === "organization").length,
      people: entities.kind.filter((kind) => kind === "person").length,
      first: days[0]?.slice(0, 10),
      last: days[days.length - 1]?.slice(0, 10),
    };
  });
}

/** Entities of a kind with most actions. */
function mostActive(kind, count = 10) {
  const all = deeds();
  return entities.name
    .map((name, entity) => ({ entity, does: all[entity].does }))
    .filter(({ entity, does }) => entities.kind[entity] === kind && does.length)
    .sort((one, other) => other.does.length - one.does.length || one.entity - other.entity)
    .slice(0, count)
    .map(({ entity, does }) => {
      const groups = Object.keys(GROUPS).map((group) => ({ group, value: does.filter((row) => (groupOf[actions.type[row]] ?? "other") === group).length }));
      const code = entities.type_or_role[entity];
      return { name: shownName(entity), note: code ? label(kind === "organization" ? "type" : "role", code) : "", value: does.length, parts: groups.filter((part) => part.value), href: `#/entity/${encodeURIComponent(entities.entity_id[entity])}` };
    });
}

function overviewView() {
  const found = statistics();
  const figure = (value, name, href) => h("a", { class: "figure", href }, h("strong", null, ltr(number(value))), h("span", null, t(name)));
  const types = d3.rollups(actions.type, (list) => list.length, (type) => type).sort((one, other) => other[1] - one[1]);
  const busy = documents.doc_id.map((id, doc) => [doc, actionsOf(doc).length]).filter(([, count]) => count).sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, 8);
  const problems = documents.status.map((status, doc) => doc).filter((doc) => documents.status[doc] !== "ok");
  const several = about.pages.length > 1;
  return h(
    "section",
    { class: "page" },
    h("div", { class: "hero" }, h("div", null, h("h1", null, bdi(about.name)), h("p", { class: "note" }, found.first ? (found.first === found.last ? ltr(found.first) : periodLine(found)) : t("period.none")))),
    several ? h("nav", { class: "pages card", "aria-label": t("page.note") }, h("p", null, t("page.of", { page: about.page, pages: about.pages.length, shown: number(documentCount), documents: number(about.documents) }), " ", t("page.note")), h("ol", null, about.pages.map((file, at) => h("li", null, at + 1 === about.page ? h("strong", { "aria-current": "page" }, number(at + 1)) : h("a", { href: encodeURI(file) }, number(at + 1)))))) : "",
    h(
      "div",
      { class: "figures-row" },
      figure(found.status.ok ?? 0, "count.articles", "#/articles"),
      figure(found.organizations, "count.organizations", "#/organizations"),
      figure(found.people, "count.people", "#/officials"),
      figure(actions.type.length, "count.actions", "#/actions"),
      figure(dates.doc.length, "count.dates", "#/dates"),
    ),
    actions.type.length ? h("div", { class: "card" }, h("h2", null, t("overview.timeline")), timeline()) : emptyState(t("overview.empty"), t("overview.empty.hint")),
    h(
      "div",
      { class: "columns even" },
      h("div", { class: "card" }, h("h2", null, t("overview.organizations"), h("small", null, t("overview.active"))), bars(mostActive("organization"))),
      h("div", { class: "card" }, h("h2", null, t("overview.officials"), h("small", null, t("overview.active"))), bars(mostActive("person"))),
      h("div", { class: "card" }, h("h2", null, t("overview.types")), bars(types.slice(0, 12).map(([type, count]) => ({ name: label("action", type), value: count, parts: [{ group: groupOf[type] ?? "other", value: count }], href: `#/actions?type=${type}` })))),
      h("div", { class: "card" }, h("h2", null, t("overview.network"), h("a", { class: "more", href: "#/network" }, t("overview.network.open"))), h("div", { class: "network-frame small" }, networkPicture("both", 16, 560, 540))),
    ),
    busy.length ? h("div", { class: "card" }, h("h2", null, t("overview.latest")), h("ol", { class: "plain-list" }, busy.map(([doc, count]) => h("li", null, h("a", { href: articleAddress(doc) }, bdi(titleOf(doc))), documents.published[doc] ? h("span", { class: "muted" }, " ", ltr(documents.published[doc])) : "", h("span", { class: "count" }, number(count)))))) : "",
    problems.length ? h("div", { class: "card" }, h("h2", null, t("overview.problems"), h("span", { class: "count" }, number(problems.length))), h("ul", { class: "plain-list" }, problems.slice(0, 20).map((doc) => h("li", null, bdi(documents.source[doc] || documents.doc_id[doc]), h("span", { class: "muted" }, " ", bdi(documents.error[doc])))))) : "",
  );
}

function periodLine(found) {
  const [before, between, after] = t("period", { first: "\u0000", last: "\u0000" }).split("\u0000");
  return [before, ltr(found.first), between, ltr(found.last), after];
}

/** The folded texts, read once when somebody searches in them. */
const allTexts = () =>
  once("texts", async () => {
    const folded = [];
    for (let doc = 0; doc < documentCount; doc++) {
      folded.push(fold((await textOf(doc)).text));
      if (doc % CHUNK === CHUNK - 1) await new Promise((resume) => setTimeout(resume)); // let the page breathe
    }
    return folded;
  });

async function textsWith(words) {
  const folded = await allTexts();
  return new Set(folded.flatMap((text, doc) => (words.every((word) => text.includes(word)) ? [doc] : [])));
}

const words = (list) => list.map(nameOf).join("، ");

const TABLES = {
  articles: () => ({
    count: documentCount,
    open: (doc) => articleAddress(doc),
    haystack: (doc) => `${documents.title[doc]} ${documents.source[doc]} ${documents.doc_id[doc]}`,
    texts: textsWith,
    day: (doc) => documents.published[doc],
    filters: [{ id: "status", label: t("col.status"), value: (doc) => documents.status[doc], show: (status) => t(`status.${status}`) }],
    columns: [
      { id: "title", label: t("col.title"), width: "44%", cell: (doc) => bdi(titleOf(doc)), sort: (doc) => titleOf(doc) },
      { id: "published", label: t("col.published"), width: "8.5rem", cell: (doc) => ltr(documents.published[doc]), sort: (doc) => documents.published[doc] ?? "" },
      { id: "source", label: t("col.source"), width: "24%", cell: (doc) => bdi(documents.source[doc]), sort: (doc) => documents.source[doc] ?? "" },
      { id: "words", label: t("col.words"), width: "6rem", numeric: true, cell: (doc) => number(documents.n_tokens[doc] ?? 0), sort: (doc) => documents.n_tokens[doc] ?? 0 },
      { id: "actions", label: t("col.actions"), width: "6rem", numeric: true, cell: (doc) => number(actionsOf(doc).length), sort: (doc) => actionsOf(doc).length },
      { id: "reviewed", label: t("col.reviewed"), width: "6rem", cell: (doc) => (reviewOf(doc)?.reviewed ? h("span", { class: "badge" }, t("yes")) : ""), sort: (doc) => (reviewOf(doc)?.reviewed ? 1 : 0) },
    ],
  }),
  organizations: () => entityTable("organization"),
  officials: () => {
    const rows = once("posts", () => {
      const seen = new Map();
      officials.doc.forEach((doc, row) => {
        const id = JSON.stringify([officials.person[row] >= 0 ? officials.person[row] : officials.name[row], officials.position[row], officials.org[row]]);
        if (!seen.has(id)) seen.set(id, { row, docs: new Set() });
        seen.get(id).docs.add(doc);
      });
      return [...seen.values()].map(({ row, docs }) => ({ row, docs: docs.size })).sort((one, other) => other.docs - one.docs || one.row - other.row);
    });
    const at = (row) => rows[row].row;
    return {
      count: rows.length,
      open: (row) => (officials.person[at(row)] >= 0 ? `#/entity/${encodeURIComponent(entities.entity_id[officials.person[at(row)]])}` : articleAddress(officials.doc[at(row)], officials.start[at(row)], "official")),
      haystack: (row) => [officials.name, officials.position, officials.org, officials.honorific].map((column) => column[at(row)]).join(" "),
      filters: [
        { id: "role", label: t("col.role"), group: "role", value: (row) => officials.role[at(row)] ?? "" },
        { id: "country", label: t("col.country"), value: (row) => officials.country[at(row)] ?? "", show: country },
      ],
      columns: [
        { id: "name", label: t("col.name"), width: "24%", cell: (row) => bdi(officials.name[at(row)] || `(${t("unknown")})`), sort: (row) => officials.name[at(row)] ?? "" },
        { id: "position", label: t("col.position"), width: "22%", cell: (row) => bdi(officials.position[at(row)]), sort: (row) => officials.position[at(row)] ?? "" },
        { id: "org", label: t("col.org"), width: "26%", cell: (row) => bdi(officials.org[at(row)]), sort: (row) => officials.org[at(row)] ?? "" },
        { id: "role", label: t("col.role"), width: "9rem", cell: (row) => (officials.role[at(row)] ? label("role", officials.role[at(row)]) : ""), sort: (row) => (officials.role[at(row)] ? label("role", officials.role[at(row)]) : "") },
        { id: "country", label: t("col.country"), width: "8rem", cell: (row) => country(officials.country[at(row)]), sort: (row) => country(officials.country[at(row)]) },
        { id: "articles", label: t("col.articles"), width: "6rem", numeric: true, cell: (row) => number(rows[row].docs), sort: (row) => rows[row].docs },
      ],
    };
  },
  actions: () => ({
    count: actions.type.length,
    open: (row) => articleAddress(actions.doc[row], actions.start[row], "action"),
    haystack: (row) => [actions.trigger[row], actions.lemma[row], actions.object[row], actions.location[row], words(actions.actors[row]), words(actions.targets[row]), titleOf(actions.doc[row])].join(" "),
    day: dayOf,
    filters: [
      { id: "type", label: t("col.type"), group: "action", value: (row) => actions.type[row] },
      { id: "modality", label: t("col.modality"), group: "modality", value: (row) => actions.modality[row] },
      { id: "polarity", label: t("col.polarity"), group: "polarity", value: (row) => actions.polarity[row] },
    ],
    columns: [
      { id: "trigger", label: t("col.trigger"), width: "9rem", cell: (row) => bdi(actions.trigger[row]), sort: (row) => actions.trigger[row] },
      { id: "type", label: t("col.type"), width: "8rem", cell: (row) => h("span", { class: `pill g-${groupOf[actions.type[row]] ?? "other"}` }, label("action", actions.type[row])), sort: (row) => label("action", actions.type[row]), plain: (row) => actions.type[row] },
      { id: "actors", label: t("col.actors"), width: "21%", cell: (row) => bdi(words(actions.actors[row])), sort: (row) => words(actions.actors[row]) },
      { id: "targets", label: t("col.targets"), width: "15%", cell: (row) => bdi(words(actions.targets[row])), sort: (row) => words(actions.targets[row]) },
      { id: "object", label: t("col.object"), width: "22%", cell: (row) => bdi(actions.object[row]), sort: (row) => actions.object[row] ?? "" },
      { id: "date", label: t("col.date"), width: "8rem", cell: (row) => ltr(dayOf(row)), sort: dayOf },
      { id: "article", label: t("col.article"), width: "16%", cell: (row) => bdi(titleOf(actions.doc[row])), sort: (row) => titleOf(actions.doc[row]) },
    ],
  }),
  dates: () => ({
    count: dates.doc.length,
    open: (row) => articleAddress(dates.doc[row], dates.start[row], "date"),
    haystack: (row) => `${dates.text[row]} ${dates.value[row]} ${dates.hijri[row]} ${titleOf(dates.doc[row])}`,
    day: (row) => dates.start_date[row],
    filters: [
      { id: "type", label: t("col.type"), group: "timex", value: (row) => dates.type[row] },
      { id: "unit", label: t("col.granularity"), group: "unit", value: (row) => dates.granularity[row] ?? "" },
      { id: "calendar", label: t("col.calendar"), group: "calendar", value: (row) => dates.calendar[row] ?? "" },
    ],
    columns: [
      { id: "text", label: t("col.text"), width: "26%", cell: (row) => bdi(dates.text[row]), sort: (row) => dates.text[row] },
      { id: "value", label: t("col.value"), width: "13rem", cell: (row) => ltr(dates.value[row]), sort: (row) => dates.value[row] ?? "" },
      { id: "type", label: t("col.type"), width: "7rem", cell: (row) => label("timex", dates.type[row]), sort: (row) => label("timex", dates.type[row]) },
      { id: "calendar", label: t("col.calendar"), width: "7rem", cell: (row) => label("calendar", dates.calendar[row]), sort: (row) => dates.calendar[row] ?? "" },
      { id: "article", label: t("col.article"), width: "36%", cell: (row) => bdi(titleOf(dates.doc[row])), sort: (row) => titleOf(dates.doc[row]) },
    ],
  }),
};

function entityTable(kind) {
  const rows = once(`entities ${kind}`, () => entities.kind.flatMap((one, entity) => (one === kind ? [entity] : [])));
  const get = (column, row) => entities[column][rows[row]];
  return {
    count: rows.length,
    open: (row) => `#/entity/${encodeURIComponent(get("entity_id", row))}`,
    haystack: (row) => [get("name", row), ...get("aliases", row)].join(" "),
    filters: [
      { id: "type", label: t("col.type"), group: "type", value: (row) => get("type_or_role", row) ?? "" },
      { id: "country", label: t("col.country"), value: (row) => get("country", row) ?? "", show: country },
    ],
    columns: [
      { id: "name", label: t("col.name"), width: "40%", cell: (row) => bdi(get("name", row)), sort: (row) => get("name", row) },
      { id: "type", label: t("col.type"), width: "9rem", cell: (row) => label("type", get("type_or_role", row)), sort: (row) => label("type", get("type_or_role", row)) },
      { id: "country", label: t("col.country"), width: "9rem", cell: (row) => country(get("country", row)), sort: (row) => country(get("country", row)) },
      { id: "articles", label: t("col.articles"), width: "6rem", numeric: true, cell: (row) => number(get("documents", row)), sort: (row) => get("documents", row) },
      { id: "mentions", label: t("col.mentions"), width: "6rem", numeric: true, cell: (row) => number(get("mentions", row)), sort: (row) => get("mentions", row) },
      { id: "actions", label: t("col.actions"), width: "6rem", numeric: true, cell: (row) => number(deeds()[rows[row]].does.length), sort: (row) => deeds()[rows[row]].does.length },
      { id: "last", label: t("col.last"), width: "8.5rem", cell: (row) => ltr(get("last_seen", row)), sort: (row) => get("last_seen", row) ?? "" },
    ],
  };
}

function tableView(name, query) {
  const spec = TABLES[name]();
  const element = dataTable({ ...spec, name: t(`nav.${name}`), file: name }, query);
  return Object.assign(h("section", { class: "page wide" }, h("h1", null, t(`nav.${name}`)), spec.count ? element : emptyState(t("none"))), { print: element.print, focusSearch: element.focusSearch });
}
