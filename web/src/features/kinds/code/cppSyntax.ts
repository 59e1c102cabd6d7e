/** C++ alone of the C family: the library's module holds a dozen languages. */
export { cpp } from '@codemirror/legacy-modes/mode/clike';
