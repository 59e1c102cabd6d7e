/** The views of plans, loaded together when the first is shown. */
export { default as PlanAnswer } from './PlanAnswer.svelte';
export { default as PlanDetail } from './PlanDetail.svelte';
export { default as PlanObjectives } from './PlanObjectives.svelte';
