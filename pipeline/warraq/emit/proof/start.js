// Start: the lists, the pages, the keys.

const root = document.documentElement;

function setTheme(theme) {
  root.dataset.theme = theme;
  byId("theme").textContent = _(theme === "dark" ? "Light" : "Dark");
}

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    return null; // a browser that keeps nothing for files; the page works all the same
  }
}

function toggleTheme() {
  setTheme(root.dataset.theme === "dark" ? "light" : "dark");
}

function toggleClaims() {
  const hidden = root.classList.toggle("no-claims");
  byId("claims").setAttribute("aria-pressed", String(!hidden));
}

function save() {
  if (byId("save").disabled) return;
  if (window.name === "warraq-serve") { // it shows the sheet in a frame of this name, and applies what it is sent
    parent.postMessage(correctionsData(), "*");
    return;
  }
  const text = `${JSON.stringify(correctionsData(), null, 2)}\n`;
  const link = make("a", {
    href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    download: `${data.source.file}.corrections.json`,
  });
  link.click();
  // A busy browser fetches it late.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(_("Saved"));
}

async function load(file) {
  let unused = 0;
  try {
    unused = takeCorrections(JSON.parse(await file.text()));
  } catch (error) {
    alert(_("{name} is not a file of corrections.", { name: file.name }));
    return;
  }
  changed(words.map((word) => word.index));
  [...decided.glyphs.keys()].forEach(refreshGlyph);
  if (unused) alert(_("{n} of the corrections fit nothing in this document.", { n: unused }));
  say(_("Corrections loaded"));
}

const KEYS = {
  j: () => walk(1),
  n: () => walk(1),
  k: () => walk(-1),
  p: () => walk(-1),
  a: () => picked !== null && confirm(words[picked]),
  A: () => picked !== null && alike(words[picked]).length > 1 && confirm(words[picked], true),
  e: () => { byId("right")?.focus(); byId("right")?.select(); },
  c: toggleClaims,
  r: toggleRegions,
  d: toggleTheme,
  o: () => sortBy(sorting === "page" ? "confidence" : "page"),
  g: () => byId("jump").select(),
  l: () => speak(language === "ar" ? "en" : "ar"),
  "+": () => setZoom(zoom + 1),
  "=": () => setZoom(zoom + 1),
  "-": () => setZoom(zoom - 1),
  0: () => setZoom(0),
  s: save,
  "/": () => byId("query").focus(),
  "?": () => byId("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  if (event.key === "Escape") {
    close();
    document.activeElement?.blur?.();
    return;
  }
  const typing = event.target.matches?.("input");
  if (event.key === "Enter" && event.target.id === "right" && picked !== null) {
    event.preventDefault();
    keep(words[picked]);
    return;
  }
  if (typing) return;
  if (picked !== null && /^[1-9]$/.test(event.key)) choose(words[picked], Number(event.key) - 1);
  else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

byId("file").textContent = data.source.file;
byId("theme").addEventListener("click", toggleTheme);
byId("claims").addEventListener("click", toggleClaims);
byId("regions").addEventListener("click", toggleRegions);
byId("help").addEventListener("click", () => byId("keys").showModal());
byId("save").addEventListener("click", save);
byId("load").addEventListener("click", () => byId("file-in").click());
byId("file-in").addEventListener("change", (event) => event.target.files[0] && load(event.target.files[0]));
byId("query").addEventListener("input", (event) => search(event.target.value));
byId("search").addEventListener("submit", (event) => { event.preventDefault(); walkHits(1); });
byId("language").addEventListener("click", KEYS.l);
byId("zoom-in").addEventListener("click", KEYS["+"]);
byId("zoom-out").addEventListener("click", KEYS["-"]);
byId("jump").addEventListener("change", (event) => event.target.value && jump(Number(event.target.value)));
byId("to").addEventListener("submit", (event) => { event.preventDefault(); jump(Number(byId("jump").value)); });
addEventListener("hashchange", () => {
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (wanted.has("language")) speak(wanted.get("language"));
  if (wanted.has("page")) jump(Number(wanted.get("page")));
});
byId("hit-previous").addEventListener("click", () => walkHits(-1));
addEventListener("beforeprint", () => data.pages.forEach((page) => build(page.section)));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => setTheme(event.matches ? "dark" : "light"));

root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const before = stored(STORE);
if (before) takeCorrections(JSON.parse(before));
if (isDump) {
  root.classList.add("of-dump");
  byId("tab-glyphs").hidden = true;
  byId("regions").hidden = true;
}
readSkeleton();
sortDoubts("page");
listenToTabs();
setZoom(0);
const asked = new URLSearchParams(location.hash.slice(1));
speak(asked.get("language") ?? data.language);
if (asked.has("page")) jump(Number(asked.get("page")));
root.dataset.ready = "yes";
performance.mark("ready");
