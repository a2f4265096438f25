// What operators have said of members, with who, why and until when; and the way to undo it.

import { get, mayChange } from './server.js';
import { askForChange } from './change.js';
import { byId, el, reconcile, setText } from './dom.js';
import { clock } from './format.js';
import { keyOf, poolLink } from './links.js';

const most = 50, rows = new Map();

const keyOfMember = (said) => `${keyOf(said)}/${said.member}`;
const words = { up: 'forced up', down: 'forced down', drain: 'drained', maint: 'in maintenance' };

export const saidWords = ({ admin, weight }) => [words[admin], weight == null ? '' : `weight ${weight}`].filter((word) => word).join(', ');

function textOf(said) {
  const until = said.until ? `, until ${clock(said.until)}` : '';
  return `${saidWords(said)} by ${said.who || 'an unknown user'} since ${clock(said.since)}${until}`;
}

class Row {
  constructor(said) {
    const { zone, pool, member } = said;
    this.text = el('span');
    this.reason = el('span', { class: 'soft' });
    this.undo = el('button', { type: 'button', 'data-verb': 'ready', 'aria-label': `Undo: ${pool}/${member}`, 'aria-haspopup': 'dialog',
      onclick: () => askForChange('ready', { zone, pool }, [this.member], loadOverrides) }, 'Undo');
    this.node = el('li', { 'data-member': member }, el('span', {}, poolLink(keyOf(said), `${pool}/${member}`), ' ', this.text, ' ', this.reason), this.undo);
  }

  update(said) {
    this.member = { name: said.member, weight: said.weight };
    setText(this.text, textOf(said));
    setText(this.reason, said.reason);
    this.undo.hidden = !mayChange();
  }
}

export async function loadOverrides() {
  const { overrides } = await get('/overrides');
  reconcile(byId('override-list'), rows, overrides.slice(0, most), keyOfMember, (said) => new Row(said));
  byId('override-none').hidden = overrides.length > 0;
  setText(byId('override-count'), overrides.length > most ? `${most} of ${overrides.length} shown` : '');
}
