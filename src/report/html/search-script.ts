/**
 * Narrows the findings to those that hold every word and have a wanted severity. The page is whole without it: the form that it drives
 * is hidden until it runs.
 */
export const searchScript = `
'use strict';
const form = document.getElementById('search');
const found = Array.from(document.querySelectorAll('[data-severity]'), (element) => ({ element, text: element.textContent.toLowerCase() }));
const cards = found.filter(({ element }) => element.localName === 'article').length;
const narrow = () => {
  const words = form.elements.words.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const wanted = new Set(Array.from(form.querySelectorAll('input:checked'), ({ value }) => value));
  let shown = 0;
  for (const { element, text } of found) {
    const fits = wanted.has(element.dataset.severity) && words.every((word) => text.includes(word));
    element.hidden = !fits;
    if (fits && element.localName === 'article') shown++;
  }
  form.elements.count.value = shown === cards ? '' : shown + ' of ' + cards + ' findings';
};
form.hidden = false;
form.addEventListener('input', narrow);
form.addEventListener('submit', (event) => event.preventDefault());
narrow();
`;
