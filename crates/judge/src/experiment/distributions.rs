//! The distributions of a run, as a judgement keeps them.

use onsite_domain::experiment::{PlanDistributions, PlanEstimates, PlanPath};
use onsite_sim::experiment::{self, ExperimentPlan};

/// Looks into the first populations of a run.
pub(super) fn of(plan: &ExperimentPlan, seed: u64, populations: u64) -> Box<PlanDistributions> {
    let found = plan.distributions(seed, populations);
    let (estimates, paths) = (found.estimates, found.paths);
    let kept = |paths: Vec<experiment::Path>| {
        let kept = paths.into_iter().map(|path| PlanPath {
            z: path.z,
            ended: u32::try_from(path.ended).unwrap_or(u32::MAX),
            significant: path.significant,
        });
        kept.collect()
    };
    Box::new(PlanDistributions {
        p_without_lift: found.p_values.without_lift,
        p_with_lift: found.p_values.with_lift,
        estimates: PlanEstimates {
            from: estimates.from,
            to: estimates.to,
            lift: estimates.lift,
            all: estimates.all,
            significant: estimates.significant,
        },
        users_per_arm: paths.users_per_arm,
        boundary: paths.boundary,
        two_sided: paths.two_sided,
        paths_without_lift: kept(paths.without_lift),
        paths_with_lift: kept(paths.with_lift),
    })
}
