//! The rules of the domain through their public seams, and the shapes in which values are kept.

mod attempt;
mod code;
mod draw;
mod evidence;
mod growth;
mod id;
mod numeric;
mod shapes;
mod signature;
mod support;
mod surplus;
mod value;
