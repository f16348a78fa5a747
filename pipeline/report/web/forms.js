// Dialogs of the review: correct a row, add what was missed, merge two entities.

const ARAB_STATES = ["AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"];

function openDialog(title, content, submit, buttonText = t("save")) {
  const note = h("p", { class: "problem", role: "alert" });
  note.hidden = true;
  const form = h(
    "form",
    { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      const problem = submit();
      note.hidden = !problem;
      note.textContent = problem ?? "";
      if (!problem) dialog.close();
    } },
    h("h2", null, title),
    content,
    note,
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, t("cancel")), buttonText ? h("button", { type: "submit", class: "primary" }, buttonText) : ""),
  );
  const dialog = h("dialog", { class: "dialog", "aria-label": title, onclose: () => dialog.remove() }, form);
  document.getElementById("layer").append(dialog);
  dialog.showModal();
  return dialog;
}

const field = (name, control, hint) => h("label", { class: "form-field" }, h("span", null, name), control, hint ? h("small", null, hint) : "");
const choice = (values, value, group) => h("select", null, values.map((one) => h("option", { value: one, selected: one === value }, group ? label(group, one) : one)));
const line = (value, attributes) => h("input", { type: "text", value: value ?? "", dir: "auto", ...attributes });
const lines = (values) => {
  const area = h("textarea", { rows: "2", dir: "auto" });
  area.value = (values ?? []).map((value) => (typeof value === "string" ? value : nameOf(value))).join("\n");
  return area;
};

function countryChoice(value) {
  const codes = once("countries", () => [...new Set([...ARAB_STATES, ...entities.country.filter(Boolean)])]);
  const sorted = [...new Set([...codes, value].filter(Boolean))].sort((one, other) => country(one).localeCompare(country(other), settings.lang));
  return h("select", null, h("option", { value: "" }, t("unknown")), sorted.map((code) => h("option", { value: code, selected: code === value }, country(code))));
}

/** The controls of a kind: their elements, and a function that gives the values which were entered. */
function controls(kind, now) {
  const split = (area) => area.value.split("\n").map((name) => name.trim()).filter(Boolean);
  if (kind === "organization") {
    const [name, type, land] = [line(now.name), choice(codes.types, now.type ?? "other", "type"), countryChoice(now.country ?? "")];
    return { elements: [field(t("form.canonical"), name), field(t("col.type"), type), field(t("col.country"), land)], values: () => ({ name: name.value.trim(), type: type.value, country: land.value }), need: "name" };
  }
  if (kind === "person") {
    const name = line(now.name);
    return { elements: [field(t("form.canonical"), name)], values: () => ({ name: name.value.trim() }), need: "name" };
  }
  if (kind === "official") {
    const [position, role, org, name] = [line(now.position), choice(codes.roles, now.role ?? "other", "role"), line(now.org), line(now.name)];
    const acting = h("input", { type: "checkbox", checked: Boolean(now.acting) });
    return {
      elements: [field(t("col.position"), position), field(t("col.role"), role), field(t("col.org"), org), field(t("detail.holder"), name), h("label", { class: "check" }, acting, h("span", null, t("detail.acting")))],
      values: () => ({ position: position.value.trim(), role: role.value, org: org.value.trim(), name: name.value.trim(), acting: acting.checked }),
      need: "position",
    };
  }
  if (kind === "date") {
    const [type, value] = [choice(["DATE", "TIME", "DURATION", "SET"], now.type ?? "DATE", "timex"), line(now.value, { dir: "ltr" })];
    return { elements: [field(t("detail.value"), value, t("form.value.hint")), field(t("col.type"), type)], values: () => ({ value: value.value.trim(), type: type.value }), need: "value" };
  }
  const [type, modality, polarity] = [choice(codes.actions, now.type ?? "other", "action"), choice(codes.modalities, now.modality ?? "asserted", "modality"), choice(["positive", "negative"], now.polarity ?? "positive", "polarity")];
  const [actors, targets, date] = [lines(now.actors), lines(now.targets), line(now.date, { dir: "ltr" })];
  return {
    elements: [field(t("col.type"), type), field(t("detail.actors"), actors, t("form.actors.hint")), field(t("detail.targets"), targets, t("form.actors.hint")), field(t("detail.when"), date, t("form.value.hint")), h("div", { class: "pair" }, field(t("detail.modality"), modality), field(t("detail.polarity"), polarity))],
    values: () => ({ type: type.value, modality: modality.value, polarity: polarity.value, actors: split(actors), targets: split(targets), date: date.value.trim() }),
    need: "type",
  };
}

