use domain::viewer::Viewer;

fn main() {
    let _ = Viewer { fresh: true, ..Viewer::guest() };
}
