// The pages: picture beside text. A page is built when it comes near the window, so that long documents open at once.

const sections = []; // by their number: { page, section, built, rects }

let observer = null;

function layPages() {
  observer?.disconnect();
  sections.length = 0;
  byId("pages").replaceChildren();
  observer = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => build(Number(entry.target.dataset.section))),
    { rootMargin: "1200px 0px" },
  );
  for (const page of data.pages) {
    const doubts = words.slice(page.first, page.end).filter((word) => word.a !== undefined).length;
    const count = doubts ? make("span", { class: "unsure-count" }, _("{n} to check", { n: doubts })) : null;
    const section = make("section", { class: "page", "data-page": page.n, "data-section": page.section, "aria-label": pageName(page) });
    section.append(make("h2", {}, pageName(page), count), isDump ? "" : regionLegend(page), make("div", { class: "spread" }));
    section.lastChild.style.minHeight = isDump ? `${page.lines.length * 2.4}rem` : `${(page.h / page.w) * 46}vw`;
    sections.push({ page, section, built: false, rects: new Map() });
    byId("pages").append(section);
    observer.observe(section);
  }
}

const pageName = (page) => (isDump
  ? _("Page {n}, lines {first}–{last}", { n: page.n, first: page.lines[0].n, last: page.lines.at(-1).n })
  : _("Page {n}", { n: page.n }));

function build(number) {
  const entry = sections[number];
  if (entry.built) return entry;
  entry.built = true;
  const spread = entry.section.querySelector(".spread");
  spread.style.minHeight = "";
  if (isDump) spread.replaceWith(dumpRows(entry));
  else spread.append(picture(entry), textColumn(entry));
  return entry;
}

function picture(entry) {
  const { page } = entry;
  const image = make("img", { src: page.img, alt: _("Picture of page {n}", { n: page.n }), width: page.w, height: page.h });
  const over = svg("svg", { viewBox: `0 0 ${page.w} ${page.h}`, "aria-hidden": "true" });
  over.append(regionMarks(page));
  for (const layer of ["nodes", "doubts", "hits", "hover"]) over.append(svg("g", { class: layer }));
  for (const word of words.slice(page.first, page.end)) {
    if (word.a === undefined || !word.b) continue;
    const rect = boxAround(word.b, isDone(word) ? "done" : "unsure");
    entry.rects.set(word.index, rect);
    over.querySelector(".doubts").append(rect);
  }
  const at = (event) => {
    const area = over.getBoundingClientRect();
    const x = ((event.clientX - area.left) / area.width) * page.w;
    const y = ((event.clientY - area.top) / area.height) * page.h;
    return words.slice(page.first, page.end).find((one) => one.b && inside(one.b, x, y));
  };
  over.addEventListener("mousemove", (event) => point(at(event)));
  over.addEventListener("mouseleave", () => point(null));
  over.addEventListener("click", (event) => {
    const word = at(event);
    if (word) pick(word.index, { from: "picture" });
  });
  return make("div", { class: "picture", dir: isRtl(page) ? "rtl" : "ltr" }, make("div", { class: "paper" }, image, over, regionBoxes(page)));
}

const inside = ([left, top, right, bottom], x, y) => x >= left && x <= right && y >= top && y <= bottom;

function boxAround([left, top, right, bottom], kind) {
  const attributes = { x: left - 1, y: top, width: right - left + 2, height: bottom - top, rx: 1.5, class: kind };
  return svg("rect", attributes);
}

function textColumn(entry) {
  const column = make("div", { class: "text", lang: "ar", dir: "rtl" });
  column.style.setProperty("--chars", usualLength(entry.page.lines));
  for (const line of entry.page.lines) {
    const latin = !line.words.some((word) => /[\u0600-\u06ff]/u.test(word.t));
    const classes = ["line", line.b ? "bold" : "", latin ? "latin" : ""].join(" ").trim();
    const direction = line.rtl ? "rtl" : "ltr";
    const row = make("p", { class: classes, dir: direction, lang: latin ? "en" : "ar" });
    const claimed = make("p", { class: "claimed-line", dir: direction });
    line.words.forEach((word, i) => {
      row.append(i ? " " : "", wordElement(word));
      claimed.append(i ? " " : "", make("bdi", { class: "c", dir: direction, "data-w": word.index }, word.o ?? word.t));
    });
    column.append(row);
    if (line.words.some((word) => word.o !== undefined)) column.append(claimed);
  }
  listenToWords(column);
  return column;
}

