//! Where a catalog entry's knowledge comes from: an address, or a repository and path.

/// The address in it that can be followed: what stands before the first blank, if that is an https address.
pub fn address(source: &str) -> Option<&str> {
    let address = source.split_whitespace().next()?;
    let host = address.strip_prefix("https://")?;
    let begins_a_host = host.starts_with(|c: char| c.is_ascii_alphanumeric());
    begins_a_host.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_https_is_a_link() {
        for (source, expected) in [
            ("https://docs.axonius.com/docs/lastpass", Some("https://docs.axonius.com/docs/lastpass")),
            ("https://github.com/a/b (README.md)", Some("https://github.com/a/b")),
            ("http://example.com/", None),
            ("javascript:alert(1)", None),
            ("lastpasspublic/ProvisioningAPI (readme)", None),
            ("see https://example.com/", None),
            ("https://", None),
            ("https:// example.com", None),
            ("", None),
        ] {
            assert_eq!(address(source), expected, "{source:?}");
        }
    }
}
