// Components of NL Design System, as the page uses them: elements with the classes that components.css gives a look.
import { make, told } from "./speech.js";

export const heading = (level, text, its = {}) => make(`h${level}`, { className: `nl-heading nl-heading--level-${level}`, ...its }, ...told(text));

export const paragraph = (text, kind = "") => make("p", { className: `nl-paragraph ${kind && `nl-paragraph--${kind}`}` }, ...told(text));

export const hint = (text) => make("p", { className: "utrecht-form-field-description" }, ...told(text));

export const notes = (lines) => (lines.length ? [hint(lines.join(" "))] : []);

export const list = (items, its = {}) =>
  make("ul", { className: "utrecht-unordered-list" }, ...items.map((one) => make("li", { className: "utrecht-unordered-list__item", ...its }, ...[one].flat())));

export function alert(kind, ...inside) {
  const message = make("div", { className: "utrecht-alert__message" }, ...inside);
  return make("div", { className: `utrecht-alert utrecht-alert--${kind}` }, make("div", { className: "utrecht-alert__content" }, message));
}

export function button(label, does, kind = "secondary") {
  const made = make("button", { type: does ? "button" : "submit", className: `nl-button nl-button--${kind}` }, buttonLabel(label));
  if (does) made.addEventListener("click", does);
  return made;
}

const buttonLabel = (label) => make("span", { className: "nl-button__label" }, ...told(label));

export const relabel = (made, label) => made.replaceChildren(buttonLabel(label));

export const actions = (...buttons) => make("div", { className: "utrecht-button-group actions" }, ...buttons);

export function fieldset(legend, ...inside) {
  const shown = make("legend", { className: "utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend" }, legend);
  return make("fieldset", { className: "utrecht-form-fieldset utrecht-form-fieldset--html-fieldset" }, shown, ...inside);
}

export const mistake = (its) => make("div", { className: "utrecht-form-field-error-message", role: "alert", ...its });

export function option(kind, name, word, says) {
  const [component, type] = kind === "one" ? ["radio-button", "radio"] : ["checkbox", "checkbox"];
  const input = make("input", { type, name, value: word, className: `utrecht-${component} utrecht-${component}--html-input` });
  return make("label", { className: `utrecht-form-label utrecht-form-label--${type} option` }, input, make("span", {}, ...told(says)));
}

export function select(name, says, options) {
  const made = make("select", { name, className: "utrecht-select utrecht-select--html-select" }, ...options.map(({ word, says: its }) => make("option", { value: word }, its)));
  made.setAttribute("aria-label", says);
  return made;
}

export function textbox(id, says, its, labelled = {}) {
  const input = make("input", { id, type: "text", className: "utrecht-textbox utrecht-textbox--html-input", autocomplete: "off", ...its });
  return make("div", { className: "utrecht-form-field field" }, make("label", { htmlFor: id, className: "utrecht-form-label", ...labelled }, says), input);
}

// A file is chosen with a label that looks as a button does: the browser's own says "Choose file" in its own language.
export function chooser(id, label, chosen, its = {}) {
  const input = make("input", { type: "file", id, ...its });
  input.addEventListener("change", () => input.files.length && chosen(input));
  return make("div", { className: "chooser" }, input, make("label", { htmlFor: id, className: "nl-button nl-button--secondary" }, buttonLabel(label)));
}
