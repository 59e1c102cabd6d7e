//! The use cases of Onsite: practise, sit loops, keep stories, judge, measure growth, check the
//! bank, judge packages of Kattis, export.
//!
//! Owns threads, jobs and cancelling; speaks neither HTTP nor to a terminal. What it shows stands
//! in [`views`], and in those of [`loops`] and [`stories`].

mod app;
mod check;
pub mod clock;
mod data;
mod doctor;
mod environment;
mod error;
mod ids;
mod jobs;
mod kattis;
pub mod loops;
mod markdown;
mod measure;
mod pages;
mod portable;
mod practice;
mod preview;
mod queue;
pub mod search;
mod search_answer;
pub mod simulate;
mod simulated;
pub mod stories;
pub mod views;
mod work;
mod workbench;

pub use app::App;
pub use check::{BankReport, CheckOptions, CheckProgress, Coverage, QuestionReport};
pub use data::data_dir;
pub use error::{Error, ErrorClass, StartError};
pub use jobs::JobWatch;
pub use kattis::{PackageJudgement, PackagesReport, SubmissionRow};
pub use measure::MeasureRequest;
pub use onsite_bank as bank;
pub use onsite_sandbox::{Helper, helper_main};
pub use onsite_sim as sim;
pub use portable::{ExportError, ImportError, Imported, export, import};
pub use workbench::{Config, JudgeFile, Workbench, read_answer, read_telling};
