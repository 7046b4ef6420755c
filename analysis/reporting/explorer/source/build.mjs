// Bundles the explorer with its libraries, for pages that load nothing, and the licences of what is in the bundle.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const [folder = "."] = process.argv.slice(2);
const { metafile } = await build({
  entryPoints: ["main.js"],
  outfile: `${folder}/explorer.js`,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  metafile: true,
});

const inside = Object.values(metafile.outputs)[0].inputs;
const packages = new Set(
  Object.entries(inside)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean),
);
const texts = new Map();
for (const name of [...packages].sort()) {
  const where = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${where}/package.json`, "utf8"));
  const file = readdirSync(where).find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (!file) throw new Error(`${name}: no licence beside it; found ${license}`);
  const text = readFileSync(`${where}/${file}`, "utf8").replace(/\r/g, "").trim();
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
}
const parts = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
writeFileSync(`${folder}/licences.txt`, parts.join(`\n${"-".repeat(72)}\n\n`));
