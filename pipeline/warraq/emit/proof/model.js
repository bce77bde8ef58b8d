// The data, how text is folded for the search, and the corrections: what was decided, and what a word reads now.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

// -- what is said: the English text is the key of what other languages say -----------------------------------------

let language = data.language;

/** `text` in the language of the page, with its values in place of the names between braces. */
function _(text, values = {}) {
  const said = data.texts[language]?.[text] ?? text;
  return said.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The name of a fault, a verdict, a kind. */
const named = (name) => _(name).replaceAll("_", " ");

/** An element with attributes and children; a child that is a string becomes text, never markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A text dump has lines in place of pictures, and no glyphs. */
const isDump = data.pages.some((page) => page.lines.some((line) => line.raw !== undefined));

const say = (text) => { byId("say").textContent = text; };

// -- words: one flat list in reading order, with their place -------------------------------------------------------

const words = [];
const uncertain = [];
for (const [section, page] of data.pages.entries()) {
  page.section = section;
  page.first = words.length;
  for (const line of page.lines) {
    line.first = words.length;
    for (const [number, word] of line.words.entries()) {
      word.index = words.length;
      word.number = number + 1;
      word.line = line;
      word.section = section;
      word.page = page.n;
      word.rtl = line.rtl;
      word.c = word.c ?? 1;
      word.g = pairs(word.g ?? []);
      if (word.a !== undefined) uncertain.push(word.index);
      words.push(word);
    }
  }
  page.end = words.length;
}

function pairs(flat) {
  const found = [];
  for (let i = 0; i < flat.length; i += 2) found.push([flat[i], flat[i + 1]]);
  return found;
}

/** "program code" -> the glyph and the indices of the words in which it stands. Fonts with one program share it. */
const glyphs = new Map();
data.fonts.forEach((font, index) => {
  font.index = index;
  for (const glyph of font.glyphs) {
    glyph.font = font;
    glyph.key = `${font.program} ${glyph.code}`;
    if (!glyphs.has(glyph.key)) glyphs.set(glyph.key, { glyph, words: [] });
  }
  font.byCode = new Map(font.glyphs.map((glyph) => [glyph.code, glyph]));
});
for (const word of words) {
  for (const key of new Set(word.g.map(([font, code]) => `${data.fonts[font].program} ${code}`))) {
    glyphs.get(key)?.words.push(word.index);
  }
}

// -- folding -------------------------------------------------------------------------------------------------------

const FOLDED = {
  "\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627", "\u0671": "\u0627", // alef with madda, hamza, wasla
  "\u0624": "\u0648", "\u0626": "\u064a", "\u0649": "\u064a", "\u0629": "\u0647", // waw and yeh with hamza, alef maksura, teh marbuta
};
const DROPPED = /[\u0621\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060]/u; // hamza, marks, tatweel

/** `text` as the search sees it, and for each of its characters the index in `text`. */
function fold(text) {
  let folded = "";
  const at = [];
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (DROPPED.test(character)) continue;
    const digit = character >= "\u0660" && character <= "\u0669" ? String(character.charCodeAt(0) - 0x660) : null;
    folded += digit ?? FOLDED[character] ?? character.toLowerCase();
    at.push(i);
  }
  return { folded, at };
}

// -- corrections ---------------------------------------------------------------------------------------------------

const decided = { glyphs: new Map(), words: new Map() }; // key -> new text; word index -> new text
const STORE = `warraq ${data.source.sha256}`;

/** What a word reads with the corrections so far. */
function textOf(word) {
  const own = decided.words.get(word.index);
  return own ?? withGlyphs(word, decided.glyphs);
}

