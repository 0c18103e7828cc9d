//! The fixed lists, kept as data files with their source and date on top.

use crate::viewer::{DOCTORS, EVERYONE};
use std::sync::LazyLock;

static COUNTRIES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| lines(include_str!("../data/countries.tsv")).filter_map(|line| line.split_once('\t')).collect());
static SPECIALTIES: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("../data/specialties.txt")).collect());
static GRADES: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("../data/grades.txt")).collect());
static PROFESSIONS: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("../data/professions.txt")).collect());

/// ISO 3166-1: alpha-2 code and English short name, by name.
pub fn countries() -> &'static [(&'static str, &'static str)] {
    &COUNTRIES
}

/// The country behind two letters; the letters themselves where there is none.
pub fn country_name(code: &str) -> &str {
    countries().iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// The 65 specialties with a GMC-approved curriculum.
pub fn specialties() -> &'static [&'static str] {
    &SPECIALTIES
}

/// Grades as used in the UK, with doors for those outside.
pub fn grades() -> &'static [&'static str] {
    &GRADES
}

/// Healthcare professions.
pub fn professions() -> &'static [&'static str] {
    &PROFESSIONS
}

/// Mail domains that stand for an institution, with all domains below them.
pub(crate) fn institutional_domains() -> impl Iterator<Item = &'static str> {
    lines(include_str!("../data/institutional_domains.txt"))
}

/// A forum of the first day.
pub(crate) struct Forum {
    pub(crate) section: &'static str,
    pub(crate) slug: &'static str,
    pub(crate) audience: i64,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
}

/// The forums that an empty community starts with.
pub(crate) fn forums() -> impl Iterator<Item = Forum> {
    lines(include_str!("../data/forums.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next();
        let (section, slug, audience, name, about) = (cell()?, cell()?, cell()?, cell()?, cell()?);
        let audience = if audience == "doctors" { DOCTORS } else { EVERYONE };
        Some(Forum { section, slug, audience, name, about })
    })
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_whole() {
        assert_eq!(super::countries().len(), 249);
        assert_eq!(super::specialties().len(), 65);
        assert!(super::countries().contains(&("GB", "United Kingdom")));
        assert!(super::forums().filter(|forum| forum.audience == super::DOCTORS).count() >= 4);
    }
}
