// Makes types of each document of `documents/`; what cannot be read stops the user's program as well.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

for (const file of readdirSync("documents")) {
  const name = file.replace(/\.[a-z]+$/, "");
  mkdirSync(`cases/${name}`, { recursive: true });
  let code;
  try {
    code = astToString(await openapiTS(pathToFileURL(`documents/${file}`), { silent: true }));
  } catch (error) {
    code = `export const refused: number = ${JSON.stringify(String(error))};`;
  }
  writeFileSync(`cases/${name}/schema.ts`, code);
}
process.exit(0);
