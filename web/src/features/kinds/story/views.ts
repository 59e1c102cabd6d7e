/**
 * What a story puts on its page, in one piece that is loaded where a story is asked.
 */
export { default as Principles } from './Principles.svelte';
export { default as TellingDetail } from './TellingDetail.svelte';
export { default as TellingForm } from './TellingForm.svelte';
