// The network of persons and organizations: who holds a position where, and who acts on whom.

/** Ties between entities, the most frequent first. */
function ties() {
  return once("ties", () => {
    const found = new Map();
    const tie = (from, to, kind) => {
      if (from === to) return;
      const name = `${from} ${to} ${kind}`;
      if (!found.has(name)) found.set(name, { from, to, kind, number: 0 });
      found.get(name).number++;
    };
    relations.subject.forEach((subject, row) => tie(subject, relations.object[row], relations.predicate[row]));
    actions.actors.forEach((list, row) => {
      for (const actor of list) for (const target of actions.targets[row]) if (typeof actor === "number" && typeof target === "number") tie(actor, target, "acts");
    });
    return [...found.values()].sort((one, other) => other.number - one.number || one.from - other.from || one.to - other.to);
  });
}

/** The ties to draw: of a kind, among the entities with most of them. */
function drawnTies(kind, most) {
  const all = ties().filter((tie) => kind === "both" || (kind === "acts") === (tie.kind === "acts"));
  const weight = new Map();
  for (const tie of all) for (const end of [tie.from, tie.to]) weight.set(end, (weight.get(end) ?? 0) + tie.number);
  const kept = new Set([...weight].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, most).map(([entity]) => entity));
  const links = all.filter((tie) => kept.has(tie.from) && kept.has(tie.to));
  const tied = new Set(links.flatMap((tie) => [tie.from, tie.to]));
  const nodes = [...tied].map((entity) => ({ entity, weight: weight.get(entity) })).sort((one, other) => other.weight - one.weight || one.entity - other.entity);
  return { nodes, links: links.map((tie) => ({ source: tie.from, target: tie.to, ...tie })) };
}

const LABELLED = 42; // the others have their names when one points at them or comes nearer

function networkPicture(kind, most, width = 1200, height = 680) {
  const { nodes, links } = drawnTies(kind, most);
  if (!links.length) return emptyState(t("network.empty"));
  const size = d3.scaleSqrt([1, d3.max(nodes, (node) => node.weight)], [5, 22]);
  d3.forceSimulation(nodes)
    .randomSource(d3.randomLcg(0.42)) // the same picture every time
    .force("link", d3.forceLink(links).id((node) => node.entity).distance(width > 800 ? 85 : 70).strength(0.45))
    .force("charge", d3.forceManyBody().strength(-260).distanceMax(450))
    .force("x", d3.forceX(width / 2).strength(0.06))
    .force("y", d3.forceY(height / 2).strength(0.1))
    .force("apart", d3.forceCollide((node) => size(node.weight) + 22))
    .stop()
    .tick(260);
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("class", "network").attr("role", "group").attr("direction", "ltr").attr("aria-label", t("network.title"));
  const stage = svg.append("g");
  const lines = stage.append("g").selectAll("line").data(links).join("line").attr("class", (link) => (link.kind === "acts" ? "tie acts" : "tie")).attr("stroke-width", (link) => Math.min(6, 1 + Math.sqrt(link.number)));
  const dots = stage.append("g").selectAll("a").data(nodes).join("a").attr("class", (node, at) => `node k-${entities.kind[node.entity]}${at >= LABELLED ? " minor" : ""}`).attr("href", (node) => `#/entity/${encodeURIComponent(entities.entity_id[node.entity])}`);
  dots.append("title").text((node) => `${shownName(node.entity)} · ${t(`kind.${entities.kind[node.entity]}`)} · ${number(node.weight)}`);
  dots.append("circle").attr("r", (node) => size(node.weight));
  dots.append("text").attr("text-anchor", "middle").attr("y", (node) => size(node.weight) + 13).text((node) => `\u2068${shortened(shownName(node.entity), width > 800 ? 26 : 22)}\u2069`);
  const place = () => {
    lines.attr("x1", (link) => link.source.x).attr("y1", (link) => link.source.y).attr("x2", (link) => link.target.x).attr("y2", (link) => link.target.y);
    dots.attr("transform", (node) => `translate(${node.x},${node.y})`);
  };
  place();
  const near = (node, on) => {
    const mine = new Set(links.filter((link) => link.source === node || link.target === node).flatMap((link) => [link.source, link.target]));
    mine.add(node);
    dots.classed("faint", (other) => on && !mine.has(other));
    lines.classed("faint", (link) => on && link.source !== node && link.target !== node);
  };
  dots.on("pointerenter focus", (event, node) => near(node, true)).on("pointerleave blur", (event, node) => near(node, false));
  dots.call(
    d3.drag().clickDistance(4).on("drag", (event, node) => {
      node.x = event.x;
      node.y = event.y;
      place();
    }),
  );
  const [left, right] = d3.extent(nodes, (node) => node.x);
  const [over, under] = d3.extent(nodes, (node) => node.y);
  const scale = Math.min(1.4, width / (right - left + (width > 800 ? 160 : 120)), height / (under - over + 80));
  const whole = d3.zoomIdentity.translate(width / 2, height / 2).scale(scale).translate(-(left + right) / 2, -(over + under) / 2);
  const zoom = d3.zoom().scaleExtent([0.3, 6]).on("zoom", (event) => stage.attr("transform", event.transform).classed("near", event.transform.k > 1.9));
  svg.call(zoom).call(zoom.transform, whole).on("dblclick.zoom", null);
  const node = svg.node();
  node.whole = () => svg.call(zoom.transform, whole);
  return node;
}

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

