/** The views of designs, loaded together when the first is shown. */
export { default as DesignAnswer } from './DesignAnswer.svelte';
export { default as DesignDetail } from './DesignDetail.svelte';
export { default as Given } from './Given.svelte';
export { default as TryIt } from './TryIt.svelte';
