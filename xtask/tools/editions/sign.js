// Signs each request as TLSSigAPIv2 wants it: HMAC-SHA256 over four lines, as zlib-compressed JSON in the vendor's base64.
// The data is stored, not deflated: Postman has no zlib, and the format allows it.
const crypto = require("crypto-js");
const base64 = require("btoa");
const [app, identifier, key] = ["sdkAppId", "identifier", "secretKey"].map((name) => pm.variables.get(name));
const [time, expire] = [Math.floor(Date.now() / 1000), 86400];
const signed = `TLS.identifier:${identifier}\nTLS.sdkappid:${app}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
const ticket = JSON.stringify({
  "TLS.ver": "2.0",
  "TLS.identifier": identifier,
  "TLS.sdkappid": Number(app),
  "TLS.expire": expire,
  "TLS.time": time,
  "TLS.sig": crypto.HmacSHA256(signed, key).toString(crypto.enc.Base64),
});
const bytes = [...unescape(encodeURIComponent(ticket))].map((character) => character.charCodeAt(0));
let [a, b] = [1, 0];
for (const byte of bytes) {
  a = (a + byte) % 65521;
  b = (b + a) % 65521;
}
const [low, high] = [bytes.length & 255, bytes.length >> 8];
const stored = [0x78, 1, 1, low, high, low ^ 255, high ^ 255, ...bytes, b >> 8, b & 255, a >> 8, a & 255];
const text = base64(String.fromCharCode(...stored));
pm.variables.set("userSig", text.replace(/\+/g, "*").replace(/\//g, "-").replace(/=/g, "_"));
pm.variables.set("random", Math.floor(Math.random() * 2 ** 32));
