//! Unsent texts, kept on the server.
