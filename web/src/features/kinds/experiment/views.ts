/** The views of plans, loaded together when the first is shown. */
export { default as Objectives } from './Objectives.svelte';
export { default as PlanAnswer } from './PlanAnswer.svelte';
export { default as PlanDetail } from './PlanDetail.svelte';
