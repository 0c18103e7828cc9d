//! The GMC reference number, and the numbers that are taken for it.

use super::Wrong;

/// A GMC number as it is kept: seven digits, or L and six for a limited registration.
pub(super) fn gmc_number(typed: String) -> Result<String, Wrong> {
    let close: String = typed.chars().filter(|c| !c.is_whitespace() && !".:-#".contains(*c)).collect::<String>().to_uppercase();
    let bare = ["GMC", "NUMBER", "NO"].into_iter().fold(close.as_str(), |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let shape = shape(bare);
    match (shape.as_str(), bare.chars().next()) {
        ("9999999", _) | ("A999999", Some('L')) => Ok(bare.to_owned()),
        ("A9999999", Some('C')) => Ok(bare.chars().skip(1).collect()),
        _ => Err(Wrong(sentence(bare, &shape).to_owned())),
    }
}

/// The same text with every digit as 9 and every letter as A.
fn shape(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_digit() {
                '9'
            } else if c.is_ascii_alphabetic() {
                'A'
            } else {
                c
            }
        })
        .collect()
}

/// Bodies that people name before their number.
const NAMED: [(&str, &str); 5] = [
    ("NMC", NURSE),
    ("GPHC", "This is a number of the General Pharmaceutical Council. Only doctors have a GMC number; please leave this empty."),
    ("GDC", "This is a number of the General Dental Council. Only doctors have a GMC number; please leave this empty."),
    ("HCPC", ALLIED),
    ("IMC", IRISH),
];

/// What this number may be instead, and what helps.
fn sentence(bare: &str, shape: &str) -> &'static str {
    if let Some((_, sentence)) = NAMED.iter().find(|(name, _)| bare.starts_with(name)) {
        return sentence;
    }
    let letters = shape.chars().take_while(|c| *c == 'A').count();
    let digits = shape.len() - letters;
    let then_digits = shape.is_ascii() && shape.chars().skip(letters).all(|c| c == '9');
    match shape {
        "99A9999A" => NURSE,
        "A9999999" if bare.starts_with('G') => {
            "This is a GP code of the NHS. Please give your GMC number instead: seven digits, such as 1234567."
        }
        "999999" => {
            "A GMC number has seven digits, and this has six, like a doctor index number (DIN) or a number of the Irish Medical Council. \
             If yours begins with 0, please type that too."
        }
        "99999" => {
            "A GMC number has seven digits, and this has five, like a number of the Irish Medical Council or the General Dental Council. \
             If yours begins with 00, please type that too."
        }
        "9999999999" => "A GMC number has seven digits, and this has ten, like an American NPI or an NHS number.",
        "99999999999" => "A GMC number has seven digits, and this has eleven, like a French RPPS or a Dutch BIG number.",
        "AAA9999999999" => {
            "This is an Ahpra number from Australia. Only doctors registered in the United Kingdom have a GMC number; please leave this empty."
        }
        _ if then_digits && (2..=3).contains(&letters) && (1..=6).contains(&digits) => ALLIED,
        _ => "A GMC number has seven digits, such as 1234567. Please leave this empty if you have none.",
    }
}

const NURSE: &str =
    "This is an NMC PIN, as nurses and midwives have it. Only doctors have a GMC number; please leave this empty.";
const ALLIED: &str = "This is a number of the Health and Care Professions Council (HCPC). Only doctors have a GMC number; please leave this empty.";
const IRISH: &str = "This is a number of the Irish Medical Council. Only doctors registered in the United Kingdom have a GMC number; \
    please leave this empty.";

#[cfg(test)]
mod tests {
    use crate::text::GmcNumber;

    #[test]
    fn a_gmc_number_is_read_however_it_is_written() {
        let rows = [
            ("1234567", "1234567"),
            ("0123456", "0123456"),
            ("2012345", "2012345"),
            (" 123 4567 ", "1234567"),
            ("123-4567", "1234567"),
            ("C1234567", "1234567"),
            ("c 123 4567", "1234567"),
            ("GMC 1234567", "1234567"),
            ("gmc: 1234567", "1234567"),
            ("GMC no. 1234567", "1234567"),
            ("GMC Number 1234567", "1234567"),
            ("GMC C1234567", "1234567"),
            ("L123456", "L123456"),
            ("l 123 456", "L123456"),
        ];
        for (typed, kept) in rows {
            assert_eq!(GmcNumber::try_from(typed).as_ref().map(GmcNumber::as_str), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn other_numbers_are_refused_with_a_sentence_that_knows_them() {
        let rows = [
            ("12A3456B", "NMC PIN"),
            ("12 a 3456 b", "NMC PIN"),
            ("NMC 12A3456B", "NMC PIN"),
            ("PH12345", "HCPC"),
            ("PYL 012345", "HCPC"),
            ("HCPC PA1", "HCPC"),
            ("GPhC 2012345", "Pharmaceutical"),
            ("GDC 123456", "Dental"),
            ("IMC 123456", "Irish"),
            ("G1234567", "GP code"),
            ("123456", "DIN"),
            ("12345", "Irish"),
            ("1234567893", "NPI"),
            ("MED0001234567", "Ahpra"),
            ("12345678901", "RPPS"),
            ("12345678", "seven digits"),
            ("D1234567", "seven digits"),
            ("L1234567", "seven digits"),
            ("C123456", "seven digits"),
            ("CC1234567", "seven digits"),
            ("", "seven digits"),
            ("Dr Smith", "seven digits"),
            ("١٢٣٤٥٦٧", "seven digits"),
            ("éé12345", "seven digits"),
        ];
        for (typed, word) in rows {
            let told = GmcNumber::try_from(typed).err().map(|wrong| wrong.0).unwrap_or_default();
            assert!(told.contains(word), "{typed}: {told}");
        }
    }
}
