// What a page must never do at any width: scroll sideways, put something where nobody
// sees it, or write in a colour that nobody can read. Returns what is wrong.
const wrong = [];
const root = document.documentElement;
if (root.scrollWidth > innerWidth) wrong.push(`scrolls sideways: ${root.scrollWidth} > ${innerWidth}`);

const colour = (text) => {
  const [r, g, b, a = 1] = text.match(/[\d.e-]+/g).map(Number);
  return text.startsWith('color(') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
};
const over = ([r, g, b, a], below) => [r, g, b].map((value, i) => value * a + below[i] * (1 - a));
const background = (node) => (node ? over(colour(getComputedStyle(node).backgroundColor), background(node.parentElement)) : [255, 255, 255]);
const luminance = (rgb) => rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};
// What can be operated is seen by its border: 3 : 1, but where its text alone says what it is.
const isBordered = (node) => node.matches('input:not([type=checkbox]), select, button:not(.row, .sort, .main)');
const isMeantToHide = (node) => node.closest('.skip, .hidden, .symbols, noscript, script');
const scrollsInside = (node) => node.closest('pre');

for (const node of document.body.querySelectorAll('*')) {
  if (isMeantToHide(node) || !node.checkVisibility()) continue;
  const box = node.getBoundingClientRect(), name = `${node.tagName} ${node.getAttribute('class') ?? ''} '${node.textContent.slice(0, 40)}'`;
  if (!scrollsInside(node) && box.width && (box.left < -0.5 || box.right > innerWidth + 0.5)) wrong.push(`${name} is off-screen: ${box.left} to ${box.right}`);
  if (isBordered(node)) {
    const paper = background(node.parentElement), ratio = contrast(over(colour(getComputedStyle(node).borderTopColor), paper), paper);
    if (ratio < 3) wrong.push(`${name} has a border with a contrast of ${ratio.toFixed(2)} : 1`);
  }
  const writes = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  if (!writes || node.disabled) continue;
  const paper = background(node), ratio = contrast(over(colour(getComputedStyle(node).color), paper), paper);
  if (ratio < 4.5) wrong.push(`${name} has a contrast of ${ratio.toFixed(2)} : 1`);
}
for (const node of document.querySelectorAll('button, a, [role=button]')) {
  if (node.checkVisibility() && !(node.textContent.trim() || node.getAttribute('aria-label'))) wrong.push(`${node.outerHTML.slice(0, 80)} has no name`);
}
for (const node of document.querySelectorAll('button, a, input, select, summary, [tabindex="0"]')) {
  if (isMeantToHide(node) || !node.checkVisibility() || node.disabled || (document.querySelector('dialog[open]') && !node.closest('dialog'))) continue;
  node.focus({ focusVisible: true, preventScroll: true });
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node), paper = background(node.parentElement);
  const name = `${node.tagName} ${node.id || node.className} '${node.textContent.slice(0, 30)}'`;
  if (document.activeElement !== node) wrong.push(`${name} takes no focus`);
  else if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push(`${name} shows no focus`);
  else if (contrast(over(colour(outlineColor), paper), paper) < 3) wrong.push(`${name} shows its focus in a weak colour`);
}
document.activeElement?.blur();
for (const node of document.querySelectorAll('input, select')) {
  if (!node.labels.length && !node.ariaLabel) wrong.push(`the input ${node.name || node.id} has no label`);
}
return wrong;
