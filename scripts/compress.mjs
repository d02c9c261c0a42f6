// Writes FILE.br and FILE.gz beside each file that is named, and prints how long the former is.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

for (const name of process.argv.slice(2)) {
  const file = readFileSync(name);
  const brotli = brotliCompressSync(file);
  writeFileSync(`${name}.br`, brotli);
  writeFileSync(`${name}.gz`, gzipSync(file, { level: 9 }));
  console.log(brotli.length);
}
