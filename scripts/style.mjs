// scripts/style.mjs FILE: writes the whole style sheet into FILE, as small as can be, for the browsers that are named.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const { bundle } = createRequire(`${import.meta.dirname}/../end2end/`)('lightningcss');
/** The same as `browserquery` in Cargo.toml says. */
const targets = { chrome: 86 << 16, firefox: 78 << 16, ios_saf: 14 << 16, safari: 14 << 16 };
const { code } = bundle({ filename: 'style/main.css', minify: true, targets });
writeFileSync(process.argv[2], code);
