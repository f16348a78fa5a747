// The review page: all corrections, to be undone, saved as a file, or loaded from one.

function verdictNote(correction, undo) {
  return h("p", { class: "verdict-note" }, h("span", null, `${t(`op.${correction.op}`)}: `, bdi(describe(correction))), h("button", { type: "button", class: "link", onclick: undo }, t("undo")));
}

const GROUP_OF_VALUE = { organization: { type: "type" }, official: { role: "role" }, date: { type: "timex" }, action: { type: "action", modality: "modality", polarity: "polarity" } };

/** New values in a few words. */
function describe(correction) {
  const groups = GROUP_OF_VALUE[correction.kind ?? "organization"] ?? {};
  return Object.entries(correction.to ?? {})
    .filter(([name, value]) => !["start", "end", "id", "entity_id"].includes(name) && value !== "" && value !== null)
    .map(([name, value]) => (groups[name] ? label(groups[name], value) : name === "country" ? country(value) : Array.isArray(value) ? value.join("، ") : String(value)))
    .join(" · ");
}

function reviewView() {
  const page = h("section", { class: "page" });
  const file = h("input", { type: "file", accept: ".json,application/json", class: "sr", id: "load", tabindex: "-1", "aria-hidden": "true", onchange: () => file.files[0]?.text().then(load) });

  function load(text) {
    const loaded = loadReview(text);
    say(loaded < 0 ? t("review.wrong") : t("review.loaded", { n: number(loaded) }));
    draw(loaded < 0 ? t("review.wrong") : t("review.loaded", { n: number(loaded) }));
    file.value = "";
  }

  function discard() {
    if (!confirm(t("review.discard.sure"))) return;
    review = { documents: {}, entities: [], saved: true };
    keepReview(true);
    draw();
  }

  function draw(note = "") {
    const count = correctionCount();
    const next = documents.doc_id.findIndex((id, doc) => documents.status[doc] === "ok" && !review.documents[id]?.reviewed);
    page.replaceChildren(
      h("h1", null, t("review.title")),
      h("p", { class: "note" }, t("review.intro", { name: about.name })),
      storage.works ? "" : h("p", { class: "problem" }, t("review.storage")),
      h(
        "div",
        { class: "tools" },
        h("button", { type: "button", class: "primary", id: "save-corrections", disabled: !count && !reviewedCount(), onclick: saveReview }, icon("download"), t("review.save")),
        h("button", { type: "button", class: "quiet", onclick: () => file.click() }, t("review.load")),
        next >= 0 ? h("a", { class: "button quiet", href: articleAddress(next) }, t("review.start")) : "",
        count || reviewedCount() ? h("button", { type: "button", class: "quiet danger", onclick: discard }, t("review.discard")) : "",
        file,
      ),
      h("p", { class: "found", role: "status" }, note || `${t("review.count", { n: number(count) })} · ${t("review.reviewed.count", { n: number(reviewedCount()) })}${count && !review.saved ? ` · ${t("review.unsaved")}` : ""}`),
      ...(count || reviewedCount() ? lists() : [emptyState(t("review.empty"), t("review.empty.hint"))]),
    );
  }

  function lists() {
    const parts = [];
    if (review.entities.length) {
      parts.push(
        h(
          "div",
          { class: "card" },
          h("h2", null, t("review.everywhere")),
          h("ul", { class: "corrections" }, review.entities.map((entity) => h("li", null, h("span", { class: "op op-change" }, t(entity.to.id ? "op.merge" : "op.rename")), bdi(entity.name), h("span", { class: "arrow-to", "aria-hidden": "true" }), bdi(describe({ kind: entity.kind, to: entity.to })), h("button", { type: "button", class: "link", onclick: () => withdrawEntity(entity.id) }, t("undo"))))),
        ),
      );
    }
    for (const own of Object.values(review.documents)) {
      const doc = documentById().get(own.doc_id);
      const title = own.title || own.doc_id;
      parts.push(
        h(
          "div",
          { class: "card" },
          h("h2", null, doc === undefined ? bdi(title) : h("a", { href: articleAddress(doc) }, bdi(title)), own.reviewed ? h("span", { class: "badge" }, t("col.reviewed")) : ""),
          h("ul", { class: "corrections" }, own.corrections.map((one) => h("li", null, h("span", { class: `op op-${one.op}` }, t(`op.${one.op}`)), h("span", { class: `dot k-${one.kind}`, "aria-hidden": "true" }), doc === undefined ? bdi(one.text) : h("a", { href: articleAddress(doc, one.start, one.kind) }, bdi(one.text)), one.to && Object.keys(one.to).length ? [h("span", { class: "arrow-to", "aria-hidden": "true" }), bdi(describe(one))] : "", doc === undefined ? "" : h("button", { type: "button", class: "link", onclick: () => withdraw(doc, one) }, t("undo"))))),
        ),
      );
    }
    return parts;
  }

  draw();
  page.redraw = () => draw();
  return page;
}
