use domain::desk::seats::MaySeat;

fn main() {
    let _ = MaySeat(());
    let _ = MaySeat::of_operator();
}
