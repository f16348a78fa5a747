// The reading view: an article with its highlights, and a panel that says of each what it is and why.

const hiddenKinds = new Set();

async function readerView(id, query) {
  const doc = documentById().get(id);
  if (doc === undefined) return h("section", { class: "page" }, emptyState(t("reader.missing")));
  const content = await textOf(doc);
  const text = content.text;
  let marks = [];
  let chosen = null;
  let picked = null; // words that the person has selected

  const article = h("article", { class: "article", tabindex: "-1", "aria-label": t("reader.text") });
  const panel = h("aside", { class: "panel", "aria-label": t("review.of") });
  const legend = h("div", { class: "legend", role: "group", "aria-label": t("reader.legend") });

  function draw() {
    marks = marksOf(doc, content);
    const title = documents.title[doc].trim();
    const paragraphs = [...text.matchAll(/[^\n\r]*\S[^\n\r]*/g)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
    const first = paragraphs[0] && text.slice(paragraphs[0].from, paragraphs[0].to).trim() === title ? paragraphs.shift() : null;
    article.replaceChildren(
      h("h1", { dir: "auto" }, first ? piece(first) : title || documents.doc_id[doc]),
      byline(),
      ...paragraphs.map((paragraph) => h("p", { dir: "auto" }, piece(paragraph))),
    );
    if (documents.error[doc]) article.append(h("p", { class: "problem" }, h("strong", null, `${t("reader.error")}: `), bdi(documents.error[doc])));
    else if (!marks.length) article.append(h("p", { class: "note" }, t("reader.nothing")));
    article.querySelector("mark")?.setAttribute("tabindex", "0");
    drawLegend();
  }

  const piece = ({ from, to }) => marked(text, marks.filter((mark) => mark.s < to && mark.e > from && mark.e > mark.s), from, to, markElement);

  function markElement(mark, inside) {
    const own = mark.added ? null : correctionOf(doc, rowOf(marks[mark.at], text));
    const state = mark.added ? "added" : own?.op ?? (entityCorrectionOf(entities.entity_id[mark.entity]) ? "change" : "");
    return h("mark", { class: `k-${mark.kind}${state ? ` is-${state}` : ""}`, tabindex: "-1", "data-mark": mark.at, "aria-keyshortcuts": "Enter" }, inside);
  }

  function byline() {
    const source = documents.source[doc];
    const safe = /^https?:\/\//.test(source);
    const parts = [documents.published[doc] && h("time", { datetime: documents.published[doc] }, ltr(documents.published[doc])), source && (safe ? h("a", { href: source, rel: "noreferrer noopener", target: "_blank" }, bdi(source)) : bdi(source)), h("span", null, `${t("col.words")}: ${number(documents.n_tokens[doc])}`)];
    return h("p", { class: "byline" }, parts.filter(Boolean).flatMap((part, at) => (at ? [h("span", { class: "sep", "aria-hidden": "true" }, "·"), part] : [part])));
  }

  function drawLegend() {
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, marks.filter((mark) => mark.kind === kind).length]));
    legend.replaceChildren(
      ...KINDS.filter((kind) => counts[kind]).map((kind) =>
        h("label", { class: `chip k-${kind}` }, h("input", { type: "checkbox", checked: !hiddenKinds.has(kind), onchange: (event) => toggle(kind, event.target.checked) }), h("span", null, t(`kinds.${kind}`)), h("span", { class: "chip-count" }, number(counts[kind]))),
      ),
    );
    for (const kind of KINDS) article.classList.toggle(`hide-${kind}`, hiddenKinds.has(kind));
  }

  function toggle(kind, on) {
    if (on) hiddenKinds.delete(kind);
    else hiddenKinds.add(kind);
    for (const one of KINDS) article.classList.toggle(`hide-${one}`, hiddenKinds.has(one));
  }

  function choose(mark, focus = false) {
    chosen = mark;
    for (const element of article.querySelectorAll("mark")) {
      const on = mark && Number(element.dataset.mark) === mark.at;
      element.classList.toggle("chosen", Boolean(on));
      if (on) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    const first = mark && article.querySelector(`mark[data-mark="${mark.at}"]`);
    if (first) {
      article.querySelector('mark[tabindex="0"]')?.setAttribute("tabindex", "-1");
      first.setAttribute("tabindex", "0");
      if (focus) first.focus({ preventScroll: true });
    }
    drawPanel();
    return first;
  }

  function drawPanel() {
    panel.classList.toggle("open", Boolean(chosen));
    const around = chosen ? marks.filter((mark) => mark !== chosen && mark.s < chosen.e && mark.e > chosen.s) : [];
    panel.replaceChildren(
      chosen ? h("button", { type: "button", class: "quiet icon-only close", "aria-label": t("close"), title: t("close"), onclick: () => choose(null) }, icon("cross")) : "",
      chosen ? detail(doc, content, chosen, actionsFor(chosen)) : facts(),
      around.length ? h("div", { class: "around" }, h("h3", null, t("detail.inside")), h("ul", null, around.map((mark) => h("li", null, h("button", { type: "button", class: `chip k-${mark.kind}`, onclick: () => choose(mark, true) }, h("span", null, t(`kind.${mark.kind}`)), bdi(mark.label)))))) : "",
      reviewBox(),
    );
  }

  function facts() {
    const named = [...new Set(content.mentions.map(([, , entity]) => entity).filter((entity) => entity >= 0))];
    return h(
      "div",
      { class: "facts" },
      h("p", { class: "note" }, t("reader.hint"), " ", t("reader.keys")),
      named.length ? h("h2", null, t("reader.facts")) : "",
      h("ul", { class: "named" }, named.slice(0, 30).map((entity) => h("li", null, h("span", { class: `dot k-${entities.kind[entity]}`, "aria-hidden": "true" }), entityLink(entity)))),
    );
  }

  function reviewBox() {
    const own = reviewOf(doc);
    return h(
      "div",
      { class: "review-box" },
      h("button", { type: "button", class: "quiet wide", onclick: () => addMissed() }, icon("plus"), picked ? t("review.add.selection", { text: shortened(text.slice(picked.s, picked.e), 24) }) : t("review.add")),
      h("label", { class: "check" }, h("input", { type: "checkbox", checked: Boolean(own?.reviewed), onchange: (event) => markReviewed(doc, event.target.checked) }), h("span", null, t("review.reviewed"))),
    );
  }

  function addMissed() {
    correctionForm({ mode: "add", doc, text, span: picked, content });
  }

  function actionsFor(mark) {
    const row = rowOf(mark, text);
    const kept = mark.added ?? correctionOf(doc, row);
    const entity = mark.entity !== undefined ? entityCorrectionOf(entities.entity_id[mark.entity]) : null;
    if (mark.added) return h("div", { class: "verdict" }, verdictNote(mark.added, () => withdraw(doc, mark.added)));
    const decide = (op) => () => (kept?.op === op ? withdraw(doc, kept) : correct(doc, { op, ...row }));
    return h(
      "div",
      { class: "verdict", role: "group", "aria-label": t("review.of") },
      h("button", { type: "button", class: "accept", "aria-pressed": String(kept?.op === "accept"), "aria-keyshortcuts": "a", onclick: decide("accept") }, icon("check"), t("review.accept")),
      h("button", { type: "button", class: "reject", "aria-pressed": String(kept?.op === "reject"), "aria-keyshortcuts": "x", onclick: decide("reject") }, icon("cross"), t("review.reject")),
      h("button", { type: "button", "aria-keyshortcuts": "c", onclick: () => correctionForm({ mode: "change", doc, text, mark, content }) }, icon("pen"), t("review.change")),
      mark.entity !== undefined ? h("button", { type: "button", "aria-keyshortcuts": "m", onclick: () => mergeForm(mark.entity) }, icon("merge"), t("review.merge")) : null,
      kept?.op === "change" ? verdictNote(kept, () => withdraw(doc, kept)) : null,
      entity ? verdictNote({ op: entity.to.id ? "merge" : "rename", to: entity.to }, () => withdrawEntity(entity.id)) : null,
    );
  }

  const elementMark = (target) => {
    const element = target.closest?.("mark");
    return element && !article.classList.contains(`hide-${marks[element.dataset.mark].kind}`) ? marks[element.dataset.mark] : null;
  };

  article.addEventListener("click", (event) => {
    if (getSelection().toString().trim()) return;
    const mark = elementMark(event.target);
    if (mark || chosen) choose(mark, true);
  });
  article.addEventListener("pointerover", (event) => {
    const mark = elementMark(event.target);
    if (mark) showTip(event.target.closest("mark"), tipOf(mark));
    else hideTip();
  });
  article.addEventListener("pointerleave", hideTip);
  article.addEventListener("focusin", (event) => {
    const mark = elementMark(event.target);
    if (mark && event.target.matches(":focus-visible")) showTip(event.target, tipOf(mark));
  });
  article.addEventListener("focusout", hideTip);
  article.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...article.querySelectorAll("mark")].filter((element) => !article.classList.contains(`hide-${marks[element.dataset.mark].kind}`));
    const at = all.indexOf(document.activeElement);
    const forward = settings.lang === "ar" ? "ArrowLeft" : "ArrowRight";
    const step = { n: 1, ى: 1, p: -1, ح: -1, [forward]: 1, [forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      const next = all[at < 0 ? 0 : (at + step + all.length) % all.length];
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
      return;
    }
    const mark = elementMark(document.activeElement);
    if (!mark) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(mark);
    } else if (event.key === "Escape") choose(null);
    else if ("axcm".includes(event.key)) {
      if (chosen !== mark) choose(mark);
      panel.querySelector(`[aria-keyshortcuts="${event.key}"]`)?.click();
      article.querySelector(`mark[data-mark="${mark.at}"]`)?.focus({ preventScroll: true });
    }
  });
  const onSelection = () => {
    if (!article.isConnected) return document.removeEventListener("selectionchange", onSelection);
    const found = selectedSpan(article);
    if (found?.s === picked?.s && found?.e === picked?.e) return;
    picked = found;
    panel.querySelector(".review-box")?.replaceWith(reviewBox());
  };
  document.addEventListener("selectionchange", onSelection);

  draw();
  const asked = query.at !== undefined && marks.filter((mark) => mark.start === Number(query.at) && (!query.kind || mark.kind === query.kind))[0];
  if (asked) requestAnimationFrame(() => choose(asked)?.scrollIntoView({ block: "center" }));
  drawPanel();

  const view = h("section", { class: "reader" }, h("div", { class: "reader-main" }, h("div", { class: "reader-tools" }, readerNav(doc), legend), article), panel);
  view.redraw = () => {
    const before = chosen;
    const focused = article.contains(document.activeElement);
    draw();
    choose(before ? (marks.find((mark) => mark.kind === before.kind && mark.start === before.start && mark.end === before.end && mark.row === before.row) ?? null) : null, focused);
  };
  view.addSelected = () => picked && addMissed();
  view.step = (by) => doc + by >= 0 && doc + by < documentCount && (location.hash = articleAddress(doc + by));
  return view;
}

