// The JSON API of rotad: reading, changing, and the stream of what changes.

const base = '/api/v1';
const silence = 5000; // milliseconds without a pulse, which comes every second: the line is dead
const retry = 1000;
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

export const get = (path) => call(path, { headers: shown() });

export const post = (path, body) => call(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...shown() },
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
      console.debug(failure); // the stream tells when the server is away
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

// Whose token this is, and what it may do: {name, read, change}. Throws when it is of no use.
export async function checkToken(text) {
  const known = await call('/token', { headers: { Authorization: `Bearer ${text}` } });
  if (!known.read && !known.change) throw new Refused(403, `token ${known.name} may neither read nor change`);
  return known;
}

const shown = () => (token() ? { Authorization: `Bearer ${token()}` } : {});

export const mayChange = () => Boolean(token() && sessionStorage.getItem('rota-may-change'));

export function setToken(text, canChange = false) {
  sessionStorage.setItem('rota-token', text);
  sessionStorage.setItem('rota-may-change', canChange ? 'yes' : '');
  tokenChanged.dispatchEvent(new Event('change'));
}

// Follows /stream for as long as the page lives. `on` has event(e), pulse(p), open(), lost() and refused().
// Not by EventSource, which cannot show a token.
export function follow(on) {
  let line, lastSign = 0, lastEvent = '', state = '';

  const become = (next) => {
    if (state === next) return;
    state = next;
    on[next]();
  };
  const hear = ({ id, event, data }) => {
    lastSign = Date.now();
    lastEvent = id ?? lastEvent;
    if (event === 'event' || event === 'pulse') on[event](JSON.parse(data));
  };
  const connect = async () => {
    line?.abort();
    const mine = line = new AbortController();
    lastSign = Date.now();
    const headers = { ...shown(), ...(lastEvent && { 'Last-Event-ID': lastEvent }) };
    try {
      const answer = await fetch(`${base}/stream`, { headers, signal: mine.signal, cache: 'no-store' });
      if (answer.status === 401) return become('refused');
      if (!answer.ok) throw new Refused(answer.status, '');
      become('open');
      for await (const message of messages(answer.body)) hear(message);
    } catch {
      // The browser has told of it.
    }
    if (mine !== line) return; // given up for another
    lastSign = Math.min(lastSign, Date.now() - silence + retry);
    become('lost');
  };
  setInterval(() => {
    if (Date.now() - lastSign < silence) return;
    if (state !== 'refused') become('lost'); // a line that is cut does not tell
    connect();
  }, 500);
  addEventListener('online', connect);
  tokenChanged.addEventListener('change', connect);
  connect();
}

// Server-sent events, each as its fields.
async function* messages(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) yield Object.fromEntries(block.split('\n').map((field) => field.split(/: ?(.*)/s, 2)));
  }
}
