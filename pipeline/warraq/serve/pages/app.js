// The page: files are given to the API, which is asked how far they are; everything that is shown is text, not markup.
"use strict";

// What is said of errors: of these in every language; of the others English has a sentence of the error's own.
const ERRORS = {
  EncryptedPdf: "The file is encrypted: type its password, and give it again.",
  LimitExceeded: "The file exceeds the limits that this server was started with.",
};
const ELSE = {
  NotAPdf: "It is not a PDF.", DamagedPdf: "The file is damaged.", NoTextLayer: "Its pages are pictures, and no text could be read in them.",
  NoArabic: "There is no Arabic text in it.", NotUtf8: "The text is not UTF-8.", NotReadable: "The file could not be read.",
  WorkerDied: "The process that read the file ended.",
  TextWorse: "Fewer words of the healed file would copy right, so it was left as it is.",
  PaintingChanged: "The healed file would look otherwise, so it was left as it is.",
};
const FORMATS = { json: "JSON", markdown: "Markdown" };
const MORE = { html: "HTML", text: "TXT", akn: "Akoma Ntoso", marc: "MARC", tables: "CSV", chunks: "JSON lines", hocr: "hOCR", alto: "ALTO" };
const POLL = 400; // milliseconds

const byId = (id) => document.getElementById(id);
const documents = new Map(); // id -> { status, card }
let language = navigator.language.startsWith("ar") ? "ar" : "en";
let texts = {}; // language -> English text -> what it is there: what the proof sheet has, too
let shown = null;

