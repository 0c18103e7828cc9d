//! Following a discussion or a forum by e-mail.