/** The values of a row as the form shows them. */
function valuesNow(mark, content) {
  if (mark.entity !== undefined) return { name: entities.name[mark.entity], type: typeHere(content, mark.entity), country: entities.country[mark.entity] };
  const [table, names] = { official: [officials, ["position", "role", "org", "name", "acting"]], date: [dates, ["value", "type"]], action: [actions, ["type", "modality", "polarity", "actors", "targets", "date"]] }[mark.kind];
  return Object.fromEntries(names.map((name) => [name, table[name][mark.row]]));
}

/** Buttons that move the ends of a span by a word. */
function spanEditor(text, span, changed) {
  const shown = h("output", { class: "span-text", dir: "auto" });
  const draw = () => {
    shown.replaceChildren(h("span", { class: "span-around" }, text.slice(Math.max(0, span.s - 30), span.s)), h("strong", null, text.slice(span.s, span.e)), h("span", { class: "span-around" }, text.slice(span.e, span.e + 30)));
    changed();
  };
  const move = (end, by) => () => {
    const edges = [...text.matchAll(/\S+/g)].map((word) => (end === "s" ? word.index : word.index + word[0].length));
    const here = span[end];
    const next = by > 0 ? edges.find((edge) => edge > here) : edges.findLast((edge) => edge < here);
    if (next === undefined || (end === "s" ? next >= span.e : next <= span.s)) return;
    span[end] = next;
    draw();
  };
  const button = (name, act) => h("button", { type: "button", class: "quiet small", onclick: act }, t(name));
  draw();
  return h("fieldset", { class: "span-editor" }, h("legend", null, t("form.span")), shown, h("div", { class: "pair" }, button("form.start.grow", move("s", -1)), button("form.start.shrink", move("s", 1))), h("div", { class: "pair" }, button("form.end.shrink", move("e", -1)), button("form.end.grow", move("e", 1))));
}

const trimmedValues = (kind, values) => Object.fromEntries(Object.entries(values).filter(([name, value]) => (Array.isArray(value) ? value.length : value !== "" && value !== null && !(name === "acting" && value === false))));

function correctionForm({ mode, doc, text, mark, span, content }) {
  const { toPoints } = offsets(text);
  const place = (s, e) => ({ start: toPoints(s), end: toPoints(e), text: text.slice(s, e), before: text.slice(Math.max(0, s - CONTEXT), s), after: text.slice(e, e + CONTEXT) });
  if (mode === "add") return addForm(doc, text, span, place);
  const now = valuesNow(mark, content);
  const own = controls(mark.kind, now);
  const moved = { s: mark.s, e: mark.e };
  const everywhere = h("input", { type: "radio", name: "scope", checked: true });
  const here = h("input", { type: "radio", name: "scope" });
  const scope = mark.entity === undefined ? "" : h("fieldset", { class: "scope" }, h("legend", null, t("review.scope")), h("label", { class: "check" }, everywhere, h("span", null, t("review.everywhere"))), h("label", { class: "check" }, here, h("span", null, t("review.here"))));
  return openDialog(`${t("form.title.change")}: ${t(`kind.${mark.kind}`)}`, [own.elements, scope, spanEditor(text, moved, () => {})], () => {
    const values = own.values();
    if (!values[own.need]) return t("form.need", { field: t(own.need === "name" ? "form.canonical" : `col.${own.need}`) });
    const plainNow = { ...now, actors: (now.actors ?? []).map(nameOf), targets: (now.targets ?? []).map(nameOf) };
    const to = Object.fromEntries(Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(plainNow[name] ?? (name === "acting" ? false : ""))));
    const row = rowOf(mark, text);
    const shift = moved.s !== mark.s || moved.e !== mark.e ? { start: toPoints(moved.s), end: toPoints(moved.e), text: text.slice(moved.s, moved.e) } : {};
    if (mark.entity !== undefined && everywhere.checked && Object.keys(to).length) {
      const twin = to.name ? entities.name.findIndex((name, other) => other !== mark.entity && entities.kind[other] === mark.kind && key(name) === key(to.name) && (mark.kind === "person" || entities.country[other] === values.country)) : -1;
      const rest = mark.kind === "organization" ? { type: values.type, country: values.country } : {};
      correctEntity({ id: entities.entity_id[mark.entity], kind: mark.kind, name: now.name, to: trimmedValues(mark.kind, { ...(twin >= 0 ? { id: entities.entity_id[twin] } : {}), name: values.name, ...rest }) });
      if (Object.keys(shift).length) correct(doc, { op: "change", ...row, to: shift });
    } else if (Object.keys(to).length || Object.keys(shift).length) {
      const named = mark.entity !== undefined && to.name ? { ...(mark.kind === "organization" ? { type: values.type, country: values.country } : {}) } : {};
      correct(doc, { op: "change", ...row, to: { ...shift, ...named, ...to } });
    }
    return null;
  });
}

