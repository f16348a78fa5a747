// What the browser keeps: settings, and the corrections of this run in the very form in which they are saved as a file.

const storage = {
  works: true,
  get(name) {
    try {
      return localStorage.getItem(`mirsad:${name}`);
    } catch {
      this.works = false;
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`mirsad:${name}`, value);
    } catch {
      this.works = false;
    }
  },
};

const FORMAT = "mirsad-corrections";
const CONTEXT = 24; // characters kept around a span, to find it again in a text that has changed

let review = { documents: {}, entities: [], saved: true };
const listeners = [];
const onReview = (listener) => listeners.push(listener);

const reviewKey = () => `${about.run}:corrections`;

function openReview() {
  try {
    const kept = JSON.parse(storage.get(reviewKey()) ?? "null");
    if (kept?.documents) review = kept;
  } catch {
    // what is kept is damaged; begin anew
  }
}

function keepReview(saved = false) {
  review.saved = saved;
  storage.set(reviewKey(), JSON.stringify(review));
  for (const listener of listeners) listener();
}

/** The review of a document of this page; made when something is to be put in. */
function reviewOf(doc, make = false) {
  const id = documents.doc_id[doc];
  if (!review.documents[id] && make) {
    review.documents[id] = { doc_id: id, sha256: documents.sha256[doc], title: documents.title[doc], reviewed: false, corrections: [] };
  }
  return review.documents[id];
}

function forgetEmpty(doc) {
  const own = reviewOf(doc);
  if (own && !own.reviewed && !own.corrections.length) delete review.documents[own.doc_id];
}

const sameRow = (one, other) =>
  one.kind === other.kind && one.start === other.start && one.end === other.end && JSON.stringify(one.was ?? {}) === JSON.stringify(other.was ?? {});

/** The correction of a row, if there is one. */
const correctionOf = (doc, row) => reviewOf(doc)?.corrections.find((kept) => kept.op !== "add" && sameRow(kept, row));

function correct(doc, correction) {
  const own = reviewOf(doc, true);
  own.corrections = own.corrections.filter((kept) => kept.op === "add" || correction.op === "add" || !sameRow(kept, correction));
  own.corrections.push(correction);
  keepReview();
}

function withdraw(doc, correction) {
  const own = reviewOf(doc);
  own.corrections = own.corrections.filter((kept) => kept !== correction);
  forgetEmpty(doc);
  keepReview();
}

const entityCorrectionOf = (id) => review.entities.find((kept) => kept.id === id);

function correctEntity(correction) {
  review.entities = review.entities.filter((kept) => kept.id !== correction.id);
  review.entities.push(correction);
  keepReview();
}

function withdrawEntity(id) {
  review.entities = review.entities.filter((kept) => kept.id !== id);
  keepReview();
}

function markReviewed(doc, reviewed) {
  reviewOf(doc, true).reviewed = reviewed;
  forgetEmpty(doc);
  keepReview();
}

const correctionCount = () => review.entities.length + Object.values(review.documents).reduce((sum, own) => sum + own.corrections.length, 0);
const reviewedCount = () => Object.values(review.documents).filter((own) => own.reviewed).length;

/** The corrections as the text of a file that `mirsad apply` reads. */
function reviewFile() {
  const content = { format: FORMAT, version: 1, run: about.run, saved: new Date().toISOString(), entities: review.entities };
  return JSON.stringify({ ...content, documents: Object.values(review.documents) }, null, 2) + "\n";
}

function saveReview() {
  saveFile("corrections.json", reviewFile(), "application/json");
  keepReview(true);
  say(t("review.saved", { name: "corrections.json" }));
}

/** Take in a file of corrections; what it says of a document or entity goes before what is kept. */
function loadReview(text) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch {
    file = null;
  }
  if (file?.format !== FORMAT || file.version !== 1 || !Array.isArray(file.documents)) return -1;
  for (const own of file.documents) review.documents[own.doc_id] = { reviewed: false, corrections: [], ...own };
  for (const entity of file.entities ?? []) review.entities = [...review.entities.filter((kept) => kept.id !== entity.id), entity];
  keepReview();
  return (file.entities ?? []).length + file.documents.reduce((sum, own) => sum + (own.corrections ?? []).length, 0);
}
