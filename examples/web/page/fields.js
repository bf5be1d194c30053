// How each kind of question is answered: what is shown, what stands beside "next", and how the answer is read.
// A reading gives `given`, or the `mistake` in the words of the page. Whether an answer can be so, Python says.
import { hint, option, select, textbox } from "./components.js";
import { LANGUAGES, lang, make, words } from "./speech.js";

export const FIELDS = {
  choice(its) {
    const shown = its.answers.map((one) => option("one", "answer", one.word, one.says));
    return { shown, beside: [], read: (form) => found(form.querySelector("input:checked")?.value) };
  },
  several(its) {
    const shown = its.answers.map((one) => option("several", "answer", one.word, one.says));
    const alone = new Set(its.answers.filter((one) => one.alone).map((one) => one.word));
    const read = (form) => {
      const given = [...form.querySelectorAll("input:checked")].map((one) => one.value);
      if (given.length === 0) return { mistake: words.choose };
      return { given: given.length === 1 && given[0] === "unknown" ? "unknown" : given };
    };
    return { shown: [boxes(shown, (one) => alone.has(one.value))], beside: [], read };
  },
  levels(its) {
    const items = its.answers.filter((one) => one.levels.length);
    const unknown = its.answers.find((one) => one.word === "unknown")?.says ?? "";
    const shown = items.map((one) => {
      const box = option("several", "item", one.word, one.says);
      if (one.levels.length === 1) return box;
      const level = select(one.word, one.says, [...one.levels, { word: "unknown", says: unknown }]);
      const input = box.querySelector("input");
      const show = () => (level.hidden = !input.checked);
      input.addEventListener("change", show);
      show();
      return make("div", {}, box, level);
    });
    const none = option("several", "none", "none", its.none);
    const read = (form) => {
      const chosen = [...form.querySelectorAll("input:checked")];
      if (chosen.length === 0) return { mistake: words.choose };
      const levelOf = (word) => form.querySelector(`select[name="${word}"]`)?.value ?? items.find((one) => one.word === word).levels[0].word;
      return { given: Object.fromEntries(chosen.filter((one) => one.name === "item").map((one) => [one.value, levelOf(one.value)])) };
    };
    return { shown: [boxes([...shown, none], (one) => one.name === "none")], beside: its.answers.filter((one) => !one.levels.length), read };
  },
  date(its) {
    const parts = [words.day, words.month, words.year].map((says, place) => digitsOnly(`day-${place}`, says, place === 2 ? 4 : 2));
    return { shown: [make("div", { className: "day" }, ...parts)], beside: its.answers, read: dayIn };
  },
  number(its) {
    const read = (form) => {
      const amount = digits(form.querySelector("input").value);
      return /^\d{1,4}$/.test(amount) ? { given: Number(amount) } : { mistake: words.not_a_number };
    };
    return { shown: [digitsOnly("amount", words.amount, 4)], beside: its.answers, read };
  },
};

export const kindOf = (its) => (its.none === null ? its.kind : "levels");

const found = (given) => (given === undefined ? { mistake: words.choose } : { given });

// What stands alone takes the others away, and the others take it.
function boxes(shown, standsAlone) {
  const group = make("div", {}, hint(words.several), ...shown);
  group.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    for (const other of group.querySelectorAll("input:checked")) {
      if (other === target || !(standsAlone(target) || standsAlone(other))) continue;
      other.checked = false;
      other.dispatchEvent(new Event("change"));
    }
  });
  return group;
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

const digitsOnly = (id, says, size) => textbox(id, says, { inputMode: "numeric", maxLength: size + 2, size }, { dir: LANGUAGES[lang].dir });

// What is filled in and not yet answered, so that a reload or "back" loses none of it.
const inputs = (form) => [...form.querySelectorAll("input, select")];

export const filledIn = (form) => inputs(form).map((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value));

export function fillIn(form, before) {
  inputs(form).forEach((one, place) => {
    if (typeof before[place] === "boolean") one.checked = before[place];
    else if (before[place] !== undefined) one.value = before[place];
    if (before[place] === true) one.dispatchEvent(new Event("change"));
  });
}