function addForm(doc, text, span, place) {
  const kind = choice(["organization", "person", "official", "date", "action"], "organization");
  [...kind.options].forEach((option) => (option.textContent = t(`kind.${option.value}`)));
  const words = line(span ? text.slice(span.s, span.e) : "", { id: "add-words" });
  const which = h("input", { type: "number", min: "1", value: "1", dir: "ltr" });
  if (span) which.value = String(occurrences(text, text.slice(span.s, span.e)).indexOf(span.s) + 1);
  const slot = h("div", { class: "slot" });
  let own = null;
  const change = () => {
    own = controls(kind.value, kind.value === "organization" || kind.value === "person" ? { name: words.value.trim() } : {});
    slot.replaceChildren(...own.elements);
  };
  kind.addEventListener("change", change);
  words.addEventListener("change", change);
  change();
  return openDialog(t("form.title.add"), [h("div", { class: "pair" }, field(t("form.kind"), kind), field(t("form.occurrence"), which)), field(t("form.words"), words, t("form.words.hint")), slot], () => {
    const wanted = words.value.trim();
    const at = wanted ? occurrences(text, wanted)[Math.max(1, Number(which.value)) - 1] : undefined;
    if (at === undefined) return t("form.notfound");
    const values = own.values();
    if (!values[own.need]) return t("form.need", { field: t(own.need === "name" ? "form.canonical" : `col.${own.need}`) });
    const to = trimmedValues(kind.value, values);
    const twin = to.name && (kind.value === "organization" || kind.value === "person") ? entities.name.findIndex((name, other) => entities.kind[other] === kind.value && key(name) === key(to.name)) : -1;
    if (twin >= 0) to.entity_id = entities.entity_id[twin];
    correct(doc, { op: "add", kind: kind.value, ...place(at, at + wanted.length), to });
    getSelection().removeAllRanges();
    return null;
  });
}

function occurrences(text, wanted) {
  const found = [];
  for (let at = text.indexOf(wanted); wanted && at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

/** Merge an entity into another of its kind. */
function mergeForm(entity) {
  const kind = entities.kind[entity];
  const folded = once("folded names", () => entities.name.map((name, at) => key([name, ...entities.aliases[at]].join(" "))));
  const search = h("input", { type: "search", dir: "auto", "aria-label": t("form.merge.hint"), placeholder: t("form.merge.hint") });
  const list = h("div", { class: "merge-list", role: "radiogroup", "aria-label": t("form.merge.with") });
  let target = -1;
  const draw = () => {
    const typed = key(search.value).split(" ").filter(Boolean);
    const similar = key(entities.name[entity]).split(" ");
    const score = (other) => (typed.length ? typed.every((word) => folded[other].includes(word)) * 10 : similar.filter((word) => word.length > 2 && folded[other].includes(word)).length);
    const fits = entities.name.map((name, other) => [other, other !== entity && entities.kind[other] === kind ? score(other) : 0]).filter(([, value]) => value > 0).sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, 8);
    list.replaceChildren(...fits.map(([other]) => h("label", { class: "check" }, h("input", { type: "radio", name: "target", checked: other === target, onchange: () => (target = other) }), h("span", null, bdi(shownName(other)), h("small", null, ` ${t("col.mentions")}: ${number(entities.mentions[other])}`)))));
    if (!fits.length) list.replaceChildren(h("p", { class: "note" }, t("table.empty")));
  };
  search.addEventListener("input", draw);
  draw();
  return openDialog(t("form.title.merge"), [h("p", null, bdi(entities.name[entity])), search, list], () => {
    if (target < 0) return t("form.need", { field: t("form.merge.with") });
    const to = { id: entities.entity_id[target], name: entities.name[target], ...(kind === "organization" ? { type: entities.type_or_role[target], country: entities.country[target] } : {}) };
    correctEntity({ id: entities.entity_id[entity], kind, name: entities.name[entity], to: trimmedValues(kind, to) });
    return null;
  });
}
