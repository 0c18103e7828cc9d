//! Everything in the cast's community that somebody may not know.

/// A word that stands nowhere else, and who may read it (first names of the cast; nobody but them).
pub struct Fact {
    pub word: &'static str,
    pub readers: &'static [&'static str],
}

const DOCTORS: &[&str] = &["Pavel", "Marlow", "Prue"];

const FELLOWS: &[&str] = &["Olga", "Milo", "Cora"];

/// Everything that somebody may not know.
pub const FACTS: [Fact; 30] = [
    Fact { word: "Quillfeather", readers: DOCTORS },
    Fact { word: "quillfeather", readers: DOCTORS },
    Fact { word: "Marrowbone", readers: DOCTORS },
    Fact { word: "Oldsaddle", readers: DOCTORS },
    Fact { word: "Gonewithwind", readers: &[] },
    Fact { word: "Lanternfish", readers: FELLOWS },
    Fact { word: "lanternfish", readers: FELLOWS },
    Fact { word: "Tidewrack", readers: FELLOWS },
    Fact { word: "Cellar", readers: &["Olga", "Milo", "Cora", "Tessa"] },
    Fact { word: "Candlewick", readers: FELLOWS },
    Fact { word: "candlewick", readers: FELLOWS },
    Fact { word: "Pleaseletmein", readers: &["Olga", "Milo"] },
    Fact { word: "Belfry", readers: &["Tessa", "Hedda"] },
    Fact { word: "Bellrope", readers: &["Tessa", "Hedda"] },
    Fact { word: "Orangery", readers: &["Edie", "Hedda"] },
    Fact { word: "Thornfield", readers: &["Vera"] },
    Fact { word: "Tellusmore", readers: &["Xena", "Vera"] },
    Fact { word: "Parchmentseen", readers: &["Vera"] },
    Fact { word: "1728394564", readers: &["Vera"] },
    Fact { word: "Reasongiven", readers: &["Hedda"] },
    Fact { word: "Hermitword", readers: &["Edie"] },
    Fact { word: "Pavel of the Cast", readers: &["Pavel"] },
    Fact { word: "Xena of the Cast", readers: &["Xena", "Vera"] },
    Fact { word: "Olga of the Cast", readers: &["Olga"] },
    Fact { word: "Wren of the Cast", readers: &["Wren"] },
    Fact { word: "pavel@cast", readers: &["Pavel"] },
    Fact { word: "xena@cast", readers: &["Xena"] },
    Fact { word: "$argon2id$", readers: &[] },
    Fact { word: "account_id", readers: &[] },
    Fact { word: "audience_id", readers: &[] },
];
