// A pool's row in the list; opened, it holds the details.

import { PoolDetail } from './detail.js';
import { el, icon, setAttribute, setIcon, setText } from './dom.js';
import { count } from './format.js';
import { keyOf } from './links.js';

const icons = { healthy: 'up', degraded: 'degraded', down: 'down', broken: 'down' };

// "www" in place of "www.lb.example" beside its zone.
function nameIn(zone, name) {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}

function stateText({ state, serving_from: from, all_down: allDown }) {
  if (from) return `serving from ${from}`;
  return allDown && state === 'down' ? 'all down' : state;
}

export class PoolRow {
  constructor(pool, isOpen, onToggle) {
    const text = (name) => (this[name] = el('span', { class: name }));
    const id = `pool-${encodeURIComponent(keyOf(pool))}`;
    this.mark = icon('unknown');
    this.fill = el('i');
    this.button = el('button', { type: 'button', class: 'row', 'aria-expanded': 'false', 'aria-controls': id },
      this.mark, el('span', { class: 'title' }, el('b', {}, pool.pool), ' ', el('span', { class: 'soft' }, pool.zone), text('names')),
      text('policy'), el('span', { class: 'meter', 'aria-hidden': 'true' }, this.fill), text('healthy'), text('stateWord'), icon('open'));
    this.button.lastElementChild.classList.add('chevron');
    this.button.addEventListener('click', () => onToggle(this));
    this.body = el('div', { class: 'opened', id, hidden: true });
    this.node = el('li', { class: 'pool', 'data-pool': keyOf(pool) }, el('h3', {}, this.button), this.body);
    this.pool = pool;
    if (isOpen) this.open();
  }

  update(pool) {
    this.pool = pool;
    const names = pool.names.map(({ name }) => nameIn(pool.zone, name));
    setAttribute(this.node, 'data-state', pool.state);
    setAttribute(this.node, 'data-serving-from', pool.serving_from);
    setIcon(this.mark, pool.serving_from ? 'degraded' : icons[pool.state] ?? 'unknown');
    setText(this.names, names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : ''));
    setText(this.policy, pool.policy);
    setText(this.healthy, `${count(pool.healthy)} / ${count(pool.total)}`);
    setText(this.stateWord, stateText(pool));
    this.fill.style.setProperty('inline-size', `${pool.total ? (100 * pool.healthy) / pool.total : 0}%`);
  }

  open() {
    if (this.detail) return;
    this.detail = new PoolDetail(this.body, keyOf(this.pool));
    this.body.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
  }

  close() {
    this.detail?.close();
    this.detail = null;
    this.body.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
  }
}
