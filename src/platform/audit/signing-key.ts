import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** The installation's Ed25519 key (RFC 8032): what leaves it can be proved to come from it, unchanged. */
export type SigningKey = {
  /** First 16 hexadecimal digits of the SHA-256 of the public key (DER), to tell keys apart. */
  id: string
  /** SubjectPublicKeyInfo in PEM, as OpenSSL reads it. */
  publicKeyPem: string
  /** The detached signature: 64 bytes. */
  sign(content: Uint8Array): Buffer
}

/** PKCS #8 of an Ed25519 private key without its 32 bytes (RFC 8410 section 10.3). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key of an installation, derived from its secret (HKDF, RFC 5869): every process has the same one without a further
 * file, and who has the database alone has none. A new secret makes a new key: keep the old public key to check old files.
 * @param secret 32 or more random bytes
 */
export function openSigningKey(secret: string): SigningKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'openasb signing key 1', 32))
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  return {
    id: keyId(publicKey),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: (content) => sign(null, content, privateKey),
  }
}

/** Whether the signature was made over exactly this content by the owner of the public key. */
export function isSignedBy(publicKeyPem: string, content: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, content, createPublicKey(publicKeyPem), signature)
}

function keyId(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16)
}
