//! The few pages that stand without the web app: denied, opening, not built.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

fn page(title: &str, head: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n{head}<title>{title} · Onsite</title>\n\
         <style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto;\
         padding:0 1.25rem}}h1{{font-size:1.4rem;line-height:1.3}}code{{font-size:.95em}}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    ))
}

/// For a browser that does not hold the secret.
pub fn denied() -> Response {
    let body = "<p>Onsite runs the code it is given, so it answers only a browser that was \
                opened by you.</p>\n<p>In a terminal, run</p>\n<pre><code>onsite open</code></pre>\n\
                <p>It opens this page with its key, or prints the address to open. In a clone of \
                the project, <code>make run</code> does the same.</p>";
    (
        StatusCode::UNAUTHORIZED,
        page("This browser has no key yet", "", body),
    )
        .into_response()
}

/// Leads on to the app from within, so that the strict cookie set beside it is sent.
pub fn opening() -> Response {
    let head = "<meta http-equiv=\"refresh\" content=\"0; url=/\">\n";
    let body = "<p><a href=\"/\">Go on to Onsite</a> if nothing happens.</p>";
    page("Opening", head, body).into_response()
}

/// For a binary that was built without the web app.
pub fn not_built() -> Response {
    let body = "<p>The server and its API run, but this binary was built before the web app.</p>\n\
                <p>In a clone of the project, <code>make run</code> builds both. By hand:</p>\n\
                <pre><code>npm --prefix web ci\nnpm --prefix web run build\n\
                cargo build --release -p onsite-cli</code></pre>";
    let page = page("The web app is not in this binary", "", body);
    (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}
