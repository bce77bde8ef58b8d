// What the window shows: the language, how large, and which page.

const ZOOMS = [1, 1.25, 1.5, 2, 3, 4];
let zoom = 0;

function setZoom(step) {
  zoom = Math.max(0, Math.min(ZOOMS.length - 1, step));
  root.style.setProperty("--zoom", ZOOMS[zoom]);
  root.classList.toggle("zoomed", zoom > 0);
  byId("zoom").textContent = `${100 * ZOOMS[zoom]}\u00a0%`;
  byId("zoom-out").disabled = zoom === 0;
  byId("zoom-in").disabled = zoom === ZOOMS.length - 1;
  if (picked !== null) showWord(words[picked], "text");
}

/** The numbers that can be jumped to: lines of a dump, pages of a PDF. */
const places = () => data.pages.flatMap((page) => (isDump ? page.lines.map((line) => line.n) : [page.n]));

/** Show a page, or a line; the nearest one before it if that isn't there. */
function jump(number) {
  const all = places();
  const at = all.findLast((one) => one <= number) ?? all[0];
  const page = data.pages.find((one) => (isDump ? one.lines.some((line) => line.n === at) : one.n === at));
  if (!page) return;
  const { section } = build(page.section);
  const row = isDump ? section.querySelector(`[data-line="${at}"]`) : null;
  (row ?? section).scrollIntoView({ block: row ? "center" : "start" });
  row?.animate?.([{ background: "var(--hit)" }, {}], { duration: still() ? 0 : 1200 });
  say(isDump ? _("line {n}", { n: at }) : _("Page {n}", { n: at }));
}

// -- the language: what stands in the template is English, and is kept as the key -----------------------------------

const ATTRIBUTES = ["title", "placeholder", "aria-label"];
const skeleton = []; // { key, put }

function readSkeleton() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      const key = node.textContent.trim();
      if (/\p{L}/u.test(key) && !node.parentElement.closest("[translate=no]") && !["SCRIPT", "STYLE"].includes(node.parentElement.tagName)) skeleton.push({ key, put: (text) => { node.textContent = node.textContent.replace(node.textContent.trim(), () => text); } });
      continue;
    }
    for (const name of ATTRIBUTES) {
      const key = node.getAttribute(name);
      if (key) skeleton.push({ key, put: (text) => node.setAttribute(name, text) });
    }
  }
}

/** Say everything in a language; what was decided stays. */
function speak(wanted) {
  const section = sections.findIndex((one) => one.section.getBoundingClientRect().bottom > 80);
  language = wanted in data.texts ? wanted : "en";
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  for (const { key, put } of skeleton) put(_(key));
  document.title = _("Proof of {name}", { name: data.source.file });
  byId("language").textContent = language === "ar" ? "English" : "العربية";
  byId("language").lang = language === "ar" ? "en" : "ar";
  byId("jump-name").textContent = isDump ? _("Line") : _("Page");
  byId("jump-of").textContent = _("of {n}", { n: places().at(-1) ?? 0 });
  setTheme(root.dataset.theme);
  const at = picked;
  close();
  fillPanels();
  layPages();
  if (sections.length) build(Math.max(0, section));
  if (section > 0) sections[section].section.scrollIntoView({ block: "start" });
  if (at !== null) pick(at, { from: "list" });
}
