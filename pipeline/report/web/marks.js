// What is highlighted in an article, and the text with its highlights as nested elements.

const KINDS = ["official", "organization", "person", "date", "action"]; // of two that begin together the earlier lies outside

/** The marks of a document in the order of the text; spans in UTF-16 units, `start` and `end` as in the tables. */
function marksOf(doc, content) {
  const { toUnits } = offsets(content.text);
  const marks = [];
  const add = (kind, start, end, rest) => marks.push({ kind, start, end, s: toUnits(start), e: toUnits(end), ...rest });
  for (const [start, end, entity, form, found] of content.mentions) {
    if (entity < 0) continue;
    const kind = entities.kind[entity];
    const was = kind === "organization" ? { name: entities.name[entity], type: typeHere(content, entity) } : { name: entities.name[entity] };
    add(kind, start, end, { entity, form, found, label: entities.name[entity], was });
  }
  for (const row of officialsOf(doc)) {
    if (!officials.position[row]) continue;
    const [position, org, name] = [officials.position[row], officials.org[row], officials.name[row]];
    add("official", officials.start[row], officials.end[row], { row, found: officials.found_by[row], score: officials.score[row], label: [position, org].filter(Boolean).join(" · "), was: { position, org, name } });
  }
  for (const row of datesOf(doc)) {
    add("date", dates.start[row], dates.end[row], { row, found: dates.found_by[row], label: dates.value[row] || label("timex", dates.type[row]), was: { value: dates.value[row] } });
  }
  for (const row of actionsOf(doc)) {
    add("action", actions.start[row], actions.end[row], { row, found: actions.rule[row], score: actions.score[row], label: label("action", actions.type[row]), was: { type: actions.type[row] } });
  }
  for (const added of reviewOf(doc)?.corrections ?? []) {
    if (added.op === "add") add(added.kind, added.start, added.end, { added, found: "review", label: added.to.name ?? added.to.position ?? added.to.value ?? label("action", added.to.type), was: {} });
  }
  marks.sort((one, other) => one.s - other.s || other.e - one.e || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
  marks.forEach((mark, at) => (mark.at = at));
  return marks;
}

/** The type that an organization has in this document, which may differ from its commonest in the run. */
const typeHere = (content, entity) => content.orgs.find(([other]) => other === entity)?.[1] ?? entities.type_or_role[entity];

/** What the words of a correction are about, in the form in which a correction names it. */
function rowOf(mark, text) {
  const [before, after] = [text.slice(Math.max(0, mark.s - CONTEXT), mark.s), text.slice(mark.e, mark.e + CONTEXT)];
  return { kind: mark.kind, start: mark.start, end: mark.end, text: text.slice(mark.s, mark.e), before, after, was: mark.was };
}

const places = new WeakMap(); // text node → its offset in the raw text, in units

/** The text from one offset to another as nodes; marks that cross each other are cut into pieces. */
function marked(text, marks, from, to, element) {
  const nodes = [];
  const push = (start, end) => {
    if (end <= start) return;
    const node = document.createTextNode(text.slice(start, end));
    places.set(node, start);
    nodes.push(node);
  };
  let at = from;
  let rest = marks.map((mark) => ({ mark, s: Math.max(mark.s, from), e: Math.min(mark.e, to) }));
  while (rest.length) {
    const piece = rest.shift();
    push(at, piece.s);
    const [inner, later] = [[], []];
    for (const other of rest) {
      if (other.s >= piece.e) later.push(other);
      else if (other.e <= piece.e) inner.push(other);
      else {
        inner.push({ ...other, e: piece.e });
        later.push({ ...other, s: piece.e });
      }
    }
    rest = later.sort((one, other) => one.s - other.s || other.e - one.e);
    const clipped = inner.map((other) => ({ ...other.mark, s: other.s, e: other.e, at: other.mark.at }));
    nodes.push(element(piece.mark, marked(text, clipped, piece.s, piece.e, element)));
    at = piece.e;
  }
  push(at, to);
  return nodes;
}

/** Why something was found, in words: the longest known beginning of the rule's name. */
function provenance(found) {
  const known = strings.codes.provenance;
  const name = (found ?? "").split(", ")[0];
  const begin = Object.keys(known).filter((prefix) => name === prefix || name.startsWith(`${prefix}:`) || name.startsWith(`${prefix}.`)).sort((one, other) => other.length - one.length)[0];
  return begin ? label("provenance", begin) : "";
}
