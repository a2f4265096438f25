// What a member is, in words.

// The operator's word stands over its health.
export function stateOf(member) {
  if (member.admin === 'up' || member.admin === 'down') return `forced ${member.admin}`;
  return member.admin === 'drain' || member.admin === 'maint' ? member.admin : member.state;
}

// A member that fails, but is still up, has the mark of a warning.
export const iconOf = (state) => (state === 'failing' ? 'degraded' : state.replace('forced ', ''));

export const sinceOf = (member) => (stateOf(member) === member.state ? member.since : member.override?.since ?? member.since);

const familyNames = { ipv4: 'IPv4', ipv6: 'IPv6' };
// "failing (2/3)"; "down, passing 1/2"
function ownWords(member, state) {
  if (state === 'failing') return `failing${member.falling ? ` (${member.falling})` : ''}`;
  return member.rising ? `${state}, passing ${member.rising}` : state;
}

// "drain, up"; where its families differ, each of them as a line of its own.
export function familyLines(member) {
  const differ = new Set(member.families.map(({ state }) => state)).size > 1;
  const state = stateOf(member), isOverridden = state !== member.state;
  const health = isOverridden && state !== 'maint' && iconOf(state) !== member.state && !differ && ownWords(member, member.state);
  const own = isOverridden ? state : differ ? 'differs by family' : ownWords(member, state);
  const lines = differ ? member.families.map(({ family, state: each }) => ({ state: each, text: `${familyNames[family] ?? family} ${each}` })) : [];
  return { word: [own, health].filter((word) => word).join(', '), lines };
}

// Why its weight now is not the one that it has.
export function weightNote({ weight, weight_now: now, override, admin, state, serving }) {
  if (override?.weight != null && now === override.weight) return `${weight} in the file`;
  if (now === weight) return '';
  const whole = override?.weight ?? weight;
  if (now > 0) return `of ${whole}`;
  const because = { drain: 'drained', maint: 'in maintenance', down: 'forced down' }[admin] ?? (state === 'down' ? 'down' : serving ? '' : 'not eligible');
  return because ? `of ${whole}: ${because}` : `of ${whole}`;
}
