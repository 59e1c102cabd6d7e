/** C++ and Java alone of the C family: the library's module holds a dozen languages. */
export { cpp, java } from '@codemirror/legacy-modes/mode/clike';
