// Shows what Python says. There is no rule and no sentence of law here.
// The answers live in the history of this tab alone: "back" goes one question back, and closing the tab forgets them.
import { actions, alert, button, chooser, fieldset, heading, hint, list, mistake, notes, paragraph, relabel } from "./components.js";
import { FIELDS, fillIn, filledIn, kindOf } from "./fields.js";
import { LANGUAGES, choose, lang, make, told, words } from "./speech.js";

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
  if (number < 0) draw();
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
    const made = Object.assign(button(its.name, () => speak(code), "subtle"), { lang: itsTag, dir: itsDir });
    if (code === lang) made.setAttribute("aria-current", "true");
    return make("li", {}, made);
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
    relabel(made, words.wipe_sure);
    tell(words.wipe_sure);
  }, "subtle");
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
    const made = await screen(state);
    if (mine === drawing) show(made, focus);
  } catch (error) {
    console.error(error);
    if (mine === drawing) show(failed());
  } finally {
    clearTimeout(late);
    if (mine === drawing) main.removeAttribute("aria-busy");
  }
}

function show({ kind, shown }, focus = true) {
  main.dataset.screen = kind;
  main.replaceChildren(...shown);
  document.title = `${headline().textContent} - ${words.title}`;
  if (focus) {
    headline().focus();
    scrollTo(0, 0);
  }
  tellStage();
}

function headline() {
  const found = main.querySelector("h1") ?? main.querySelector(".letter").shadowRoot.querySelector("h1");
  found.tabIndex = -1;
  return found;
}

async function screen(state) {
  if (stage < 0) return failed();
  if (state?.screen === "question") return questionOrList(state);
  if (state?.screen === "list") return checklist(state);
  return start();
}

function failed() {
  const shown = [heading(1, words.title), alert("error", paragraph(words.failed)), actions(button(words.again, () => location.reload(), "primary"))];
  return { kind: "failed", shown };
}

function start() {
  const problem = make("div", { id: "problem", role: "alert" });
  const choose = (input) => opened(input, problem);
  const shown = [
    heading(1, words.title),
    ...notes(LANGUAGES[lang].notes),
    paragraph(words.intro, "lead"),
    actions(button(words.begin, () => go({ screen: "question", on: today(), file: null, answered: [] }), "primary")),
    alert("info", paragraph(words.private)),
    heading(2, words.have_file),
    problem,
    chooser("file", words.open, choose),
    chooser("messages", words.open_duo, choose, { multiple: true }),
    hint(words.about_duo),
  ];
  return { kind: "start", shown };
}

async function opened(input, problem) {
  problem.replaceChildren();
  tell(stage === 4 ? "" : words.loading);
  const files = await Promise.all([...input.files].map(async (one) => ({ name: one.name, text: await one.slice(0, MOST_BYTES + 1).text() })));
  const refused = (says, lines = []) => {
    const its = { lang: lang.startsWith("nl") ? "nl" : "en", dir: "ltr" };
    problem.append(alert("error", paragraph(says), ...(lines.length ? [list(lines, its)] : [])));
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
  return checklist({ ...state, screen: "list" });
}

function question(turn, state) {
  const { question: its } = turn;
  const form = make("form", { noValidate: true });
  const problem = mistake({ id: "problem" });
  const fields = FIELDS[kindOf(its)](its);
  const group = fieldset(heading(1, its.asks), problem, ...fields.shown);
  group.setAttribute("aria-describedby", "problem");
  const answer = (given) => answered(state, given, problem, form);
  form.append(group, actions(button(words.next, null, "primary"), ...fields.beside.map((one) => button(one.says, () => answer(one.word)))));
  fillIn(form, state.filled ?? []);
  form.addEventListener("input", () => remember({ filled: filledIn(form) }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { given, mistake: wrong } = fields.read(form);
    if (wrong) refuse(problem, form, wrong);
    else answer(given);
  });
  const done = make("progress", { max: turn.whole, value: turn.done });
  done.setAttribute("aria-hidden", "true");
  const why = its.why.map((line) => paragraph(line));
  const shown = [
    make("div", { className: "far" }, hint(its.number), done),
    ...notes(turn.notes),
    form,
    ...(why.length ? [make("details", { className: "why" }, make("summary", {}, words.why), ...why)] : []),
    quiet(
      button(words.back, () => history.back(), "subtle"),
      ...(state.answered.length ? [button(words.show, () => go({ ...about(state), screen: "list" }), "subtle")] : []),
      wiper(),
    ),
  ];
  return { kind: kindOf(its), shown };
}

function quiet(...buttons) {
  const made = actions(...buttons);
  made.classList.add("quiet");
  return made;
}

async function answered(state, given, problem, form) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  remember({ filled: filledIn(form) });
  try {
    problem.textContent = "";
    tell(stage === 4 ? "" : words.loading);
    const found = await ask({ do: "answer", ...about(state), given });
    if (found.refused) return refuse(problem, form, found.refused[0] ?? words.not_so);
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
  for (const input of form.querySelectorAll(".utrecht-textbox")) {
    input.setAttribute("aria-invalid", "true");
    input.classList.add("utrecht-textbox--invalid");
  }
  form.querySelector("input, select")?.focus();
}

// --- the list -------------------------------------------------------------------------------------------

async function checklist(state) {
  const [written, turn] = await Promise.all([
    ask({ do: "written", ...about(state), form: "html", reader: "person" }),
    ask({ do: "turn", ...about(state) }),
  ]);
  if (written.refused ?? turn.refused) throw new Error((written.refused ?? turn.refused).join("\n"));
  const more = turn.question
    ? [...(turn.enough ? [paragraph(turn.enough_says)] : []), actions(button(words.more, () => go({ ...about(state), screen: "question", more: true })))]
    : [paragraph(turn.enough_says)];
  const open = turn.find_out.map((one) => [...told(one.asks), make("br"), ...told(one.where.join(" "))]);
  const findOut = open.length ? [make("details", {}, make("summary", {}, turn.find_out_heading), list(open))] : [];
  const saves = Object.entries(FORMS).map(([label, { name, type, ...form }]) =>
    button(words[label], () => saved(async () => ({ ...(await ask({ do: "written", ...about(state), ...form })), name, type }))),
  );
  const file = async () => ({ ...(await ask({ do: "file", ...about(state) })), name: "mijn-inburgering.yaml", type: "application/yaml" });
  const keep = heading(2, words.keep, { tabIndex: -1 });
  const tools = quiet(button(words.back, () => history.back(), "subtle"), button(words.keep, () => keep.focus(), "subtle"));
  tools.classList.add("tools");
  const shown = [
    tools,
    letterOf(written.text),
    make(
      "section",
      { className: "tools" },
      ...findOut,
      ...more,
      keep,
      make("div", { className: "saves" }, button(words.file, () => saved(file)), ...saves, button(words.print, () => print())),
      alert("info", paragraph(words.private)),
      quiet(button(words.back, () => history.back(), "subtle"), wiper()),
    ),
  ];
  return { kind: "list", shown };
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

// On paper nothing can be unfolded. Browsers that print what is folded need no help (::details-content); others do.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...(main.querySelector(".letter")?.shadowRoot.querySelectorAll("details:not([open])") ?? [])];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});

frame();
tellStage();
draw({ focus: false });
