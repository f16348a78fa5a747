// Folding for search: what pipeline/normalize does, with its own tables.

const folding = { removed: new Set(), single: {}, folded: {}, changed: null, letters: null };

function setFolding(tables) {
  folding.removed = new Set(tables.removed);
  folding.single = tables.single;
  folding.folded = tables.folded;
  folding.letters = new RegExp(`[${Object.keys(tables.folded).join("")}]`, "gu");
  const single = Object.keys(tables.single).join("");
  folding.changed = new RegExp(`[\\u0627\\u0648\\u064a\\u0649][\\u0653\\u0654\\u0655]|[${tables.removed}${single}${tables.compatibility}]`, "gu");
}

/** Light normalization: no diacritics, tatweel or invisible marks; presentation forms and digits rewritten. */
function plain(text) {
  return text.replace(folding.changed, (stretch) => {
    if (folding.removed.has(stretch)) return "";
    if (stretch in folding.single) return folding.single[stretch];
    if (stretch.length === 2) return stretch.normalize("NFC");
    return Array.from(stretch.normalize("NFKC"), (letter) => (folding.removed.has(letter) ? "" : folding.single[letter] ?? letter)).join("");
  });
}

/** A text folded for matching: one alef, ya, ha for ta marbuta, no hamza seats, lower case. */
const fold = (text) => plain(text).replace(folding.letters, (letter) => folding.folded[letter]).toLowerCase();

/** The matching key of a name or phrase: folded words joined with single spaces. */
const key = (text) => fold(text ?? "").split(/\s+/u).filter(Boolean).join(" ");
