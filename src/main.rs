//! The binary; everything is in the library.

fn main() -> std::process::ExitCode {
    partner_center::cli::run()
}