function readerNav(doc) {
  const link = (to, text, sign) => (to >= 0 && to < documentCount ? h("a", { class: "button quiet", href: articleAddress(to), title: titleOf(to) }, sign < 0 ? h("span", { class: "chevron back", "aria-hidden": "true" }) : "", text, sign > 0 ? h("span", { class: "chevron", "aria-hidden": "true" }) : "") : h("span"));
  return h("nav", { class: "reader-nav", "aria-label": t("nav.articles") }, link(doc - 1, t("reader.previous"), -1), h("span", { class: "place" }, ltr(`${number(doc + 1)} / ${number(documentCount)}`)), link(doc + 1, t("reader.next"), 1));
}

const articleAddress = (doc, at, kind) => `#/article/${encodeURIComponent(documents.doc_id[doc])}${at === undefined ? "" : `?at=${at}&kind=${kind}`}`;

/** The selected stretch of an article without white space around it, in units, or null. */
function selectedSpan(article) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  let [s, e] = [Infinity, -1];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!places.has(node) || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    const words = node.data.slice(from, to);
    if (!words.trim()) continue;
    s = Math.min(s, places.get(node) + from + words.length - words.trimStart().length);
    e = Math.max(e, places.get(node) + from + words.trimEnd().length);
  }
  return e > s ? { s, e } : null;
}

