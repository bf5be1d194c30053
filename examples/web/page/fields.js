// How each kind of question is answered: what is shown, what stands beside "next", and how the answer is read.
// A reading gives `given`, or the `mistake` in the words of the page. Whether an answer can be so, Python says.
import { LANGUAGES, lang, make, told, words } from "./speech.js";

export const FIELDS = {
  choice(its, before) {
    const shown = its.answers.map((one) => option("radio", "answer", one.word, one.says, one.word === before));
    return { shown, beside: [], read: (form) => found(form.querySelector("input:checked")?.value) };
  },
  several(its, before) {
    return its.none === null ? manyOf(its, before) : itemsOf(its, before);
  },
  date(its, before) {
    const days = /^\d{4}-\d{2}-\d{2}$/.test(before ?? "") ? before.split("-").map(Number) : [];
    const parts = [words.day, words.month, words.year].map((says, place) =>
      typed(`day-${place}`, says, place === 2 ? 4 : 2, days.length ? days[2 - place] : ""),
    );
    return { shown: [make("div", { className: "day", dir: "ltr" }, ...parts)], beside: its.answers, read: dayIn };
  },
  number(its, before) {
    const shown = [typed("amount", words.amount, 4, Number.isInteger(before) ? before : "")];
    const read = (form) => {
      const amount = digits(form.querySelector("input").value);
      return /^\d{1,4}$/.test(amount) ? { given: Number(amount) } : { mistake: words.not_a_number };
    };
    return { shown, beside: its.answers, read };
  },
};

const found = (given) => (given === undefined ? { mistake: words.choose } : { given });

function manyOf(its, before) {
  const chosen = Array.isArray(before) ? before : [before];
  const shown = its.answers.map((one) => option("checkbox", "answer", one.word, one.says, chosen.includes(one.word)));
  const alone = new Set(its.answers.filter((one) => one.alone).map((one) => one.word));
  const group = make("div", {}, make("p", { className: "hint" }, words.several), ...shown);
  group.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    for (const other of group.querySelectorAll("input:checked")) {
      if (other !== target && (alone.has(target.value) || alone.has(other.value))) other.checked = false;
    }
  });
  const read = (form) => {
    const given = [...form.querySelectorAll("input:checked")].map((one) => one.value);
    if (given.length === 0) return { mistake: words.choose };
    return { given: given.length === 1 && given[0] === "unknown" ? "unknown" : given };
  };
  return { shown: [group], beside: [], read };
}

function itemsOf(its, before) {
  const chosen = before && typeof before === "object" ? before : {};
  const items = its.answers.filter((one) => one.levels.length);
  const shown = items.map((one) => {
    const box = option("checkbox", "item", one.word, one.says, one.word in chosen);
    if (one.levels.length === 1) return box;
    const said = its.answers.find((other) => other.word === "unknown")?.says ?? "";
    const levels = [...one.levels, { word: "unknown", says: said }];
    const select = make("select", { name: one.word }, ...levels.map((level) => make("option", { value: level.word }, level.says)));
    select.setAttribute("aria-label", one.says);
    if (chosen[one.word]) select.value = chosen[one.word];
    const input = box.querySelector("input");
    const show = () => (select.hidden = !input.checked);
    input.addEventListener("change", show);
    show();
    return make("div", {}, box, select);
  });
  const none = option("checkbox", "none", "none", its.none, before !== undefined && typeof before === "object" && !Object.keys(chosen).length);
  const group = make("div", {}, make("p", { className: "hint" }, words.several), ...shown, none);
  group.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    for (const other of group.querySelectorAll("input:checked")) {
      if (other !== target && (other.name === "none" || target.name === "none")) {
        other.checked = false;
        other.dispatchEvent(new Event("change"));
      }
    }
  });
  const read = (form) => {
    const boxes = [...form.querySelectorAll("input:checked")];
    if (boxes.length === 0) return { mistake: words.choose };
    const levelOf = (word) => form.querySelector(`select[name="${word}"]`)?.value ?? items.find((one) => one.word === word).levels[0].word;
    return { given: Object.fromEntries(boxes.filter((one) => one.name === "item").map((one) => [one.value, levelOf(one.value)])) };
  };
  return { shown: [group], beside: its.answers.filter((one) => !one.levels.length), read };
}

function dayIn(form) {
  const [day, month, year] = [...form.querySelectorAll(".day input")].map((one) => digits(one.value));
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return { mistake: words.not_a_day };
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const given = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return date.toISOString().startsWith(given) ? { given } : { mistake: words.not_a_day };
}

// Digits as an Arabic keyboard types them are digits too.
function digits(text) {
  const zeros = [0x0660, 0x06f0];
  const one = (sign) => zeros.map((zero) => sign.codePointAt(0) - zero).find((value) => value >= 0 && value <= 9) ?? sign;
  return [...text.trim()].map(one).join("");
}

function typed(id, says, size, value) {
  const input = make("input", { id, inputMode: "numeric", autocomplete: "off", maxLength: size + 2, size, value, className: `wide-${size}` });
  return make("div", { className: "field" }, make("label", { htmlFor: id, dir: LANGUAGES[lang].dir }, says), input);
}

function option(type, name, word, says, checked) {
  const input = make("input", { type, name, value: word, checked });
  return make("label", { className: "option" }, input, make("span", {}, ...told(says)));
}
