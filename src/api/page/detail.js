// What is told of an opened pool: how it answers now, and its members. It is read
// when somebody opens it, when the stream tells of a change, and now and then.

import { get } from './server.js';
import { askForChange } from './change.js';
import { el, offerMore, reconcile, setText } from './dom.js';
import { factsOf } from './facts.js';
import { loadStates } from './history.js';
import { shareScale } from './marks.js';
import { MemberRow } from './members.js';
import { TableHead } from './table.js';

const chunk = 100;                // rows at a time
const settling = 120;             // milliseconds: what the server tells of itself may be 100 old
const restful = 2000, share = 20; // read again every 2 s, for at most 1/20 of the time
const stale = 60_000;             // the states of the last 24 hours are read again so often

export class PoolDetail {
  constructor(body, key) {
    this.key = key;
    this.path = `/pools/${encodeURIComponent(key)}`;
    this.rows = new Map();
    this.states = new Map();
    this.limit = chunk;
    this.facts = el('dl', { class: 'facts' });
    this.head = new TableHead(key, () => this.showMembers(chunk), (verb) => this.ask(verb, [...this.head.picked]));
    this.list = el('tbody', { role: 'rowgroup' });
    this.list.addEventListener('click', (event) => this.act(event.target.closest('button[data-verb]')));
    this.list.addEventListener('change', ({ target }) => this.head.pick(target.closest('tr').dataset.member, target.checked));
    this.more = el('div', { class: 'more', hidden: true });
    this.error = el('p', { class: 'mistake', role: 'alert', hidden: true });
    body.replaceChildren(this.error, this.facts, this.head.node,
      el('table', { role: 'table', class: 'members', 'aria-label': `Members of ${key}` },
        el('thead', { role: 'rowgroup' }, this.head.row), this.list), this.more);
    this.body = body;
    this.refresh(0);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.body.replaceChildren();
  }

  // Reads it again soon; of many calls one reading comes. A reading under way may
  // have been too early, so another follows it.
  refresh(after = settling) {
    if (this.reading) return void (this.again = true);
    const at = performance.now() + after;
    if (this.at <= at) return;
    this.at = at;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), after);
  }

  async read() {
    this.at = Infinity;
    if (!this.isLookedAt()) return this.refresh(restful);
    const began = performance.now();
    this.reading = true;
    this.again = false;
    try {
      this.show(await get(this.path));
      this.readStates();
    } catch (failure) {
      setText(this.error, `This pool could not be read: ${failure.message}`);
      this.error.hidden = false;
    }
    this.reading = false;
    const took = performance.now() - began;
    if (!this.closed) this.refresh(this.again ? Math.max(settling, took) : Math.max(restful, share * took));
  }

  // Beside the members, which do not wait for it.
  async readStates() {
    if (performance.now() < this.statesUntil) return;
    this.statesUntil = performance.now() + stale;
    try {
      this.states = await loadStates(this.key);
      this.showMembers();
    } catch (failure) {
      this.statesUntil = 0;
      console.debug(failure); // the next reading tries again
    }
  }

  isLookedAt() {
    const { top, bottom } = this.body.getBoundingClientRect();
    return !document.hidden && bottom > -innerHeight && top < 2 * innerHeight;
  }

  show(pool) {
    if (this.closed) return;
    this.pool = pool;
    this.error.hidden = true;
    this.showFacts(pool);
    this.showMembers();
  }

  showFacts({ members, ...pool }) {
    const text = JSON.stringify({ ...pool, healthy: 0, answers_total: 0 });
    if (this.factsText === text) return;
    this.factsText = text;
    this.facts.replaceChildren(...factsOf(pool).map(([name, value]) => el('div', { class: name === 'Failover' && 'wide' }, el('dt', {}, name), value)));
  }

  showMembers(limit = this.limit) {
    if (this.closed || !this.pool) return;
    this.limit = limit;
    const { members } = this.pool, scale = shareScale(members), fitting = this.head.fitting(members);
    const row = (member) => ({ member, scale, states: this.states.get(member.name), isPicked: this.head.picked.has(member.name) });
    reconcile(this.list, this.rows, fitting.slice(0, this.limit).map(row), ({ member }) => member.name, ({ member }) => new MemberRow(member));
    offerMore(this.more, Math.min(this.limit, fitting.length), fitting.length, (wanted) => this.grow(wanted));
  }

  // Many rows come in pieces, so that the page stays alive meanwhile.
  grow(wanted) {
    this.showMembers(Math.min(wanted, this.limit + chunk));
    if (!this.closed && this.limit < wanted) requestAnimationFrame(() => this.grow(wanted));
  }

  act(button) {
    if (button) this.ask(button.dataset.verb, [button.closest('tr').dataset.member]);
  }

  ask(verb, names) {
    const members = this.pool.members.filter(({ name }) => names.includes(name));
    askForChange(verb, this.pool, members, () => this.refresh(0));
  }
}
