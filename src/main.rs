//! The binary; everything is in the library.

/// A page makes thousands of small pieces of text; the system's allocator takes a fifth of its time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    partner_center::cli::run()
}
