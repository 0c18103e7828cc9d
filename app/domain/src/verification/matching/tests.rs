use super::*;

/// Typed, then surname, given names and other names in the register.
const SAME: &[(&str, &str, &str, &str)] = &[
    ("Anna Smith", "Smith", "Anna", ""),
    ("anna smith", "SMITH", "ANNA", ""),
    ("Dr Anna Smith", "Smith", "Anna", ""),
    ("Prof. Dr. Anna Smith", "Smith", "Anna", ""),
    ("Mr. John Lord", "Lord", "John", ""),
    ("Smith, Anna", "Smith", "Anna", ""),
    ("SMITH, Dr Anna Maria", "Smith", "Anna Maria", ""),
    ("A Smith", "Smith", "Anna", ""),
    ("A. M. Smith", "Smith", "Anna Maria", ""),
    ("A.M. Smith", "Smith", "Anna Maria", ""),
    ("Anna Maria Smith", "Smith", "Anna", ""),
    ("Anna M Smith", "Smith", "Anna Maria", ""),
    ("Anna Smith", "Smith", "Anna Maria Louise", ""),
    ("Maria Smith", "Smith", "Anna Maria", ""),
    ("Anna Smith", "Smith", "A", ""),
    ("Seán Ó Briain", "O Briain", "Sean", ""),
    ("Sean O'Brien", "O’BRIEN", "Seán", ""),
    ("Sean OBrien", "O'Brien", "Sean", ""),
    ("Sean O Brien", "O'Brien", "Sean", ""),
    ("Fiona MacDonald", "McDonald", "Fiona", ""),
    ("Fiona Mc Donald", "MACDONALD", "Fiona", ""),
    ("Fiona McDonald", "Mac Donald", "Fiona", ""),
    ("José Muñoz", "MUNOZ", "Jose", ""),
    ("Jurgen Muller", "Müller", "Jürgen", ""),
    ("Łukasz Wójcik", "Wojcik", "Lukasz", ""),
    ("Anna Smith-Jones", "SMITH JONES", "Anna", ""),
    ("Anna Smith Jones", "Smith-Jones", "Anna", ""),
    ("Anna Smith", "Smith-Jones", "Anna", ""),
    ("Anna Jones", "Smith-Jones", "Anna", ""),
    ("Anna Smith–Jones", "Smith", "Anna", ""),
    ("Maria García", "García López", "María", ""),
    ("Jan van der Berg", "Van der Berg", "Jan", ""),
    ("Jan vanderberg", "Van der Berg", "Jan", ""),
    ("Nimal de Silva", "DE SILVA", "Nimal", ""),
    ("Ahmed Al-Hassan", "Alhassan", "Ahmed", ""),
    ("Jean-Paul Martin", "Martin", "Jean Paul", ""),
    ("Jeanpaul Martin", "Martin", "Jean-Paul", ""),
    ("Jean Martin", "Martin", "Jean-Paul", ""),
    ("Theresa Smith", "Smith", "Anna", "Theresa"),
    ("Anna Brown", "Smith", "Anna", "Brown"),
    ("Anna Brown", "Smith", "Anna", "Anna Brown; Anna Green"),
    ("Anna Green", "Smith", "Anna", "Brown, Green"),
    ("Anna van Dyk", "Smith", "Anna", "Van Dyk"),
    ("Sukarno", "Sukarno", "", ""),
    ("Mary St. John", "St John", "Mary", ""),
    ("D'Arcy, Tom", "DARCY", "Thomas Tom", ""),
];

const NOT_THE_SAME: &[(&str, &str, &str, &str)] = &[
    ("", "Smith", "Anna", ""),
    ("Smith", "Smith", "Anna", ""),
    ("Dr Smith", "Smith", "Anna", ""),
    ("Anna", "Smith", "Anna", ""),
    ("Anne Smith", "Smith", "Anna", ""),
    ("Jane Smith", "Smith", "John", ""),
    ("Anna Smyth", "Smith", "Anna", ""),
    ("Anna Smiths", "Smith", "Anna", ""),
    ("B Smith", "Smith", "Anna", ""),
    ("Bill Smith", "Smith", "William", ""),
    ("Smith Anna", "Smith", "Anna", ""),
    ("Anna, Smith", "Smith", "Anna", ""),
    ("John Kevin Smith", "Smith", "John Peter", ""),
    ("Anna Smith-Jones", "Smith-Brown", "Anna", ""),
    ("Anna Brien", "O'Brien", "Anna", ""),
    ("Anna Donald", "McDonald", "Anna", ""),
    ("Anna Mac", "Mac Donald", "Anna", ""),
    ("Jan Berg", "Van der Berg", "Jan", ""),
    ("Jan Van", "Van der Berg", "Jan", ""),
    ("Ahmed Al", "Al-Hassan", "Ahmed", ""),
    ("Nimal Silva", "de Silva", "Nimal", ""),
    ("Anna Smith Jones", "Smith", "Anna Maria", ""),
    ("Anna Jones", "Smith", "Anna", "Brown"),
    ("Maria Brown", "Smith", "Anna", "Maria Brown"),
    ("Theresa Brown", "Smith", "Anna", "Theresa, Brown"),
    ("M Smith", "Smith", "Anna Maria", ""),
    ("Smi Th", "Smith", "Anna", ""),
    ("Anna Müller", "Möller", "Anna", ""),
    ("A S", "Smith", "Anna", ""),
    ("...", "Smith", "Anna", ""),
    (",", "Smith", "Anna", ""),
    ("Dr", "Dr", "Anna", ""),
    ("Anna 😀", "Smith", "Anna", ""),
    ("", "", "", ""),
    ("Anna Smith", "", "Anna", ""),
];

fn row((_, surname, given, others): (&str, &str, &str, &str)) -> RegisterRow {
    RegisterRow {
        surname: surname.to_owned(),
        given: given.to_owned(),
        other_names: others.to_owned(),
        status: String::new(),
        allowed: true,
        qualified_in: String::new(),
        qualified_at: String::new(),
        registered_on: String::new(),
    }
}

#[test]
fn a_name_is_known_again_however_it_is_written() {
    let missed: Vec<_> = SAME.iter().filter(|told| !same_person(told.0, &row(**told))).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_name_that_is_only_nearly_the_same_is_left_to_staff() {
    let taken: Vec<_> = NOT_THE_SAME.iter().filter(|told| same_person(told.0, &row(**told))).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

proptest::proptest! {
    #[test]
    fn no_name_breaks_it(typed: String, surname: String, given: String, others: String) {
        let told = (typed.as_str(), surname.as_str(), given.as_str(), others.as_str());
        same_person(told.0, &row(told));
    }
}
