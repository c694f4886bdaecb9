// Reads an AsyncAPI document from standard input; prints what the official parser says of it, as JSON.
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const { Parser } = createRequire(join(process.argv[2], "package.json"))("@asyncapi/parser");
const { document, diagnostics } = await new Parser().parse(await text(process.stdin));
console.log(JSON.stringify({
    version: document?.version() ?? null,
    channels: document?.channels().all().length ?? 0,
    told: diagnostics.map(({ severity, code, path, message }) => ({ severity, code, path, message })),
}));
