use domain::viewer::Viewer;

fn main() {
    let mut viewer = Viewer::guest();
    viewer.account.0 = 1;
    viewer.staff.admin = true;
}
