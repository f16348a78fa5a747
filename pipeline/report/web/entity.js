// Everything that the run says of one organization or person.

const LISTED = 200;

function entityView(id) {
  const entity = entityById().get(id);
  if (entity === undefined) return h("section", { class: "page" }, emptyState(t("entity.missing")));
  const kind = entities.kind[entity];
  const own = deeds()[entity];
  const posts = officials.person.flatMap((person, row) => (officials.position[row] && (kind === "person" ? person === entity : officials.org_ref[row] === entity) ? [row] : []));
  const tied = ties().filter((tie) => tie.from === entity || tie.to === entity).slice(0, 40);
  const docs = articlesNaming()[entity] ?? [];
  const kept = entityCorrectionOf(id);
  const qid = /^Q\d+$/.test(entities.wikidata[entity] ?? "") ? entities.wikidata[entity] : "";
  const code = entities.type_or_role[entity];
  const facts = [code && label(kind === "organization" ? "type" : "role", code), country(entities.country[entity])].filter(Boolean);
  return h(
    "section",
    { class: "page entity" },
    h("p", { class: "kicker" }, h("span", { class: `dot k-${kind}`, "aria-hidden": "true" }), t(`kind.${kind}`)),
    h("h1", null, bdi(entities.name[entity])),
    h("p", { class: "byline" }, facts.flatMap((fact, at) => (at ? [h("span", { class: "sep", "aria-hidden": "true" }, "·"), bdi(fact)] : [bdi(fact)])), qid ? [h("span", { class: "sep", "aria-hidden": "true" }, "·"), h("a", { href: `https://www.wikidata.org/wiki/${qid}`, rel: "noreferrer noopener", target: "_blank" }, t("entity.wikidata"), " ", ltr(qid))] : ""),
    entities.aliases[entity].length ? h("p", { class: "note" }, `${t("detail.aliases")}: `, entities.aliases[entity].slice(0, 12).flatMap((alias, at) => (at ? [settings.lang === "ar" ? "، " : ", ", bdi(alias)] : [bdi(alias)]))) : "",
    h("div", { class: "verdict" }, h("button", { type: "button", onclick: () => mergeForm(entity) }, icon("merge"), t("review.merge")), kept ? verdictNote({ op: kept.to.id ? "merge" : "rename", kind, to: kept.to }, () => withdrawEntity(id)) : ""),
    h(
      "div",
      { class: "columns" },
      h("div", null, card(t("entity.acts"), own.does.length ? actionList(own.does, "does") : h("p", { class: "note" }, t("entity.none")), own.does.length), own.undergoes.length ? card(t("entity.undergoes"), actionList(own.undergoes, "undergoes"), own.undergoes.length) : ""),
      h(
        "div",
        null,
        posts.length ? card(t(kind === "person" ? "entity.positions" : "entity.people"), postList(posts, kind), posts.length) : "",
        tied.length ? card(t("entity.ties"), h("ul", { class: "plain-list" }, tied.map((tie) => h("li", null, tie.from === entity ? [h("span", { class: "muted" }, `${label("predicate", tie.kind)} `), entityLink(tie.to)] : [entityLink(tie.from), h("span", { class: "muted" }, ` ${label("predicate", tie.kind)}`)], h("span", { class: "count" }, number(tie.number)))))) : "",
        card(t("entity.articles"), h("ul", { class: "plain-list" }, docs.slice(0, LISTED).map((doc) => h("li", null, h("a", { href: articleAddress(doc) }, bdi(titleOf(doc))), documents.published[doc] ? h("span", { class: "muted" }, " ", ltr(documents.published[doc])) : ""))), docs.length),
      ),
    ),
  );
}

const card = (title, content, count) => h("div", { class: "card" }, h("h2", null, title, count !== undefined ? h("span", { class: "count" }, number(count)) : ""), content);

/** Documents by the entity that they name, the latest first. */
const articlesNaming = () =>
  once("articles naming", () => {
    const found = entities.name.map(() => []);
    documents.named.forEach((list, doc) => list.forEach((entity) => found[entity].push(doc)));
    const latest = (one, other) => (documents.published[other] ?? "").localeCompare(documents.published[one] ?? "") || one - other;
    return found.map((list) => list.sort(latest));
  });

function actionList(rows, side) {
  const sorted = [...rows].sort((one, other) => dayOf(other).localeCompare(dayOf(one)) || one - other);
  return h(
    "ol",
    { class: "acts" },
    sorted.slice(0, LISTED).map((row) =>
      h(
        "li",
        null,
        h("span", { class: `pill g-${groupOf[actions.type[row]] ?? "other"}` }, label("action", actions.type[row])),
        h("a", { href: articleAddress(actions.doc[row], actions.start[row], "action") }, bdi(actions.trigger[row]), actions.object[row] ? [" ", bdi(shortened(actions.object[row], 90))] : ""),
        h("span", { class: "muted" }, side === "undergoes" && actions.actors[row].length ? [" ", bdi(actions.actors[row].map(nameOf).join("، "))] : "", side === "does" && actions.targets[row].length ? [" ← ", bdi(actions.targets[row].map(nameOf).join("، "))] : "", dayOf(row) ? [" ", ltr(dayOf(row))] : ""),
      ),
    ),
  );
}

function postList(rows, kind) {
  const seen = new Map();
  for (const row of rows) {
    const name = JSON.stringify([officials.position[row], kind === "person" ? officials.org[row] : officials.name[row]]);
    if (!seen.has(name)) seen.set(name, { row, number: 0 });
    seen.get(name).number++;
  }
  return h(
    "ul",
    { class: "plain-list" },
    [...seen.values()].sort((one, other) => other.number - one.number).slice(0, LISTED).map(({ row, number: times }) => {
      const other = kind === "person" ? (officials.org_ref[row] >= 0 ? entityLink(officials.org_ref[row]) : bdi(officials.org[row])) : officials.person[row] >= 0 ? entityLink(officials.person[row]) : bdi(officials.name[row] || t("unknown"));
      return h("li", null, h("a", { href: articleAddress(officials.doc[row], officials.start[row], "official") }, bdi(officials.position[row])), " · ", other, h("span", { class: "count" }, number(times)));
    }),
  );
}
