// The JSON API of rotad: reading, changing, and the stream of what changes.

const base = '/api/v1';
const silence = 5000; // milliseconds without a pulse, which comes every second: the line is dead
const patience = 10000;

export class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

async function call(path, options) {
  const answer = await fetch(base + path, { ...options, signal: AbortSignal.timeout(patience), cache: 'no-store' });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, body.error ?? `the server answered with status ${answer.status}`);
  return body;
}

export const get = (path) => call(path);

export const post = (path, body) => call(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token()}` },
  body: JSON.stringify(body),
});

// Calls of `read` while one is under way are answered by one more after it: a storm
// of events costs no storm of readings, and the last word is the newest.
export function coalesced(read) {
  let reading = false, again = false;
  return async function run() {
    if (reading) return void (again = true);
    reading = true;
    try {
      await read();
    } catch (failure) {
      console.debug(failure); // no news: the stream tells when the server is away
    }
    reading = false;
    if (!again) return;
    again = false;
    setTimeout(run, 100); // what the server tells of itself may be so old anyway
  };
}

// The token lives as long as the tab; whoever listens learns that it came or went.
export const token = () => sessionStorage.getItem('rota-token') ?? '';
export const tokenChanged = new EventTarget();

export function setToken(text) {
  if (text) sessionStorage.setItem('rota-token', text);
  else sessionStorage.removeItem('rota-token');
  tokenChanged.dispatchEvent(new Event('change'));
}

// Follows /stream for as long as the page lives. `on` has event(e), pulse(p), open() and lost().
export function follow(on) {
  let source, lastSign, open = null;

  const lose = () => {
    if (open !== false) on.lost();
    open = false;
  };
  const connect = () => {
    source?.close();
    lastSign = Date.now();
    source = new EventSource(`${base}/stream`);
    const hear = (type, then) => source.addEventListener(type, (message) => {
      lastSign = Date.now();
      then(JSON.parse(message.data));
    });
    source.addEventListener('open', () => {
      lastSign = Date.now();
      open = true;
      on.open();
    });
    source.addEventListener('error', lose);
    hear('event', on.event);
    hear('pulse', on.pulse);
  };
  // The browser retries by itself, but not after a refusal, and it does not notice a line that is cut.
  setInterval(() => {
    if (Date.now() - lastSign < silence) return;
    lose();
    connect();
  }, 1000);
  addEventListener('online', connect);
  connect();
}
