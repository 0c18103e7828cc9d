use domain::viewer::Viewer;

fn main() {
    let _ = Viewer { read_seq: 0, ..Viewer::guest() };
}
