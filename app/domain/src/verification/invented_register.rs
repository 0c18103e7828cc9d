//! Invented registers: files that look like the GMC's and hold nobody. The same seed gives the same people.

use crate::db::{Db, Tx};
use crate::desk::rules::MaySeat;
use crate::fault::Result;
use crate::verification::bodies::GMC;
use crate::verification::register_import::{self, RegisterRow};
use crate::verification::standings::{self, Registered};
use crate::viewer::Viewer;
use fastrand::Rng;
use types::verification::Assurance;

const SURNAMES: [&str; 24] = [
    "Ashgrove",
    "Birkwater",
    "Coldwell-Fenn",
    "Dunmarrow",
    "Eastlake",
    "O'Fallow",
    "McGarrow",
    "MacHollin",
    "Inglefoot",
    "Jessamy",
    "Kettlewyn",
    "Lórant",
    "Müllerby",
    "Norqvist",
    "Van der Plas",
    "Quillfeather",
    "Rushbeck",
    "De Sollano",
    "Thistlewood Grey",
    "Underhay",
    "Varga-Wells",
    "Wyndle",
    "Yarrowby",
    "Zeller",
];
const GIVEN: [&str; 20] = [
    "Alba",
    "Bernard James",
    "Cicely",
    "Désirée",
    "Edwin",
    "Farah",
    "Grigor",
    "Hana Mei",
    "Ifan",
    "Jean-Luc",
    "Kofi",
    "Lakshmi",
    "Mairéad",
    "Nils",
    "Orla Jane",
    "Pavan",
    "Quentin",
    "Rosalind",
    "Siân",
    "Tomasz",
];
/// Each status, and how many of a hundred have it. Both dashes occur, as in the published list.
const STATUSES: [(&str, u32); 13] = [
    ("Registered with Licence", 70),
    ("Registered without a Licence", 8),
    ("Provisionally registered with Licence", 4),
    ("Provisionally registered without a Licence", 1),
    ("Temporary registration with Licence", 1),
    ("Temporary registration without a Licence", 1),
    ("Suspended", 1),
    ("Not Registered - Deceased", 5),
    ("Not Registered - Having relinquished registration", 5),
    ("Not Registered - Erased after Fitness to Practise panel hearing", 1),
    ("Not Registered – Erased for false declaration", 1),
    ("Not Registered – Erased for fraudulent application", 1),
    ("Not Registered – Provisional registration expired", 1),
];
/// The columns as they are published.
const COLUMNS: &str = "GMC Ref No|Surname|Given name|Gender|Qualification|Year of Qualification|Place of Qualification|PR Date|\
    FR Date|Specialist Register Date|GP Register Date|Registration Status|ARF Due Date|Specialty1|Specialty2|Specialty3|Specialty4|\
    Specialty5|Specialty6|Specialty7|Sub-Specialty1|Sub-Specialty2|Sub-Specialty3|Sub-Specialty4|Sub-Specialty5|Sub-Specialty6|\
    Sub-Specialty7|FtP Conditions Exist|FtP Undertakings Exist|Other Names|FtP Warnings Exist|Place of Qualification Country|\
    Revalidation Status|Designated Body|Responsible Officer|Doctor in Training|Training Deanery/LETB|\
    Training Programme Speciality|GMC Approved Trainer|Trainer Deanery/LETB 1|Trainer Speciality 1|Trainer Deanery/LETB 2|\
    Trainer Speciality 2|Trainer Deanery/LETB 3|Trainer Speciality 3|ID Check Not Done|Temporary Covid Registration";

/// A doctor who does not exist.
#[derive(Debug, Clone)]
pub struct Doctor {
    pub number: String,
    pub surname: String,
    pub given: String,
    pub other_names: String,
    pub status: String,
    pub year: u32,
}

impl Doctor {
    /// A doctor in good standing with this number and name.
    pub fn new(number: &str, surname: &str, given: &str) -> Self {
        Self {
            number: number.to_owned(),
            surname: surname.to_owned(),
            given: given.to_owned(),
            other_names: String::new(),
            status: "Registered with Licence".to_owned(),
            year: 1998,
        }
    }

    /// The same doctor with another status.
    pub fn now(mut self, status: &str) -> Self {
        status.clone_into(&mut self.status);
        self
    }
}

