use deunicode::deunicode;

/// A name folded so that look-alikes collide: accents, case, spaces and joining marks do not tell two names apart.
pub(crate) fn name_key(name: &str) -> String {
    deunicode(name).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn look_alikes_have_one_key() {
        for (one, other) in [("Dr Weiß", "dr_weiss"), ("O'Neill", "oneill"), ("Zoë", "zoe"), ("John.1", "john-1")] {
            assert_eq!(name_key(one), name_key(other), "{one} and {other}");
        }
        assert_ne!(name_key("John1"), name_key("John2"));
    }
}
