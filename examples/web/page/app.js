// Shows what Python says. There is no rule and no sentence of law here.
// The answers live in the history of this tab alone: "back" goes one question back, and closing the tab forgets them.
import { FIELDS } from "./fields.js";
import { LANGUAGES, button, choose, lang, make, notes, told, words } from "./speech.js";

const main = document.getElementById("main");
const status = document.getElementById("status");
const loading = document.getElementById("loading");
const FORMS = {
  letter: { form: "html", reader: "person", name: "mijn-inburgering.html", type: "text/html" },
  calendar: { form: "ics", name: "mijn-inburgering.ics", type: "text/calendar" },
  talk: { form: "html", reader: "talk", name: "gesprek.html", type: "text/html" },
};
const MOST_BYTES = 5_000_000;
// A photo, a PDF or a web page: what people have of a letter, and what nobody can read here.
const NO_TEXT = /^(%PDF|\s*<)|\0/;

let drawing = 0;
let stage = 0;
let offline = false;

// --- Python ---------------------------------------------------------------------------------------------

const worker = new Worker("worker.js", { type: "module" });
const waiting = new Map();
let asked = 0;

function ask(request) {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, request: { lang, ...request } });
  });
}

const about = ({ on, file, answered }) => ({ on, file, answered });

worker.onerror = () => staged(-1);
worker.onmessage = ({ data }) => {
  if (data.stage !== undefined) return staged(data.stage);
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.failed) reject(new Error("Python"));
  else resolve(data.answer);
};

function staged(number) {
  stage = number;
  tellStage();
  if (number === 4) keepForOffline();
}

function tellStage() {
  loading.hidden = stage < 0 || stage === 4;
  loading.value = Math.max(stage, 0);
  document.documentElement.dataset.stage = stage;
  if (stage < 0) tell(words.failed);
  else if (stage < 4) tell(words.loading);
  else tell(offline ? words.offline : "");
}

async function keepForOffline() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("service-worker.js");
    await navigator.serviceWorker.ready;
    offline = true;
    document.documentElement.dataset.offline = "ready";
    tellStage();
  } catch (error) {
    console.warn(error);
  }
}

function tell(text) {
  status.textContent = text;
}

// --- languages ------------------------------------------------------------------------------------------

function speak(code) {
  choose(code);
  history.replaceState(history.state, "", `#${code}`);
  frame();
  tellStage();
  draw({ focus: false }).then(() => document.querySelector(".languages summary").focus());
}

function frame() {
  const { tag, dir, deferral } = LANGUAGES[lang];
  Object.assign(document.documentElement, { lang: tag, dir });
  document.getElementById("name").textContent = words.title;
  document.getElementById("deferral").replaceChildren(...told(deferral));
  const nav = document.getElementById("languages");
  nav.setAttribute("aria-label", words.language);
  const others = Object.entries(LANGUAGES).map(([code, { words: its, tag: itsTag, dir: itsDir }]) => {
    const button = make("button", { type: "button", lang: itsTag, dir: itsDir, className: "plain" }, its.name);
    if (code === lang) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => speak(code));
    return make("li", {}, button);
  });
  nav.replaceChildren(
    make("details", { className: "languages" }, make("summary", {}, `${words.language}: ${words.name}`), make("ul", {}, ...others)),
  );
}

// --- the history of this tab ----------------------------------------------------------------------------

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

function go(state) {
  history.pushState({ ...state, depth: (history.state?.depth ?? 0) + 1 }, "");
  return draw();
}

function remember(more) {
  history.replaceState({ ...history.state, ...more }, "");
}

addEventListener("popstate", () => draw());

function wipe() {
  // every entry of this tab that holds answers is left behind: back to the first one, and a new one cuts off the rest
  const depth = history.state?.depth ?? 0;
  const emptied = () => {
    history.replaceState(null, "", `#${lang}`);
    history.pushState({ screen: "start", depth: 0 }, "");
    ask({ do: "forget" });
    draw();
    tell(words.wiped);
  };
  if (depth === 0) return emptied();
  addEventListener("popstate", emptied, { once: true });
  history.go(-depth);
}

// Once is a question, twice wipes: it stands beside "question before".
function wiper() {
  const made = button(words.wipe, () => {
    if (made.dataset.sure) return wipe();
    made.dataset.sure = "asked";
    made.textContent = words.wipe_sure;
    tell(words.wipe_sure);
  }, "plain");
  made.classList.add("wipe");
  return made;
}

