// Signs with the vendor's library: what to sign comes as JSON on stdin, so that the key is no process argument.
const { readFileSync } = require('node:fs')
const { Api } = require('tls-sig-api-v2')

const { app, key, identifier, expire } = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(new Api(app, key).genUserSig(identifier, expire))
