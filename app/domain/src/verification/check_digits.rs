//! Check digits of registers outside the United Kingdom; a GMC number has none.

/// The Australian locations of a provider, in the order of their values.
const LOCATIONS: &str = "0123456789ABCDEFGHJKLMNPQRTUVWXY";
/// The check letters of a Medicare provider number, by remainder.
const LETTERS: &[u8] = b"YXWTLKJHFBA";

/// The check with this name in `data/bodies.tsv`.
pub(super) fn named(name: &str) -> Option<fn(&str) -> bool> {
    match name {
        "luhn" => Some(luhn),
        "npi" => Some(npi),
        "lanr" => Some(lanr),
        _ => None,
    }
}

/// Luhn (ISO/IEC 7812): every second digit from the right doubled.
fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

/// An NPI is a card number of the issuer 80840.
fn npi(number: &str) -> bool {
    luhn(&format!("80840{number}"))
}

/// The seventh digit of a LANR: the first six by 4 and 9 in turn, up to the next ten.
fn lanr(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().take(6).zip([4, 9].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    digits.get(6) == Some(&((10 - sum % 10) % 10))
}

/// Whether this is a Medicare provider number: six digits (the first may be missing), a location and a check letter.
pub(super) fn medicare_provider(number: &str) -> bool {
    let padded = format!("{number:0>8}");
    if !padded.is_ascii() || padded.len() != 8 {
        return false;
    }
    let (stem, rest) = padded.split_at(6);
    let digits: Vec<usize> = stem.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit as usize).collect();
    let mut rest = rest.chars();
    let (Some(location), Some(letter)) = (rest.next().and_then(|c| LOCATIONS.find(c)), rest.next()) else { return false };
    let sum: usize = digits.iter().zip([3, 5, 8, 4, 2, 1]).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 6 && LETTERS.get((sum + location * 6) % 11).is_some_and(|check| char::from(*check) == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_find_what_was_mistyped() {
        type Row = (fn(&str) -> bool, &'static str, bool);
        let rows: [Row; 14] = [
            (npi, "1234567893", true),
            (npi, "1234567890", false),
            (npi, "1245319599", true),
            (npi, "1245319590", false),
            (luhn, "79927398713", true),
            (luhn, "79927398710", false),
            (lanr, "123456601", true),
            (lanr, "999999900", true),
            (lanr, "123456501", false),
            (medicare_provider, "2054781W", true),
            (medicare_provider, "2049904J", true),
            (medicare_provider, "2054781X", false),
            (medicare_provider, "MED0001234567", false),
            (medicare_provider, "", false),
        ];
        for (check, number, fits) in rows {
            assert_eq!(check(number), fits, "{number}");
        }
    }
}
