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
  say(`${textOf(word)}, ${placeOf(word)}, ${percent(word.c)} sure`);
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
    make("div", {}, make("label", { for: "right" }, "reads"), input,
      make("p", { class: "said" }, make("span", {}, "the file says ", make("bdi", { lang: "ar" }, claimed || "nothing")), make("span", {}, `${percent(word.c)} sure`))));
  const parts = [top];
  if (word.g.length) parts.push(strip(word));
  if (word.a?.length) parts.push(choices(word));
  parts.push(make("fieldset", { class: "scope", id: "scope", "aria-label": "Where it holds", hidden: true }));
  parts.push(make("div", { class: "acts" },
    button("Right as it stands", "A", () => confirm(word)),
    alike(word).length > 1 ? button(`In all ${alike(word).length} places`, "⇧A", () => confirm(word, true)) : null,
    button("Keep the correction", "Enter", () => keep(word), "primary", "keep"),
    decided.words.has(word.index) ? button("Undo", "", () => undoWord(word)) : null,
    make("span", { class: "spring" }),
    button("Previous", "K", () => walk(-1)), button("Next", "J", () => walk(1)), button("Close", "Esc", close)));
  return parts;
}

function button(name, key, act, kind = "", id = null) {
  const element = make("button", { type: "button", class: kind, id }, name, key ? make("kbd", { "aria-hidden": "true" }, key) : "");
  element.addEventListener("click", act);
  return element;
}

/** The place on the page, enlarged, with its surroundings. */
function crop(number, box, width = 298) {
  const element = make("div", { class: "crop", role: "img", "aria-label": "As it is painted" });
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
  const element = make("div", { class: `strip ${word.rtl ? "" : "latin"}`, role: "group", "aria-label": "Its glyphs" });
  for (const glyph of shown) {
    const reads = decided.glyphs.get(glyph.key) ?? glyph.t;
    const one = make("button", { type: "button", title: `${glyph.e}, ${percent(glyph.c)} sure, ${glyph.n} times`, "aria-label": `Glyph that reads ${reads || "nothing"}` },
      drawn(glyph), make("bdi", { class: "reads", lang: "ar" }, visible(reads)));
    one.classList.toggle("unsure", glyph.c < data.below);
    one.addEventListener("click", () => pickGlyph(glyph));
    element.append(one);
  }
  return element;
}

function choices(word) {
  const element = make("div", { class: "choices", role: "group", "aria-label": "Alternatives" }, make("span", { class: "muted" }, "or"));
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
    area.append(radio("word", "this word only"), radio("alike", `all ${same.length} words that were read so from the same letters`));
    return;
  }
  const { words: places } = glyphs.get(misread.glyph.key);
  area.append(
    radio("glyph", "this glyph reads ", make("bdi", { lang: "ar" }, visible(misread.reading)), `: in all ${places.length} word${places.length > 1 ? "s" : ""}`),
    radio("word", "this word only"));
}

function keep(word) {
  const text = byId("right").value.trim().normalize("NFC");
  if (!text || text === textOf(word)) return;
  const misread = scope === "glyph" ? misreadGlyph(word, text) : null;
  if (misread) correctGlyph(misread.glyph, misread.reading);
  else decide(scope === "alike" ? alike(word) : [word.index], text);
  say(`Corrected to ${text}`);
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
    if (openOnly) say("Every word is checked");
    return;
  }
  const here = picked ?? -1;
  const next = step > 0 ? list.find((index) => index > here) ?? list[0] : list.findLast((index) => index < here) ?? list.at(-1);
  pick(next, { from: "list" });
}

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
    make("span", {}, "the file says ", make("bdi", { lang: "ar" }, visible(glyph.claim ?? ""))),
    make("span", {}, `by ${glyph.e}, ${percent(glyph.c)} sure`),
    make("span", {}, `code ${hex(glyph.code)}${glyph.name ? ` · ${glyph.name}` : ""} · ${glyph.n}× in ${entry.words.length} words`),
  ];
  const parts = [make("div", { class: "top" },
    make("div", { class: "big" }, drawn(glyph)),
    make("div", {}, make("label", { for: "right" }, "this glyph reads, everywhere"), input, make("p", { class: "said" }, ...facts)))];
  if (around) parts.push(around);
  if (glyph.a?.length) {
    const others = glyph.a.map(([text, share]) => {
      const other = make("button", { type: "button" }, make("bdi", { class: "ar", lang: "ar" }, visible(text)), make("span", { class: "muted" }, ` ${percent(share)}`));
      other.addEventListener("click", () => { input.value = text; });
      return other;
    });
    parts.push(make("div", { class: "choices" }, make("span", { class: "muted" }, "or"), ...others));
  }
  parts.push(make("div", { class: "acts" },
    button("Keep for every place", "Enter", act, "primary"),
    decided.glyphs.has(glyph.key) ? button("Undo", "", () => { correctGlyph(glyph, glyph.t); close(); }) : null,
    make("span", { class: "spring" }), button("Close", "Esc", close)));
  byId("editor").replaceChildren(...parts);
  input.focus();
  input.select();
}
