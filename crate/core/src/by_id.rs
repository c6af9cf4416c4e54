//! Where things are in a list, by their ids.

/// The places in a list, for who looks for one thing after the other among thousands. Of two with one id, the first is found.
pub struct ById<'a>(Vec<(&'a str, usize)>);

impl<'a> ById<'a> {
    /// Those of a list with these ids.
    pub fn of(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<(&str, usize)> = ids.enumerate().map(|(at, id)| (id, at)).collect();
        all.sort_unstable();
        Self(all)
    }

    /// Where the one with this id is.
    pub fn at(&self, id: &str) -> Option<usize> {
        let first = self.0.partition_point(|(one, _)| *one < id);
        self.0.get(first).filter(|(one, _)| *one == id).map(|(_, at)| *at)
    }

    /// Whether there is one.
    pub fn has(&self, id: &str) -> bool {
        self.at(id).is_some()
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (ids, id, expected) in [
        ("", "a", None),
        ("a", "a", Some(0)),
        ("b a", "a", Some(1)),
        ("b a", "b", Some(0)),
        ("b a", "", None),
        ("b a", "c", None),
        ("b a", "ab", None),
        ("b a c a b", "a", Some(1)),
        ("b a c a b", "b", Some(0)),
        ("i10 i9 i1", "i1", Some(2)),
    ] {
        let all = ById::of(ids.split_whitespace());
        report.check("by id", &(ids, id), &(all.at(id), all.has(id)), &(expected, expected.is_some()));
    }
}
