// The head of a pool's table of members: by which column it is sorted, which members are
// shown, and which are selected.

import { mayChange } from './server.js';
import { el, icon, setAttribute, setText } from './dom.js';
import { plural } from './format.js';
import { iconOf, stateOf } from './states.js';

const badness = { down: 0, 'forced down': 1, stale: 2, unknown: 3, failing: 4, maint: 5, drain: 6, up: 7, 'forced up': 8 };
const seconds = (member) => member.last?.seconds ?? member.latency.at(-1) ?? -1;

// Each compares two members; what has none is not sorted by.
const columns = [
  ['Member', (one, other) => one.name.localeCompare(other.name, 'en', { numeric: true })],
  ['State', (one, other) => badness[stateOf(one)] - badness[stateOf(other)]],
  ['Last result', null],
  ['Latency', (one, other) => seconds(other) - seconds(one)],
  ['Weight', (one, other) => other.weight_now - one.weight_now],
  ['Returned · target', (one, other) => (other.share ?? 0) - (one.share ?? 0)],
  ['Change', null],
];
const verbs = [['drain', 'Drain'], ['maint', 'Maint'], ['ready', 'Ready'], ['weight', 'Weight']];
const few = 9; // of so few members nobody needs a filter

export class TableHead {
  // `onChange` is called when other rows are to be shown; `onVerb` with a verb for those selected.
  constructor(key, onChange, onVerb) {
    this.only = null;
    this.sorted = null; // how two members compare, and which way
    this.picked = new Set();
    this.onChange = onChange;
    this.heads = columns.map((column) => this.head(column));
    this.row = el('tr', { role: 'row' }, ...this.heads);
    this.filter = el('input', { type: 'search', placeholder: 'Filter members', 'aria-label': `Filter the members of ${key}`, autocomplete: 'off', spellcheck: 'false', oninput: onChange });
    this.chips = el('div', { class: 'chips', role: 'group', 'aria-label': 'Show members that are' });
    this.count = el('span', { role: 'status' });
    this.all = el('button', { type: 'button', 'data-pick': 'shown', onclick: () => this.pickShown() }, 'Select all shown');
    this.none = el('button', { type: 'button', 'data-pick': 'none', onclick: () => this.pickNone() }, 'Select none');
    this.acts = verbs.map(([verb, label]) => el('button', { type: 'button', 'data-many': verb, 'aria-haspopup': 'dialog', onclick: () => onVerb(verb) }, label));
    this.bar = el('div', { class: 'selection', role: 'group', 'aria-label': 'Selected members' }, this.count, this.all, this.none, ...this.acts);
    this.node = el('div', { class: 'tools' }, this.filter, this.chips, this.bar);
  }

  head([label, compare]) {
    const button = compare && el('button', { type: 'button', class: 'sort', 'data-sort': label, onclick: () => this.sort(compare) }, label);
    return el('th', { role: 'columnheader', scope: 'col', class: button && 'sortable' }, button ?? label);
  }

  // First one way, then the other, then as in the file.
  sort(compare) {
    const sign = this.sorted?.compare !== compare ? 1 : this.sorted.sign === 1 ? -1 : 0;
    this.sorted = sign ? { compare, sign } : null;
    this.heads.forEach((head, i) => setAttribute(head, 'aria-sort', columns[i][1] !== compare || !sign ? null : sign === 1 ? 'ascending' : 'descending'));
    this.onChange();
  }

  // Those to be shown, in their order.
  fitting(members) {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter((word) => word);
    const counts = new Map();
    for (const member of members) counts.set(stateOf(member), (counts.get(stateOf(member)) ?? 0) + 1);
    if (this.only && !counts.has(this.only)) this.only = null;
    const names = new Set(members.map(({ name }) => name));
    for (const name of this.picked) if (!names.has(name)) this.picked.delete(name);
    this.shown = members.filter((member) => (!this.only || stateOf(member) === this.only)
      && words.every((word) => `${member.name} ${member.addresses.join(' ')} ${member.target ?? ''}`.toLowerCase().includes(word)));
    if (this.sorted) this.shown.sort((one, other) => this.sorted.sign * this.sorted.compare(one, other));
    this.show(counts, members.length);
    return this.shown;
  }

  show(counts, total) {
    this.filter.hidden = this.chips.hidden = total < few;
    this.bar.hidden = !mayChange() || total < 2;
    const n = this.picked.size;
    setText(this.count, n ? `${plural(n, 'member')} selected` : 'No member selected');
    this.none.hidden = !n;
    for (const button of this.acts) button.hidden = !n;
    this.showChips([[null, `all ${total}`], ...[...counts].map(([state, number]) => [state, `${state} ${number}`])]);
  }

  showChips(chips) {
    const text = JSON.stringify([chips, this.only]);
    if (this.chips.hidden || this.chipsText === text) return;
    const hadFocus = this.chips.contains(document.activeElement);
    this.chipsText = text;
    this.chips.replaceChildren(...chips.map(([state, label]) => el('button', {
      type: 'button', 'data-state': state, 'aria-pressed': String(state === this.only), onclick: () => this.showOnly(state),
    }, state && icon(iconOf(state)), label)));
    if (hadFocus) this.chips.querySelector('[aria-pressed=true]')?.focus();
  }

  showOnly(state) {
    this.only = state;
    this.onChange();
  }

  pick(name, isPicked) {
    if (isPicked) this.picked.add(name);
    else this.picked.delete(name);
    this.onChange();
  }

  pickShown() {
    for (const { name } of this.shown) this.picked.add(name);
    this.onChange();
  }

  pickNone() {
    this.picked.clear();
    this.onChange();
    this.all.focus(); // the button that was pressed is gone
  }
}
