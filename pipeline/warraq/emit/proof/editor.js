// The editor: one word, or one glyph, close up, with what else it may be.

let picked = null; // index of the word in the editor
let scope = "word"; // where a correction holds: this word, or every place of the misread glyph

function pick(index, { from }) {
  close();
  picked = index;
  const word = words[index];
  showWord(word, from);
  elementsOf(index).forEach((element) => element.classList.contains("w") && element.classList.add("picked"));
  document.querySelectorAll("[data-doubt]").forEach((entry) => {
    const on = Number(entry.dataset.doubt) === index;
    entry.setAttribute("aria-current", String(on));
    if (on) entry.scrollIntoView({ block: "nearest" });
  });
  byId("editor").replaceChildren(...wordEditor(word));
  byId("editor").hidden = false;
  showMark();
  judge(word);
  say(`${textOf(word)}, ${placeOf(word)}, ${sure(word.c)}`);
}

function close() {
  document.querySelectorAll(".picked").forEach((element) => element.classList.remove("picked"));
  byId("editor").hidden = true;
  picked = null;
}

function wordEditor(word) {
  const input = make("input", { class: "right", id: "right", lang: "ar", dir: word.rtl ? "rtl" : "ltr", value: textOf(word), autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => judge(word));
  const claimed = word.o ?? word.t;
  const top = make("div", { class: "top" }, isDump ? rawLine(word) : crop(word.page, word.b),
    make("div", {}, make("label", { for: "right" }, _("reads")), input,
      make("p", { class: "said" }, make("span", {}, _("the file says"), " ", make("bdi", { lang: "ar" }, claimed || _("nothing"))), make("span", {}, sure(word.c)))));
  const parts = [top];
  if (word.g.length) parts.push(strip(word));
  if (word.a?.length) parts.push(choices(word));
  parts.push(make("fieldset", { class: "scope", id: "scope", "aria-label": _("Where it holds"), hidden: true }));
  parts.push(make("div", { class: "acts" },
    button(_("Right as it stands"), "A", () => confirm(word)),
    alike(word).length > 1 ? button(_("In all {n} places", { n: alike(word).length }), "⇧A", () => confirm(word, true)) : null,
    button(_("Keep the correction"), "Enter", () => keep(word), "primary", "keep"),
    decided.words.has(word.index) ? button(_("Undo"), "", () => undoWord(word)) : null,
    make("span", { class: "spring" }),
    button(_("Previous"), "K", () => walk(-1)), button(_("Next"), "J", () => walk(1)), button(_("Close"), "Esc", close)));
  return parts;
}

function button(name, key, act, kind = "", id = null) {
  const element = make("button", { type: "button", class: kind, id }, name, key ? make("kbd", { "aria-hidden": "true" }, key) : "");
  element.addEventListener("click", act);
  return element;
}

/** The place on the page, enlarged, with its surroundings. */
function crop(number, box, width = 298) {
  const element = make("div", { class: "crop", role: "img", "aria-label": _("As it is painted") });
  const page = data.pages.find((one) => one.n === number);
  if (!box) return element;
  const [left, top, right, bottom] = box;
  const height = 94;
  const zoom = Math.min(4, (Math.min(width, 298) * 0.72) / Math.max(right - left, 12), (height * 0.92) / Math.max(bottom - top, 8));
  element.style.backgroundImage = `url(${page.img})`;
  element.style.backgroundSize = `${page.w * zoom}px ${page.h * zoom}px`;
  const x = width / 2 - ((left + right) / 2) * zoom, y = height / 2 - ((top + bottom) / 2) * zoom;
  element.style.backgroundPosition = `${x}px ${y}px`;
  return element;
}

function strip(word) {
  const shown = word.g.map(([font, code]) => data.fonts[font].byCode.get(code)).filter((glyph) => glyph);
  const element = make("div", { class: `strip ${word.rtl ? "" : "latin"}`, role: "group", "aria-label": _("Its glyphs") });
  for (const glyph of shown) {
    const reads = decided.glyphs.get(glyph.key) ?? glyph.t;
    const one = make("button", { type: "button", title: _("{evidence}, {sure}, {n} times", { evidence: glyph.e, sure: sure(glyph.c), n: glyph.n }), "aria-label": _("Glyph that reads {reads}", { reads: reads || _("nothing") }) },
      drawn(glyph), make("bdi", { class: "reads", lang: "ar" }, visible(reads)));
    one.classList.toggle("unsure", glyph.c < data.below);
    one.addEventListener("click", () => pickGlyph(glyph));
    element.append(one);
  }
  return element;
}

function choices(word) {
  const element = make("div", { class: "choices", role: "group", "aria-label": _("Alternatives") }, make("span", { class: "muted" }, _("or")));
  word.a.forEach(([text, share], i) => {
    const choice = make("button", { type: "button" }, make("bdi", { class: "ar", lang: "ar" }, text), make("span", { class: "muted" }, ` ${percent(share)} `), make("kbd", { "aria-hidden": "true" }, String(i + 1)));
    choice.addEventListener("click", () => choose(word, i));
    element.append(choice);
  });
  return element;
}

function choose(word, i) {
  if (!word.a?.[i]) return;
  [byId("right").value] = word.a[i];
  judge(word);
  byId("keep").focus();
}

/** After each key: does one glyph explain the change? Then it is offered to correct that, everywhere. */
function judge(word) {
  const text = byId("right").value.trim();
  const changed = text !== textOf(word) && text !== "";
  byId("keep").disabled = !changed;
  const area = byId("scope");
  area.replaceChildren();
  const misread = changed ? misreadGlyph(word, text) : null;
  const same = changed && !misread ? alike(word) : [];
  area.hidden = !misread && same.length < 2;
  scope = misread ? "glyph" : "word";
  if (area.hidden) return;
  const radio = (value, ...label) => {
    const input = make("input", { type: "radio", name: "scope", value, checked: value === scope });
    input.addEventListener("change", () => { scope = value; });
    return make("label", {}, input, make("span", {}, ...label));
  };
  if (!misread) {
    area.append(radio("word", _("this word only")), radio("alike", _("all {n} words that were read so from the same letters", { n: same.length })));
    return;
  }
  const { words: places } = glyphs.get(misread.glyph.key);
  area.append(
    radio("glyph", _("this glyph reads"), " ", make("bdi", { lang: "ar" }, visible(misread.reading)), `: ${places.length === 1 ? _("in 1 word") : _("in all {n} words", { n: places.length })}`),
    radio("word", _("this word only")));
}

function keep(word) {
  const text = byId("right").value.trim().normalize("NFC");
  if (!text || text === textOf(word)) return;
  const misread = scope === "glyph" ? misreadGlyph(word, text) : null;
  if (misread) correctGlyph(misread.glyph, misread.reading);
  else decide(scope === "alike" ? alike(word) : [word.index], text);
  say(_("Corrected to {text}", { text }));
  walk(1, true);
}

/** Uncertain words of a dump that were read like this one from the same letters, itself among them. */
function alike(word) {
  if (!isDump || word.a === undefined) return [];
  return uncertain.filter((index) => words[index].t === word.t && words[index].o === word.o);
}

function decide(indices, text) {
  for (const index of indices) decided.words.set(index, text);
  changed(indices);
}

function confirm(word, everywhere = false) {
  decide(everywhere ? alike(word) : [word.index], textOf(word));
  walk(1, true);
}

function undoWord(word) {
  decided.words.delete(word.index);
  changed([word.index]);
  pick(word.index, { from: "list" });
}

function correctGlyph(glyph, reading) {
  if (reading === glyph.t) decided.glyphs.delete(glyph.key);
  else decided.glyphs.set(glyph.key, reading);
  changed(glyphs.get(glyph.key).words);
  refreshGlyph(glyph.key);
}

function changed(indices) {
  refresh(indices);
  refreshDoubts();
  summarize();
  try {
    localStorage.setItem(STORE, JSON.stringify(correctionsData()));
  } catch (error) {
    console.warn("corrections are kept in this window only", error);
  }
}

/** To the next word that is still open, or to the next one at all. */
function walk(step, openOnly = false) {
  const list = openOnly ? uncertain.filter((index) => !isDone(words[index])) : uncertain;
  if (!list.length) {
    close();
    if (openOnly) say(_("Every word is checked"));
    return;
  }
  const next = step > 0 ? list.find(isBehind(picked)) ?? list[0] : list.findLast(isBefore(picked)) ?? list.at(-1);
  pick(next, { from: "list" });
}

/** Whether an uncertain word comes after, or before, this one, which may be a sure one. */
const placed = (index) => (sorting === "page" ? index : ranks.get(index) ?? -1);
const isBehind = (here) => (index) => placed(index) > placed(here ?? -1);
const isBefore = (here) => (index) => placed(index) < placed(here ?? -1);

function pickGlyph(glyph) {
  close();
  byId("editor").hidden = false;
  const entry = glyphs.get(glyph.key);
  const reads = decided.glyphs.get(glyph.key) ?? glyph.t;
  const input = make("input", { class: "right", id: "right", lang: "ar", dir: "auto", value: reads, autocomplete: "off", spellcheck: "false" });
  const act = () => {
    correctGlyph(glyph, input.value.normalize("NFC"));
    close();
  };
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") act(); });
  const place = glyph.at;
  const around = place ? crop(place[0], [place[1] - 14, place[2] - place[3], place[1] + place[4] + 14, place[2] + place[3] * 0.4], byId("editor").clientWidth - 38) : "";
  const facts = [
    make("span", {}, _("the file says"), " ", make("bdi", { lang: "ar" }, visible(glyph.claim ?? ""))),
    make("span", {}, _("by {evidence}, {sure}", { evidence: glyph.e, sure: sure(glyph.c) })),
    make("span", {}, `${_("code {code}", { code: hex(glyph.code) })}${glyph.name ? ` · ${glyph.name}` : ""} · ${_("{n}× in {words} words", { n: glyph.n, words: entry.words.length })}`),
  ];
  const parts = [make("div", { class: "top" },
    make("div", { class: "big" }, drawn(glyph)),
    make("div", {}, make("label", { for: "right" }, _("this glyph reads, everywhere")), input, make("p", { class: "said" }, ...facts)))];
  if (around) parts.push(around);
  if (glyph.a?.length) {
    const others = glyph.a.map(([text, share]) => {
      const other = make("button", { type: "button" }, make("bdi", { class: "ar", lang: "ar" }, visible(text)), make("span", { class: "muted" }, ` ${percent(share)}`));
      other.addEventListener("click", () => { input.value = text; });
      return other;
    });
    parts.push(make("div", { class: "choices" }, make("span", { class: "muted" }, _("or")), ...others));
  }
  parts.push(make("div", { class: "acts" },
    button(_("Keep for every place"), "Enter", act, "primary"),
    decided.glyphs.has(glyph.key) ? button(_("Undo"), "", () => { correctGlyph(glyph, glyph.t); close(); }) : null,
    make("span", { class: "spring" }), button(_("Close"), "Esc", close)));
  byId("editor").replaceChildren(...parts);
  input.focus();
  input.select();
}
