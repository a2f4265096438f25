// The list of pools: filtered, the worst first, a hundred at a time.

import { get } from './server.js';
import { byId, offerMore, reconcile, setText } from './dom.js';
import { count } from './format.js';
import { keyOf } from './links.js';
import { PoolRow } from './pool.js';

const chunk = 100, few = 3; // so few pools are all opened at once
const pools = new Map(), rows = new Map(), opened = new Set();
const filter = byId('filter'), onlyProblems = byId('only-problems'), order = byId('order');
let limit = chunk, first = true;

export const isPool = (key) => pools.has(key);

export async function loadPools() {
  const answer = await get('/pools');
  pools.clear();
  for (const pool of answer.pools) pools.set(keyOf(pool), { ...pool, text: `${pool.zone} ${pool.pool} ${pool.names.map(({ name }) => name).join(' ')}`.toLowerCase() });
  if (first) openAtFirst();
  first = false;
  render();
  readOpened();
}

export function readOpened() {
  for (const key of opened) rows.get(key)?.detail?.refresh(0);
}

function openAtFirst() {
  const named = new URLSearchParams(`pool=${location.hash.slice(1)}`).get('pool');
  if (!pools.has(named)) {
    if (pools.size <= few) for (const key of pools.keys()) opened.add(key);
    return;
  }
  opened.add(named);
  if (pools.size > chunk) filter.value = `${pools.get(named).zone} ${pools.get(named).pool}`;
}

// What the stream says of pools whose state, members or weights changed.
export function poolsChanged(changed) {
  for (const change of changed) {
    const pool = pools.get(keyOf(change));
    if (!pool) continue;
    Object.assign(pool, change);
    rows.get(keyOf(change))?.detail?.refresh();
  }
  if (changed.length) render();
}

// An event comes at once, a pulse only once a second: the opened pool is read already now.
export function memberChanged(event) {
  rows.get(keyOf(event))?.detail?.refresh();
}

function toggle(row) {
  const key = keyOf(row.pool);
  if (opened.delete(key)) return row.close();
  opened.add(key);
  row.open();
  history.replaceState(null, '', `#${encodeURIComponent(key)}`);
}

const badness = ({ state, serving_from: from }) => ({ broken: 0, down: from ? 2 : 1, degraded: 3 }[state] ?? 4);
const orders = {
  worst: (one, other) => badness(one) - badness(other),
  name: (one, other) => keyOf(one).localeCompare(keyOf(other), 'en', { numeric: true }),
  file: () => 0,
};

function fitting() {
  const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word);
  return [...pools.values()]
    .filter((pool) => !(onlyProblems.checked && pool.state === 'healthy') && words.every((word) => pool.text.includes(word)))
    .sort(orders[order.value]);
}

function render() {
  const found = fitting();
  reconcile(byId('pool-list'), rows, found.slice(0, limit), keyOf, (pool) => new PoolRow(pool, opened.has(keyOf(pool)), toggle));
  offerMore(byId('pool-more'), Math.min(limit, found.length), found.length, grow);
  setText(byId('pools-count'), found.length === pools.size ? count(pools.size) : `${count(found.length)} of ${count(pools.size)}`);
  byId('pools-none').hidden = pools.size > 0;
  byId('pools-unmatched').hidden = pools.size === 0 || found.length > 0;
}

function grow(wanted) {
  limit = Math.min(wanted, limit + chunk);
  render();
  if (limit < wanted) requestAnimationFrame(() => grow(wanted));
}

function filterAgain() {
  limit = chunk;
  render();
}

function clearFilter() {
  filter.value = '';
  onlyProblems.checked = false;
  filterAgain();
}

// Opens a pool and goes to it, whatever the filter hid.
function reveal(key) {
  if (!fitting().some((pool) => keyOf(pool) === key)) clearFilter();
  limit = Math.max(limit, fitting().findIndex((pool) => keyOf(pool) === key) + 1);
  render();
  const row = rows.get(key);
  if (!opened.has(key)) toggle(row);
  row.button.focus();
  row.node.scrollIntoView({ block: 'start' });
}

filter.addEventListener('input', filterAgain);
onlyProblems.addEventListener('change', filterAgain);
order.addEventListener('change', filterAgain);
byId('filter-clear').addEventListener('click', () => {
  clearFilter();
  filter.focus();
});
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a.ref');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const named = decodeURIComponent(link.hash.slice(1));
  event.preventDefault();
  if (pools.has(named)) return reveal(named);
  filter.value = named.replace(/^zone=/, '');
  filterAgain();
  filter.focus();
});