/** The word with some glyphs read otherwise. */
function withGlyphs(word, readings) {
  const changed = word.g.map(([font, code]) => data.fonts[font].byCode.get(code)).filter((g) => g && readings.has(g.key));
  if (!changed.length) return word.t;
  const read = (glyph) => readings.get(glyph.key) ?? glyph.t;
  const all = word.g.map(([font, code]) => data.fonts[font].byCode.get(code));
  const joined = (reader) => all.map((glyph) => (glyph ? reader(glyph) : "")).join("").normalize("NFC");
  if (joined((glyph) => glyph.t) === word.t) return joined(read);
  // Marks hang on their letters in an order of their own: replace the letter where it stands as often as the glyph.
  let text = word.t;
  for (const glyph of new Set(changed)) {
    const times = all.filter((other) => other === glyph).length;
    if (glyph.t && text.split(glyph.t).length - 1 === times) text = text.replaceAll(glyph.t, read(glyph));
  }
  return text.normalize("NFC");
}

const isDone = (word) =>
  decided.words.has(word.index) ||
  word.g.some(([font, code]) => decided.glyphs.has(data.fonts[font].byCode.get(code)?.key));

/** The one glyph whose other reading explains that `word` should read `text`; null where there is none. */
function misreadGlyph(word, text) {
  const wanted = text.normalize("NFC");
  for (const [font, code] of word.g) {
    const glyph = data.fonts[font].byCode.get(code);
    if (!glyph?.t) continue;
    for (const reading of candidates(word.t, wanted, glyph.t)) {
      if (withGlyphs(word, new Map([[glyph.key, reading]])) === wanted) return { glyph, reading };
    }
  }
  return null;
}

/** What could stand in the place of `part` if `text` became `wanted`: what is left between their equal ends. */
function candidates(text, wanted, part) {
  const found = new Set();
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + part.length);
    const room = wanted.length - before.length - after.length;
    if (room > 0 && wanted.startsWith(before) && wanted.endsWith(after)) found.add(wanted.substr(before.length, room));
  }
  return found;
}

function correctionsData() {
  const entries = { warraq_corrections: 1, file: data.source.file, sha256: data.source.sha256, glyphs: [], words: [], dump_words: [] };
  for (const [key, text] of decided.glyphs) {
    const { glyph } = glyphs.get(key);
    entries.glyphs.push({ font: glyph.font.name, program: glyph.font.program, code: glyph.code, was: glyph.t, text });
  }
  for (const [index, text] of decided.words) {
    const word = words[index];
    if (isDump) {
      entries.dump_words.push({ line: word.line.n, word: word.number, was: word.t, text });
      continue;
    }
    const [left, top, right, bottom] = word.b;
    const at = [left + right, top + bottom].map((sum) => Math.round(sum * 5) / 10);
    entries.words.push({ page: word.page, at, was: word.t, text });
  }
  return entries;
}

/** Take corrections that were saved before; how many of them fit nothing here. */
function takeCorrections(entries) {
  if (entries?.warraq_corrections !== 1) throw new Error("not a file of corrections");
  let unused = 0;
  for (const entry of entries.glyphs ?? []) {
    const key = `${entry.program} ${entry.code}`;
    if (glyphs.has(key)) decided.glyphs.set(key, entry.text);
    else unused += 1;
  }
  for (const entry of entries.words ?? []) {
    const word = words.find((one) => one.page === entry.page && one.b && near(one.b, entry.at));
    if (word) decided.words.set(word.index, entry.text);
    else unused += 1;
  }
  const ofLine = new Map(words.map((word) => [`${word.line.n} ${word.number}`, word]));
  for (const entry of entries.dump_words ?? []) {
    const word = isDump ? ofLine.get(`${entry.line} ${entry.word}`) : null;
    if (word) decided.words.set(word.index, entry.text);
    else unused += 1;
  }
  return unused;
}

// -- the order in which words are checked: as they stand, or the least sure first ----------------------------------

let sorting = "page";
let ranks = new Map(); // index of an uncertain word -> its place in this order

function sortDoubts(by) {
  sorting = by;
  uncertain.sort(by === "page" ? (a, b) => a - b : (a, b) => words[a].c - words[b].c || a - b);
  ranks = new Map(uncertain.map((index, rank) => [index, rank]));
}

const near = ([left, top, right, bottom], [x, y]) =>
  Math.abs((left + right) / 2 - x) < 1 && Math.abs((top + bottom) / 2 - y) < 1;
