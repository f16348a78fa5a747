// Elements, words of the interface, numbers and dates.

const settings = { lang: "ar", theme: "auto" };
let strings = { en: {}, ar: {}, codes: {} };

/** Make an element; text is always text, so nothing that an article holds can become markup. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "width%") element.style.inlineSize = `${value}%`;
    else if (name in { value: 1, checked: 1, selected: 1, disabled: 1 } && tag !== "li") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A piece of text that keeps its own direction among others. */
const bdi = (text) => h("bdi", null, String(text ?? ""));

/** Dates, codes and numbers run left to right wherever they stand. */
const ltr = (text) => h("bdi", { dir: "ltr" }, String(text ?? ""));

/** A word of the interface. */
function t(name, values) {
  const text = strings[settings.lang][name] ?? strings.en[name] ?? name;
  return values ? text.replace(/\{(\w+)\}/g, (whole, slot) => values[slot] ?? whole) : text;
}

/** The label of a code of the tables, such as an organization type. */
function label(group, code) {
  const found = strings.codes[group]?.[code];
  return found ? found[settings.lang === "ar" ? 1 : 0] : code || t("unknown");
}

// digits as in the dates of the tables, in both languages
const number = (value) => new Intl.NumberFormat("en").format(value);

let countryNames = null;
function country(code) {
  if (!code) return "";
  if (settings.lang === "ar" && countries[code]) return countries[code];
  try {
    countryNames ??= new Intl.DisplayNames([settings.lang], { type: "region" });
    return countryNames.of(code) ?? code;
  } catch {
    return code;
  }
}

function say(text) {
  document.getElementById("live").textContent = text;
}

const icons = {
  search: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.2 4.2 1.4-1.4-4.2-4.2A7.5 7.5 0 0 0 10.5 3zm0 2a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
  check: "M9.5 16.6 4.9 12l-1.4 1.4 6 6L21 7.9l-1.4-1.4z",
  cross: "M18.3 7.1 16.9 5.7 12 10.6 7.1 5.7 5.7 7.1l4.9 4.9-4.9 4.9 1.4 1.4 4.9-4.9 4.9 4.9 1.4-1.4-4.9-4.9z",
  pen: "M4 16.5V20h3.5L18.1 9.4l-3.5-3.5zM20.7 6.8a1 1 0 0 0 0-1.4l-2.1-2.1a1 1 0 0 0-1.4 0l-1.6 1.6 3.5 3.5z",
  merge: "M7 4v5.2c0 1 .4 2 1.1 2.7l2.9 3V20h2v-5.1l2.9-3c.7-.7 1.1-1.7 1.1-2.7V4h-2v5.2c0 .5-.2 1-.5 1.300L12 13l-2.500-2.500c-.3-.3-.5-.8-.5-1.300V4z",
  plus: "M11 5v6H5v2h6v6h2v-6h6v-2h-6V5z",
  sun: "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM11 1h2v3h-2zm0 19h2v3h-2zM1 11h3v2H1zm19 0h3v2h-3zM4.200 5.600l1.400-1.400 2.100 2.100-1.400 1.400zM16.300 17.700l1.400-1.400 2.100 2.100-1.400 1.400zM4.200 18.400l2.100-2.100 1.400 1.400-2.100 2.100zM16.300 6.300l2.100-2.100 1.400 1.400-2.100 2.100z",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  auto: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2v14a7 7 0 0 1 0-14z",
  print: "M7 3v5h10V3zM5 9a2 2 0 0 0-2 2v6h4v4h10v-4h4v-6a2 2 0 0 0-2-2zm4 6h6v4H9z",
  keys: "M3 6h18a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zm2 3v2h2V9zm4 0v2h2V9zm4 0v2h2V9zm4 0v2h2V9zM7 13v2h10v-2z",
  download: "M11 4v8.600L7.700 9.300l-1.400 1.400L12 16.400l5.700-5.700-1.400-1.400-3.300 3.300V4zM5 18v2h14v-2z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", icons[name]);
  svg.append(path);
  return svg;
}

/** Hand a text to the person as a file. */
function saveFile(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** What a page shows where there is nothing to show. */
const emptyState = (title, hint, ...more) => h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), hint && h("p", null, hint), more);
