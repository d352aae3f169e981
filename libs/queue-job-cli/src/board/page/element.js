const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node | string | null | undefined} Child */

/**
 * Makes an element. Everything that is shown becomes text here, never markup: strangers have written most of it.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/**
 * The same in a drawing.
 *
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Name]}
 */
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/**
 * @param {string} text
 * @param {() => void} onClick
 * @param {Readonly<Record<string, string>>} attributes
 */
export function button(text, onClick, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', onClick);
  return made;
}

/**
 * An element of the page itself.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found;
}

/**
 * @template {Element} T
 * @param {T} made
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {readonly Child[]} children
 * @returns {T}
 */
function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  // Strings are appended as text.
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
