// Builds and updates elements. Text goes in as text, never as HTML: names and
// reasons come from outside. A node is touched only where it differs.

const svgSpace = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

export const el = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) => filled(document.createElementNS(svgSpace, tag), attributes, children);

// An icon out of the symbols of index.html; the word beside it says the same.
export const icon = (name) => svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `#icon-${name}` }));

export function setIcon(node, name) {
  setAttribute(node.firstElementChild, 'href', `#icon-${name}`);
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node, name, value) {
  if (value == null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

// Makes the children of `parent` those of `items`, in their order. `rows` keeps what
// `make` made by key: an object with a node, and update(item) which writes the rest.
export function reconcile(parent, rows, items, keyOf, make) {
  const wanted = new Set(items.map(keyOf));
  for (const [key, row] of rows) {
    if (wanted.has(key)) continue;
    row.close?.();
    row.node.remove();
    rows.delete(key);
  }
  const focused = document.activeElement;
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    if (!rows.has(key)) rows.set(key, make(item));
    const row = rows.get(key);
    row.update(item);
    if (row.node === place) place = place.nextElementSibling;
    else parent.insertBefore(row.node, place);
  }
  // A node that is moved loses the focus.
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

// "100 more · all of 10,000" below a list that shows its first `shown` of `total`.
export function offerMore(place, shown, total, onMore) {
  place.hidden = shown >= total;
  const text = `${shown.toLocaleString('en')} of ${total.toLocaleString('en')} shown`;
  if (place.firstElementChild?.textContent === text) return;
  const step = Math.min(100, total - shown);
  place.replaceChildren(
    el('span', { class: 'soft' }, text),
    el('button', { type: 'button', onclick: () => onMore(shown + step) }, `Show ${step} more`),
    el('button', { type: 'button', onclick: () => onMore(total) }, 'Show all'));
}
