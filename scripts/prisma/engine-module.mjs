import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let loaded;

/** The WebAssembly engine. Instantiated by hand: importing a .wasm file needs a flag in the versions of Node we support. */
export function loadSchemaEngine() {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  // Where a panic of the engine leaves its message.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      throw new Error(`Schema engine: ${message}`);
    },
  };
  instance.exports.__wbindgen_start();
  return bindings;
}
