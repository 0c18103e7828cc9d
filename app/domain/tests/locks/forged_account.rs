use domain::viewer::{AccountId, Persona, StaffRoles};

fn main() {
    let _ = (AccountId(1), Persona { id: 1, name: String::new() }, StaffRoles::default());
}
