//! Markdown of the bank as HTML: tables and maths marks, no raw HTML, nothing from another host.

use std::sync::LazyLock;

use comrak::Options;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.math_dollars = true;
    options.render.escape = true;
    options
});

/// Renders a text.
pub fn render(text: &str) -> String {
    comrak::markdown_to_html(text, &OPTIONS)
}
