// What the page shows: unpacked columns, and the texts in chunks that are unpacked when they are needed.

let about = {};
let rules = {};
let codes = {};
let countries = {}; // Arabic names by code, as the gazetteer has them: shorter than those of the browser
let documents, entities, officials, dates, actions, relations;
let documentCount = 0;

async function unpack(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

async function openData() {
  const config = await unpack("data-config");
  ({ about, rules, codes, countries, strings } = config);
  setFolding(config.folding);
  ({ documents, entities, officials, dates, actions, relations } = await unpack("data-index"));
  documentCount = documents.doc_id.length;
}

const CHUNK = 50; // as collect.py packs them
const chunks = new Map();

/** Text and mentions of a document. */
async function textOf(doc) {
  const at = Math.floor(doc / CHUNK);
  if (!chunks.has(at)) chunks.set(at, unpack(`data-chunk-${at}`));
  return (await chunks.get(at))[doc % CHUNK];
}

const derived = new Map();

/** A value that is worked out once. */
function once(name, make) {
  if (!derived.has(name)) derived.set(name, make());
  return derived.get(name);
}

/** Row numbers of a table by document. */
function rowsByDocument(name, table) {
  return once(`by document ${name}`, () => {
    const lists = Array.from({ length: documentCount }, () => []);
    table.doc.forEach((doc, row) => lists[doc].push(row));
    return lists;
  });
}

const actionsOf = (doc) => rowsByDocument("actions", actions)[doc];
const officialsOf = (doc) => rowsByDocument("officials", officials)[doc];
const datesOf = (doc) => rowsByDocument("dates", dates)[doc];

/** By entity: the actions that it does and undergoes. */
const deeds = () =>
  once("deeds", () => {
    const found = entities.name.map(() => ({ does: [], undergoes: [] }));
    actions.actors.forEach((list, row) => list.forEach((actor) => typeof actor === "number" && found[actor].does.push(row)));
    actions.targets.forEach((list, row) => list.forEach((target) => typeof target === "number" && found[target].undergoes.push(row)));
    return found;
  });

const documentById = () => once("document by id", () => new Map(documents.doc_id.map((id, doc) => [id, doc])));
const entityById = () => once("entity by id", () => new Map(entities.entity_id.map((id, entity) => [id, entity])));

/** Name of a participant: an entity by its number, or a name with its type. */
const nameOf = (argument) => (typeof argument === "number" ? entities.name[argument] : argument[0]);

/** Name of an entity as it is shown: with its country where others have the same name. */
function shownName(entity) {
  const twins = once("twins", () => d3.rollup(entities.name, (list) => list.length, (name) => name));
  const name = entities.name[entity];
  return twins.get(name) > 1 && entities.country[entity] ? `${name} (${country(entities.country[entity])})` : name;
}

const titleOf = (doc) => documents.title[doc] || documents.doc_id[doc];

/** The day on which an action is drawn: its own, or that of its article. */
const dayOf = (row) => (actions.date[row] || documents.published[actions.doc[row]] || "").slice(0, 10);

const GROUPS = {
  speech: ["state", "announce", "praise", "criticize", "request", "warn"],
  meeting: ["meet", "discuss", "visit", "participate"],
  work: ["organize", "launch", "establish", "cooperate", "agree", "aid"],
  rule: ["decide", "appoint", "dismiss"],
  force: ["investigate", "arrest", "prosecute", "restrict", "attack", "protest", "protect"],
  other: ["trade", "win", "other"],
};
const groupOf = Object.fromEntries(Object.entries(GROUPS).flatMap(([group, types]) => types.map((type) => [type, group])));

/** Offsets of the tables count code points, those of the browser UTF-16 units; they differ behind letters outside the basic plane. */
function offsets(text) {
  if (!/[\ud800-\udbff]/.test(text)) return { toUnits: (at) => at, toPoints: (at) => at };
  const units = [];
  let unit = 0;
  for (const letter of text) {
    units.push(unit);
    unit += letter.length;
  }
  units.push(unit);
  const points = new Map(units.map((value, point) => [value, point]));
  return { toUnits: (at) => units[Math.min(at, units.length - 1)], toPoints: (at) => points.get(at) ?? points.get(at - 1) };
}
