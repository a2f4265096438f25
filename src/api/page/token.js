// The token that allows changes: checked when it is entered, kept until the tab is closed.

import { checkToken, mayChange, setToken, token, tokenChanged } from './server.js';
import { byId, setText } from './dom.js';

const dialog = byId('token'), form = dialog.querySelector('form'), submit = form.querySelector('.main');
let name = '';

function refuse(text) {
  setText(byId('token-error'), text);
  byId('token-error').hidden = false;
}

async function enter() {
  const secret = form.elements.token.value.trim();
  submit.disabled = true;
  try {
    const known = await checkToken(secret);
    name = known.name;
    dialog.close();
    setToken(secret, known.change);
    byId('unlock').focus();
  } catch (failure) {
    refuse(failure.message);
    form.elements.token.select();
  } finally {
    submit.disabled = false;
  }
}

// Whose token it is, also after the page was loaded again.
async function readName() {
  if (!token() || name) return;
  try {
    ({ name } = await checkToken(token()));
  } catch (failure) {
    if (failure.status === 401) return setToken('');
  }
  show();
}

function show() {
  if (!token()) name = '';
  document.body.classList.toggle('can-change', mayChange());
  const whose = name ? ` (${name}${mayChange() ? '' : ', read only'})` : '';
  setText(byId('unlock'), token() ? `Lock changes${whose}` : 'Unlock changes');
}

byId('unlock').addEventListener('click', () => {
  if (token()) return setToken('');
  form.reset();
  byId('token-error').hidden = true;
  dialog.showModal();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  enter();
});
for (const button of document.querySelectorAll('dialog button[value=cancel]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}
tokenChanged.addEventListener('change', show);
show();
readName();
