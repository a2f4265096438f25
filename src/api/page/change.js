// What an operator says of members: with its effect shown first, a reason, and one result for
// each member. Only where a token has been entered.

import { Refused, post, setToken } from './server.js';
import { byId, el, setText } from './dom.js';
import { clock, plural } from './format.js';
import { keyOf } from './links.js';
import { clearPreview, showPreview } from './preview.js';

const effects = {
  drain: 'Removed from answers. Health checks continue. Clients that know the address may use it until the TTL has passed.',
  maint: 'Removed from answers, and no longer checked.',
  ready: 'Undoes each override of it. Its checks and its file decide again.',
  weight: 'Its share of the answers changes at once. Replaces the weight in the file.',
};
const titles = { drain: 'Drain', maint: 'Put into maintenance:', ready: 'Undo the overrides of', weight: 'Set the weight of' };
const buttons = { drain: 'Drain', maint: 'Start maintenance', ready: 'Undo', weight: 'Set weight' };
const done = { drain: 'drained', maint: 'in maintenance', ready: 'without overrides' };
const dialog = byId('change'), form = dialog.querySelector('form'), fields = form.elements;
const submit = form.querySelector('.main'), results = byId('change-results'), sure = byId('change-sure');
let change = null; // {verb, pool, members, onDone}

export function askForChange(verb, pool, members, onDone) {
  change = { verb, pool, members, onDone };
  form.reset();
  const whom = members.length === 1 ? `${pool.pool}/${members[0].name}` : `${plural(members.length, 'member')} of ${pool.pool}`;
  setText(byId('change-title'), `${titles[verb]} ${whom}`);
  setText(byId('change-effect'), effects[verb]);
  setText(submit, buttons[verb]);
  byId('change-weight').hidden = fields.weight.disabled = verb !== 'weight';
  fields.weight.required = verb === 'weight';
  fields.weight.value = members[0].weight;
  byId('change-for').hidden = fields.for.disabled = verb === 'ready';
  fields.reason.required = verb !== 'ready';
  byId('change-error').hidden = true;
  results.replaceChildren();
  setBusy(false);
  clearPreview();
  dialog.showModal();
  (verb === 'weight' ? fields.weight : fields.reason).focus();
  preview();
}

const targetOf = (member) => `${keyOf(change.pool)}/${member.name}`;

// What it would do to the pool; asked again when the weight is another.
async function preview() {
  const asked = change;
  if (!form.elements.weight.disabled && !fields.weight.checkValidity()) return;
  const { reason, ...body } = bodyOf(change.verb);
  const isEmptying = await showPreview({ ...body, targets: change.members.map(targetOf) }, () => asked === change);
  if (asked !== change) return;
  sure.hidden = fields.sure.disabled = !isEmptying;
}

function bodyOf(verb) {
  const body = verb === 'weight' ? { weight: fields.weight.valueAsNumber } : { admin: verb };
  if (fields.reason.value.trim()) body.reason = fields.reason.value.trim();
  if (verb !== 'ready' && fields.for.value.trim()) body.for = fields.for.value.replace(/\s+/g, '');
  return body;
}

function setBusy(isBusy) {
  submit.disabled = isBusy;
  submit.hidden = false;
  setText(form.querySelector('[value=cancel]'), 'Cancel');
  for (const field of [fields.weight, fields.reason, fields.for]) field.readOnly = isBusy;
}

// One request for each member. Returns those that failed, with why.
async function sendAll({ verb, pool, members }) {
  const failed = [], body = bodyOf(verb);
  let last = '';
  for (const member of members) {
    const ref = [keyOf(pool), member.name].map(encodeURIComponent).join('/');
    try {
      last = saidOf(await post(`/members/${ref}`, body), member.name);
      if (members.length > 1) results.append(el('li', { 'data-ok': 'true', 'data-member': member.name }, last));
    } catch (failure) {
      failed.push(failure);
      if (members.length > 1) results.append(el('li', { 'data-ok': 'false', 'data-member': member.name }, `${member.name}: ${failure.message}`));
      if (failure instanceof Refused && failure.status === 401) break;
    }
  }
  return { failed, last };
}

async function send() {
  setBusy(true);
  byId('change-error').hidden = true;
  results.replaceChildren();
  const { members, onDone } = change, { failed, last } = await sendAll(change);
  setBusy(false);
  if (failed.length < members.length) onDone();
  if (failed.some((failure) => failure instanceof Refused && failure.status === 401)) setToken('');
  if (members.length === 1 && !failed.length) {
    dialog.close();
    return say(last);
  }
  const text = members.length === 1 ? failed[0].message : `${plural(failed.length, 'change')} of ${members.length} failed.`;
  if (failed.length) {
    setText(byId('change-error'), text);
    byId('change-error').hidden = false;
    return;
  }
  submit.hidden = true;
  setText(form.querySelector('[value=cancel]'), 'Close');
  form.querySelector('[value=cancel]').focus();
}

// "lb1: drained, safe to take away at 12:03:27"
function saidOf({ member, note }, name) {
  const { drain } = member, safe = drain && (drain.safe ? ', safe to take away' : drain.safe_at ? `, safe to take away at ${clock(drain.safe_at)}` : '');
  const what = change.verb === 'weight' ? `weight ${member.weight_now || fields.weight.value}` : done[change.verb];
  return `${name}: ${what}${safe || ''}${note ? `. ${note}` : ''}`;
}

let hush = 0;

function say(text) {
  const place = byId('said');
  setText(place, text);
  place.hidden = false;
  clearTimeout(hush);
  hush = setTimeout(() => (place.hidden = true), 8000);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
fields.weight.addEventListener('input', preview);
