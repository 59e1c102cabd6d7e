//! HTTP rim of Onsite: routes, OpenAPI, protections, the embedded web app.
