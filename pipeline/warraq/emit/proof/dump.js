// A text dump: each line as it stands beside what was read of it.

function dumpRows({ page }) {
  const rows = make("div", { class: "rows" });
  const chars = usualLength(page.lines);
  rows.style.setProperty("--chars", chars);
  for (const line of page.lines) {
    const direction = line.rtl ? "rtl" : "ltr";
    const read = make("p", { class: line.b ? "line bold" : "line", dir: direction, lang: "ar" });
    line.words.forEach((word, i) => read.append(i ? " " : "", wordElement(word)));
    rows.append(make("div", { class: "row", "data-line": line.n },
      make("span", { class: "at" }, String(line.n)), read, make("p", { class: "raw", dir: direction, lang: "ar" }, line.raw)));
  }
  listenToWords(rows);
  return rows;
}

const UNSEEN = /[\s\u0640\u200b-\u200f]/u; // spaces, tatweel, joiners

/** What stands before the letters of a word in its line, these letters, and what follows; null where that isn't sure. */
function rawParts(word) {
  const { raw } = word.line;
  const places = [...raw].flatMap((character, at) => (UNSEEN.test(character) ? [] : [at]));
  const characters = [...raw];
  const seen = places.map((at) => characters[at]).join("");
  const letters = [...(word.o ?? word.t)].filter((character) => !UNSEEN.test(character)).join("");
  const at = letters ? seen.indexOf(letters) : -1;
  if (at < 0 || seen.indexOf(letters, at + 1) >= 0) return null;
  const before = [...seen.slice(0, at)].length;
  const [first, last] = [places[before], places[before + [...letters].length - 1]];
  const part = (from, to) => characters.slice(from, to).join("");
  return [part(0, first), part(first, last + 1), part(last + 1)];
}

function withMark(element, word) {
  const parts = word && rawParts(word);
  if (parts) element.replaceChildren(parts[0], make("mark", {}, parts[1]), parts[2]);
  return element;
}

/** The letters of the word that is pointed at are marked in its line. */
function markRaw(word) {
  document.querySelectorAll(".raw mark").forEach((mark) => {
    const raw = mark.parentElement;
    raw.textContent = raw.textContent;
  });
  const row = word && sections[word.section].section.querySelector(`[data-line="${word.line.n}"]`);
  if (row) withMark(row.querySelector(".raw"), word);
}

/** The line of a word, for the editor. */
function rawLine(word) {
  const text = make("p", { class: "raw-line", dir: word.rtl ? "rtl" : "ltr", lang: "ar" }, word.line.raw);
  return make("div", { class: "crop of-dump", role: "group", "aria-label": _("Line {n} as it stands", { n: word.line.n }), tabindex: 0 }, withMark(text, word));
}

/** The marked letters are in sight in the editor. */
function showMark() {
  const mark = document.querySelector(".crop.of-dump mark");
  if (mark) mark.closest(".crop").scrollTop = mark.offsetTop - 36;
}