let tip = null;

function tipOf(mark) {
  return [h("strong", null, bdi(mark.label)), h("span", null, t(`kind.${mark.kind}`)), h("span", { class: "tip-rule" }, `${t("detail.found")} `, ltr(mark.found))];
}

function showTip(element, content) {
  hideTip();
  tip = h("div", { class: "tip", "aria-hidden": "true" }, content);
  document.getElementById("layer").append(tip);
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, box.left + box.width / 2 - width / 2))}px`;
  tip.style.top = `${box.top - height - 8 > 0 ? box.top - height - 8 : box.bottom + 8}px`;
}

function hideTip() {
  tip?.remove();
  tip = null;
}

/** What a mark is, and the rule that found it. */
function detail(doc, content, mark, verdict) {
  const rows = { official: officials, date: dates, action: actions }[mark.kind];
  const get = (column) => rows?.[column]?.[mark.row];
  const facts = [];
  const fact = (name, ...value) => value.flat().some((part) => part !== "" && part !== null && part !== undefined && part !== false) && facts.push(h("dt", null, t(name)), h("dd", null, value));
  const several = (list) => (list ?? []).flatMap((argument, at) => (at ? [settings.lang === "ar" ? "، " : ", ", argumentLink(argument)] : [argumentLink(argument)]));
  let heading = bdi(mark.label);
  if (mark.added) {
    for (const [name, value] of Object.entries(mark.added.to)) fact(`col.${name}`, bdi(Array.isArray(value) ? value.join("، ") : value));
  } else if (mark.entity !== undefined) {
    const entity = mark.entity;
    heading = entityLink(entity);
    fact("col.type", mark.kind === "organization" ? label("type", typeHere(content, entity)) : entities.type_or_role[entity] && label("role", entities.type_or_role[entity]));
    fact("col.country", country(entities.country[entity]));
    fact("detail.form", mark.form ? t(`form.${mark.form}`) : "");
    fact("detail.aliases", entities.aliases[entity].slice(0, 6).flatMap((alias, at) => (at ? [settings.lang === "ar" ? "، " : ", ", bdi(alias)] : [bdi(alias)])));
    fact("col.mentions", ltr(number(entities.mentions[entity])), ` (${t("count.articles")}: ${number(entities.documents[entity])})`);
    for (const row of officialsOf(doc)) if (officials.person[row] === entity && officials.position[row]) fact("col.position", bdi([officials.position[row], officials.org[row]].filter(Boolean).join(" – ")));
  } else if (mark.kind === "official") {
    fact("detail.holder", get("person") >= 0 ? entityLink(get("person")) : bdi(get("name")));
    fact("col.org", get("org_ref") >= 0 ? entityLink(get("org_ref")) : bdi(get("org")));
    fact("col.role", label("role", get("role")), get("acting") ? ` · ${t("detail.acting")}` : "");
    fact("col.country", country(get("country")));
  } else if (mark.kind === "date") {
    fact("col.type", label("timex", get("type")));
    fact("detail.value", ltr(get("value")));
    fact("detail.covers", get("start_date") ? ltr(get("start_date") === get("end_date") ? get("start_date") : `${get("start_date")} – ${get("end_date")}`) : "");
    fact("col.calendar", label("calendar", get("calendar")));
    fact("detail.hijri", get("hijri") && ltr(get("hijri")));
    fact("detail.anchor", get("anchor") && ltr(get("anchor")));
  } else {
    fact("detail.actors", several(get("actors")));
    fact("detail.targets", several(get("targets")));
    fact("detail.object", get("object") && bdi(get("object")));
    fact("detail.when", get("date") && ltr(get("date")));
    fact("detail.place", get("location") && bdi(get("location")));
    fact("detail.said", get("said_by") !== null && get("said_by") !== undefined ? argumentLink(get("said_by")) : "");
    fact("detail.modality", get("modality") !== "asserted" && label("modality", get("modality")));
    fact("detail.polarity", get("polarity") === "negative" && label("polarity", "negative"));
    fact("detail.lemma", bdi(get("lemma")));
  }
  const rule = rules[(mark.found ?? "").split(", ")[0]];
  const why = provenance(mark.found);
  return h(
    "div",
    { class: "detail" },
    h("p", { class: "kicker" }, h("span", { class: `dot k-${mark.kind}`, "aria-hidden": "true" }), t(`kind.${mark.kind}`)),
    h("h2", null, heading),
    h("blockquote", { dir: "auto" }, content.text.slice(mark.s, mark.e)),
    h("dl", null, facts),
    h(
      "div",
      { class: "why" },
      h("p", null, `${t("detail.found")} `, h("code", { dir: "ltr" }, mark.found), mark.score !== undefined && mark.score !== null ? h("span", { class: "score" }, ` ${t("detail.score")} `, ltr(Number(mark.score).toFixed(2))) : ""),
      why ? h("p", null, why) : "",
      rule?.example ? h("p", null, `${t("detail.example")}: `, h("q", { lang: "ar" }, rule.example)) : "",
      rule?.counter ? h("p", null, `${t("detail.counter")}: `, h("q", { lang: "ar" }, rule.counter)) : "",
    ),
    verdict,
  );
}
