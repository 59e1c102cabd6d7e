//! The rules of the domain through their public seams, and the shapes in which values are kept.

mod attempt;
mod code;
mod draw;
mod evidence;
mod fact;
mod framing;
mod given;
mod growth;
mod id;
mod loops;
mod numeric;
mod practice;
mod shapes;
mod signature;
mod story;
mod support;
mod surplus;
mod value;
