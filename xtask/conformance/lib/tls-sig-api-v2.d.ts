declare module "tls-sig-api-v2" {
  export class Api {
    constructor(app: number, key: string);
    genUserSig(identifier: string, expire: number): string;
  }
}
