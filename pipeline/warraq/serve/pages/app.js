// The page: files are given to the API, which is asked how far they are; everything that is shown is text, not markup.
"use strict";

const SAYS = {
  en: {
    other: "العربية", motto: "Arabic PDFs whose text copies wrong, made right.", api: "API",
    drop: "Drop a PDF here", choose: "Choose files", encrypted: "Is it encrypted?", password: "Password",
    kept: "It is read on this machine. Nothing is kept longer than you need it.",
    waiting: "Waiting", reading: "Reading", done: "Done", remove: "Remove", proof: "Proof sheet", healed: "Healed PDF", healing: "Healing …",
    more: "Other formats", back: "Back", applies: "What you correct is applied when you save it.", undo: "Undo corrections",
    read: (s) => `${s.pages ? `${s.pages} ${s.pages === 1 ? "page" : "pages"}, ` : ""}${s.words} words`,
    sure: "Every word is sure.", doubts: (n) => `${n} ${n === 1 ? "word" : "words"} to check.`,
    review: "A person should look at it:", corrected: (n) => `${n} corrected.`,
    stages: { pages: "pages", diagnosis: "diagnosis", decipherment: "deciphering", lines: "lines", layout: "layout", structure: "structure", pictures: "pictures" },
    gone: "The server doesn't answer.",
    errors: { EncryptedPdf: "The file is encrypted: type its password, and give it again.", LimitExceeded: "The file exceeds the limits that this server was started with." },
    reasons: {},
  },
  ar: {
    other: "English", motto: "ملفات PDF عربية يُنسخ نصها مشوَّهًا، فيُصحَّح.", api: "واجهة البرمجة",
    drop: "أسقط ملف PDF هنا", choose: "اختر الملفات", encrypted: "هل الملف مشفَّر؟", password: "كلمة السر",
    kept: "يُقرأ على هذا الجهاز، ولا يُحفظ منه شيء بعد انتهاء حاجتك إليه.",
    waiting: "في الانتظار", reading: "تجري القراءة", done: "تمّت القراءة", remove: "احذف", proof: "صفحة المراجعة", healed: "PDF مصحَّح", healing: "يجري التصحيح …",
    more: "صيغ أخرى", back: "عودة", applies: "تُطبَّق تصحيحاتك حين تحفظها.", undo: "تراجع عن التصحيحات",
    read: (s) => `${s.pages ? `عدد الصفحات: ${s.pages}، ` : ""}عدد الكلمات: ${s.words}`,
    sure: "كل الكلمات مؤكدة.", doubts: (n) => `كلمات تحتاج إلى مراجعة: ${n}.`,
    review: "يلزم أن يراجعه إنسان:", corrected: (n) => `تصحيحات: ${n}.`,
    stages: { pages: "الصفحات", diagnosis: "الفحص", decipherment: "فك الحروف", lines: "الأسطر", layout: "التخطيط", structure: "البنية", pictures: "الصور" },
    gone: "الخادم لا يجيب.",
    errors: {
      EncryptedPdf: "الملف مشفَّر: اكتب كلمة السر ثم أعطه من جديد.", NotAPdf: "ليس ملف PDF.", DamagedPdf: "الملف تالف.",
      NoTextLayer: "الصفحات صور بلا نص: شغّل التعرف الضوئي على الحروف أولا.", NoArabic: "لا نص عربيا فيه.",
      NotUtf8: "النص ليس بترميز UTF-8.", NotReadable: "تعذّرت قراءة الملف.", LimitExceeded: "يتجاوز الملف الحدود الموضوعة.",
      WorkerDied: "توقفت العملية التي كانت تقرأ الملف.",
      TextWorse: "لو صُحِّح الملف لنُسخت منه كلمات أقل صوابا، فتُرك كما هو.", PaintingChanged: "لو صُحِّح الملف لتغيّر مظهره، فتُرك كما هو.",
    },
    reasons: {
      pages_without_text: "صفحات بلا نص", no_words: "لا كلمات فيه", uncertain_words: "كلمات غير مؤكدة", wrong_words: "كلمات خاطئة", uncertain_order: "ترتيب غير مؤكد",
      numbering_gap: "ترقيم ناقص", numbering_repeat: "ترقيم مكرر", unreadable_font: "خط لا يُقرأ", unlikely_words: "كلمات مستبعدة",
      damaged_page: "صفحة تالفة", missing_glyphs: "حروف ناقصة", number_inferred: "رقم مستنتج", disputed_number: "رقم مختلف فيه",
    },
  },
};
const FORMATS = { json: "JSON", markdown: "Markdown" };
const MORE = { html: "HTML", text: "TXT", akn: "Akoma Ntoso", tables: "CSV", chunks: "JSON lines", hocr: "hOCR", alto: "ALTO" };
const POLL = 400; // milliseconds

