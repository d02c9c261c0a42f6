//! `bind FOLDER PROGRAM.wasm` does what `wasm-bindgen --target web` does: it writes FOLDER/PROGRAM.js and
//! FOLDER/PROGRAM_bg.wasm. Its version is that of the library in the program, and nothing has to be installed.

use std::env::args_os;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let given: Vec<_> = args_os().skip(1).collect();
    let [folder, program] = &given[..] else {
        eprintln!("bind FOLDER PROGRAM.wasm");
        return ExitCode::FAILURE;
    };
    let mut bindgen = Bindgen::new();
    let made = bindgen.input_path(program).omit_default_module_path(true).typescript(false).web(true);
    match made.and_then(|made| made.generate(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error:#}", program.display());
            ExitCode::FAILURE
        }
    }
}
