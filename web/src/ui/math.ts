/**
 * Sets the maths that the server marked; loaded only by pages that hold some.
 */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Sets every mark under an element, once each. */
export function setMath(root: HTMLElement): void {
  for (const node of root.querySelectorAll<HTMLElement>('[data-math-style]')) {
    const source = node.textContent ?? '';
    const displayMode = node.dataset.mathStyle === 'display';
    delete node.dataset.mathStyle;
    katex.render(source, node, { displayMode, throwOnError: false, output: 'htmlAndMathml' });
    if (displayMode) {
      // A wide formula scrolls; the keyboard must be able to scroll it too.
      node.tabIndex = 0;
      node.setAttribute('role', 'group');
      node.setAttribute('aria-label', 'Formula');
      node.classList.add('formula');
    }
  }
}
