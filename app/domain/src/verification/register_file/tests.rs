use super::*;
use crate::verification::invented_register::{Doctor, doctors, file, shuffled};

type Told = (Vec<(String, RegisterRow)>, Vec<(u64, &'static str)>);

fn read(bytes: &[u8]) -> Result<Told> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("list.csv");
    std::fs::write(&path, bytes)?;
    let mut list = RegisterFile::open(&path)?;
    let (mut rows, mut unreadable) = (Vec::new(), Vec::new());
    while let Some(line) = list.next()? {
        match line {
            Line::Row { number, row, .. } => rows.push((number, row)),
            Line::Unreadable(line) => unreadable.push((line.line, line.why)),
        }
    }
    Ok((rows, unreadable))
}

const HEAD: &str = "GMC Ref No,Surname,Given name,FR Date,Registration Status,Other Names\n";

fn one(line: &str) -> Result<RegisterRow> {
    let (rows, unreadable) = read(format!("{HEAD}{line}\n").as_bytes())?;
    rows.into_iter().next().map(|(_, row)| row).ok_or_else(|| Fault::Told(format!("{unreadable:?}")))
}

#[test]
fn every_line_of_an_invented_list_is_read_in_any_order_of_columns() -> Result<()> {
    let all = doctors(7, 2_000);
    for text in [file(&all), shuffled(&all, 1), shuffled(&all, 2)] {
        let (rows, unreadable) = read(text.as_bytes())?;
        assert_eq!(unreadable, []);
        assert_eq!(rows.len(), all.len());
        for (doctor, (number, row)) in all.iter().zip(&rows) {
            assert_eq!(
                (&doctor.number, &doctor.surname, &doctor.given, &doctor.other_names),
                (number, &row.surname, &row.given, &row.other_names)
            );
            assert_eq!(
                row.allowed,
                doctor.status.contains("egistered with") || doctor.status.starts_with("Temporary"),
                "{}",
                doctor.status
            );
            assert_eq!(row.registered_on, format!("{}-{:02}-05", doctor.year + 1, 1 + doctor.year % 12));
            assert_eq!(row.qualified_at, "University of Lesser Wenlock, School of Medicine, United Kingdom");
        }
    }
    Ok(())
}

#[test]
fn only_known_registrations_allow_practice() {
    let rows = [
        ("Registered with Licence", true),
        ("registered without a licence", true),
        ("Registered", true),
        ("Registered with Licence; this doctor has conditions", true),
        ("Registered with Licence - undertakings", true),
        ("Provisionally registered with Licence", true),
        ("Temporary registration without a Licence", true),
        ("Suspended", false),
        ("Registered with Licence - Suspended", false),
        ("Not Registered - Deceased", false),
        ("Not Registered – Erased for false declaration", false),
        ("Not registered", false),
        ("Administrative erasure", false),
        ("Voluntary erasure", false),
        ("Registeredish", false),
        ("Unregistered", false),
        ("Provisional registration expired", false),
        ("Something new", false),
        ("", false),
    ];
    for (status, allowed) in rows {
        assert_eq!(fields::allows(&fields::status(status)), allowed, "{status}");
    }
    assert_eq!(fields::status("Not Registered – Deceased"), fields::status("Not Registered - Deceased"));
}

#[test]
fn dates_that_lost_a_zero_are_read() {
    let rows = [
        ("05071978", "1978-07-05"),
        ("5071978", "1978-07-05"),
        ("05/07/1978", "1978-07-05"),
        ("31121999", "1999-12-31"),
        ("", ""),
        ("1978", ""),
        ("32011999", ""),
        ("01131999", ""),
        ("50719780", ""),
        ("soon", ""),
    ];
    for (written, read) in rows {
        assert_eq!(fields::day(written), read, "{written}");
    }
}

#[test]
fn old_encodings_and_odd_signs_are_read() -> Result<()> {
    let western = b"\xef\xbb\xbfGMC Ref No,Surname,Given name,Registration Status\r\n1234567,O\x92Brien,Se\xe1n,Not Registered \x96 Deceased\r\n";
    let (rows, unreadable) = read(western)?;
    assert_eq!(unreadable, []);
    let told: Vec<_> = rows
        .iter()
        .map(|(number, row)| (number.as_str(), row.surname.as_str(), row.given.as_str(), row.status.as_str()))
        .collect();
    assert_eq!(told, [("1234567", "O’Brien", "Seán", "Not Registered - Deceased")]);
    let utf8 = one("0012345,Müller,Zoë,5071978,Registered with Licence,\"Brown, Green\"")?;
    assert_eq!((utf8.surname.as_str(), utf8.other_names.as_str()), ("Müller", "Brown, Green"));
    let (rows, _) = read(format!("{HEAD}12345,Zero,Lost,,Registered with Licence,\n").as_bytes())?;
    assert_eq!(rows.first().map(|(number, _)| number.as_str()), Some("0012345"));
    Ok(())
}

#[test]
fn lines_that_cannot_be_read_are_told_and_no_others_lost() -> Result<()> {
    let good = "1234567,Smith,Anna,,Registered with Licence,\n";
    let rows = [
        ("12x4567,Smith,Anna,,Registered with Licence,\n", "its GMC number is not seven digits"),
        ("1234568,,Anna,,Registered with Licence,\n", "it has no surname"),
        ("1234568,Smith,Anna,,,\n", "it has no status"),
        ("1234568,Smith,Anna\n", "it has not as many columns as the first line"),
        ("1234568,Smith,\"Anna,,Registered with Licence,\n", "a quotation mark is missing"),
        ("1234568,Smith,Anna,,Registered with Licence,\"\n", "a quotation mark is missing"),
    ];
    for (bad, why) in rows {
        let text = format!("{HEAD}{good}{bad}{}", good.repeat(20));
        let (read, unreadable) = read(text.as_bytes())?;
        assert_eq!((read.len(), unreadable), (21, vec![(3, why)]), "{bad}");
        let (read, unreadable) = self::read(text.replace('\n', "\r\n").as_bytes())?;
        assert_eq!((read.len(), unreadable), (21, vec![(3, why)]), "{bad}, lines ending in two bytes");
    }
    Ok(())
}

#[test]
fn a_file_that_is_no_register_is_refused_with_a_sentence() -> Result<()> {
    for text in ["", "Name,Number\nA,1\n", "\0\0\0\0", "GMC Ref No;Surname;Given name;Registration Status\n"] {
        let told = read(text.as_bytes()).map(|(rows, _)| rows.len());
        assert!(matches!(&told, Err(Fault::Told(words)) if words.contains("Registration Status")), "{told:?}");
    }
    let (rows, unreadable) = read(format!("{HEAD}\r\n\n1234567,Smith,Anna,,Registered,\n\n\n1,,,,,").as_bytes())?;
    assert_eq!((rows.len(), unreadable.len()), (1, 1), "empty lines are nothing");
    let some = read(b"GMC Ref No,Given name,Registration Status\n").map(|(rows, _)| rows.len());
    assert!(matches!(&some, Err(Fault::Told(words)) if words.contains("columns: Surname.")), "{some:?}");
    let doctor = [Doctor::new("1234567", "Smith", "Anna").now("Suspended")];
    assert!(read(file(&doctor).as_bytes())?.0.iter().all(|(_, row)| !row.allowed));
    Ok(())
}