// --- screens --------------------------------------------------------------------------------------------

async function draw({ focus = true } = {}) {
  const mine = ++drawing;
  const state = history.state;
  main.setAttribute("aria-busy", "true");
  const late = setTimeout(() => stage === 4 && tell(words.wait), 400);
  try {
    const shown = await screen(state);
    if (mine !== drawing) return;
    main.replaceChildren(...shown);
    document.title = `${headline().textContent} - ${words.title}`;
    if (focus) {
      headline().focus();
      scrollTo(0, 0);
    }
    tellStage();
  } catch (error) {
    console.error(error);
    tell(words.failed);
  } finally {
    clearTimeout(late);
    if (mine === drawing) main.removeAttribute("aria-busy");
  }
}

function headline() {
  const found = main.querySelector("h1") ?? main.querySelector(".letter").shadowRoot.querySelector("h1");
  found.tabIndex = -1;
  return found;
}

async function screen(state) {
  if (state?.screen === "question") return questionOrList(state);
  if (state?.screen === "list") return list(state);
  return start();
}

function start() {
  const problem = make("div", { className: "problem", id: "problem", role: "alert" });
  return [
    make("h1", {}, words.title),
    ...notes(LANGUAGES[lang].notes),
    make("p", { className: "lead" }, ...told(words.intro)),
    button(words.begin, () => go({ screen: "question", on: today(), file: null, answered: [] }), "primary"),
    make("h2", {}, words.have_file),
    problem,
    ...chooser("file", words.open, problem),
    ...chooser("messages", words.open_duo, problem, { multiple: true }),
    make("p", { className: "hint" }, ...told(words.about_duo)),
    make("p", { className: "box" }, ...told(words.private)),
  ];
}

function chooser(id, label, problem, its = {}) {
  const input = make("input", { type: "file", id, ...its });
  input.setAttribute("aria-describedby", problem.id);
  input.addEventListener("change", () => input.files.length && opened(input, problem));
  return [make("div", { className: "field" }, input, make("label", { htmlFor: id, className: "secondary" }, label))];
}

async function opened(input, problem) {
  problem.replaceChildren();
  tell(stage === 4 ? "" : words.loading);
  const files = await Promise.all([...input.files].map(async (one) => ({ name: one.name, text: await one.slice(0, MOST_BYTES + 1).text() })));
  const refused = (says, lines = []) => {
    const kind = { lang: lang.startsWith("nl") ? "nl" : "en", dir: "ltr" };
    problem.append(make("p", {}, says), ...(lines.length ? [make("ul", {}, ...lines.map((line) => make("li", kind, line)))] : []));
    input.value = "";
    input.focus();
    tell("");
  };
  if (files.some(({ text }) => NO_TEXT.test(text))) return refused(words.not_text);
  const found = await ask({ do: "open", files });
  if (found.refused) return refused(words.not_read, found.refused);
  return go({ screen: "list", on: today(), file: found.file, answered: [] });
}

async function questionOrList(state) {
  const first = stage !== 4 && !state.file && state.answered.length === 0;
  const turn = first ? LANGUAGES[lang].first : await ask({ do: "turn", ...about(state) });
  if (turn.refused) throw new Error(turn.refused.join("\n"));
  if (turn.question && (!turn.enough || state.more)) return question(turn, state);
  remember({ screen: "list" });
  return list({ ...state, screen: "list" });
}

function question(turn, state) {
  const { question: its } = turn;
  const form = make("form", { noValidate: true });
  const problem = make("p", { className: "problem", id: "problem", role: "alert" });
  const fields = FIELDS[its.kind](its, state.given);
  const heading = make("h1", {}, ...told(its.asks));
  const group = make("fieldset", {}, make("legend", {}, heading), problem, ...fields.shown);
  group.setAttribute("aria-describedby", "problem");
  const answer = (given) => answered(state, given, problem, form);
  const beside = fields.beside.map((one) => button(one.says, () => answer(one.word), "secondary"));
  form.append(group, make("div", { className: "actions" }, make("button", { className: "primary" }, words.next), ...beside));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { given, mistake } = fields.read(form);
    if (mistake) refuse(problem, form, mistake);
    else answer(given);
  });
  const done = make("progress", { max: turn.whole, value: turn.done });
  done.setAttribute("aria-hidden", "true");
  const why = its.why.map((line) => make("p", {}, ...told(line)));
  return [
    make("div", { className: "far" }, make("p", {}, ...told(its.number)), done),
    ...notes(turn.notes),
    form,
    ...(why.length ? [make("details", { className: "why" }, make("summary", {}, words.why), ...why)] : []),
    make(
      "div",
      { className: "actions quiet" },
      button(words.back, () => history.back(), "plain"),
      ...(state.answered.length ? [button(words.show, () => go({ ...about(state), screen: "list" }), "plain")] : []),
      wiper(),
    ),
  ];
}

