// The lists at the side: words to check, the sheet of glyphs, the structure, the findings. And the search.

function fillPanels() {
  for (const id of ["glyphs", "tree", "findings"]) byId(id).replaceChildren();
  fillDoubts();
  fillGlyphs();
  fillTree();
  fillFindings();
  summarize();
}

function listenToTabs() {
  document.querySelectorAll('[role="tab"]').forEach((tab, i, tabs) => {
    tab.addEventListener("click", () => openTab(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (root.dir === "rtl" ? -1 : 1);
      if (!step) return;
      const shown = [...tabs].filter((one) => !one.hidden);
      const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
      openTab(next);
      next.focus();
    });
  });
}

function openTab(tab) {
  document.querySelectorAll('[role="tab"]').forEach((other) => {
    const on = other === tab;
    other.setAttribute("aria-selected", String(on));
    other.tabIndex = on ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !on;
  });
}

function summarize() {
  const open = uncertain.filter((index) => !isDone(words[index])).length;
  byId("summary").textContent = _("{words} words · {open} to check", { words: words.length, open });
  const made = decided.glyphs.size + decided.words.size;
  byId("save").disabled = made === 0;
  byId("save").textContent = made === 1 ? _("Save 1 correction") : made ? _("Save {n} corrections", { n: made }) : _("Save corrections");
  const names = { doubts: ["To check", open], glyphs: ["Glyphs", 0], tree: ["Structure", 0], findings: ["Findings", data.findings.length] };
  for (const [id, [name, count]] of Object.entries(names)) {
    byId(`tab-${id}`).replaceChildren(_(name), count ? make("span", { class: "count" }, ` ${count}`) : "");
  }
}

function fillDoubts() {
  const panel = byId("doubts");
  panel.replaceChildren();
  const reasons = data.findings.filter((finding) => data.quality.reasons.includes(finding.fault));
  if (reasons.length) {
    const details = reasons.map((finding) => make("li", {}, ...findingText(finding)));
    panel.append(make("section", { class: "reasons" }, make("b", {}, _("The document asks for review")), make("ul", {}, ...details)));
  }
  if (!uncertain.length) {
    const head = data.quality.needs_review ? _("No word is uncertain") : _("Nothing to check");
    panel.append(make("p", { class: "empty" }, make("b", {}, head), _("Every word is sure. Click any word to look at it.")));
    return;
  }
  panel.append(sorter());
  const list = make("ul");
  for (const index of uncertain) {
    const word = words[index];
    const others = (word.a ?? []).map(([text]) => text).join("، ");
    const entry = make("button", { class: "doubt", type: "button", "data-doubt": index });
    entry.append(
      make("bdi", { class: "ar", lang: "ar", dir: "rtl" }, textOf(word)),
      make("span", { class: "where" }, `${placeOf(word)} · ${percent(word.c)}`),
      make("bdi", { class: "others", lang: "ar", dir: "rtl" }, others),
    );
    entry.classList.toggle("done", isDone(word));
    entry.addEventListener("click", () => pick(index, { from: "list" }));
    list.append(make("li", {}, entry));
  }
  panel.append(list);
}

const ORDERS = { page: "as they stand", confidence: "the least sure first" };

function sorter() {
  const choice = make("select", { id: "sort", title: `${_("Order")} (O)` },
    ...Object.entries(ORDERS).map(([value, text]) => make("option", { value, selected: value === sorting }, _(text))));
  choice.addEventListener("change", () => sortBy(choice.value));
  return make("p", { class: "sorter" }, make("label", { for: "sort" }, _("Order")), choice);
}

function sortBy(order) {
  sortDoubts(order);
  fillDoubts();
  byId("doubts").scrollTop = 0;
}

const placeOf = (word) => (isDump ? _("line {n}", { n: word.line.n }) : _("p. {n}", { n: word.page }));

