// The list of pools: filtered, in the server's order, a hundred at a time.

import { get } from './server.js';
import { byId, offerMore, reconcile, setText } from './dom.js';
import { count } from './format.js';
import { PoolRow, keyOf } from './pool.js';

const chunk = 100, few = 3; // so few pools are all opened at once
const pools = new Map(), rows = new Map(), opened = new Set();
let limit = chunk, first = true;

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
  if (pools.size > chunk) byId('filter').value = `${pools.get(named).zone} ${pools.get(named).pool}`;
}

// Those that are not healthy, the worst first, by the names that rotactl knows them by.
export function troubled() {
  const zones = new Set([...pools.values()].map(({ zone }) => zone));
  const found = [...pools.values()].filter(({ state }) => state !== 'healthy');
  return found.sort((one, other) => (other.state === 'down') - (one.state === 'down'))
    .map((pool) => ({ ...pool, name: zones.size > 1 ? keyOf(pool) : pool.pool }));
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

function fitting() {
  const words = byId('filter').value.toLowerCase().split(/\s+/).filter((word) => word);
  const onlyProblems = byId('only-problems').checked;
  return [...pools.values()].filter((pool) => !(onlyProblems && pool.state === 'healthy') && words.every((word) => pool.text.includes(word)));
}

function render() {
  const found = fitting();
  reconcile(byId('pool-list'), rows, found.slice(0, limit), keyOf, (pool) => new PoolRow(pool, opened.has(keyOf(pool)), toggle));
  offerMore(byId('pool-more'), Math.min(limit, found.length), found.length, grow);
  setText(byId('pools-count'), found.length === pools.size ? count(pools.size) : `${count(found.length)} of ${count(pools.size)}`);
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

byId('filter').addEventListener('input', filterAgain);
byId('only-problems').addEventListener('change', filterAgain);
