// The frame around the pages: navigation, language and theme, keys, and the way from an address to a page.

const PAGES = ["overview", "articles", "organizations", "officials", "actions", "dates", "network", "review"];

let view = null;

function address() {
  const [path, asked = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  return { name: name || "overview", rest: decodeURIComponent(rest.join("/")), query: Object.fromEntries(new URLSearchParams(asked)) };
}

async function show({ focus = true } = {}) {
  hideTip();
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  const { name, rest, query } = address();
  const asked = location.hash;
  let next = null;
  if (name === "article") next = await readerView(rest, query);
  else if (name === "entity") next = entityView(rest);
  else if (name === "network") next = networkView(query);
  else if (name === "review") next = reviewView();
  else if (name in TABLES) next = tableView(name, query);
  else next = overviewView();
  if (asked !== location.hash && asked.split("?")[0] !== location.hash.split("?")[0]) return; // the person has gone on
  view = next;
  const main = document.getElementById("main");
  main.replaceChildren(view);
  document.title = `${view.querySelector("h1")?.textContent ?? ""} · ${t("brand")}`;
  drawFrame();
  scrollTo(0, 0);
  const marked = query.at !== undefined;
  if (focus && !marked) main.focus({ preventScroll: true });
}

function drawFrame() {
  const { name } = address();
  const html = document.documentElement;
  html.lang = settings.lang;
  html.dir = settings.lang === "ar" ? "rtl" : "ltr";
  if (settings.theme === "auto") html.removeAttribute("data-theme");
  else html.dataset.theme = settings.theme;
  const current = name === "article" ? "articles" : name;
  const count = correctionCount();
  const link = (page) => h("a", { href: `#/${page}`, "aria-current": page === current ? "page" : null }, t(`nav.${page}`), page === "review" && count ? h("span", { class: "badge", "aria-label": t("review.count", { n: number(count) }) }, number(count)) : "");
  const themes = { auto: "light", light: "dark", dark: "auto" };
  const top = document.getElementById("top");
  const focused = top.contains(document.activeElement) ? document.activeElement.id : "";
  top.replaceChildren(
    h("a", { class: "brand", href: "#/overview" }, h("span", { class: "eye", "aria-hidden": "true" }), h("span", null, t("brand"))),
    h("nav", { "aria-label": t("nav.label") }, PAGES.map(link)),
    h(
      "div",
      { class: "settings" },
      h("button", { type: "button", id: "language", class: "quiet", lang: settings.lang === "ar" ? "en" : "ar", title: t("language.label"), onclick: () => set("lang", settings.lang === "ar" ? "en" : "ar") }, t("language")),
      h("button", { type: "button", id: "theme", class: "quiet icon-only", title: t(`theme.${settings.theme}`), "aria-label": t(`theme.${settings.theme}`), onclick: () => set("theme", themes[settings.theme]) }, icon({ auto: "auto", light: "sun", dark: "moon" }[settings.theme])),
      h("button", { type: "button", class: "quiet icon-only", title: t("print"), "aria-label": t("print"), onclick: () => print() }, icon("print")),
      h("button", { type: "button", class: "quiet icon-only", title: t("help"), "aria-label": t("help"), onclick: showKeys }, icon("keys")),
    ),
  );
  if (focused) document.getElementById(focused)?.focus();
  let footer = document.querySelector("footer");
  if (!footer) document.getElementById("main").after((footer = h("footer")));
  footer.replaceChildren(bdi(t(about.finished ? "footer" : "footer.local", { version: about.mirsad, name: about.name, finished: `\u2066${(about.finished ?? "").slice(0, 10)}\u2069` })));
  document.getElementById("skip").textContent = settings.lang === "ar" ? "تخطَّ إلى المحتوى" : "Skip to content";
}

function set(name, value) {
  settings[name] = value;
  storage.set(name, value);
  if (name === "lang") {
    countryNames = null;
    show({ focus: false });
  } else drawFrame();
}

function showKeys() {
  const rows = [["/", "keys.search"], ["1 – 8", "keys.pages"], ["n  p  ← →", "keys.marks"], ["Enter", "keys.open"], ["a", "keys.accept"], ["x", "keys.reject"], ["c", "keys.change"], ["i", "keys.add"], ["j  k", "keys.articles"], ["Esc", "keys.close"], ["?", "keys.help"]];
  openDialog(t("keys.title"), h("dl", { class: "keys" }, rows.map(([name, text]) => [h("dt", null, h("kbd", { dir: "ltr" }, name)), h("dd", null, t(text))])), () => null, t("close"));
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
  if (event.key === "/" && view.focusSearch) {
    event.preventDefault();
    view.focusSearch();
  } else if (event.key === "?") showKeys();
  else if (event.key >= "1" && event.key <= String(PAGES.length)) location.hash = `#/${PAGES[event.key - 1]}`;
  else if (view.step && (event.key === "j" || event.key === "k")) view.step(event.key === "j" ? 1 : -1);
  else if (view.addSelected && event.key === "i") view.addSelected();
}

async function begin() {
  try {
    await openData();
  } catch {
    document.getElementById("loading").textContent = "لا يستطيع هذا المتصفح فتح التقرير. · This browser cannot open the report.";
    return;
  }
  settings.lang = storage.get("lang") ?? (/^ar\b/.test(navigator.language) || !/^en\b/.test(navigator.language) ? "ar" : "en");
  settings.theme = storage.get("theme") ?? "auto";
  openReview();
  onReview(() => {
    view?.redraw?.();
    if (view && !view.redraw && address().name === "entity") show({ focus: false });
    drawFrame();
  });
  addEventListener("hashchange", () => show());
  addEventListener("beforeprint", () => view?.print?.(true));
  addEventListener("afterprint", () => view?.print?.(false));
  document.addEventListener("keydown", onKey);
  await show({ focus: false });
  document.documentElement.dataset.ready = "";
}

begin();