function refreshDoubts() {
  document.querySelectorAll("[data-doubt]").forEach((entry) => {
    const word = words[entry.dataset.doubt];
    entry.classList.toggle("done", isDone(word));
    entry.querySelector(".ar").textContent = textOf(word);
  });
}

function fillGlyphs() {
  const panel = byId("glyphs");
  const broken = (font) => Number(font.verdict !== "honest");
  for (const font of data.fonts.toSorted((a, b) => broken(b) - broken(a))) {
    const evidence = Object.entries(font.evidence ?? {}).map(([name, share]) => `${name} ${Math.round(100 * share)} %`);
    const tiles = make("div", { class: "tiles" }, ...font.glyphs.map(tile));
    const name = named(font.verdict);
    panel.append(
      make("section", { class: "font" },
        make("h2", {}, font.name),
        make("p", { class: "facts" },
          make("span", { class: `verdict ${font.verdict}` }, name),
          ` ${_("{n} codes, {repaired} repaired", { n: font.codes, repaired: font.repaired })} · ${sure(font.confidence)}`,
          make("br"), evidence.join(" · ")),
        tiles),
    );
  }
}

function tile(glyph) {
  const reads = decided.glyphs.get(glyph.key) ?? glyph.t;
  const same = glyph.claim === reads;
  const label = _("Code {code}, reads {reads}, the file says {claim}, {n} times", { code: hex(glyph.code), reads: reads || _("nothing"), claim: glyph.claim ?? _("nothing"), n: glyph.n });
  const element = make("button", { class: "tile", type: "button", "data-glyph": glyph.key, title: label, "aria-label": label },
    drawn(glyph),
    make("bdi", { class: "reads", lang: "ar" }, visible(reads)),
    make("bdi", { class: `claimed ${same ? "same" : ""}`, lang: "ar" }, same ? "" : visible(glyph.claim ?? "")),
    make("span", { class: "times" }, `${glyph.n}×`));
  element.classList.toggle("unsure", glyph.c < data.below);
  element.classList.toggle("done", decided.glyphs.has(glyph.key));
  element.addEventListener("click", () => pickGlyph(glyph));
  return element;
}

const hex = (code) => code.toString(16).toUpperCase().padStart(4, "0");

/** Blanks and characters that can't be seen, by name; a mark on a carrier. */
function visible(text) {
  if (text === "") return "–";
  if (text === " ") return _("space");
  if (/^\p{Mn}+$/u.test(text)) return `\u25cc${text}`; // dotted circle
  return text;
}

/** The glyph's outline, or a piece of the page where it stands if the font isn't embedded. */
function drawn(glyph) {
  if (glyph.d) {
    const numbers = glyph.d.match(/-?\d+/g).map(Number);
    const xs = numbers.filter((_, i) => i % 2 === 0);
    const ys = numbers.filter((_, i) => i % 2 === 1);
    const left = Math.min(...xs), right = Math.max(...xs), up = Math.min(...ys, -260), down = Math.max(...ys, 120);
    const view = `${left - 20} ${up - 20} ${right - left + 40} ${down - up + 40}`;
    return svg("svg", { viewBox: view, "aria-hidden": "true" }, svg("path", { d: glyph.d }));
  }
  const place = glyph.at;
  const blank = svg("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" });
  return place && glyph.t.trim() ? painted(place) : blank;
}

/** A glyph cut out of the picture of its page. */
function painted([number, x, y, size, advance]) {
  const page = data.pages.find((one) => one.n === number);
  const element = make("span", { class: "painted", "aria-hidden": "true" });
  const zoom = 30 / Math.max(size, 1);
  element.style.backgroundImage = `url(${page.img})`;
  element.style.backgroundSize = `${page.w * zoom}px ${page.h * zoom}px`;
  element.style.backgroundPosition = `${-x * zoom}px ${-(y - size * 0.95) * zoom}px`;
  element.style.width = `${Math.max(advance, size / 5) * zoom}px`;
  return element;
}

