// What an operator says of a member: asked for once more, with a reason. Only
// where a token has been entered.

import { Refused, post, setToken, token, tokenChanged } from './server.js';
import { byId, setText } from './dom.js';
import { clock } from './format.js';

const effects = {
  drain: 'No answer names it any more. It is probed on; those who know its address may still come until the TTL has passed.',
  maint: 'No answer names it any more, and it is no longer probed.',
  ready: 'Everything said of it here or with rotactl is taken back: its health and its file decide again.',
  weight: 'Its part of the answers changes at once, in place of the weight in the file.',
};
const dialog = byId('change'), form = dialog.querySelector('form'), fields = form.elements;
const submit = form.querySelector('.main');
let change = null; // {verb, path, name, done}

export function askForChange(verb, pool, member, done) {
  const ref = [`${pool.zone}:${pool.pool}`, member.name].map(encodeURIComponent).join('/');
  change = { verb, path: `/members/${ref}`, name: `${pool.pool}/${member.name}`, done };
  form.reset();
  setText(byId('change-title'), verb === 'weight' ? `Weight of ${change.name}` : `Set ${change.name} to ${verb}`);
  setText(byId('change-effect'), effects[verb]);
  setText(submit, verb === 'weight' ? 'Set weight' : `Set to ${verb}`);
  byId('change-weight').hidden = fields.weight.disabled = verb !== 'weight';
  fields.weight.required = verb === 'weight';
  fields.weight.value = member.weight;
  byId('change-for').hidden = fields.for.disabled = verb === 'ready';
  fields.reason.required = verb !== 'ready';
  byId('change-error').hidden = true;
  dialog.showModal();
  (verb === 'weight' ? fields.weight : fields.reason).focus();
}

function bodyOf(verb) {
  const body = verb === 'weight' ? { weight: fields.weight.valueAsNumber } : { admin: verb };
  if (fields.reason.value.trim()) body.reason = fields.reason.value.trim();
  if (verb !== 'ready' && fields.for.value.trim()) body.for = fields.for.value.replace(/\s+/g, '');
  return body;
}

async function send() {
  submit.disabled = true;
  try {
    const answer = await post(change.path, bodyOf(change.verb));
    dialog.close();
    say(told(answer));
    change.done();
  } catch (failure) {
    setText(byId('change-error'), failure.message);
    byId('change-error').hidden = false;
    if (failure instanceof Refused && failure.status === 401) setToken('');
  } finally {
    submit.disabled = false;
  }
}

function told({ member, note }) {
  const safe = member.drain && (member.drain.safe ? ' It is safe to take away.' : member.drain.safe_at ? ` It is safe to take away at ${clock(member.drain.safe_at)}.` : '');
  const what = change.verb === 'weight' ? `has weight ${member.weight_now}` : `is set to ${change.verb}`;
  return `${change.name} ${what}.${safe || ''}${note ? ` ${note}` : ''}`;
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

// ------------------------------------------------------------------- token
const tokenDialog = byId('token'), tokenForm = tokenDialog.querySelector('form');

byId('unlock').addEventListener('click', () => {
  if (token()) return setToken('');
  tokenForm.reset();
  tokenDialog.showModal();
});
tokenForm.addEventListener('submit', () => setToken(tokenForm.elements.token.value.trim()));
for (const button of document.querySelectorAll('dialog button[value=cancel]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}

function showToken() {
  document.body.classList.toggle('can-change', Boolean(token()));
  setText(byId('unlock'), token() ? 'Lock changes' : 'Unlock changes');
}
tokenChanged.addEventListener('change', showToken);
showToken();
