// The effect of a change before it is made, as the server works it out: the pools, and the
// shares of their members before and after.

import { post } from './server.js';
import { byId, el } from './dom.js';
import { percent } from './format.js';

const place = byId('change-preview');
const most = 20; // members whose share moves

export const clearPreview = () => place.replaceChildren(el('p', { class: 'soft' }, 'Reading what this would change …'));

function sharesOf({ shares }) {
  if (!shares.length) return null;
  const row = ({ member, before, after }) => el('tr', { 'data-member': member },
    el('th', { scope: 'row' }, member), el('td', {}, percent(before)), el('td', {}, percent(after)));
  return el('table', { class: 'shares' },
    el('caption', { class: 'hidden' }, 'Target shares before and after'),
    el('thead', {}, el('tr', {}, ...['Member', 'Share now', 'Share after'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, ...shares.slice(0, most).map(row),
      shares.length > most ? el('tr', {}, el('td', { colspan: '3', class: 'soft' }, `and ${shares.length - most} more`)) : null));
}

function effectOf(effect) {
  return el('div', { class: 'effect', 'data-pool': `${effect.zone}:${effect.pool}`, 'data-state': effect.state },
    el('p', { class: effect.empties ? 'mistake' : '' }, effect.text), sharesOf(effect));
}

// Whether it leaves a pool without a member. `isWanted` tells whether anybody still waits for it.
export async function showPreview(body, isWanted) {
  let told = null, failure = null;
  try {
    told = await post('/preview', body);
  } catch (error) {
    failure = error;
  }
  if (!isWanted()) return false;
  if (failure) place.replaceChildren(el('p', { class: 'mistake' }, `The effect is not known: ${failure.message}`));
  else if (!told.effects.length) place.replaceChildren(el('p', { class: 'soft' }, 'No answer changes.'));
  else place.replaceChildren(...told.effects.map(effectOf));
  return told?.empties ?? false;
}