/// So many invented doctors, each with another number.
pub fn doctors(seed: u64, count: usize) -> Vec<Doctor> {
    let mut rng = Rng::with_seed(seed);
    let pick = |rng: &mut Rng, from: &[&str]| from.get(rng.usize(..from.len())).copied().unwrap_or_default().to_owned();
    (0..count)
        .map(|at| Doctor {
            number: if at % 500 == 499 { format!("L{at:06}") } else { format!("{:07}", 100_000 + at * 19 + rng.usize(..19)) },
            surname: pick(&mut rng, &SURNAMES),
            given: pick(&mut rng, &GIVEN),
            other_names: if at % 9 == 0 { pick(&mut rng, &SURNAMES) } else { String::new() },
            status: status(rng.u32(..100)).to_owned(),
            year: rng.u32(1960..2025),
        })
        .collect()
}

fn status(mut lot: u32) -> &'static str {
    for (status, share) in STATUSES {
        if lot < share {
            return status;
        }
        lot -= share;
    }
    "Registered with Licence"
}

/// The doctors as a file, in the published order of columns.
pub fn file(doctors: &[Doctor]) -> String {
    let names: Vec<&str> = COLUMNS.split('|').collect();
    write(&names, doctors)
}

/// The same with the columns in another order, other for each seed.
pub fn shuffled(doctors: &[Doctor], seed: u64) -> String {
    let mut names: Vec<&str> = COLUMNS.split('|').collect();
    Rng::with_seed(seed).shuffle(&mut names);
    write(&names, doctors)
}

fn write(names: &[&str], doctors: &[Doctor]) -> String {
    let mut text = names.join(",") + "\r\n";
    for doctor in doctors {
        let line: Vec<String> = names.iter().map(|name| field(doctor, name)).collect();
        text += &line.join(",");
        text += "\r\n";
    }
    text
}

fn field(doctor: &Doctor, name: &str) -> String {
    let odd = doctor.year % 2 == 1;
    // Every other date has lost its leading zero.
    let date = |years: u32| format!("{}{:02}{}", if odd { "5" } else { "05" }, 1 + doctor.year % 12, doctor.year + years);
    let text = match name {
        "GMC Ref No" => doctor.number.clone(),
        "Surname" => doctor.surname.clone(),
        "Given name" => doctor.given.clone(),
        "Other Names" => doctor.other_names.clone(),
        "Gender" => if odd { "W" } else { "M" }.to_owned(),
        "Qualification" => "MB ChB".to_owned(),
        "Year of Qualification" => doctor.year.to_string(),
        "Place of Qualification" => "University of Lesser Wenlock, School of Medicine".to_owned(),
        "Place of Qualification Country" => "United Kingdom".to_owned(),
        "PR Date" => date(0),
        "FR Date" => date(1),
        "Registration Status" => doctor.status.clone(),
        "FtP Conditions Exist" | "FtP Undertakings Exist" | "FtP Warnings Exist" | "Doctor in Training" => "N".to_owned(),
        "Revalidation Status" => "Subject to revalidation".to_owned(),
        "Designated Body" => "Nowhere NHS Trust \"North\"".to_owned(),
        _ => String::new(),
    };
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Lets somebody be known as the doctor with this GMC number.
pub async fn known_by(db: &Db, who: &Viewer, number: &str) -> Result<()> {
    let account = who.account.0;
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| seat(tx, account, number).await).await
}

async fn seat(tx: &mut Tx<'_>, account: i64, number: &str) -> Result<()> {
    let (key, sealed) = (tx.key.mark("number:gmc", number.as_bytes()), tx.key.seal("number", number.as_bytes())?);
    let registered = Registered { body: GMC, key: &key, sealed: &sealed };
    standings::grant(tx, MaySeat::of_operator(), account, Assurance::Provisional, Some(registered)).await
}

/// Lets each of these accounts be known by the number beside it.
pub async fn all_known_by(db: &Db, known: &[(i64, &str)]) -> Result<()> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        for (account, number) in known {
            seat(tx, *account, number).await?;
        }
        Ok(())
    })
    .await
}

/// What the register says of a number.
pub async fn says(db: &Db, number: &str) -> Result<Option<RegisterRow>> {
    db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| register_import::find(tx, number).await).await
}