/** `text` in the language of the page, with its values in place of the names between braces. */
function _(text, values = {}) {
  const said = texts[language]?.[text] ?? text;
  return said.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The name of a fault, or of a stage. */
const named = (name) => _(name).replaceAll("_", " ");

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Say in which language the page is, and from which side it is read. */
function turn(wanted) {
  language = wanted;
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
}

function speak(wanted) {
  turn(wanted);
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = _(element.dataset.say);
  byId("language").textContent = language === "ar" ? "English" : "العربية";
  byId("language").lang = language === "ar" ? "en" : "ar";
  byId("sheet").title = _("Proof sheet");
  if (shown !== null) byId("sheet").src = byId("sheet").src.replace(/#.*/, `#language=${language}`);
  for (const one of documents.values()) draw(one);
}

function trouble(text) {
  byId("trouble").textContent = text ?? "";
  byId("trouble").hidden = !text;
}

function reason(error) {
  const text = ERRORS[error?.kind] ?? (language === "en" ? null : ELSE[error?.kind]);
  return text ? _(text) : [error?.message, error?.help].filter(Boolean).join(". ");
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(`api/${path}`, options);
  } catch (error) {
    throw new Error(_("The server doesn't answer."));
  }
  if (!response.ok) {
    const body = await response.json().catch(() => null);
    throw new Error(reason(body?.detail) || response.statusText);
  }
  return response;
}

async function attempt(action) {
  trouble(null);
  try {
    return await action();
  } catch (error) {
    trouble(error.message);
    return null;
  }
}

async function give(files) {
  for (const file of files) {
    const password = byId("password").value;
    const headers = { "Content-Type": "application/octet-stream" };
    if (password) headers["X-Password"] = encodeURIComponent(password);
    await attempt(async () => {
      const response = await ask(`documents?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers });
      take(await response.json());
    });
  }
}

function take(status) {
  let one = documents.get(status.id);
  if (!one) {
    one = { card: make("li", { class: "document", id: `document-${status.id}` }) };
    documents.set(status.id, one);
    byId("documents").prepend(one.card);
  }
  const before = one.status;
  one.status = status;
  if (before?.state !== status.state || !["waiting", "reading"].includes(status.state)) {
    draw(one);
    byId("news").textContent = `${status.name}: ${{ waiting: _("Waiting"), reading: _("Reading"), done: _("Done") }[status.state] ?? reason(status.error)}`;
  } else move(one); // what has the focus keeps it
  if (["waiting", "reading"].includes(status.state)) setTimeout(() => follow(status.id), POLL);
  else if (shown === status.id && before?.state === "reading" && status.state === "done") open(status);
}

async function follow(id) {
  if (!documents.has(id)) return;
  const response = await attempt(() => ask(`documents/${id}`));
  if (response) take(await response.json());
  else forget(id);
}

function forget(id) {
  documents.get(id)?.card.remove();
  documents.delete(id);
}

async function remove(id) {
  if (await attempt(() => ask(`documents/${id}`, { method: "DELETE" }))) forget(id);
}

async function download(path, button, busy) {
  const label = button?.textContent;
  if (button) [button.disabled, button.textContent] = [true, busy];
  await attempt(async () => {
    const response = await ask(path);
    const name = decodeURIComponent(response.headers.get("Content-Disposition").split("''")[1]);
    const link = make("a", { href: URL.createObjectURL(await response.blob()), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
  if (button) [button.disabled, button.textContent] = [false, label];
}

function draw(one) {
  const { status, card } = one;
  const head = make("div", { class: "head" }, make("h3", { dir: "auto" }, status.name),
    make("button", { type: "button", class: "remove", onclick: () => remove(status.id) }, _("Remove")));
  card.replaceChildren(head, ...body(status));
  if (card.querySelector("progress")) move(one);
}

// How far it is.
function move({ status, card }) {
  const stage = named(status.stage);
  const [text, bar] = [card.querySelector(".stage"), card.querySelector("progress")];
  text.textContent = status.state === "waiting" ? _("Waiting") : `${_("Reading")}${stage ? ` · ${stage}` : ""}`;
  bar.setAttribute("aria-label", text.textContent);
  if (status.total > 0) [bar.max, bar.value] = [status.total, status.done];
  else bar.removeAttribute("value");
}

function body(status) {
  if (status.state === "failed") return [make("p", { class: "failed" }, reason(status.error))];
  if (status.state !== "done") return [make("p", { class: "stage" }), make("progress")];
  const { summary } = status;
  const parts = [summary.title ? make("p", { lang: "ar", dir: "auto" }, summary.title) : null,
    make("p", {}, said(status))];
  if (summary.needs_review) {
    const reasons = summary.reasons.map(named);
    parts.push(make("p", { class: "review" }, `${_("A person should look at it:")} ${reasons.join(language === "ar" ? "، " : ", ")}`));
  }
  return [...parts.filter(Boolean), actions(status)];
}

/** How much was read, how much is in doubt, how much was corrected. */
function said({ summary, corrections }) {
  const parts = [];
  if (summary.pages) parts.push(summary.pages === 1 ? _("1 page") : _("{n} pages", { n: summary.pages }));
  parts.push(_("{n} words", { n: summary.words }));
  parts.push(summary.uncertain ? _("{n} to check", { n: summary.uncertain }) : _("every word is sure"));
  if (corrections) parts.push(_("{n} corrected", { n: corrections }));
  return parts.join(" · ");
}

function actions(status) {
  const path = `documents/${status.id}`;
  const button = (name, text, onclick, primary) => make("button", { type: "button", class: `${name}${primary ? " primary" : ""}`, onclick }, text);
  const more = make("select", { "aria-label": _("Other formats"), onchange: (event) => {
    download(`${path}/as/${event.target.value}`);
    event.target.value = "";
  } }, make("option", { value: "" }, `${_("Other formats")} …`));
  for (const [form, name] of Object.entries(MORE)) {
    if (status.pdf || !["hocr", "alto"].includes(form)) more.append(make("option", { value: form }, name));
  }
  return make("div", { class: "actions" },
    button("proof", _("Proof sheet"), () => open(status), true),
    ...Object.entries(FORMATS).map(([form, name]) => button(form, name, () => download(`${path}/as/${form}`))),
    status.pdf ? button("healed", _("Healed PDF"), (event) => download(`${path}/healed`, event.target, _("Healing …"))) : null,
    more,
    status.corrections ? button("undo", _("Undo corrections"), () => again(`${path}/corrections`, { method: "DELETE" })) : null);
}

async function again(path, options) {
  const response = await attempt(() => ask(path, options));
  if (response) take(await response.json());
}

function open(status) {
  shown = status.id;
  byId("shown").textContent = status.name;
  byId("sheet").src = `api/documents/${status.id}/proof?at=${Date.now()}#language=${language}`;
  byId("viewer").hidden = false;
  byId("home").hidden = true;
}

function close() {
  shown = null;
  byId("sheet").src = "about:blank";
  byId("viewer").hidden = true;
  byId("home").hidden = false;
}

// What the proof sheet saves is applied. It runs in an origin of its own, so the window tells that it is ours.
addEventListener("message", (event) => {
  if (event.source !== byId("sheet").contentWindow || shown === null || event.data?.warraq_corrections !== 1) return;
  const id = shown;
  close();
  again(`documents/${id}/corrections`, {
    method: "POST", body: JSON.stringify(event.data), headers: { "Content-Type": "application/json" },
  });
});

byId("language").addEventListener("click", () => speak(language === "ar" ? "en" : "ar"));
byId("choose").addEventListener("click", () => byId("file").click());
byId("file").addEventListener("change", (event) => { give([...event.target.files]); event.target.value = ""; });
byId("back").addEventListener("click", close);
addEventListener("dragover", (event) => { event.preventDefault(); byId("drop").classList.add("over"); });
addEventListener("dragleave", (event) => event.relatedTarget ?? byId("drop").classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  byId("drop").classList.remove("over");
  give([...event.dataTransfer.files]);
});

turn(language); // the texts come later
attempt(async () => {
  texts = await (await fetch("texts.json")).json();
  speak(language);
  (await (await ask("documents")).json()).forEach(take);
});
