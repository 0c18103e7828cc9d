use domain::desk::rules::MaySeat;

fn main() {
    let _ = MaySeat(());
    let _ = MaySeat::of_operator();
}