function refreshGlyph(key) {
  document.querySelectorAll(`[data-glyph="${CSS.escape(key)}"]`).forEach((old) => old.replaceWith(tile(glyphs.get(key).glyph)));
}

function fillTree() {
  const branch = (node) => {
    const go = make("button", { class: "go", type: "button", lang: "ar", dir: "rtl" },
      make("span", {}, node.l ? make("b", {}, node.l) : "", node.l ? " " : "", node.t || "–"));
    go.addEventListener("click", () => (node.w === undefined ? showNode(node.at) : showWord(words[node.w], "tree")));
    const kind = make("span", { class: "kind" }, named(node.k));
    if (!node.ch) return make("li", {}, make("div", { class: "leaf" }, go, kind));
    const open = make("details", { class: "branch", open: true }, make("summary", {}, go, kind), make("ul", {}, ...node.ch.map(branch)));
    return make("li", {}, open);
  };
  byId("tree").append(make("ul", {}, ...data.tree.map(branch)));
}

/** What was seen, and what to do about it. */
function findingText(finding) {
  const step = data.steps[finding.fault];
  const english = _(finding.detail) === finding.detail ? { lang: "en", dir: "ltr" } : {};
  return [make("p", { class: "detail", ...english }, _(finding.detail)), step ? make("p", { class: "step" }, ...withCode(_(step))) : null];
}

/** What stands between grave accents is typed as it is. */
const withCode = (text) => text.split("`").map((part, i) => (i % 2 ? make("code", { dir: "ltr" }, part) : part));

function fillFindings() {
  const panel = byId("findings");
  if (!data.findings.length) panel.append(make("p", { class: "empty" }, make("b", {}, _("No findings")), _("No check saw a fault in this file.")));
  for (const finding of data.findings) {
    const meter = make("div", { class: "meter", role: "img", "aria-label": _("{n} of 100", { n: Math.round(100 * finding.score) }) }, make("i"));
    meter.firstChild.style.width = `${100 * finding.score}%`;
    panel.append(make("article", { class: "finding" },
      make("h3", {}, `${named(finding.fault)} · ${named(finding.subject)} `, make("bdi", {}, finding.where)),
      ...findingText(finding), meter));
  }
}

// -- search ------------------------------------------------------------------------------------------------------------

const found = { hits: [], at: -1 };

function search(query) {
  document.querySelectorAll(".w.hit").forEach((element) => element.classList.remove("hit"));
  document.querySelectorAll(".hits rect").forEach((rect) => rect.remove());
  const wanted = fold(query.trim()).folded.replace(/\s+/g, " ");
  found.hits = wanted ? data.pages.flatMap((page) => hitsOn(page, wanted)) : [];
  found.at = -1;
  for (const hit of found.hits) {
    if (sections[words[hit[0]].section].built) hit.forEach(markHit);
  }
  byId("hits").textContent = wanted ? String(found.hits.length) : "";
}

function hitsOn(page, wanted) {
  let text = "";
  const owner = [];
  for (const word of words.slice(page.first, page.end)) {
    const { folded } = fold(textOf(word));
    for (let i = 0; i < folded.length; i += 1) owner.push(word.index);
    owner.push(word.index);
    text += `${folded} `;
  }
  const hits = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    hits.push([...new Set(owner.slice(at, at + wanted.length))]);
  }
  return hits;
}

function markHit(index) {
  const word = words[index];
  elementsOf(index).forEach((element) => element.classList.contains("w") && element.classList.add("hit"));
  if (word.b) sections[word.section].section.querySelector(".hits")?.append(boxAround(word.b, "hit"));
}

function walkHits(step) {
  if (!found.hits.length) return;
  found.at = (found.at + step + found.hits.length) % found.hits.length;
  const hit = found.hits[found.at];
  build(words[hit[0]].section);
  hit.forEach(markHit);
  byId("hits").textContent = `${found.at + 1}/${found.hits.length}`;
  showWord(words[hit[0]], "search");
  point(words[hit[0]]);
}