const byId = (id) => document.getElementById(id);
const documents = new Map(); // id -> { status, card }
let language = navigator.language.startsWith("ar") ? "ar" : "en";
let says = SAYS[language];
let shown = null;

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function speak(wanted) {
  language = wanted;
  says = SAYS[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = says[element.dataset.say];
  byId("language").textContent = says.other;
  byId("language").lang = language === "ar" ? "en" : "ar";
  byId("sheet").title = says.proof;
  for (const one of documents.values()) draw(one);
}

function trouble(text) {
  byId("trouble").textContent = text ?? "";
  byId("trouble").hidden = !text;
}

const reason = (error) => says.errors[error?.kind] ?? [error?.message, error?.help].filter(Boolean).join(". ");

async function ask(path, options) {
  let response;
  try {
    response = await fetch(`api/${path}`, options);
  } catch (error) {
    throw new Error(says.gone);
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
    byId("news").textContent = `${status.name}: ${{ waiting: says.waiting, reading: says.reading, done: says.done }[status.state] ?? reason(status.error)}`;
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
    make("button", { type: "button", class: "remove", onclick: () => remove(status.id) }, says.remove));
  card.replaceChildren(head, ...body(status));
  if (card.querySelector("progress")) move(one);
}

// How far it is.
function move({ status, card }) {
  const stage = says.stages[status.stage] ?? status.stage;
  const [text, bar] = [card.querySelector(".stage"), card.querySelector("progress")];
  text.textContent = status.state === "waiting" ? says.waiting : `${says.reading}${stage ? ` · ${stage}` : ""}`;
  bar.setAttribute("aria-label", text.textContent);
  if (status.total > 0) [bar.max, bar.value] = [status.total, status.done];
  else bar.removeAttribute("value");
}

function body(status) {
  if (status.state === "failed") return [make("p", { class: "failed" }, reason(status.error))];
  if (status.state !== "done") return [make("p", { class: "stage" }), make("progress")];
  const { summary } = status;
  const parts = [summary.title ? make("p", { lang: "ar", dir: "auto" }, summary.title) : null,
    make("p", {}, `${says.read(summary)}. ${summary.uncertain ? says.doubts(summary.uncertain) : says.sure} ${status.corrections ? says.corrected(status.corrections) : ""}`)];
  if (summary.needs_review) {
    const reasons = summary.reasons.map((reason) => says.reasons[reason] ?? reason.replaceAll("_", " "));
    parts.push(make("p", { class: "review" }, `${says.review} ${reasons.join(language === "ar" ? "، " : ", ")}`));
  }
  return [...parts.filter(Boolean), actions(status)];
}

function actions(status) {
  const path = `documents/${status.id}`;
  const button = (name, text, onclick, primary) => make("button", { type: "button", class: `${name}${primary ? " primary" : ""}`, onclick }, text);
  const more = make("select", { "aria-label": says.more, onchange: (event) => {
    download(`${path}/as/${event.target.value}`);
    event.target.value = "";
  } }, make("option", { value: "" }, `${says.more} …`));
  for (const [form, name] of Object.entries(MORE)) {
    if (status.pdf || !["hocr", "alto"].includes(form)) more.append(make("option", { value: form }, name));
  }
  return make("div", { class: "actions" },
    status.pdf ? button("proof", says.proof, () => open(status), true) : null,
    ...Object.entries(FORMATS).map(([form, name]) => button(form, name, () => download(`${path}/as/${form}`))),
    status.pdf ? button("healed", says.healed, (event) => download(`${path}/healed`, event.target, says.healing)) : null,
    more,
    status.corrections ? button("undo", says.undo, () => again(`${path}/corrections`, { method: "DELETE" })) : null);
}

async function again(path, options) {
  const response = await attempt(() => ask(path, options));
  if (response) take(await response.json());
}

function open(status) {
  shown = status.id;
  byId("shown").textContent = status.name;
  byId("sheet").src = `api/documents/${status.id}/proof?at=${Date.now()}`;
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

speak(language);
attempt(async () => (await (await ask("documents")).json()).forEach(take));