function tiesTable(kind, most = 200) {
  const rows = ties().filter((tie) => kind === "both" || (kind === "acts") === (tie.kind === "acts")).slice(0, most);
  return h(
    "div",
    { class: "figures-frame", tabindex: "0", role: "region", "aria-label": t("network.list") },
    h(
      "table",
      { class: "figures" },
      h("thead", null, h("tr", null, [t("network.from"), t("network.ties"), t("network.to"), t("network.number")].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", null, rows.map((tie) => h("tr", null, h("td", null, entityLink(tie.from)), h("td", null, label("predicate", tie.kind)), h("td", null, entityLink(tie.to)), h("td", null, number(tie.number))))),
    ),
  );
}

const entityLink = (entity) => h("a", { href: `#/entity/${encodeURIComponent(entities.entity_id[entity])}` }, bdi(shownName(entity)));
const argumentLink = (argument) => (typeof argument === "number" ? entityLink(argument) : bdi(argument[0]));

function networkView(query) {
  const state = { kind: query.kind ?? "both", most: Number(query.most ?? 60) };
  const frame = h("div", { class: "network-frame" });
  const list = h("div");
  const draw = () => {
    frame.replaceChildren(networkPicture(state.kind, state.most));
    list.replaceChildren(tiesTable(state.kind));
  };
  const kinds = h("select", { onchange: (event) => ((state.kind = event.target.value), draw()) }, ["both", "positions", "acts"].map((kind) => h("option", { value: kind, selected: kind === state.kind }, t(`network.${kind}`))));
  const most = h("select", { onchange: (event) => ((state.most = Number(event.target.value)), draw()) }, [30, 60, 120, 250].map((count) => h("option", { value: count, selected: count === state.most }, number(count))));
  draw();
  return h(
    "section",
    { class: "page" },
    h("h1", null, t("network.title")),
    h("p", { class: "note" }, t("network.note")),
    h(
      "div",
      { class: "tools" },
      h("label", { class: "field" }, h("span", null, t("network.ties")), kinds),
      h("label", { class: "field" }, h("span", null, t("network.most")), most),
      h("button", { type: "button", class: "quiet", onclick: () => frame.firstChild.whole?.() }, t("network.reset")),
      h("ul", { class: "key" }, ["organization", "person"].map((kind) => h("li", null, h("span", { class: `dot k-${kind}`, "aria-hidden": "true" }), t(`kinds.${kind}`)))),
    ),
    frame,
    h("details", { class: "data" }, h("summary", null, t("network.list")), list),
  );
}
