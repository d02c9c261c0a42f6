// Serves the development build and rebuilds it at every change: `node scripts/dev.mjs ADDRESS`. Pages that are open have
// to be loaded anew.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';

const listen = process.argv[2] ?? '127.0.0.1:3000';
let server;
let isChanged = true;
let wake = () => {};

/** Whether a command ended well. */
const run = (command, ...args) =>
  new Promise((done) => spawn(command, args, { stdio: 'inherit' }).once('exit', (code) => done(code === 0)));
const stopped = () =>
  new Promise((done) => (server && server.exitCode === null ? server.once('exit', done).kill() : done()));

for (const folder of ['app', 'frontend', 'migrations', 'server', 'style']) {
  watch(folder, { recursive: true }, (_, file) => {
    if (!/\.(rs|css|svg|toml|txt)$/.test(file ?? '')) return;
    isChanged = true;
    wake();
  });
}

for (;;) {
  if (!isChanged) await new Promise((done) => (wake = done));
  // Whoever saves one file often saves the next at once.
  await new Promise((done) => setTimeout(done, 100));
  isChanged = false;
  const begun = Date.now();
  const built = await Promise.all([run('cargo', 'build', '--quiet', '-p', 'server'), run('scripts/site', 'quick')]);
  if (isChanged || built.includes(false)) continue;
  await stopped();
  server = spawn('target/debug/server', ['serve', '--demo', '--listen', listen], { stdio: 'inherit' });
  console.log(`built in ${Math.round((Date.now() - begun) / 1000)} s`);
}
