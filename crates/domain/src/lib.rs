//! Plain types and pure rules of Onsite.
//!
//! What a question, a submission, a judgement, a piece of evidence are, and the rules over them.
//! Nothing here reads a file, a clock or a random source: time and seeds are parameters.

pub mod answer;
pub mod attempt;
pub mod clock;
pub mod code;
pub mod daily;
pub mod design;
pub mod design_run;
pub mod design_search;
pub mod draw;
pub mod evidence;
pub mod experiment;
pub mod fact;
pub mod framing;
pub mod given;
pub mod growth;
pub mod hex;
pub mod id;
pub mod job;
pub mod judgement;
pub mod kattis;
pub mod loops;
pub mod numeric;
pub mod practice;
pub mod question;
pub mod review;
pub mod signature;
pub mod simulated;
pub mod story;
pub mod value;