async function answered(state, given, problem, form) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    problem.textContent = "";
    tell(stage === 4 ? "" : words.loading);
    const found = await ask({ do: "answer", ...about(state), given });
    if (found.refused) return refuse(problem, form, found.refused[0] ?? words.not_so);
    remember({ given });
    await go({ screen: "question", ...about(state), answered: found.answered, more: state.more });
  } catch (error) {
    console.error(error);
    tell(words.failed);
  } finally {
    form.ariaBusy = "false";
  }
}

function refuse(problem, form, line) {
  problem.replaceChildren(...told(line));
  for (const input of form.querySelectorAll(".field input")) input.setAttribute("aria-invalid", "true");
  form.querySelector("input, select")?.focus();
}

// --- the list -------------------------------------------------------------------------------------------

async function list(state) {
  const [written, turn] = await Promise.all([
    ask({ do: "written", ...about(state), form: "html", reader: "person" }),
    ask({ do: "turn", ...about(state) }),
  ]);
  if (written.refused ?? turn.refused) throw new Error((written.refused ?? turn.refused).join("\n"));
  const more = turn.question
    ? [make("p", {}, ...(turn.enough ? told(turn.enough_says) : [])), button(words.more, () => go({ ...about(state), screen: "question", more: true }))]
    : [make("p", {}, ...told(turn.enough_says))];
  const open = turn.find_out.map((one) => make("li", {}, ...told(one.asks), make("br"), ...told(one.where.join(" "))));
  const findOut = open.length ? [make("h2", {}, ...told(turn.find_out_heading)), make("ul", {}, ...open)] : [];
  const save = (label, get) => make("li", {}, button(label, () => saved(get), "secondary"));
  const saves = Object.entries(FORMS).map(([label, { name, type, ...form }]) =>
    save(words[label], async () => ({ ...(await ask({ do: "written", ...about(state), ...form })), name, type })),
  );
  const file = async () => ({ ...(await ask({ do: "file", ...about(state) })), name: "mijn-inburgering.yaml", type: "application/yaml" });
  const keep = make("h2", { tabIndex: -1 }, words.keep);
  return [
    make("div", { className: "actions quiet tools" }, button(words.back, () => history.back(), "plain"), button(words.keep, () => keep.focus(), "plain")),
    letterOf(written.text),
    make(
      "section",
      { className: "tools" },
      ...findOut,
      ...more,
      keep,
      make("ul", { className: "saves" }, save(words.file, file), ...saves, make("li", {}, button(words.print, () => print(), "secondary"))),
      make("p", { className: "box" }, ...told(words.private)),
      make("div", { className: "actions quiet" }, button(words.back, () => history.back(), "plain"), wiper()),
    ),
  ];
}

// The page that Python wrote, in a shadow of its own: its styles stay inside, no script of it runs, and it loads nothing.
function letterOf(html) {
  const quiet = html.replace(/<style>[^]*?<\/style>/g, "").replaceAll(' style="', ' data-style="');
  const page = new DOMParser().parseFromString(quiet, "text/html");
  const { lang: itsLang, dir } = page.documentElement;
  const host = make("div", { className: "letter", lang: itsLang, dir });
  const shadow = host.attachShadow({ mode: "open" });
  const body = make("div", { className: "body" });
  // its <main> stands in ours
  for (const part of [...page.body.children]) body.append(...(part.localName === "main" ? part.children : [part]));
  for (const styled of body.querySelectorAll("[data-style]")) styled.style.cssText = styled.dataset.style;
  for (const foot of body.querySelectorAll("footer")) {
    const closing = make("div", { className: foot.className });
    closing.append(...foot.childNodes);
    foot.replaceWith(closing);
  }
  shadow.append(make("link", { rel: "stylesheet", href: "letter.css" }), body);
  return host;
}

async function saved(get) {
  const { text, refused, name, type } = await get();
  if (refused) return tell(refused.join(" "));
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  tell(words.saved);
}

frame();
tellStage();
draw({ focus: false });
