// Regions: what was taken for what on each page, over its picture, numbered in the order of reading.

const REGION_NAMES = {
  text: "text", box: "box", table: "table", toc: "contents", labels: "labels", footnote: "footnotes", header: "header",
  footer: "footer", heading: "heading",
};
const FURNITURE_NAMES = { header: "head", footer: "foot" };
/** So much of a page's width is room for a number beside a box. */
const ROOM = 0.04;
const EXCERPT = 8; // words that are said of a region

/** Page number -> places of its headings and of the cells of its tables. */
const headings = new Map();
const cells = new Map();
(function collect(nodes) {
  const put = (places, [number, ...box]) => box.length && places.set(number, [...(places.get(number) ?? []), box]);
  for (const node of nodes) {
    if (node.h) node.at.forEach((place) => put(headings, place));
    (node.cells ?? []).forEach((place) => put(cells, place));
    collect(node.ch ?? []);
  }
})(data.tree);

/** The words of each region of a page: those of one inside another belong to the inner one. */
function regionWords(page) {
  const area = ([left, top, right, bottom]) => (right - left) * (bottom - top);
  const inner = page.regions.toSorted((one, other) => area(one.b) - area(other.b));
  const found = new Map(page.regions.map((region) => [region, []]));
  for (const word of words.slice(page.first, page.end)) {
    if (!word.b) continue;
    const [left, top, right, bottom] = word.b;
    const home = inner.find((region) => inside(region.b, (left + right) / 2, (top + bottom) / 2));
    if (home) found.get(home).push(word);
  }
  return found;
}

const isRtl = (page) => 2 * page.lines.filter((line) => line.rtl).length >= page.lines.length;

/** The boxes with their numbers as a list over the picture; each is a button that leads to its first word. */
function regionBoxes(page) {
  const direction = isRtl(page) ? "rtl" : "ltr";
  const label = _("Regions of page {n} in the order of reading", { n: page.n });
  const list = make("ol", { class: "regions", dir: direction, "aria-label": label });
  for (const [region, held] of regionWords(page)) {
    const [left, top, right, bottom] = region.b;
    const said = held.slice(0, EXCERPT).map(textOf).join(" ") + (held.length > EXCERPT ? " …" : "");
    const name = `${region.n || _("Not read in turn")}, ${_(REGION_NAMES[region.k])}`;
    const button = make("button", { type: "button", class: `region of-${region.k}`, "aria-label": `${name}: ${said}`, title: name },
      make("span", { class: "number", "aria-hidden": "true" }, region.n ? String(region.n) : _(FURNITURE_NAMES[region.k])));
    const share = { left: left / page.w, top: top / page.h, width: (right - left) / page.w, height: (bottom - top) / page.h };
    for (const [side, part] of Object.entries(share)) button.style[side] = `${(100 * part).toFixed(3)}%`;
    const room = direction === "rtl" ? page.w - right : left;
    button.classList.toggle("at-edge", room < ROOM * page.w);
    const mark = (on) => () => held.forEach((word) => elementsOf(word.index).forEach((element) => element.classList.toggle("in-region", on)));
    for (const event of ["mouseenter", "focus"]) button.addEventListener(event, mark(true));
    for (const event of ["mouseleave", "blur"]) button.addEventListener(event, mark(false));
    button.addEventListener("click", () => held.length && showWord(held[0], "regions"));
    list.append(make("li", {}, button));
  }
  return list;
}

/** Headings, cells, and a line from number to number, behind the boxes. */
function regionMarks(page) {
  const marks = svg("g", { class: "region-marks" });
  for (const box of cells.get(page.n) ?? []) marks.append(boxAround(box, "cell"));
  for (const box of headings.get(page.n) ?? []) marks.append(boxAround(box, "heading"));
  const side = isRtl(page) ? 2 : 0;
  const corners = page.regions.filter((region) => region.n).map(({ b }) => `${b[side]},${b[1]}`);
  if (corners.length > 1) marks.append(svg("polyline", { points: corners.join(" "), class: "way" }));
  return marks;
}

/** What the colours mean, and how many there are of each. */
function regionLegend(page) {
  const counted = new Map();
  for (const { k } of page.regions) counted.set(k, (counted.get(k) ?? 0) + 1);
  if (headings.has(page.n)) counted.set("heading", headings.get(page.n).length);
  const entries = [...counted].map(([kind, count]) =>
    make("li", {}, make("span", { class: `swatch of-${kind}`, "aria-hidden": "true" }), `${_(REGION_NAMES[kind])} ${count}`));
  const none = entries.length ? null : make("li", {}, _("nothing was read"));
  return make("ul", { class: "legend", "aria-label": _("Kinds of regions on page {n}", { n: page.n }) }, ...entries, none);
}

function toggleRegions() {
  const shown = document.documentElement.classList.toggle("show-regions");
  byId("regions").setAttribute("aria-pressed", String(shown));
}
