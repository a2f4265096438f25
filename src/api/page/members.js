// The members of an opened pool: a table with a row each, of which an update
// touches only what differs.

import { mayChange } from './server.js';
import { el, icon, setAttribute, setIcon, setText } from './dom.js';
import { clock, hundredths, latency, percent, setTicking, ticking } from './format.js';
import { shareBar, stateStrip, trend } from './marks.js';
import { familyLines, iconOf, sinceOf, stateOf, weightNote } from './states.js';

function overrideText({ override, admin, admin_from: from }) {
  if (!override) return from === 'file' && admin && admin !== 'auto' ? `${admin} in the file` : '';
  const words = [override.admin, override.weight == null ? null : `weight ${override.weight}`].filter((word) => word);
  return [`${words.join(', ')} by ${override.who || 'an unknown user'}`, override.until ? `until ${clock(override.until)}` : null]
    .filter((word) => word).join(' ') + (override.reason ? `: ${override.reason}` : '');
}

function drainText({ drain }) {
  if (!drain) return '';
  if (drain.safe) return 'safe to take away';
  const waiting = drain.waiting_for ? `waits for ${drain.waiting_for}` : 'not yet safe';
  return drain.safe_at ? `safe at ${clock(drain.safe_at)}, ` : `${waiting}`;
}

function resultText({ last, checks }) {
  if (!last) return checks.length ? 'no probe yet' : 'no check';
  return last.reason || (last.ok ? 'passed' : 'failed');
}

// Why no answer names it, where neither its override nor its last result says so.
function whyText({ serving, override, why, last, checks }) {
  if (serving || override || !why) return '';
  return last && !last.ok && checks.length < 2 && why.includes(last.reason) ? '' : why;
}

function actions(member) {
  if (!mayChange()) return [];
  return [member.admin !== 'drain' && 'drain', member.admin !== 'maint' && 'maint', member.override && 'ready', 'weight']
    .filter((verb) => verb);
}

export class MemberRow {
  constructor(member) {
    const text = (name) => (this[name] = el('span', { class: name }));
    this.pick = el('input', { type: 'checkbox', class: 'pick', 'aria-label': `Select ${member.name}` });
    this.state = icon('unknown');
    this.since = ticking('for');
    this.drainTime = ticking('ago');
    this.resultTime = ticking('ago');
    this.trend = trend('Latency of the last probes');
    this.strip = stateStrip();
    this.bar = shareBar();
    this.change = el('div', { class: 'verbs' });
    this.node = el('tr', { role: 'row', 'data-member': member.name },
      el('th', { role: 'rowheader', scope: 'row', 'data-label': 'Member' }, el('label', {}, this.pick, el('b', {}, member.name)), text('addresses')),
      this.cell('state', 'State', el('span', { class: 'word' }, this.state, text('stateWord'), el('span', { class: 'soft' }, this.since)),
        text('families'), text('why'), text('override'), el('span', { class: 'drain' }, text('drain'), this.drainTime), this.strip.node),
      this.cell('result', 'Last result', text('resultWord'), el('span', { class: 'soft' }, this.resultTime)),
      this.cell('latency', 'Latency', this.trend.node, text('latencyValue'), text('latencyScale')),
      this.cell('weight', 'Weight', text('weightNow'), text('weightSet')),
      this.cell('share', 'Returned · target', this.bar.node, text('shareWord')),
      this.cell('change', 'Change', this.change));
  }

  cell(name, label, ...children) {
    return el('td', { role: 'cell', class: `cell-${name}`, 'data-label': label }, ...children);
  }

  update({ member, scale, states, isPicked }) {
    if (states) this.strip.set(states);
    this.pick.checked = isPicked;
    const seen = JSON.stringify([member, scale, mayChange()]);
    if (seen === this.seen) return;
    this.seen = seen;
    this.member = member;
    this.showState(member);
    setText(this.addresses, member.addresses.join(' ') || member.target || '');
    setText(this.resultWord, resultText(member));
    setAttribute(this.resultWord, 'data-ok', member.last?.ok);
    setTicking(this.resultTime, member.last?.at);
    this.trend.set(member.latency);
    setText(this.latencyValue, latency(member.last?.seconds ?? member.latency.at(-1)));
    setText(this.latencyScale, member.latency.length > 1 ? `0 to ${latency(Math.max(...member.latency))}` : '');
    setText(this.weightNow, String(member.weight_now));
    setText(this.weightSet, weightNote(member));
    this.bar.set(member.share, member.share_given, scale);
    setText(this.shareWord, `${hundredths(member.share_given)} · ${percent(member.share)}`);
    this.showActions(actions(member));
  }

  showState(member) {
    const state = stateOf(member);
    setAttribute(this.node, 'data-state', state);
    setAttribute(this.node, 'data-serving', Boolean(member.serving));
    setIcon(this.state, iconOf(state));
    this.showWords(member);
    setTicking(this.since, sinceOf(member));
    setText(this.why, whyText(member));
    setText(this.override, overrideText(member));
    setText(this.drain, drainText(member));
    setAttribute(this.drain, 'data-safe', member.drain?.safe);
    setTicking(this.drainTime, member.drain && !member.drain.safe ? member.drain.safe_at : null);
  }

  // Where its families differ, each has a line of its own.
  showWords(member) {
    const { word, lines } = familyLines(member);
    setText(this.stateWord, word);
    const text = JSON.stringify(lines);
    if (this.families.dataset.lines === text) return;
    this.families.dataset.lines = text;
    this.families.replaceChildren(...lines.map((line) => el('span', { class: 'family', 'data-state': line.state }, icon(iconOf(line.state)), ` ${line.text}`)));
  }

  showActions(verbs) {
    if (this.verbs === verbs.join()) return;
    this.verbs = verbs.join();
    this.change.replaceChildren(...verbs.map((verb) => el('button', {
      type: 'button', 'data-verb': verb, 'aria-label': `${verb} ${this.member.name}`, 'aria-haspopup': 'dialog',
    }, verb[0].toUpperCase() + verb.slice(1))));
  }
}