/** Words of `column` are pointed at and picked. */
function listenToWords(column) {
  const wordAt = (event) => words[event.target.closest?.("[data-w]")?.dataset.w];
  column.addEventListener("mouseover", (event) => point(wordAt(event)));
  column.addEventListener("mouseleave", () => point(null));
  column.addEventListener("click", (event) => {
    const word = wordAt(event);
    if (word) pick(word.index, { from: "text" });
  });
}

/** Characters of a long line of the page: the text is set so that such a line fits in one. */
function usualLength(lines) {
  const lengths = lines.map((line) => line.words.reduce((sum, word) => sum + word.t.length + 1, 0)).sort((a, b) => a - b);
  return Math.max(30, lengths[Math.floor(lengths.length * 0.95)] ?? 0);
}

function wordElement(word) {
  const element = make("span", { class: "w", "data-w": word.index }, make("bdi", { dir: word.rtl ? "rtl" : "ltr" }, textOf(word)));
  element.style.setProperty("--d", doubt(word));
  if (word.a !== undefined) {
    element.classList.add("unsure");
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", `${textOf(word)}, ${sure(word.c)}`);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pick(word.index, { from: "text" });
      }
    });
  }
  if (isDone(word)) element.classList.add("done");
  return element;
}

/** Strength of the tint: none for a sure word, full from one chance in two down. */
const doubt = (word) => Math.min(1, Math.max(0, (0.97 - word.c) / 0.47)).toFixed(2);
const percent = (share) => (share >= 0.9995 ? "100 %" : `${(100 * share).toFixed(share > 0.99 ? 1 : 0)} %`);

const sure = (share) => _("{share} sure", { share: percent(share) });

const elementsOf = (index) => document.querySelectorAll(`[data-w="${index}"]`);

// -- pointing: the same word in the picture, in the text and in what was claimed ---------------------------------------

let pointed = null;

function point(word) {
  if (word === pointed) return;
  document.querySelectorAll(".on").forEach((element) => (element.tagName === "rect" ? element.remove() : element.classList.remove("on")));
  pointed = word ?? null;
  if (isDump) markRaw(word);
  if (!word) return;
  elementsOf(word.index).forEach((element) => element.classList.add("on"));
  if (word.b) sections[word.section].section.querySelector(".hover")?.append(boxAround(word.b, "on"));
}

/** Redraw all that shows one of these words. */
function refresh(indices) {
  for (const index of indices) {
    const word = words[index];
    elementsOf(index).forEach((element) => {
      if (!element.classList.contains("w")) return;
      element.firstChild.textContent = textOf(word);
      element.classList.toggle("done", isDone(word));
    });
    const entry = sections[word.section];
    const rect = entry.rects.get(index);
    if (rect) rect.setAttribute("class", isDone(word) ? "done" : "unsure");
  }
}

function showWord(word, from) {
  build(word.section);
  if (from === "text") {
    centre(sections[word.section].section.querySelector(".picture"), word.b);
    return;
  }
  const element = document.querySelector(`.w[data-w="${word.index}"]`);
  element?.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
  if (zoom > 0) centre(sections[word.section].section.querySelector(".picture"), word.b);
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Scroll so that a box of the picture can be seen, if it can't. */
function centre(pictureElement, box) {
  if (!pictureElement || !box) return;
  const { page } = sections[Number(pictureElement.closest(".page").dataset.section)];
  const area = pictureElement.firstChild.getBoundingClientRect();
  if (zoom > 0) {
    const frame = pictureElement.getBoundingClientRect();
    pictureElement.scrollBy(
      area.left + ((box[0] + box[2]) / 2 / page.w) * area.width - (frame.left + frame.width / 2),
      area.top + ((box[1] + box[3]) / 2 / page.h) * area.height - (frame.top + frame.height / 2),
    );
    return;
  }
  const y = area.top + (box[1] / page.h) * area.height;
  if (y < 80 || y > innerHeight - 260) scrollBy({ top: y - innerHeight / 3, behavior: still() ? "auto" : "smooth" });
}

const sectionOf = (number) => data.pages.find((page) => page.n === number).section;

function showNode(places) {
  document.querySelectorAll(".nodes rect").forEach((rect) => rect.remove());
  for (const [number, ...box] of places) {
    if (!box.length) continue;
    build(sectionOf(number)).section.querySelector(".nodes").append(boxAround(box, "node"));
  }
  const [first] = places;
  if (!first) return;
  const entry = build(sectionOf(first[0]));
  if (first.length > 1) {
    entry.section.scrollIntoView({ block: "start" });
    centre(entry.section.querySelector(".picture"), first.slice(1));
  } else entry.section.scrollIntoView({ block: "start" });
}
