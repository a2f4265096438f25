// What is told of an opened pool: how it answers now, and its members. It is read
// when somebody opens it, when the stream tells of a change, and now and then.

import { get } from './server.js';
import { askForChange } from './change.js';
import { el, icon, offerMore, reconcile, setText } from './dom.js';
import { duration } from './format.js';
import { shareScale } from './marks.js';
import { MemberRow, columns, iconOf, stateOf } from './members.js';

const chunk = 100, most = 12; // rows at a time; records shown of an answer
const settling = 120;             // milliseconds: what the server tells of itself may be 100 old
const restful = 2000, share = 20; // read again every 2 s, for at most 1/20 of the time

// How many of the records that may be given come at a time.
function inReply({ records, answers, fewer }) {
  const some = answers < records.length ? `${answers} of these in a reply` : '';
  return [some, fewer].filter((text) => text).join('; ');
}

// What would be answered when no member is healthy.
function allDown({ all_down_mode: mode, fallback }) {
  const words = { all: 'all members are given', fallback: `pool ${fallback} answers`, last_good: 'the last good members are given' };
  return words[mode] ?? `the answer is ${mode.toUpperCase()}`;
}

export class PoolDetail {
  constructor(body, key) {
    this.path = `/pools/${encodeURIComponent(key)}`;
    this.rows = new Map();
    this.limit = chunk;
    this.only = null;
    this.facts = el('dl', { class: 'facts' });
    this.chips = el('div', { class: 'chips', role: 'group', 'aria-label': 'Show members that are' });
    this.list = el('tbody', { role: 'rowgroup' });
    this.list.addEventListener('click', (event) => this.act(event.target.closest('button[data-verb]')));
    this.more = el('div', { class: 'more', hidden: true });
    this.mistake = el('p', { class: 'mistake', role: 'alert', hidden: true });
    const heads = [...columns, 'Change'].map((name) => el('th', { role: 'columnheader', scope: 'col' }, name));
    body.replaceChildren(this.mistake, this.facts, this.chips,
      el('table', { role: 'table', class: 'members', 'aria-label': `Members of ${key}` },
        el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads)), this.list), this.more);
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
    } catch (failure) {
      setText(this.mistake, `This pool could not be read: ${failure.message}`);
      this.mistake.hidden = false;
    }
    this.reading = false;
    const took = performance.now() - began;
    if (!this.closed) this.refresh(this.again ? Math.max(settling, took) : Math.max(restful, share * took));
  }

  isLookedAt() {
    const { top, bottom } = this.body.getBoundingClientRect();
    return !document.hidden && bottom > -innerHeight && top < 2 * innerHeight;
  }

  show(pool) {
    if (this.closed) return;
    this.pool = pool;
    this.mistake.hidden = true;
    this.showFacts(pool);
    this.showMembers();
  }

  showFacts(pool) {
    const facts = [
      ...pool.answering.map((menu) => [`${menu.type} now`, menu.records, inReply(menu)]),
      ['Names', pool.names.map(({ name, types }) => `${name} ${types.join(' ')}`)],
      ['Checks', pool.checks.join(', ') || 'none: its members count as up'],
      ['TTL', `${duration(pool.ttl)}${pool.ttl_reason ? `: ${pool.ttl_reason}` : ''}`],
      ['If all down', pool.all_down ? pool.all_down_does : allDown(pool)],
    ];
    const text = JSON.stringify(facts);
    if (this.factsText === text) return;
    this.factsText = text;
    this.facts.replaceChildren(...facts.map(([name, value, note]) => el('div', {}, el('dt', {}, name),
      Array.isArray(value) ? this.many(value, note) : el('dd', {}, value))));
  }

  many(values, note) {
    const rest = values.length > most ? `and ${values.length - most} more` : '';
    const said = [rest, note].filter((text) => text).join(', ');
    return el('dd', { class: 'many' }, ...values.slice(0, most).map((value) => el('code', {}, value)),
      values.length ? null : 'nothing', said && el('span', { class: 'soft' }, said));
  }

  showMembers() {
    const { members } = this.pool, scale = shareScale(members);
    const counts = new Map();
    for (const member of members) counts.set(stateOf(member), (counts.get(stateOf(member)) ?? 0) + 1);
    if (this.only && !counts.has(this.only)) this.only = null;
    this.showChips(counts, members.length);
    const fitting = this.only ? members.filter((member) => stateOf(member) === this.only) : members;
    reconcile(this.list, this.rows, fitting.slice(0, this.limit).map((member) => ({ member, scale })),
      ({ member }) => member.name, ({ member }) => new MemberRow(member));
    offerMore(this.more, Math.min(this.limit, fitting.length), fitting.length, (limit) => this.grow(limit));
  }

  // Many rows come in pieces, so that the page stays alive meanwhile.
  grow(limit) {
    if (this.closed) return;
    this.limit = Math.min(limit, this.limit + chunk);
    this.showMembers();
    if (this.limit < limit) requestAnimationFrame(() => this.grow(limit));
  }

  showChips(counts, total) {
    this.chips.hidden = total < 9;
    const chips = [[null, `all ${total}`], ...[...counts].map(([state, n]) => [state, `${state} ${n}`])];
    const text = JSON.stringify([chips, this.only]);
    if (this.chips.hidden || this.chipsText === text) return;
    this.chipsText = text;
    this.chips.replaceChildren(...chips.map(([state, label]) => el('button', {
      type: 'button', 'data-state': state, 'aria-pressed': String(state === this.only), onclick: () => this.showOnly(state),
    }, state && icon(iconOf(state)), label)));
  }

  showOnly(state) {
    this.only = state;
    this.limit = chunk;
    this.showMembers();
    this.chips.querySelector('[aria-pressed=true]')?.focus();
  }

  act(button) {
    if (!button) return;
    const row = this.rows.get(button.closest('tr').dataset.member);
    askForChange(button.dataset.verb, this.pool, row.member, () => this.refresh(0));
  }
}
