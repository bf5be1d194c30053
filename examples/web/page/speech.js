// The language of the page, its words, and elements that hold them.
import { LANGUAGES } from "./words.js";

export { LANGUAGES };
export let lang = chosenLanguage();
export let words = LANGUAGES[lang].words;

export function choose(code) {
  lang = code;
  words = LANGUAGES[code].words;
}

function chosenLanguage() {
  const named = decodeURIComponent(location.hash.slice(1));
  if (named in LANGUAGES) return named;
  return navigator.languages.map((one) => one.split("-")[0]).find((one) => one in LANGUAGES) ?? "nl";
}

export function make(name, its = {}, ...inside) {
  const { role, ...rest } = its;
  const element = Object.assign(document.createElement(name), rest);
  if (role) element.setAttribute("role", role);
  element.append(...inside);
  return element;
}

// What is not translated yet stands between ‹ and › and is told in its own language.
export function told(text) {
  return text.split(/(‹[^›]*›(?:\s*‹[^›]*›)*)/).filter(Boolean).map((part) =>
    part.startsWith("‹") ? make("span", { lang: LANGUAGES[lang].other, dir: "ltr" }, part) : part,
  );
}
