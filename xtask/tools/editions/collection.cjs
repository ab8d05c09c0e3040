// Writes the Postman collection of an OpenAPI document: node collection.cjs openapi.json collection.json
const fs = require("fs");
const path = require("path");
const converter = require("openapi-to-postmanv2");

const [document, target] = process.argv.slice(2);
const data = fs.readFileSync(document, "utf8");
const script = (file) => fs.readFileSync(path.join(__dirname, file), "utf8").trimEnd().split("\n");
// Names of the query parameters, and the variables that the script of the collection sets.
const variables = { sdkappid: "sdkAppId", identifier: "identifier", usersig: "userSig", random: "random" };

// Everything random is taken out: the same document makes the same collection.
function settle(item) {
  delete item.id;
  delete item._postman_id;
  for (const part of [...(item.item ?? []), ...(item.response ?? [])]) settle(part);
  for (const request of [item.request, item.originalRequest]) {
    for (const parameter of request?.url?.query ?? []) {
      if (variables[parameter.key]) parameter.value = `{{${variables[parameter.key]}}}`;
    }
  }
  // A saved answer for "any status" has none to be saved under.
  if (item.response) item.response = item.response.filter((answer) => answer.code === 200);
}

const options = { parametersResolution: "Example", requestParametersResolution: "Example", folderStrategy: "Tags" };
converter.convert({ type: "string", data }, options, (error, result) => {
  if (error || !result.result) throw error ?? new Error(result.reason);
  const collection = result.output[0].data;
  delete collection.info._postman_id;
  collection.item.forEach(settle);
  const event = (listen, file) => ({ listen, script: { type: "text/javascript", exec: script(file) } });
  collection.event = [event("prerequest", "sign.js"), event("test", "test.js")];
  const url = JSON.parse(data).servers[0].url;
  collection.variable = Object.entries({ baseUrl: url, sdkAppId: "", identifier: "administrator", secretKey: "" })
    .map(([key, value]) => ({ key, value, type: "string" }));
  fs.writeFileSync(target, `${JSON.stringify(collection, null, 2)}\n`);
});
