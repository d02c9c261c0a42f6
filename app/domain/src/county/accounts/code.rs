//! Activation codes: made of chance, kept as fingerprints.

use sha2::{Digest, Sha256};

/// Days for which an activation code can be used.
pub const CODE_DAYS: i64 = 14;
/// The characters of an activation code: none that is taken for another when read from paper.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Characters of a code, five bits each: a hundred bits.
const CODE_LENGTH: usize = 20;

/// The activation code that chance makes: twenty characters in groups of four.
pub fn code_of(chance: [u8; 16]) -> String {
    let mut bits = u128::from_be_bytes(chance);
    let mut code = String::new();
    for n in 0..CODE_LENGTH {
        if n > 0 && n % 4 == 0 {
            code.push('-');
        }
        let place = usize::try_from(bits & 31).unwrap_or_default();
        code.push(char::from(LETTERS[place]));
        bits >>= 5;
    }
    code
}

/// The fingerprint under which a code is kept (SHA-256 in hexadecimal), however its groups were typed.
///
/// A code has a hundred bits of chance, so a slow hash would add nothing.
pub fn code_fingerprint(typed: &str) -> String {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let digest = Sha256::digest(plain.to_ascii_uppercase().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_hundred_bits_and_no_look_alikes() {
        let code = code_of([0xa5; 16]);
        assert_eq!(code.len(), 24);
        assert!(code.chars().all(|c| c == '-' || LETTERS.contains(&u8::try_from(c).unwrap_or_default())));
        assert!(!LETTERS.iter().any(|c| b"01IO".contains(c)));
        assert_ne!(code_of([0; 16]), code_of([1; 16]));
    }

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let kept = code_fingerprint("ABCD-EFGH-2345-6789-ABCD");
        assert_eq!(code_fingerprint(" abcd efgh 2345 6789 abcd"), kept);
        assert_ne!(code_fingerprint("ABCD-EFGH-2345-6789-ABCE"), kept);
    }
}
